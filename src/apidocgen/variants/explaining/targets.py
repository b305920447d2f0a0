"""What people mean by the target of an explanation, in the forms in which they write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar

from apidocgen.spec.grammar import COMPONENT_KINDS
from apidocgen.spec.pointer import Path, parse_fragment, parse_pointer, to_pointer
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.enums import text_of
from apidocgen.variants.explaining.operations import requirement_of, scopes_of
from apidocgen.variants.explaining.wording import named
from apidocgen.variants.filter import Filtering
from apidocgen.variants.index import OperationSite, path_of

_ITEM_PLACES = ("paths", "webhooks", "x-webhooks")
_FORMS = (
    "name an operation (GET /path or operationId), a path, webhook or tag, a parameter "
    "(operationId.name), a JSON pointer, a component (Name), a property or enum value "
    "(Name.property.value) or a scope"
)
_AROUND = ("allOf", "oneOf", "anyOf")
_WITHIN = ("items", "additionalProperties")


@dataclass(frozen=True, slots=True)
class Meant:
    """What has to be visible for a target to be; or the scope or alias that it is."""

    paths: tuple[Path, ...] = ()
    scope: str = ""


class Targets:
    """Finds in one master what targets mean."""

    def __init__(self, filtering: Filtering) -> None:
        self._filtering = filtering
        self._index = filtering.index

    def find(self, target: str) -> tuple[Meant, list[Meant]]:
        """What a target means, and what else is called so.

        Raises InputError, with what may have been meant, if it means nothing.
        """
        found = list(dict.fromkeys(self._readings(target))) or list(self._readings(target.strip()))
        if not found:
            close = _closest(target, self._names(target))
            help_ = f"did you mean {close!r}?" if close else _FORMS
            place = Location(self._filtering.document.name)
            raise InputError(f"nothing is called {target!r}; {help_}", place)
        named = found[0].paths[-1:]
        return found[0], [each for each in found[1:] if each.paths[-1:] != named]

    def _readings(self, target: str) -> Iterator[Meant]:
        kind, _, name = target.partition(" ")
        if kind in self._KINDS and (found := list(self._KINDS[kind](self, name.strip()))):
            yield found[0]
            return
        for read in (
            self._pointer,
            self._operation,
            self._scope,
            self._component,
            self._item,
            self._tag,
            self._inside,
        ):
            yield from read(target)

    # -- one form each -----------------------------------------------------------------------

    def _pointer(self, target: str) -> Iterator[Meant]:
        if not target.startswith(("#", "/")):
            return
        names = parse_fragment(target) if target.startswith("#") else parse_pointer(target)
        try:
            yield Meant((self._index.resolver.resolve("#" + to_pointer(names))[0],))
        except LookupError:
            return

    def _operation(self, target: str) -> Iterator[Meant]:
        method, _, rest = target.partition(" ")
        for site in self._index.operations:
            path = path_of(site.cell)
            asked = site.method.lower() == method.lower() and rest.strip() == path[1]
            if asked or site.node.get("operationId") == target:
                yield Meant((path,))
        yield from self._by_reference(method, rest.strip())

    def _by_reference(self, method: str, name: str) -> Iterator[Meant]:
        """A path whose item is a reference, and the operation there (Path Item Object, 4.8.9)."""
        for place in _ITEM_PLACES:
            if not self._index.chain((place, name)):
                continue
            item = self._index.followed(self._index.target((place, name)))
            for site in self._index.operations:
                if site.item[2] is item and site.method.lower() == method.lower():
                    yield Meant(((place, name), path_of(site.cell)))

    def _scope(self, target: str) -> Iterator[Meant]:
        if target in self._scopes():
            yield Meant(scope=target)

    def _component(self, target: str) -> Iterator[Meant]:
        kind, _, name = target.partition("/")
        candidates = [(kind, name), *((each, target) for each in COMPONENT_KINDS)]
        for each in candidates:
            if each[0] in COMPONENT_KINDS and self._index.chain(("components", *each)):
                yield Meant((("components", *each),))

    def _item(self, target: str) -> Iterator[Meant]:
        for place in _ITEM_PLACES:
            if self._index.chain((place, target)):
                yield Meant(((place, target),))

    def _tag(self, target: str) -> Iterator[Meant]:
        for position, name in self._tags():
            if name == target:
                yield Meant((("tags", position),))

    def _inside(self, target: str) -> Iterator[Meant]:
        """A parameter of an operation; a property, at any depth, or an enum value of a schema."""
        for separator in ("?", "."):
            for head, rest in _splits(target, separator):
                for start in (*self._operation(head), *self._component(head)):
                    path = start.paths[-1]
                    inside = self._parameter if path[0] in _ITEM_PLACES else self._member
                    yield from (Meant((*start.paths[:-1], *paths)) for paths in inside(path, rest))

    # -- inside operations and schemas -------------------------------------------------------

    def _parameter(self, operation: Path, name: str) -> Iterator[tuple[Path, ...]]:
        """A parameter of an operation or of its path item, by name."""
        for around in (operation, operation[:2]):
            node = self._index.target(around)
            listed = node.get("parameters") if isinstance(node, dict) else None
            for position, parameter in enumerate(listed if isinstance(listed, list) else ()):
                meant = self._index.followed(parameter)
                if isinstance(meant, dict) and meant.get("name") == name:
                    yield self._through((*around, "parameters", position), operation)

    def _through(self, path: Path, *others: Path) -> tuple[Path, ...]:
        """A path with what it refers to, and with others that do not lie around it."""
        target = self._index.leads_to.get(id(self._index.target(path)))
        paths = (path, target) if target is not None else (path,)
        return (*(each for each in others if path[: len(each)] != each), *paths)

    def _member(self, schema: Path, name: str) -> Iterator[tuple[Path, ...]]:
        """A property below a schema, or one of its enum values."""
        layers = list(self._layers(schema))
        for path in layers:
            node = self._index.target(path)
            yield from (_apart(schema, value) for value in _enum_values(path, node, name))
        for path in layers:
            declared = self._index.target(path).get("properties")
            for head, rest in ((name, ""), *_splits(name, ".")):
                key = head.removesuffix("[]")
                if not isinstance(declared, dict) or key not in declared:
                    continue
                inner = (*path, "properties", key)
                if not rest:
                    yield _apart(schema, inner)
                    continue
                for deeper in self._member(inner, rest):
                    yield (*_apart(schema, inner)[:-1], *_apart(inner, *deeper))

    def _layers(self, schema: Path) -> Iterator[Path]:
        """A schema and those that say more of its values or of their items, references followed."""
        waiting, seen = [schema], set()
        while waiting:
            path = waiting.pop(0)
            node = self._index.target(path)
            if not isinstance(node, dict) or path in seen:
                continue
            seen.add(path)
            yield path
            if id(node) in self._index.leads_to:
                waiting.append(self._index.leads_to[id(node)])
            for key in _AROUND:
                branches = node.get(key)
                size = len(branches) if isinstance(branches, list) else 0
                waiting += [(*path, key, position) for position in range(size)]
            waiting += [(*path, key) for key in _WITHIN if isinstance(node.get(key), dict)]

    # -- names -------------------------------------------------------------------------------

    def _scopes(self) -> set[str]:
        access = self._filtering.access
        used = {scope for site in self._index.operations for scope in self._needs(site)}
        return {*access.scopes, *(alias.name for alias in access.aliases), *used}

    def _needs(self, site: OperationSite) -> Iterable[str]:
        return scopes_of(requirement_of(self._filtering.document.tree, site))

    def _tags(self) -> Iterator[tuple[int, str]]:
        tags = self._filtering.document.tree.get("tags")
        for position, tag in enumerate(tags if isinstance(tags, list) else ()):
            if isinstance(tag, dict) and isinstance(tag.get("name"), str):
                yield position, tag["name"]

    def _names(self, target: str) -> Iterator[str]:
        """All that could be meant by a target that means nothing."""
        tree = self._filtering.document.tree
        for site in self._index.operations:
            yield named(path_of(site.cell))
            if isinstance(site.node.get("operationId"), str):
                yield site.node["operationId"]
        for place in _ITEM_PLACES:
            yield from _names_in(tree.get(place))
        for kind in COMPONENT_KINDS:
            if self._index.chain(("components", kind)):
                yield from _names_in(self._index.target(("components", kind)))
        yield from self._scopes()
        yield from (name for _, name in self._tags())
        head = target.partition(".")[0]
        if self._index.chain(("components", "schemas", head)):
            for path in self._layers(("components", "schemas", head)):
                schema = self._index.target(path)
                declared = schema.get("properties") if isinstance(schema, dict) else None
                for name in _names_in(declared):
                    yield f"{head}.{name}"

    # Words before a name that say what is called so, as explanations themselves do.
    _KINDS: ClassVar = {
        "path": _item,
        "webhook": _item,
        "tag": _tag,
        "component": _component,
        "scope": _scope,
        "alias": _scope,
    }


def _splits(target: str, separator: str) -> Iterator[tuple[str, str]]:
    """A text cut in two at each separator, the longest first part first."""
    parts = target.split(separator)
    for count in range(len(parts) - 1, 0, -1):
        yield separator.join(parts[:count]), separator.join(parts[count:])


def _apart(around: Path, *paths: Path) -> tuple[Path, ...]:
    """Paths, and before them the one around unless the first lies in it."""
    return paths if paths[0][: len(around)] == around else (around, *paths)


def _enum_values(path: Path, node: Any, name: str) -> Iterator[Path]:
    values = node.get("enum")
    for position, value in enumerate(values if isinstance(values, list) else ()):
        if text_of(value) == name:
            yield (*path, "enum", position)
    if "const" in node and text_of(node["const"]) == name:
        yield (*path, "const")


def _closest(target: str, names: Iterable[str]) -> str:
    """The name that is spelt most like a target, whatever the case of its letters."""
    known = {name.lower(): name for name in names}
    close = get_close_matches(target.lower(), sorted(known), n=1)
    return known[close[0]] if close else ""


def _names_in(entries: Any) -> Iterable[str]:
    """The names in a map, none where something else stands."""
    return entries if isinstance(entries, dict) else ()
