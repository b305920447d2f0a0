"""One pass over a master: every place where an audience may come to see less.

The pass is made once; each audience then visits only the places that concern it. A place is kept
as a *cell*, a link to the cell of the object around it, so that a path or the chain of ancestors
is there when it is needed and costs nothing when it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast

from apidocgen.spec.document import Document, Tree
from apidocgen.spec.grammar import GRAMMAR, HTTP_METHODS, LEAVES, MARKDOWN, PLAIN, ROOT, Shape, Slot
from apidocgen.spec.pointer import Path, Token, descend
from apidocgen.spec.problems import InputError
from apidocgen.spec.references import Resolver
from apidocgen.variants.annotations import AnnotationError, Annotations, Rule
from apidocgen.variants.markers import Block, has_markers, parse_markers

Cell = tuple[Any, Token, Any]
"""The cell of the object around (None at the root), the key there, and the value."""

MAX_DEPTH = 250
"""Objects nested deeper than this are an attack or a mistake, not an API."""

IN_PLACE = frozenset(
    {"allOf", "oneOf", "anyOf", "not", "if", "then", "else", "dependentSchemas", "dependencies"}
)
"""Keywords whose schemas apply to the same value as the schema around (JSON Schema, 10.2)."""

_NAMING = frozenset(
    {"required", "dependentRequired", "dependentSchemas", "dependencies", "discriminator"}
    | {"propertyNames"}
)
_VALUED = frozenset({"example", "examples", "default", "const"})
# What may stand beside the $ref of any Reference Object (4.8.23 in 3.1), other texts of 3.2 too.
_REFERENCE_TEXTS = frozenset({"summary", "description"})
# Without one of these a path item tells nothing.
_OPERATES = frozenset({*HTTP_METHODS, "additionalOperations", "$ref"})
_HOLD_VALUES = frozenset({"MediaType", "Parameter", "Header"})
_NOT_ANNOTATED = frozenset({"SecurityRequirement"})
# Empty here says something other than absent, or must stand for the document to be valid.
_KEEP_EMPTY = frozenset(
    {"security", "servers", "paths", "variables", "content", "oneOf", "anyOf", "allOf"}
)


@dataclass(frozen=True, slots=True)
class ReferenceSite:
    """A reference: where it stands, what is written there, and the path it leads to."""

    cell: Cell
    type: str
    key: Token
    target: Path


@dataclass(frozen=True, slots=True)
class OperationSite:
    """An operation of the master. ``item`` is its path item, ``place`` the root field or unit."""

    cell: Cell
    item: Cell
    method: str
    in_callback: bool

    @property
    def node(self) -> Tree:
        """The Operation Object."""
        node: Tree = self.cell[2]
        return node


@dataclass(slots=True)
class Index:
    """What one pass over a master found. Lists are in document order."""

    document: Document
    annotations: Annotations
    resolver: Resolver
    root: Cell
    rules: dict[int, Rule] = field(default_factory=dict)
    annotated: list[Cell] = field(default_factory=list)
    texts: list[tuple[Cell, Token, Block]] = field(default_factory=list)
    references: dict[Path, list[ReferenceSite]] = field(default_factory=dict)
    below: dict[int, list[Path]] = field(default_factory=dict)
    operations: list[OperationSite] = field(default_factory=list)
    naming: list[Cell] = field(default_factory=list)
    valued: list[tuple[Cell, str]] = field(default_factory=list)
    links: list[Cell] = field(default_factory=list)
    callbacks: list[Cell] = field(default_factory=list)
    dynamic: dict[int, list[Path]] = field(default_factory=dict)
    empties: list[Cell] = field(default_factory=list)
    types: dict[int, str] = field(default_factory=dict)
    properties: dict[str, list[Cell]] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)
    around: dict[int, Cell] = field(default_factory=dict)
    leads_to: dict[int, Path] = field(default_factory=dict)
    own: dict[int, tuple[Path, ...]] = field(default_factory=dict)
    enums: list[Cell] = field(default_factory=list)
    mapped: dict[tuple[int, Token], Path] = field(default_factory=dict)
    opaque: dict[Path, None] = field(default_factory=dict)
    chains: dict[Path, tuple[int, ...]] = field(default_factory=dict)
    through: dict[int, list[Path]] = field(default_factory=dict)

    def target(self, path: Path) -> Any:
        """The value in the master at a path that is known to exist."""
        return descend(self.document.tree, path)[1]

    def followed(self, node: Any) -> Any:
        """What an object refers to, however many references are on the way; or itself."""
        seen: set[int] = set()
        while id(node) in self.leads_to and id(node) not in seen:
            seen.add(id(node))
            node = self.target(self.leads_to[id(node)])
        return node

    def cell_at(self, path: Path) -> Cell:
        """The cell of what stands at a path that is known to exist."""
        cell: Cell = self.root
        for token in path:
            cell = (cell, token, cell[2][token])
        return cell

    def homes(self, path: Path) -> list[Path]:
        """The parts that have to stay for a reference to a path to lead somewhere."""
        inside = [path[:n] for n in range(len(path) + 1) if path[:n] in self.opaque]
        return [unit_of(path), *inside] if self.opaque else [unit_of(path)]

    def chain(self, path: Path) -> tuple[int, ...]:
        """The ids of the objects along a path, outermost first; () if it leads nowhere."""
        node: Any = self.document.tree
        ids: list[int] = []
        for token in path:
            if not isinstance(node, list) and (not isinstance(node, dict) or token not in node):
                return ()
            node = cast(Any, node)[token]
            if isinstance(node, dict | list):
                ids.append(id(node))
        return tuple(ids)


def path_of(cell: Cell) -> Path:
    """The path of a cell's value in the master."""
    steps: list[Token] = []
    step: Any = cell
    while step[0] is not None:
        steps.append(step[1])
        step = step[0]
    return tuple(reversed(steps))


def ancestors(cell: Cell) -> Iterator[Any]:
    """The values from a cell's own outwards to the root."""
    step: Any = cell
    while step is not None:
        yield step[2]
        step = step[0]


def unit_of(path: Path) -> Path:
    """The part of a document that a path lies in: a component, a path item, or the root ()."""
    if path[:1] == ("components",):
        return path[:3]
    return path[:2] if path[:1] in (("paths",), ("webhooks",), ("x-webhooks",)) else ()


def build_index(document: Document, annotations: Annotations) -> Index:
    """Read a master once.

    Raises InputError for an annotation or text marker that is not understood, a reference that
    leads nowhere, and nesting beyond MAX_DEPTH.
    """
    root: Cell = (None, "", document.tree)
    index = Index(document, annotations, Resolver(document.tree), root)
    _Pass(index).run()
    return index


@dataclass(frozen=True, slots=True)
class _Plan:
    """An object type as the pass needs it, every look-up already made."""

    fields: dict[str, Slot]
    rest: Slot | None
    referable: bool
    annotated: bool
    schema: bool
    holds_values: bool


_PLANS = {
    kind.name: _Plan(
        dict(kind.fields),
        kind.rest,
        kind.referable,
        kind.name not in _NOT_ANNOTATED,
        kind.name == "Schema",
        kind.name in _HOLD_VALUES,
    )
    for kind in GRAMMAR.values()
}


class _Pass:
    def __init__(self, index: Index) -> None:
        self._index = index
        self._keys = index.annotations.keys
        self._base: Path = ()
        self._depth = 0
        self._callback = 0
        self._pending: list[tuple[Path, str]] = []
        self._handlers: dict[str, Callable[[Cell], Iterable[Path]]] = {
            "Schema": self._schema,
            "MediaType": self._holder,
            "Parameter": self._holder,
            "Header": self._holder,
            "Operation": self._operation,
            "PathItem": self._path_item,
            "Link": self._link,
            "Discriminator": self._discriminator,
            "OAuthFlow": self._flow,
            "Response": self._response,
        }

    def run(self) -> None:
        self._object(self._index.root, ROOT)
        while self._pending:
            self._opaque(*self._pending.pop())

    def _object(self, cell: Cell, type_name: str) -> list[Path]:
        """Read one object; returns the targets of all references in it."""
        node, index, plan = cell[2], self._index, _PLANS[type_name]
        index.types[id(node)] = type_name
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(cell, f"nested more than {MAX_DEPTH} objects deep")
        outer = self._base
        below = self._special(cell, type_name, plan)
        for key, child in node.items():
            slot = plan.fields.get(key)
            if slot is None:
                if key.startswith("x-"):
                    if key in self._keys and plan.annotated:
                        self._annotation(cell)
                    else:
                        self._extension(cell, key, child)
                    continue
                if isinstance(child, str) and key in _REFERENCE_TEXTS:
                    self._extension(cell, key, child)
                    continue
                slot = plan.rest
                if slot is None:
                    continue
            below += self._field(cell, key, child, slot)
        self._base = outer
        self._depth -= 1
        if below:
            index.below[id(node)] = below
        return below

    def _field(self, cell: Cell, key: str, child: Any, slot: Slot) -> list[Path]:
        if slot.type in LEAVES:
            if isinstance(child, str) and slot.type in (MARKDOWN, PLAIN) and has_markers(child):
                self._text(cell, key, child)
            return []
        if slot.shape is Shape.ONE:
            return self._child(cell, key, child, slot.type, cell if key in IN_PLACE else None)
        if not isinstance(child, dict if slot.shape is Shape.MAP else list):
            return []
        if not child and key not in _KEEP_EMPTY:
            self._index.empties.append((cell, key, child))
        return self._container(cell, key, child, slot.type)

    def _container(self, cell: Cell, key: str, child: Any, type_name: str) -> list[Path]:
        inner: Cell = (cell, key, child)
        pairs = child.items() if isinstance(child, dict) else enumerate(child)
        below: list[Path] = []
        around = cell if key in IN_PLACE else None
        for name, item in pairs:
            if isinstance(item, dict):
                below += self._child(inner, name, item, type_name, around)
            elif isinstance(item, str):
                self._extension(inner, name, item)
        if below:
            self._index.below[id(child)] = below
        return below

    def _child(
        self, cell: Cell, key: Token, child: Any, type_name: str, around: Cell | None
    ) -> list[Path]:
        """Read one object; ``around`` is the schema that applies to the same value, if any."""
        if not isinstance(child, dict):
            return []
        if around is not None:
            self._index.around[id(child)] = around
        return self._object((cell, key, child), type_name)

    def _special(self, cell: Cell, type_name: str, plan: _Plan) -> list[Path]:
        """What single object types have beyond their fields; returns reference targets."""
        node, index = cell[2], self._index
        found: list[Path] = []
        special = self._handlers.get(type_name)
        if special is not None:
            found += special(cell)
        if plan.referable and isinstance(node.get("$ref"), str):
            target = self._reference(cell, type_name, "$ref", node["$ref"])
            index.leads_to[id(node)] = target
            found.append(target)
        if found:
            index.own[id(node)] = tuple(found)
        return found

    def _holder(self, cell: Cell) -> Iterable[Path]:
        node, index = cell[2], self._index
        if "example" in node or "examples" in node:
            index.valued.append((cell, index.types[id(node)]))
        if "encoding" in node:
            index.naming.append(cell)
        return ()

    def _path_item(self, cell: Cell) -> Iterable[Path]:
        index = self._index
        if _OPERATES.isdisjoint(cell[2]):
            index.empties.append(cell)
        if index.types.get(id(cell[0][2])) == "Callback":
            index.callbacks.append(cell)
        return ()

    def _response(self, cell: Cell) -> Iterable[Path]:
        content = cell[2].get("content")
        if content == {}:  # elsewhere a content must say something
            self._index.empties.append((cell, "content", content))
        return ()

    def _flow(self, cell: Cell) -> Iterable[Path]:
        self._extension(cell, "scopes", cell[2].get("scopes"))
        return ()

    def _schema(self, cell: Cell) -> Iterable[Path]:
        node, index = cell[2], self._index
        index.cells[id(node)] = cell
        if cell[0][1] == "properties" and id(cell[0][2]) not in index.types:
            index.properties.setdefault(str(cell[1]), []).append(cell)
        if isinstance(node.get("$id"), str) and not node["$id"].startswith("#"):
            self._base = path_of(cell)
        if not _NAMING.isdisjoint(node):
            index.naming.append(cell)
        if node.get("required") == []:
            index.empties.append(cell)
        if "x-enum-values" in node:
            index.enums.append(cell)
        if not _VALUED.isdisjoint(node) or (
            isinstance(node.get("enum"), list)
            and any(isinstance(value, dict | list) for value in node["enum"])
        ):
            index.valued.append((cell, "Schema"))
        return self._dynamic(cell, node["$dynamicRef"]) if "$dynamicRef" in node else ()

    def _dynamic(self, cell: Cell, reference: Any) -> list[Path]:
        if not isinstance(reference, str):
            return []
        try:
            targets = self._index.resolver.dynamic_targets(reference, self._base)
        except LookupError:
            self._fail((cell, "$dynamicRef", reference), f"reference to nothing: {reference}")
        paths = [path for path, _ in targets]
        for path in paths:
            self._site(cell, "Schema", "$dynamicRef", path)
        self._index.dynamic[id(cell[2])] = paths
        return paths

    def _reference(self, cell: Cell, type_name: str, key: Token, reference: str) -> Path:
        try:
            path, node = self._index.resolver.resolve(reference, self._base)
        except LookupError:
            self._fail((cell, key, reference), f"reference to nothing: {reference}")
        self._site(cell, type_name, key, path)
        if isinstance(node, dict):
            self._pending.append((path, type_name))
        return path

    def _site(self, cell: Cell, type_name: str, key: Token, path: Path) -> None:
        sites = self._index.references.get(path)
        if sites is None:
            sites = self._index.references[path] = []
            self._index.chains[path] = self._index.chain(path)
            for nid in self._index.chains[path]:
                self._index.through.setdefault(nid, []).append(path)
        sites.append(ReferenceSite(cell, type_name, key, path))

    def _opaque(self, path: Path, type_name: str) -> None:
        """Read what a reference names in a place where the grammar knows nothing, if it is one."""
        index = self._index
        cell = index.cell_at(path)
        if id(cell[2]) not in index.types:
            index.opaque[path] = None
            index.below[id(cell[2])] = self._object(cell, type_name)

    def _annotation(self, cell: Cell) -> None:
        node = cell[2]
        if id(node) in self._index.rules:
            return
        try:
            self._index.rules[id(node)] = self._index.annotations.read(node)
        except AnnotationError as error:
            self._fail((cell, error.key, None), str(error))
        self._index.annotated.append(cell)

    def _extension(self, cell: Cell, key: Token, child: Any) -> None:
        """Texts with markers, however deep in what the grammar does not know."""
        if isinstance(child, str):
            if has_markers(child):
                self._text(cell, key, child)
        elif isinstance(child, dict):
            for name, item in child.items():
                self._extension((cell, key, child), name, item)
        elif isinstance(child, list):
            for position, item in enumerate(child):
                self._extension((cell, key, child), position, item)

    def _text(self, cell: Cell, key: Token, text: str) -> None:
        try:
            block = parse_markers(text, self._index.annotations)
        except AnnotationError as error:
            self._fail((cell, key, text), str(error))
        self._index.texts.append((cell, key, block))

    def _operation(self, cell: Cell) -> Iterable[Path]:
        item = cell[0] if self._index.types.get(id(cell[0][2])) == "PathItem" else cell[0][0]
        around = (self._index.types.get(id(value)) for value in ancestors(cell))
        self._index.operations.append(
            OperationSite(cell, item, str(cell[1]), any(kind == "Callback" for kind in around))
        )
        return ()

    def _link(self, cell: Cell) -> Iterable[Path]:
        """A link names its operation by id or by reference (Link Object, 4.8.20 in 3.1)."""
        self._index.links.append(cell)
        self._index.cells[id(cell[2])] = cell
        reference = cell[2].get("operationRef")
        if isinstance(reference, str) and reference.startswith("#"):
            with suppress(LookupError):
                path, _ = self._index.resolver.resolve(reference)
                self._index.leads_to[id(cell[2])] = path
                self._site(cell, "Link", "operationRef", path)
        return ()

    def _discriminator(self, cell: Cell) -> list[Path]:
        """Mapping values are references, or bare names of component schemas (4.8.25 in 3.1)."""
        node = cell[2]
        mapping = node.get("mapping")
        place: Cell = (cell, "mapping", mapping)
        entries: list[tuple[Cell, Token, Any]] = [(place, k, v) for k, v in _items(mapping)]
        if isinstance(node.get("defaultMapping"), str):
            entries.append((cell, "defaultMapping", node["defaultMapping"]))
        found: list[Path] = []
        for at, key, value in entries:
            target = self._mapped(value)
            if target is not None:
                self._index.mapped[id(at[2]), key] = target
                self._site(at, "Discriminator", key, target)
                found.append(target)
        return found

    def _mapped(self, value: Any) -> Path | None:
        if not isinstance(value, str):
            return None
        components = self._index.document.tree.get("components")
        schemas = components.get("schemas") if isinstance(components, dict) else None
        if isinstance(schemas, dict) and value in schemas:
            return ("components", "schemas", value)
        try:
            return self._index.resolver.resolve(value, self._base)[0]
        except LookupError:
            return None

    def _fail(self, cell: Cell, message: str) -> NoReturn:
        raise InputError(message, self._index.document.locate(path_of(cell)))


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    return iter(value.items()) if isinstance(value, dict) else iter(())
