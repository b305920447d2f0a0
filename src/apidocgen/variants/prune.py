"""Taking away what an audience may not see: copy on write, until nothing more falls.

What falls makes more fall: a reference to it, a list that is left empty, the object around. The
rounds end because what is gone only grows. Untouched subtrees are not visited and not copied, and
equal results for two audiences are one object.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import islice
from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.spec.document import Tree
from apidocgen.spec.file_references import split_reference
from apidocgen.spec.grammar import COMPONENT_KINDS
from apidocgen.spec.pointer import Path, Token, parse_fragment, to_reference
from apidocgen.spec.problems import InputError
from apidocgen.variants.copying import CopyPass
from apidocgen.variants.definitions import unused_definitions
from apidocgen.variants.following import Following
from apidocgen.variants.gone import GONE
from apidocgen.variants.index import (
    Cell,
    Index,
    OperationSite,
    ReferenceSite,
    ancestors,
    path_of,
    unit_of,
)
from apidocgen.variants.interning import Interning
from apidocgen.variants.losses import Losses
from apidocgen.variants.markers import visible_text
from apidocgen.variants.reasons import Cause, Reason
from apidocgen.variants.security import SecurityFilter

Part = tuple[Any, list[Path]]


class Pruning:
    """Prunes one master for one audience.

    After ``run``, ``losses`` says what is gone and why, ``parts`` holds what remains of each part
    of the master that changed, with the targets of the references in it.
    """

    def __init__(
        self, index: Index, audience: Audience, security: SecurityFilter, interning: Interning
    ) -> None:
        self.index = index
        self.losses = Losses(index, audience)
        self.parts: dict[Path, Part] = {}
        self._looked_at = 0
        self._following: Following | None = None
        self._followed_at: tuple[int, ...] = ()
        self._security = security
        self._interning = interning
        self._pass = CopyPass(self.losses, interning)

    def run(self) -> None:
        """Remove everything that must go."""
        self._apply_annotations()
        self._apply_texts()
        for cell in (*self.index.empties, *self.index.enums):
            self.losses.mark(cell)
        self.losses.hidden_tags = self._tags_gone()
        self._decide_operations()
        # What remains of a value can be said only once it is known what remains of the schemas.
        self._settle(with_values=False)
        self._settle()

    def run_for_everybody(self) -> None:
        """Note what operations demand, and remove nothing, as if nothing were annotated."""
        for site in self.index.operations:
            decision = self._security.decide(site.node)
            if decision.requirement is not None:
                self.losses.decisions[id(site.node)] = decision

    def lose_links(self, reached: Container[Path]) -> bool:
        """Remove links to operations in parts that nobody reaches; says whether there were any."""
        before = len(self.losses.removed)
        self._drop_links(reached)
        if len(self.losses.removed) == before:
            return False
        self._settle()
        return True

    def lose_definitions(self, reached: Container[Path]) -> bool:
        """Remove definitions inside schemas that nothing leads to; says whether there were any."""
        unused = list(unused_definitions(self.losses, reached))
        for cell in unused:
            self.losses.remove(cell, Reason(Cause.UNUSED))
        if unused:
            self._settle()
        return bool(unused)

    def forget_unused(self, reached: Container[Path]) -> bool:
        """Let components that nobody uses say nothing any more; says whether there were any.

        What is hidden in one schema may stand visibly in another for the same values. The other
        one must be there for that, or the variant would depend on what it does not show.
        """
        if not (self.losses.shrunk or self.losses.hidden_constants):
            return False
        known = self._components()
        unused = {id(node) for path, node in known if path not in reached}
        if unused <= self.losses.unused:
            return False
        self.losses.unused |= unused
        self._settle()
        return True

    def _components(self) -> Iterator[tuple[Path, Any]]:
        components = self.index.document.tree.get("components")
        for kind, entries in components.items() if isinstance(components, dict) else ():
            # Shared examples may be written out where they are used, schemes are judged by need.
            if kind in COMPONENT_KINDS and kind not in ("examples", "securitySchemes"):
                for name, node in entries.items():
                    if isinstance(node, dict):
                        yield ("components", kind, name), node

    def _settle(self, *, with_values: bool = True) -> None:
        """Take away what leaned on what is gone, until nothing more falls."""
        size: tuple[int, ...] = ()
        while size != (size := self._followed(with_values=with_values)):
            self._copy_parts()
            if size == self.losses.size():
                break
        if with_values:
            self._rewrite_positions()

    def _followed(self, *, with_values: bool) -> tuple[int, ...]:
        """Follow references and names as far as they go; returns how much is gone then."""
        size: tuple[int, ...] = ()
        while size != self.losses.size():
            while size != (size := self.losses.size()):
                self._follow_references()
                self._drop_links()
            if self._following is None or self._followed_at != size:
                self._following = Following(self.losses, self._interning)
                self._followed_at = size
                self._pass = self._following.copying
            self._following.mark(with_values=with_values)
        return size

    def part(self, unit: Path) -> Any:
        """What remains of one part of the master; GONE if nothing does."""
        known = self.parts.get(unit)
        if known is not None:
            return known[0]
        return GONE if self._lies_in_hidden(unit) else self.index.target(unit)

    def opaque(self, value: Any) -> Any:
        """What remains of a value that the grammar does not know."""
        return self._pass.opaque(value)

    def _lies_in_hidden(self, unit: Path) -> bool:
        """Whether all of ``components`` or ``paths`` is gone, of which no part is looked at."""
        return any(each in self.losses.removed for each in self.index.chain(unit[:1]))

    def copy(self, node: Any, type_name: str) -> Any:
        """What remains of one object outside the parts: itself, a copy, or GONE."""
        return self._pass.copy(node, type_name)

    # -- what falls first ------------------------------------------------------------------

    def _apply_annotations(self) -> None:
        for cell in self.index.annotated:
            self.losses.mark(cell)
            if not self.losses.admits(self.index.rules[id(cell[2])]):
                self.losses.remove(cell, Reason(Cause.ANNOTATION))

    def _apply_texts(self) -> None:
        for cell, key, block in self.index.texts:
            self.losses.texts[id(cell[2]), key] = visible_text(block, self.losses.admits)
            self.losses.mark(cell)

    def _tags_gone(self) -> frozenset[str]:
        tags = self.index.document.tree.get("tags")
        return frozenset(
            tag["name"]
            for tag in (tags if isinstance(tags, list) else ())
            if id(tag) in self.losses.removed and isinstance(tag.get("name"), str)
        )

    def _decide_operations(self) -> None:
        implicit = self.losses.audience.implicit
        for site in self.index.operations:
            if id(site.node) in self.losses.removed:
                continue
            if not (implicit or site.in_callback or self.is_open(site)):
                self.losses.remove(site.cell, Reason(Cause.UNANNOTATED))
            elif not (site.in_callback and "security" not in site.node):
                self._decide_security(site)
            tags = site.node.get("tags")
            if tags == [] or not self.losses.hidden_tags.isdisjoint(_names(tags)):
                self.losses.mark(site.cell)

    def _decide_security(self, site: OperationSite) -> None:
        try:
            decision = self._security.decide(site.node)
        except ValueError as error:
            place = self.index.document.locate((*path_of(site.cell), "security"))
            raise InputError(str(error), place) from error
        if decision.requirement is None:
            self.losses.remove(site.cell, Reason(Cause.SECURITY))
        else:
            self.losses.decisions[id(site.node)] = decision
            if decision.security is not None or decision.any_of is not None:
                self.losses.mark(site.cell)

    def is_open(self, site: OperationSite) -> bool:
        """Whether somebody has said who may see an operation (it fails closed)."""
        return self._opened(site.cell) or self._uses_open(site.item)

    def _opened(self, cell: Cell) -> bool:
        return any(self._opens(value) for value in ancestors(cell))

    def _opens(self, value: Any) -> bool:
        rule = self.index.rules.get(id(value))
        return rule is not None and rule.opens

    def _uses_open(self, item: Cell) -> bool:
        """Whether a path item that others refer to is opened by one of these uses.

        A use that nobody opened is then removed, so that it shows nothing by itself.
        """
        path = path_of(item)
        sites = [s for s in self.index.references.get(path, ()) if s.type == "PathItem"]
        closed = [site for site in sites if not (self._opened(site.cell) or _in_callback(site))]
        if len(closed) == len(sites):
            return False
        for site in closed:
            self.losses.remove(site.cell, Reason(Cause.UNANNOTATED))
        return True

    # -- what falls with it ----------------------------------------------------------------

    def _follow_references(self) -> None:
        """Lose what refers to what is gone, and to what goes with that."""
        gone, removed = self.losses.gone, self.losses.removed
        while self._looked_at < len(removed):
            latest = list(islice(removed, self._looked_at, None))
            self._looked_at = len(removed)
            for target in (path for nid in latest for path in self.index.through.get(nid, ())):
                if target not in gone:
                    gone.add(target)
                    for site in self.index.references[target]:
                        self._lose(site)

    def _lose(self, site: ReferenceSite) -> None:
        if site.type == "Discriminator":
            self.losses.unmapped.add((id(site.cell[2]), site.key))
            self.losses.mark(site.cell)
        elif site.type == "Extension" and site.key != "$ref":
            self.losses.texts[id(site.cell[2]), site.key] = ""
            self.losses.mark(site.cell)
        elif site.key != "$dynamicRef" or self.losses.gone.issuperset(
            self.index.dynamic[id(site.cell[2])]
        ):
            self.losses.remove(site.cell, Reason(Cause.REFERENCE, str(site.key), site.target))

    def _drop_links(self, reached: Container[Path] | None = None) -> None:
        if not self.index.links:
            return
        known = [
            site.node
            for site in self.index.operations
            if not self.losses.is_gone(site.cell)
            and (reached is None or all(h in reached for h in self._homes(site) if h))
        ]
        ids = (node.get("operationId") for node in known)
        names = {name for name in ids if isinstance(name, str)}
        nodes = {id(node) for node in known}
        for cell in self.index.links:
            if not self._leads_somewhere(cell[2], names, nodes):
                self.losses.remove(cell, Reason(Cause.LINK))

    def _homes(self, site: OperationSite) -> list[Path]:
        return self.index.homes(path_of(site.cell))

    def _leads_somewhere(self, link: Tree, names: set[Any], nodes: set[int]) -> bool:
        if "$ref" in link:
            return True
        if isinstance(link.get("operationId"), str):
            return link["operationId"] in names
        reference = link.get("operationRef")
        if isinstance(reference, str) and reference.startswith("#"):
            path = self.index.leads_to.get(id(link))
            return path is not None and id(self.index.target(path)) in nodes
        return True

    # -- what remains ----------------------------------------------------------------------

    def _copy_parts(self) -> None:
        """Copy what has changed, and what depends on values and on what others have lost."""
        touched = dict(self.losses.touched)
        self.losses.touched.clear()
        for unit in {**touched, **self.losses.valued_units}:
            if unit:
                self.parts[unit] = self._pass.part(unit)
        for path in self.index.opaque:
            if id(self.index.target(path)) in self.losses.dirty:
                self.parts[path] = self._pass.part(path)

    def _rewrite_positions(self) -> None:
        """References that count positions in a list that has become shorter.

        They start from where they did, which is a schema with an ``$id`` perhaps (JSON Schema
        2020-12 core, section 8.2).
        """
        for path, sites in self.index.references.items():
            if path in self.losses.gone or not any(isinstance(token, int) for token in path):
                continue
            now = self._shifted(path)
            if now == path:
                continue
            for site in sites:
                written = site.cell[2].get(site.key)
                address, fragment = (
                    split_reference(written) if isinstance(written, str) else ("", "")
                )
                if fragment.startswith("/"):  # anchors and identifiers move along
                    inner = now[len(path) - len(parse_fragment(fragment)) :]
                    place = (id(site.cell[2]), site.key)
                    self.losses.moved[place] = address + to_reference(inner)
                    self.losses.mark(site.cell)
        if self.losses.moved:
            self._copy_parts()

    def _shifted(self, path: Path) -> Path:
        """Where a value that remains stands in the variant."""
        unit = unit_of(path)
        shown = self.part(unit)
        now: list[Token] = list(unit)
        for token in path[len(unit) :]:
            moved = isinstance(token, int)
            step = self._interning.went_to(shown, int(token)) if moved else token
            now.append(step)
            shown = shown[step]
        return tuple(now)


def _in_callback(site: ReferenceSite) -> bool:
    return "callbacks" in path_of(site.cell)[:-1]


def _names(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
