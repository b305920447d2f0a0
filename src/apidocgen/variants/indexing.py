"""One pass over a master, from which its index is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, NoReturn

from apidocgen.spec.document import Around, Document, Tree
from apidocgen.spec.grammar import HTTP_METHODS, ROOT
from apidocgen.spec.pointer import Path, Token
from apidocgen.spec.problems import InputError
from apidocgen.spec.references import Resolver
from apidocgen.spec.uris import join
from apidocgen.variants.annotations import AnnotationError, Annotations
from apidocgen.variants.enums import ENUM_VALUES
from apidocgen.variants.index import (
    Cell,
    Index,
    OperationSite,
    ReferenceSite,
    ancestors,
    path_of,
    unit_of,
)
from apidocgen.variants.layouts import (
    IN_PLACE,
    NAMING,
    OTHER_EXAMPLES,
    REFERENCE_TEXTS,
    VALUED,
    Action,
    Layout,
    Layouts,
)
from apidocgen.variants.markers import has_markers, parse_markers
from apidocgen.variants.spelling import Spelling

MAX_DEPTH = 250
"""Objects nested deeper than this are an attack or a mistake, not an API."""

TEXT, MAP, LIST, ONE = Action.TEXT, Action.MAP, Action.LIST, Action.ONE

# Where schemas stand that apply only where a reference leads to them (JSON Schema core, 8.2.4).
_DEFINING = frozenset({"$defs", "definitions"})
# Without one of these a path item tells nothing.
_OPERATES = frozenset({*HTTP_METHODS, "additionalOperations", "$ref"})
# Where the values stand that ``x-enum-values`` hides: beside it, or in what the schema applies.
_BESIDE = frozenset({"enum", "const", "$ref", "$dynamicRef", "allOf", "oneOf", "anyOf", "if"})
_EXAMPLES = frozenset({"example", "examples"}) | OTHER_EXAMPLES
# Empty here says something other than absent, or must stand for the document to be valid.
_KEEP_EMPTY = frozenset(
    {"security", "servers", "paths", "variables", "content", "oneOf", "anyOf", "allOf"}
)


def build_index(document: Document, annotations: Annotations) -> Index:
    """Read a master once.

    Raises InputError for an annotation or text marker that is not understood, a reference that
    leads nowhere, and nesting beyond MAX_DEPTH.
    """
    root: Cell = (None, "", document.tree)
    index = Index(document, annotations, Resolver(document.tree), root)
    _Pass(index).run()
    return index


class _Pass:
    def __init__(self, index: Index) -> None:
        self._index = index
        annotations = index.annotations
        self._spelling = Spelling(annotations.key, has_audiences=annotations.has_audiences)
        self._layouts = Layouts(index.annotations.keys, self._spelling)
        self._base: Path = ()
        self._depth = 0
        self._pending: list[tuple[Path, str]] = []
        self._handlers: dict[str, Callable[[Cell], Iterable[Path]]] = {
            "MediaType": self._holder,
            "Parameter": self._holder,
            "Header": self._holder,
            "Operation": self._operation,
            "PathItem": self._path_item,
            "Link": self._link,
            "Discriminator": self._discriminator,
            "OAuthFlow": self._flow,
            "Response": self._response,
            "ServerVariable": self._server_variable,
        }

    def run(self) -> None:
        self._object(self._index.root, ROOT)
        while self._pending:
            self._opaque(*self._pending.pop())
        for path, around in self._index.document.around.items():
            for each in around:
                self._enclosed(path, each)

    def _object(self, cell: Cell, type_name: str) -> list[Path]:
        """Read one object; returns the targets of all references in it."""
        node, index = cell[2], self._index
        index.types[id(node)] = type_name
        layout = self._layouts.of(type_name, tuple(node))
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(cell, f"nested more than {MAX_DEPTH} objects deep")
        outer = self._base
        below = self._special(cell, type_name, layout)
        for key, action, inner in layout.steps:
            child = node[key]
            if action is TEXT:
                if isinstance(child, str) and has_markers(child):
                    self._text(cell, key, child)
            elif action is MAP or action is LIST:
                if isinstance(child, dict if action is MAP else list):
                    below += self._container(cell, key, child, inner)
                else:
                    self._misshapen(cell, key, child, "map" if action is MAP else "list")
            elif action is ONE:
                if isinstance(child, dict):
                    below += self._child(cell, key, child, inner)
                else:
                    self._misshapen(cell, key, child, "single object")
            else:
                below += self._other(cell, key, action, inner)
        self._base = outer
        self._depth -= 1
        if below:
            index.below[id(node)] = below
        return below

    def _other(self, cell: Cell, key: str, action: Action, type_name: str) -> list[Path]:
        """A field that is rarer: an annotation, an extension, or one of those not named."""
        child = cell[2][key]
        if action is Action.ONE_OR_LIST:
            if isinstance(child, list):
                return self._container(cell, key, child, type_name)
            return self._child(cell, key, child, type_name) if isinstance(child, dict) else []
        if action is Action.MISSPELT:
            self._misspelt(cell, key)
        if action is Action.ANNOTATION:
            self._annotation(cell)
        elif action is Action.PATTERNED and isinstance(child, dict):
            return self._child(cell, key, child, type_name)
        elif action is Action.EXTENSION or key in REFERENCE_TEXTS:
            return self._own_extension(cell, key, child)
        return []

    def _own_extension(self, cell: Cell, key: str, child: Any) -> list[Path]:
        if key in OTHER_EXAMPLES and isinstance(child, dict):
            for each in (child, *child.values()):
                if isinstance(each, dict) and "value" in each:
                    self._refuse_annotated_example(cell, key, each)
        found = self._extension(cell, key, child)
        if found:
            own = self._index.own.get(id(cell[2]), ())
            self._index.own[id(cell[2])] = (*own, *found)
        return found

    def _container(self, cell: Cell, key: str, child: Any, type_name: str) -> list[Path]:
        if not child and key not in _KEEP_EMPTY:
            self._index.empties.append((cell, key, child))
        inner: Cell = (cell, key, child)
        pairs = child.items() if isinstance(child, dict) else enumerate(child)
        below: list[Path] = []
        in_place = key in IN_PLACE
        for name, item in pairs:
            if isinstance(item, dict):
                if in_place:
                    self._index.around[id(item)] = cell
                below += self._object((inner, name, item), type_name)
            elif isinstance(item, str):
                self._extension(inner, name, item)
            elif isinstance(item, list):
                self._misshapen(inner, name, item, "single object")
            elif isinstance(item, bool) and key == "properties":
                self._index.naming.append(cell)  # it has no annotation: the name is all there is
        if below:
            self._index.below[id(child)] = below
        return below

    def _refuse_annotated_example(self, cell: Cell, key: str, example: Tree) -> None:
        annotated = self._index.annotations.keys & example.keys()
        if annotated:
            message = f"{min(annotated)!r} has no effect in {key!r}; use 'examples'"
            self._fail((cell, key, example), message)

    def _misshapen(self, cell: Cell, key: Token, child: Any, wanted: str) -> None:
        """Refuse annotations where nobody would look for them."""
        if isinstance(child, dict | list) and _has_key(child, self._index.annotations.keys):
            message = f"{key!r} must be a {wanted}; as it is, the annotations in it have no effect"
            self._fail((cell, key, child), message)

    def _child(self, cell: Cell, key: str, child: Any, type_name: str) -> list[Path]:
        if key in IN_PLACE:
            self._index.around[id(child)] = cell
        return self._object((cell, key, child), type_name)

    def _special(self, cell: Cell, type_name: str, layout: Layout) -> list[Path]:
        """What single object types have beyond their fields; returns reference targets."""
        node, index = cell[2], self._index
        found: list[Path] = []
        if type_name == "Schema":
            self._schema(cell)
            if layout.telling:
                found += self._telling_schema(cell)
        elif type_name in self._handlers:
            found += self._handlers[type_name](cell)
        if layout.refers and isinstance(node["$ref"], str):
            target = self._reference(cell, type_name, "$ref", node["$ref"])
            index.leads_to[id(node)] = target
            found.append(target)
        if found:
            index.own[id(node)] = tuple(found)
        return found

    def _holder(self, cell: Cell) -> Iterable[Path]:
        node, index = cell[2], self._index
        if not _EXAMPLES.isdisjoint(node):
            index.valued.append((cell, index.types[id(node)]))
        if "encoding" in node or "prefixEncoding" in node or "itemEncoding" in node:
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

    def _server_variable(self, cell: Cell) -> Iterable[Path]:
        if ENUM_VALUES in cell[2]:
            self._enum_values(cell)
        return ()

    def _flow(self, cell: Cell) -> Iterable[Path]:
        self._extension(cell, "scopes", cell[2].get("scopes"))
        return ()

    def _schema(self, cell: Cell) -> None:
        self._index.cells[id(cell[2])] = cell
        if cell[0][1] in _DEFINING:
            self._index.definitions.append(cell)
        if cell[0][1] == "properties" and id(cell[0][2]) not in self._index.types:
            self._index.properties.setdefault(str(cell[1]), []).append(cell)

    def _telling_schema(self, cell: Cell) -> Iterable[Path]:
        """A schema that names properties, holds values or has an address of its own."""
        node, index = cell[2], self._index
        if isinstance(node.get("$id"), str) and not node["$id"].startswith("#"):
            self._base = path_of(cell)
            if join("", node["$id"]) is None:
                self._fail((cell, "$id", None), f"'$id' is no URI: {node['$id']}")
        if not NAMING.isdisjoint(node):
            index.naming.append(cell)
            if isinstance(node.get("discriminator"), dict):
                index.discriminators.append(cell)
        if node.get("required") == []:
            index.empties.append(cell)
        if ENUM_VALUES in node:
            self._enum_values(cell)
        if not VALUED.isdisjoint(node) or (
            isinstance(node.get("enum"), list)
            and any(isinstance(value, dict | list) for value in node["enum"])
        ):
            index.valued.append((cell, "Schema"))
        return self._dynamic(cell, node["$dynamicRef"]) if "$dynamicRef" in node else ()

    def _enum_values(self, cell: Cell) -> None:
        """Note that a schema may lose values, if this is a place where it has some."""
        node = cell[2]
        entries, keys = node[ENUM_VALUES], self._index.annotations.keys
        self._index.enums.append(cell)
        if _BESIDE.isdisjoint(node) and _has_key(entries, keys):
            message = f"{ENUM_VALUES!r} has no effect here; it belongs beside the 'enum' it is of"
            self._fail((cell, ENUM_VALUES, entries), message)

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

    def _misspelt(self, cell: Cell, key: str) -> None:
        try:
            self._spelling.refuse(key)
        except AnnotationError as error:
            self._fail((cell, key, None), str(error))

    def _annotation(self, cell: Cell) -> None:
        node = cell[2]
        if id(node) in self._index.rules:
            return
        try:
            self._index.rules[id(node)] = self._index.annotations.read(node)
        except AnnotationError as error:
            self._fail((cell, error.key, None), str(error))
        self._index.annotated.append(cell)

    def _enclosed(self, path: Path, around: Around) -> None:
        """Annotations that stand in a file around what came from its inside count for it."""
        index = self._index
        try:
            for key in around.extensions:
                self._spelling.refuse(key)
            rule = index.annotations.read(around.extensions)
        except AnnotationError as error:
            raise InputError(str(error), around.locate(error.key)) from error
        if rule.opens or rule.internal:
            for cell in self._objects_at(index.cell_at(path)):
                known = index.rules.get(id(cell[2]))
                if known is None:
                    index.annotated.append(cell)
                index.rules[id(cell[2])] = index.annotations.both(known, rule)

    def _objects_at(self, cell: Cell) -> Iterator[Cell]:
        """An object; of a map or a list, each object in it."""
        held = cell[2]
        if id(held) in self._index.types or not isinstance(held, dict | list):
            yield cell
            return
        for key, each in held.items() if isinstance(held, dict) else enumerate(held):
            if isinstance(each, dict):
                yield cell, key, each

    def _extension(self, cell: Cell, key: Token, child: Any) -> list[Path]:
        """Texts with markers, however deep in what the grammar does not know.

        Returns the components that references in it lead to: nobody says that a ``$ref`` is one
        there, or a text that is a pointer, but what leads to a component can hardly be anything
        else.
        """
        if isinstance(child, str):
            if has_markers(child):
                self._text(cell, key, child)
            return [] if key == "$ref" else self._loose_reference(cell, key, child)
        if not isinstance(child, dict | list):
            return []
        inner: Cell = (cell, key, child)
        found: list[Path] = []
        if isinstance(child, dict) and isinstance(child.get("$ref"), str):
            found += self._loose_reference(inner, "$ref", child["$ref"])
        for name, item in child.items() if isinstance(child, dict) else enumerate(child):
            found += self._extension(inner, name, item)
        return found

    def _loose_reference(self, cell: Cell, key: Token, text: str) -> list[Path]:
        if not text.startswith("#/components/"):
            return []
        with suppress(LookupError):
            path, _ = self._index.resolver.resolve(text)
            if key == "$ref" or path == unit_of(path):
                self._site(cell, "Extension", key, path)
                return [path]
        return []

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


def _has_key(value: Any, keys: frozenset[str]) -> bool:
    """Whether an object at any depth has one of these keys."""
    if isinstance(value, dict):
        return not keys.isdisjoint(value) or any(_has_key(each, keys) for each in value.values())
    return isinstance(value, list) and any(_has_key(each, keys) for each in value)


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    return iter(value.items()) if isinstance(value, dict) else iter(())
