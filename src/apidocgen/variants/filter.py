"""From one master to one variant per audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.access.requirement import Requirement, read_requirement
from apidocgen.spec.document import Document, Tree
from apidocgen.spec.methods import operation_fields
from apidocgen.spec.pointer import Path, Token, descend
from apidocgen.spec.problems import InputError, Location
from apidocgen.spec.references import Resolver
from apidocgen.variants.annotations import SCOPES_MODE, Annotations
from apidocgen.variants.assemble import Assembly
from apidocgen.variants.index import Cell, ancestors, path_of
from apidocgen.variants.indexing import build_index
from apidocgen.variants.interning import Interning
from apidocgen.variants.listed_values import shown_elsewhere
from apidocgen.variants.moving import settle
from apidocgen.variants.prune import Pruning
from apidocgen.variants.reach import Reach
from apidocgen.variants.reasons import Cause
from apidocgen.variants.remaining import find_remaining
from apidocgen.variants.security import (
    SecurityFilter,
    hidden_scopes,
    scope_carriers,
    scopes_of_hidden_flows,
    security_schemes,
    steps_to_scheme,
)
from apidocgen.variants.shapes import refuse_methods_alike, refuse_misshapen
from apidocgen.variants.unlisted import refuse_unlisted
from apidocgen.variants.variant import (
    Hidden,
    Variant,
    VariantSet,
    VisibleOperation,
    Withheld,
)
from apidocgen.variants.vocabulary import SCOPES, audience_key, read_access


def make_variants(document: Document, audiences: Sequence[str] | None = None) -> VariantSet:
    """Filter a master for its audiences, or for those named.

    Variants come in the order in which the master declares their audiences; an audience that is
    not published gets one only when it is named. Raises InputError, with its place, wherever a
    mistake in the master could open a hole: an unknown tier or label, an annotation that is not
    understood, an unbalanced text marker, a reference to nothing.
    """
    return Filtering(document).variants(audiences)


class Filtering:
    """Filters one master, and keeps what was found on the way for those who ask why."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.access = read_access(document)
        key = audience_key(document.tree)
        self.annotations = Annotations(key, self.access.tiers, self.access.audiences)
        refuse_misshapen(document)
        self.index = build_index(document, self.annotations)
        refuse_methods_alike(self.index)
        refuse_unlisted(self.index, self.access.audiences[0])
        self._interning = Interning()
        self._views: dict[str, View] = {}

    def variants(self, audiences: Sequence[str] | None = None) -> VariantSet:
        """The variants of these audiences, or of all that are published."""
        chosen = self._chosen(audiences)
        views = [self.view(audience) for audience in chosen]
        variants = tuple(view.variant() for view in views)
        return VariantSet(self.document, self.access, variants, tuple(self._unannotated()))

    def view(self, audience: Audience) -> View:
        """The master as one audience sees it; worked out once."""
        if audience.name not in self._views:
            self._views[audience.name] = self._look(audience)
        return self._views[audience.name]

    @cached_property
    def whole(self) -> View:
        """The master without what nothing in it uses, as if nothing were annotated."""
        everybody = Audience("all", "All", implicit=True)
        nodes = (self.document.tree, *(site.node for site in self.index.operations))
        schemes = frozenset(name for node in nodes for name in _schemes_named(node))
        security = SecurityFilter(self.document, self.access, everybody, schemes)
        security.start(frozenset(), {})
        pruning = Pruning(self.index, everybody, security, self._interning)
        pruning.run_for_everybody()
        return View(self, pruning, security, self._interning)

    def _look(self, audience: Audience) -> View:
        schemes = frozenset(self._visible_schemes(audience))
        security = SecurityFilter(self.document, self.access, audience, schemes)
        security.start(
            hidden_scopes(self.document, self.annotations, audience),
            scopes_of_hidden_flows(self.document.tree, lambda flow: self._admits(flow, audience)),
        )
        pruning = Pruning(self.index, audience, security, self._interning)
        pruning.run()
        return View(self, pruning, security, self._interning)

    def audience(self, name: str) -> Audience:
        """The audience of that name. Raises InputError if there is none."""
        for audience in self.access.audiences:
            if audience.name == name:
                return audience
        known = ", ".join(audience.name for audience in self.access.audiences)
        raise InputError(
            f"unknown audience {name!r}; declared: {known}", Location(self.document.name)
        )

    def _chosen(self, names: Sequence[str] | None) -> list[Audience]:
        if names is None:
            return [audience for audience in self.access.audiences if audience.publish]
        wanted = {self.audience(name).name for name in names}
        return [audience for audience in self.access.audiences if audience.name in wanted]

    def _visible_schemes(self, audience: Audience) -> Iterator[str]:
        tree = self.document.tree
        if not self._admits(tree.get("components"), audience):
            return
        for name, scheme in security_schemes(tree):
            steps = steps_to_scheme(tree, name)
            admitted = all(self._admits(step, audience) for step in steps)
            if admitted and self._admits_scheme(scheme, audience):
                yield name

    def _admits_scheme(self, scheme: Tree, audience: Audience) -> bool:
        if not self._admits(scheme, audience):
            return False
        flows = scheme.get("flows")
        if not isinstance(flows, dict):
            return True
        declared = [flow for key, flow in flows.items() if not key.startswith("x-")]
        return self._admits(flows, audience) and (
            not declared or any(self._admits(flow, audience) for flow in declared)
        )

    def _admits(self, node: Any, audience: Audience) -> bool:
        rule = self.index.rules.get(id(node))
        return rule is None or self.annotations.admits(rule, audience)

    def _unannotated(self) -> Iterable[Hidden]:
        """Operations that are hidden from everybody because nothing says who may see them."""
        if not self.annotations.has_audiences:
            return
        for site in self.index.operations:
            path = path_of(site.item)
            uses = (
                use.cell for use in self.index.references.get(path, ()) if use.type == "PathItem"
            )
            if not site.in_callback and not any(map(self._is_annotated, (site.cell, *uses))):
                address = next((str(t) for t in reversed(path) if isinstance(t, str)), "")
                yield Hidden(site.method, address, path_of(site.cell))

    def _is_annotated(self, cell: Cell) -> bool:
        """Whether something says of an object, or of one around it, who may see it, or nobody."""
        rules = (self.index.rules.get(id(value)) for value in ancestors(cell))
        return any(rule is not None and (rule.opens or rule.internal) for rule in rules)


class View:
    """One audience's look at a master: what is gone and why, what is used and by what."""

    def __init__(
        self,
        filtering: Filtering,
        pruning: Pruning,
        security: SecurityFilter,
        interning: Interning,
    ) -> None:
        self.pruning = pruning
        self.reach = Reach(pruning)
        while (
            pruning.lose_links(self.reach.users)
            or pruning.lose_definitions(self.reach.users)
            or pruning.forget_unused(self.reach.users)
        ):
            self.reach = Reach(pruning)
        self.filtering = filtering
        self._interning = interning
        self._assembly = Assembly(pruning, self.reach, security, filtering.access, interning)
        moved_in = filtering.document.moved_in
        self.tree, self._moved = settle(self._assembly.root(), moved_in, interning)
        self._resolver = Resolver(self.tree)

    def variant(self) -> Variant:
        """The variant of this audience."""
        master = self.filtering.document
        document = replace(
            master, tree=self.tree, locate_all=self._locate_all, moved_in={}, around={}
        )
        return Variant(
            audience=self.pruning.losses.audience,
            document=document,
            access=self._assembly.access,
            operations=tuple(self._operations()),
            withheld=self._withheld(),
        )

    def _withheld(self) -> Withheld:
        losses = self.pruning.losses
        removed = losses.removed.items()
        objects = frozenset(nid for nid, reason in removed if reason.cause is not Cause.UNUSED)
        return Withheld(objects, dict(losses.hidden_kinds), frozenset(shown_elsewhere(losses)))

    def origin(self, path: Path) -> Path:
        """Where in the master the value at a path of the variant comes from."""
        lengths = range(len(path), 0, -1) if self._moved else ()
        known = next((path[:n] for n in lengths if path[:n] in self._moved), ())
        shown: Any = descend(self.tree, known)[1]
        real: list[Token] = [*self._moved.get(known, ())]
        for token in path[len(known) :]:
            if isinstance(shown, list) and isinstance(token, int):
                real.append(self._interning.came_from(shown, token))
            else:
                real.append(token)
            shown = _step(shown, token)
        return tuple(real)

    def remaining(self, path: Path) -> Path | None:
        """Where in the variant stands what is at a path of the master; None if nowhere."""
        master = self.filtering.document.tree
        return find_remaining(master, self.tree, path, self._moved, self._interning)

    def _locate_all(self, paths: Iterable[Path]) -> Mapping[Path, Location]:
        origins = {path: self.origin(path) for path in paths}
        found = self.filtering.document.locate_all(list(origins.values()))
        return {path: found[origin] for path, origin in origins.items()}

    def _operations(self) -> Iterator[VisibleOperation]:
        carrying = scope_carriers(self.tree)
        for place in ("paths", "webhooks", "x-webhooks"):
            items = self.tree.get(place)
            for name, item in items.items() if isinstance(items, dict) else ():
                if isinstance(item, dict) and not (place == "paths" and name.startswith("x-")):
                    yield from self._of_item((place, name), item, carrying)

    def _of_item(
        self, at: Path, item: Tree, carrying: frozenset[str]
    ) -> Iterator[VisibleOperation]:
        source, real = item, at
        if isinstance(item.get("$ref"), str):
            real, source = self._referenced(item["$ref"], at, item)
        for method, node, inner in operation_fields(source):
            yield VisibleOperation(
                method=method,
                path=str(at[1]),
                place="paths" if at[0] == "paths" else "webhooks",
                at=(*real, *inner),
                origin=self.origin((*real, *inner)),
                node=node,
                path_item=source,
                requirement=self._requirement(node, carrying),
                tier=self._tier(at, self.origin((*real, *inner))),
            )

    def _referenced(self, reference: str, at: Path, item: Tree) -> tuple[Path, Tree]:
        path, source = self._resolver.resolve(reference)
        return (path, source) if isinstance(source, dict) else (at, item)

    def _requirement(self, node: Tree, carrying: frozenset[str]) -> Requirement:
        own = node.get("security")
        root = self.tree.get("security")
        any_of = node.get(SCOPES_MODE) == "any"  # where it could not be written out
        return read_requirement(own, root, node.get(SCOPES, ()), any_of, carrying)

    def _tier(self, *paths: Path) -> str | None:
        """The highest tier demanded along these paths of the master, if tiers restrict at all."""
        if self.pruning.losses.audience.tier is None:
            return None
        demanded = [tier for path in paths for tier in self._tiers_along(path)]
        return max(demanded, key=self.filtering.access.tiers.rank, default=None)

    def _tiers_along(self, path: Path) -> Iterator[str]:
        node: Any = self.filtering.document.tree
        for token in (None, *path):
            node = node if token is None else _step(node, token)
            rule = self.filtering.index.rules.get(id(node))
            if rule is not None and rule.tier is not None:
                yield rule.tier


def _schemes_named(node: Tree) -> Iterator[str]:
    """The schemes that the requirement of an operation, or of the root, names; declared or not."""
    security = node.get("security")
    for alternative in security if isinstance(security, list) else ():
        yield from alternative if isinstance(alternative, dict) else ()


def _step(value: Any, token: Token) -> Any:
    """One step down a tree; None where it ends."""
    if isinstance(value, dict):
        return value.get(token)
    if isinstance(value, list) and isinstance(token, int) and token < len(value):
        return value[token]
    return None
