"""Taking away what an audience may not see: copy on write, until nothing more falls.

What falls makes more fall: a reference to it, a list that is left empty, the object around. The
rounds end because what is gone only grows. Untouched subtrees are not visited and not copied, and
equal results for two audiences are one object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import GRAMMAR, HTTP_METHODS, LEAVES, ObjectType, Shape, Slot, slot_of
from apidocgen.spec.pointer import Path, Token
from apidocgen.spec.pointer import to_reference as written_reference
from apidocgen.variants.annotations import Rule
from apidocgen.variants.composition import Composition
from apidocgen.variants.enums import ENUM_VALUES, cut_enum
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
from apidocgen.variants.markers import visible_text
from apidocgen.variants.naming import drop_names, mentioned_names
from apidocgen.variants.reasons import Cause, Reason
from apidocgen.variants.security import Decision, SecurityFilter
from apidocgen.variants.values import GONE, Projector

# What the loss of a field takes with it: the object around, instead of the field alone.
_TAKES_ALL = frozenset(
    {
        ("Schema", "items"),
        ("Schema", "oneOf"),
        ("Schema", "anyOf"),
        ("Schema", "enum"),
        ("Schema", "const"),
        ("Parameter", "schema"),
        ("Parameter", "content"),
        ("Header", "schema"),
        ("Header", "content"),
        ("MediaType", "schema"),
        ("MediaType", "itemSchema"),
        ("RequestBody", "content"),
        ("Operation", "servers"),
        ("PathItem", "servers"),
        ("SecurityScheme", "flows"),
    }
)
# Keywords that mean nothing without another one that was lost.
_LOST_WITH = {
    "if": ("then", "else"),
    "contains": ("minContains", "maxContains"),
}
# Objects whose every field may go, and which then go themselves.
_NEVER_EMPTY = frozenset({"Responses", "Callback", "OAuthFlows"})
# Texts that must stand, if only empty (Response Object, 4.8.17 in 3.1; Info Object, 4.8.2).
_REQUIRED_TEXTS = frozenset({("Response", "description"), ("Info", "title")})
# Keywords of a schema that say nothing about values.
_WORDS_ONLY = frozenset(
    {"title", "description", "deprecated", "readOnly", "writeOnly", "nullable", "externalDocs"}
    | {"xml", "example", "examples", "default", "$comment"}
)

Emitted = tuple[Any, list[Path]]


class Pruning:
    """Prunes one master for one audience.

    After ``run``, ``removed`` says why each object that is gone is gone (by id of the master's
    object), ``emitted`` holds what remains of each part that changed, with the references in it.
    """

    def __init__(
        self, index: Index, audience: Audience, security: SecurityFilter, interning: Interning
    ) -> None:
        self.index = index
        self.audience = audience
        self.removed: dict[int, Reason] = {}
        self.unmapped: set[tuple[int, Any]] = set()
        self.gone: set[Path] = set()
        self.emitted: dict[Path, Emitted] = {}
        self.decisions: dict[int, Decision] = {}
        self.hidden_tags: frozenset[str] = frozenset()
        self.moved: dict[str, str] = {}
        self._security = security
        self._interning = interning
        self._dirty: set[int] = set()
        self._units: dict[Path, None] = {}
        self._texts: dict[tuple[int, str], str] = {}
        self._drops: dict[int, frozenset[str]] = {}
        self._valued: set[int] = set()
        self._refs: list[Path] = []
        self._composition = Composition(index, self.removed)
        self._projector = Projector(self._composition, self.removed)

    def run(self) -> None:
        """Remove everything that must go."""
        self._apply_annotations()
        self._apply_texts()
        for cell in (*self.index.empties, *self.index.enums):
            self._mark(cell)
        self.hidden_tags = self._tags_gone()
        self._decide_operations()
        state: tuple[int, ...] = ()
        while state != (state := self._state()):
            self._look_again()
            self._emit_all()
            self._follow_references()
            self._drop_links()
            self._look_again()
            self._follow_names()
        self._rewrite_positions()

    def _state(self) -> tuple[int, ...]:
        """How much is gone; it only grows, so that the rounds end."""
        drops = sum(len(names) for names in self._drops.values())
        return len(self.removed), len(self.unmapped), drops, len(self._valued)

    def _look_again(self) -> None:
        self._composition = Composition(self.index, self.removed)
        self._projector = Projector(self._composition, self.removed)

    def admits(self, rule: Rule) -> bool:
        """Whether this audience passes a rule."""
        return self.index.annotations.admits(rule, self.audience)

    def is_gone(self, cell: Cell) -> bool:
        """Whether the value of a cell, or anything around it, is gone."""
        return any(id(value) in self.removed for value in ancestors(cell))

    def unit(self, cell: Cell) -> Path:
        """The part of the master that a cell lies in."""
        return unit_of(path_of(cell))

    def text(self, node: Tree, key: str) -> Any:
        """A text of the master as this audience reads it; GONE if nothing of it remains."""
        shown = self._texts.get((id(node), key))
        if shown is None:
            return node[key]
        kept = shown or (self.index.types.get(id(node)), key) in _REQUIRED_TEXTS
        return shown if kept else GONE

    def emit(self, node: Any, type_name: str) -> Any:
        """What remains of one object: itself if untouched, a copy, or GONE."""
        return self._object(node, type_name)

    # -- what falls first ------------------------------------------------------------------

    def _apply_annotations(self) -> None:
        for cell in self.index.annotated:
            self._mark(cell)
            if not self.admits(self.index.rules[id(cell[2])]):
                self._remove(cell, Reason(Cause.ANNOTATION))

    def _apply_texts(self) -> None:
        for cell, key, block in self.index.texts:
            self._texts[id(cell[2]), key] = visible_text(block, self.admits)
            self._mark(cell)

    def _tags_gone(self) -> frozenset[str]:
        tags = self.index.document.tree.get("tags")
        return frozenset(
            tag["name"]
            for tag in (tags if isinstance(tags, list) else ())
            if id(tag) in self.removed and isinstance(tag.get("name"), str)
        )

    def _decide_operations(self) -> None:
        for site in self.index.operations:
            if id(site.node) in self.removed:
                continue
            if not self.audience.implicit and not site.in_callback and not self.is_open(site):
                self._remove(site.cell, Reason(Cause.UNANNOTATED))
            elif not (site.in_callback and "security" not in site.node):
                self._decide_security(site)
            tags = site.node.get("tags")
            if tags == [] or not self.hidden_tags.isdisjoint(_names(tags)):
                self._mark(site.cell)

    def _decide_security(self, site: OperationSite) -> None:
        decision = self._security.decide(site.node)
        if decision.requirement is None:
            self._remove(site.cell, Reason(Cause.SECURITY))
        else:
            self.decisions[id(site.node)] = decision
            if decision.security is not None:
                self._mark(site.cell)

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
        open_uses = [site for site in sites if self._opened(site.cell) or _in_callback(site)]
        for site in sites:
            if open_uses and site not in open_uses:
                self._remove(site.cell, Reason(Cause.UNANNOTATED))
        return bool(open_uses)

    def _remove(self, cell: Cell, reason: Reason) -> None:
        if id(cell[2]) not in self.removed:
            self.removed[id(cell[2])] = reason
            self._mark(cell)

    def _mark(self, cell: Cell) -> None:
        """Note that an object is not the master's any more, nor is anything around it."""
        self._units[unit_of(path_of(cell))] = None
        for value in ancestors(cell):
            if id(value) in self._dirty:
                return
            self._dirty.add(id(value))

    # -- what falls with it ----------------------------------------------------------------

    def _follow_references(self) -> None:
        for target, chain in self.index.chains.items():
            if target not in self.gone and any(each in self.removed for each in chain):
                self.gone.add(target)
                for site in self.index.references[target]:
                    self._lose(site)

    def _lose(self, site: ReferenceSite) -> None:
        if site.type == "Discriminator":
            self.unmapped.add((id(site.cell[2]), site.key))
            self._mark(site.cell)
        else:
            self._remove(site.cell, Reason(Cause.REFERENCE, str(site.key), site.target))

    def _drop_links(self) -> None:
        if not self.index.links:
            return
        known = {
            site.node.get("operationId")
            for site in self.index.operations
            if not self.is_gone(site.cell)
        }
        for cell in self.index.links:
            if not self._leads_somewhere(cell[2], known):
                self._remove(cell, Reason(Cause.LINK))

    def _leads_somewhere(self, link: Tree, known: set[Any]) -> bool:
        if "$ref" in link:
            return True
        if "operationId" in link:
            return link["operationId"] in known
        reference = link.get("operationRef")
        if isinstance(reference, str) and reference.startswith("#"):
            return id(link) in self.index.leads_to
        return True

    def _follow_names(self) -> None:
        """Find the names and values that speak of what is gone."""
        shrunk = self._shrunk_schemas()
        if not shrunk:
            return
        for cell in self.index.naming:
            self._drop_names(cell)
        for cell, type_name in self.index.valued:
            self._mark_values(cell, type_name, shrunk)

    def _drop_names(self, cell: Cell) -> None:
        node = cell[2]
        names = mentioned_names(node)
        schemas = [node] if self.index.types[id(node)] == "Schema" else _governing(node)
        hidden = [self._composition.hidden_names(schema) for schema in schemas if names]
        drops = names.intersection(frozenset().union(*hidden))
        if drops != self._drops.get(id(node), frozenset()):
            self._drops[id(node)] = drops
            self._mark(cell)

    def _mark_values(self, cell: Cell, type_name: str, shrunk: set[int]) -> None:
        node = cell[2]
        if id(node) in self._valued or self.is_gone(cell):
            return
        schemas = [node] if type_name == "Schema" else list(_governing(node))
        if any(id(schema) in shrunk for schema in schemas) or (
            type_name == "Schema" and self._composition.hidden_names(node)
        ):
            self._valued.add(id(node))
            self._mark(cell)

    def _shrunk_schemas(self) -> set[int]:
        """Ids of schemas in which, references followed, something is gone."""
        shrunk: set[int] = set()
        waiting = [cell for nid, cell in self.index.cells.items() if nid in self.removed] + [
            cell for cell in self.index.enums if self._hides_values(cell[2])
        ]
        seen: set[Path] = set()
        while waiting:
            cell = waiting.pop()
            for value in ancestors(cell):
                if id(value) in shrunk:
                    break
                shrunk.add(id(value))
            unit = unit_of(path_of(cell))
            if unit and unit not in seen:
                seen.add(unit)
                waiting += [site.cell for site in self._sites_into(unit)]
        return shrunk

    def _hides_values(self, schema: Tree) -> bool:
        entries = schema.get(ENUM_VALUES)
        return isinstance(entries, dict) and any(id(e) in self.removed for e in entries.values())

    def _sites_into(self, unit: Path) -> list[ReferenceSite]:
        return self._interning.sites_into(self.index, unit)

    # -- what remains ----------------------------------------------------------------------

    def _emit_all(self) -> None:
        for unit in self._units:
            if unit:
                node, type_name = self._unit(unit)
                self._refs = []
                self.emitted[unit] = (self._object(node, type_name), self._refs)

    def _unit(self, unit: Path) -> tuple[Any, str]:
        node = self.index.target(unit)
        return node, self.index.types.get(id(node), "")

    def _object(self, node: Any, type_name: str) -> Any:
        nid = id(node)
        if nid in self.removed and isinstance(node, dict):
            return GONE
        if nid not in self._dirty or not type_name:
            self._refs.extend(self.index.below.get(nid, ()))
            return node
        start = len(self._refs)
        shown = self._fields(node, type_name)
        if shown is GONE:
            del self._refs[start:]
            return GONE
        self._refs.extend(t for t in self.index.own.get(nid, ()) if t not in self.gone)
        return self._interning.one(node, shown)

    def _fields(self, node: Tree, type_name: str) -> Any:
        shown: Tree = {}
        lost: list[str] = []
        for key, child in node.items():
            kept = self._field(node, GRAMMAR[type_name], key, child)
            if kept is GONE:
                lost.append(key)
                if (type_name, key) in _TAKES_ALL:
                    return self._emptied(node, key)
            else:
                shown[key] = kept
        return self._finish(node, type_name, shown, lost)

    def _field(self, node: Tree, kind: ObjectType, key: str, child: Any) -> Any:
        slot = slot_of(kind.name, key)
        if slot is None:
            if key in self.index.annotations.keys and kind.name != "SecurityRequirement":
                return GONE
            if key == "$ref" and isinstance(child, str):
                return self.moved.get(child, child)
            return self._opaque(child)
        if slot.type in LEAVES:
            return self.text(node, key) if (id(node), key) in self._texts else child
        return self._slot(child, slot)

    def _slot(self, child: Any, slot: Slot) -> Any:
        if slot.shape is Shape.ONE:
            return self._object(child, slot.type) if isinstance(child, dict) else child
        if not isinstance(child, dict | list) or id(child) not in self._dirty:
            self._refs.extend(self.index.below.get(id(child), ()))
            return child
        if isinstance(child, dict):
            return self._map(child, slot.type)
        return self._list(child, slot.type)

    def _map(self, child: Tree, type_name: str) -> Any:
        kept = {
            key: shown
            for key, item in child.items()
            if (shown := self._object(item, type_name)) is not GONE
        }
        return self._interning.one(child, kept) if kept else GONE

    def _list(self, child: list[Any], type_name: str) -> Any:
        kept: list[Any] = []
        positions: list[int] = []
        for position, item in enumerate(child):
            shown = self._object(item, type_name)
            if shown is not GONE:
                kept.append(shown)
                positions.append(position)
        if not kept:
            return GONE
        result = self._interning.one(child, kept)
        if len(kept) < len(child):
            self._interning.positions(child, result, positions)
        return result

    def _opaque(self, child: Any) -> Any:
        """What the grammar does not know, but references lead into."""
        if not isinstance(child, dict | list) or id(child) not in self._dirty:
            return child
        type_name = self.index.types.get(id(child))
        if type_name:
            return self._object(child, type_name)
        if isinstance(child, dict):
            pairs = ((key, self._opaque(item)) for key, item in child.items())
            return {key: item for key, item in pairs if item is not GONE}
        return [shown for item in child if (shown := self._opaque(item)) is not GONE]

    def _emptied(self, node: Tree, key: str) -> Any:
        self.removed[id(node)] = Reason(Cause.EMPTIED, key)
        return GONE

    # -- what single objects lose besides -----------------------------------------------------

    def _finish(self, node: Tree, type_name: str, shown: Tree, lost: list[str]) -> Any:
        if type_name in _NEVER_EMPTY and not any(not k.startswith("x-") for k in shown):
            return self._emptied(node, "") if lost else shown
        finisher = _FINISHERS.get(type_name)
        return finisher(self, node, shown, lost) if finisher else shown

    def _schema(self, node: Tree, shown: Tree, lost: list[str]) -> Any:
        for keyword, dependent in _LOST_WITH.items():
            if keyword in lost:
                for key in dependent:
                    shown.pop(key, None)
        if not {"then", "else"}.isdisjoint(lost) and {"then", "else"}.isdisjoint(shown):
            shown.pop("if", None)
        if "allOf" in lost and _WORDS_ONLY.issuperset(_keywords(shown)):
            return self._emptied(node, "allOf")
        for choice in ("oneOf", "anyOf"):
            if choice in shown and _only_null(shown[choice]) and not _only_null(node[choice]):
                return self._emptied(node, choice)
        if ENUM_VALUES in node:
            cut = cut_enum(node, shown, self.removed)
            if cut is None:
                return self._emptied(node, "enum")
            shown = cut
        if shown.get("required") == []:
            del shown["required"]
        drops = self._drops.get(id(node))
        if drops:
            drop_names(shown, drops)
            if not _keywords(shown) and _keywords(node):
                return self._emptied(node, "required")
        return self._values(node, shown, [node])

    def _values(self, node: Tree, shown: Tree, schemas: list[Any]) -> Any:
        """Project the values of a schema itself (``examples`` is a list there)."""
        if id(node) not in self._valued:
            return shown
        names = self._composition.hidden_names(node)
        for key in ("example", "default", "const", "examples", "enum"):
            if key not in shown:
                continue
            kept = self._project(shown[key], schemas, names, many=key in ("examples", "enum"))
            if kept is GONE:
                if ("Schema", key) in _TAKES_ALL:
                    return self._emptied(node, key)
                del shown[key]
            else:
                shown[key] = kept
        return shown

    def _project(
        self,
        value: Any,
        schemas: list[Any],
        names: frozenset[str] = frozenset(),
        many: bool = False,
    ) -> Any:
        if not many or not isinstance(value, list):
            kept = self._projector.project(value, schemas)
            return kept if kept is GONE else self._projector.without_names(kept, names)
        each = [self._project(item, schemas, names) for item in value]
        items = [item for item in each if item is not GONE]
        if len(items) == len(value) and all(a is b for a, b in zip(items, value, strict=True)):
            return value
        unique = [item for n, item in enumerate(items) if item not in items[:n]]
        return unique or GONE

    def _holder(self, node: Tree, shown: Tree, lost: list[str]) -> Any:
        """Parameter, Header and Media Type Object: ``example`` and named ``examples``."""
        drops = self._drops.get(id(node))
        if drops and "encoding" in shown:
            shown["encoding"] = {k: v for k, v in shown["encoding"].items() if k not in drops}
            if not shown["encoding"]:
                del shown["encoding"]
        if id(node) not in self._valued:
            return shown
        schemas = list(_governing(node))
        if "example" in shown:
            kept = self._project(shown["example"], schemas)
            if kept is GONE:
                del shown["example"]
            else:
                shown["example"] = kept
        if isinstance(shown.get("examples"), dict):
            kept = self._named_examples(node, shown["examples"], schemas)
            if kept:
                shown["examples"] = kept
            else:
                del shown["examples"]
        return shown

    def _named_examples(self, node: Tree, examples: Tree, schemas: list[Any]) -> Tree:
        kept: Tree = {}
        for name, example in examples.items():
            inline = self._example(example, schemas) if isinstance(example, dict) else example
            target = self.index.leads_to.get(id(node["examples"][name]))
            if inline is not example and target in self._refs:
                self._refs.remove(target)  # the shared example is not used here any more
            if inline is not GONE:
                kept[name] = inline
        return self._interning.one(node["examples"], kept) if kept else kept

    def _example(self, example: Tree, schemas: list[Any]) -> Any:
        """An Example Object under the schemas of its place; a shared one is written out.

        A shared example is used under several schemas: what one place hides another may show,
        so a place that must take something away gets a copy of its own.
        """
        source, target = example, self.index.leads_to.get(id(example))
        if target is not None:
            source = self.index.target(target)
        changed = dict(source)
        for key in ("value", "dataValue"):
            if key in source:
                changed[key] = self._project(source[key], schemas)
                if changed[key] is GONE:
                    return GONE
        if all(changed[key] is source[key] for key in source):
            return example
        if target is None:
            return changed
        shown = self._object(source, "Example")
        return GONE if shown is GONE else {**shown, **_only(changed, ("value", "dataValue"))}

    def _operation(self, node: Tree, shown: Tree, lost: list[str]) -> Any:
        if "responses" in lost and self.index.document.version == "3.0":
            return self._emptied(node, "responses")
        decision = self.decisions.get(id(node))
        if decision is not None and decision.security is not None:
            shown["security"] = decision.security
        if isinstance(shown.get("tags"), list):
            tags = [tag for tag in shown["tags"] if tag not in self.hidden_tags]
            shown["tags"] = tags
            if not tags:
                del shown["tags"]
        return shown

    def _path_item(self, node: Tree, shown: Tree, lost: list[str]) -> Any:
        if any(key in shown for key in (*HTTP_METHODS, "additionalOperations", "$ref")):
            return shown
        return self._emptied(node, "")

    def _discriminator(self, node: Tree, shown: Tree, lost: list[str]) -> Any:
        mapping = shown.get("mapping")
        if isinstance(mapping, dict):
            place = id(node["mapping"])
            kept = {
                key: self.moved.get(value, value) if isinstance(value, str) else value
                for key, value in mapping.items()
                if (place, key) not in self.unmapped
            }
            shown["mapping"] = kept
            if not kept:
                del shown["mapping"]
        if (id(node), "defaultMapping") in self.unmapped:
            shown.pop("defaultMapping", None)
        return shown

    def _link(self, node: Tree, shown: Tree, lost: list[str]) -> Any:
        reference = shown.get("operationRef")
        if isinstance(reference, str):
            shown["operationRef"] = self.moved.get(reference, reference)
        return shown

    # -- references into lists ----------------------------------------------------------------

    def _rewrite_positions(self) -> None:
        """References that count positions in a list that has become shorter."""
        for path, sites in self.index.references.items():
            if path in self.gone or not any(isinstance(token, int) for token in path):
                continue
            now = self._shifted(path)
            if now == path:
                continue
            for site in sites:
                written = site.cell[2].get(site.key)
                if isinstance(written, str):
                    self.moved[written] = written_reference(now)
                self._mark(site.cell)
        if self.moved:
            self._emit_all()

    def _shifted(self, path: Path) -> Path:
        """Where a value that remains stands in the variant."""
        unit = unit_of(path)
        shown = self.emitted[unit][0] if unit in self.emitted else self.index.target(unit)
        now: list[Token] = list(unit)
        for token in path[len(unit) :]:
            if isinstance(token, int):
                token = self._interning.went_to(shown, token)
            now.append(token)
            shown = shown[token]
        return tuple(now)


_Finisher = Callable[[Pruning, Tree, Tree, list[str]], Any]
_FINISHERS: dict[str, _Finisher] = {
    "Schema": Pruning._schema,
    "MediaType": Pruning._holder,
    "Parameter": Pruning._holder,
    "Header": Pruning._holder,
    "Operation": Pruning._operation,
    "PathItem": Pruning._path_item,
    "Discriminator": Pruning._discriminator,
    "Link": Pruning._link,
}


def _in_callback(site: ReferenceSite) -> bool:
    return "callbacks" in path_of(site.cell)[:-1]


def _governing(node: Tree) -> Iterator[Any]:
    """The schemas that govern the examples of a parameter, header or media type."""
    for key in ("schema", "itemSchema"):
        if isinstance(node.get(key), dict):
            yield node[key]


def _names(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _keywords(schema: Tree) -> set[str]:
    return {key for key in schema if not key.startswith("x-")}


def _only_null(members: Any) -> bool:
    return isinstance(members, list) and all(
        isinstance(member, dict) and member.get("type") in ("null", ["null"]) for member in members
    )


def _only(node: Tree, keys: tuple[str, ...]) -> Tree:
    return {key: node[key] for key in keys if key in node}
