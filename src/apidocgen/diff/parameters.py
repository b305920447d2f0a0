"""Parameters and headers: there or not, required or not, how they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from apidocgen.diff.fact import Fact, Unit, both
from apidocgen.diff.level import Direction
from apidocgen.diff.lifecycle import Farewell, lifecycle, unstable
from apidocgen.diff.media_types import compare_content
from apidocgen.diff.schemas import SchemaComparison
from apidocgen.diff.scope import Scope, Spot
from apidocgen.diff.side import Node, Side
from apidocgen.diff.values import json_key

_EXPRESSION = re.compile(r"\{([^{}]+)\}")
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_PLACES = ("path", "query", "header", "cookie", "querystring")


class Parameter(NamedTuple):
    """A parameter of an operation, and how it is referred to."""

    node: Node
    entry: Node

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.node.value.get("name"))

    @property
    def place(self) -> str:
        """Where it travels: in the path, the query, a header or a cookie."""
        return str(self.node.value.get("in"))

    @property
    def required(self) -> bool:
        """Whether a call must carry it."""
        return self.node.value.get("required") is True or self.place == "path"

    @property
    def words(self) -> str:
        """What people call it."""
        return f"the {self.place} parameter `{self.name}`"


Key = tuple[str, str]
Parameters = Mapping[Key, Parameter]


def effective_parameters(side: Side, item: Node, operation: Node, path: str) -> Parameters:
    """The parameters of an operation: the path item's and, before them, its own.

    Parameters in the path are told apart by their position, the others by their name.
    """
    positions = {name: str(at) for at, name in enumerate(template_names(path))}
    found: dict[Key, Parameter] = {}
    for owner in (item, operation):
        for entry in owner.list("parameters"):
            node = side.followed(entry)
            if isinstance(node.value, dict) and node.value.get("in") in _PLACES:
                parameter = Parameter(node, entry)
                key = _key(parameter, positions)
                if key is not None:
                    found[key] = parameter
    return found


def template_names(path: str) -> list[str]:
    """The names in a path template, in order."""
    return _EXPRESSION.findall(path)


def _key(parameter: Parameter, positions: Mapping[str, str]) -> Key | None:
    place, name = parameter.place, parameter.name
    if place == "path":
        return place, positions.get(name, name)
    if place == "header":
        name = name.lower()
        return None if name in _IGNORED_HEADERS else (place, name)
    return place, name


def compare_parameters(
    scope: Scope, old: Parameters, new: Parameters, direction: Direction
) -> None:
    """Compare the parameters of an operation."""
    gone = {key: parameter for key, parameter in old.items() if key not in new}
    fresh = {key: parameter for key, parameter in new.items() if key not in old}
    _moved(scope, gone, fresh)
    for parameter in gone.values():
        _removed(scope, parameter)
    for parameter in fresh.values():
        _added(scope, parameter)
    for key, parameter in old.items():
        if key in new:
            _in_both(scope, parameter, new[key], direction)


def _moved(scope: Scope, gone: dict[Key, Parameter], fresh: dict[Key, Parameter]) -> None:
    """Report parameters that travel in another place now, or under another name."""
    for key, parameter in list(gone.items()):
        for other_key, other in list(fresh.items()):
            if parameter.name == other.name:
                kind, before, after = "parameter-moved", parameter.place, other.place
            elif parameter.place == other.place and _same_but_name(scope, parameter, other):
                kind, before, after = "parameter-renamed", parameter.name, other.name
            else:
                continue
            where = parameter.entry.path, other.entry.path
            certainty = 1.0 if kind == "parameter-moved" else 0.9
            fact = Fact(kind, parameter.words, before, after, *where, certainty=certainty)
            scope.add([fact])
            del gone[key], fresh[other_key]
            break


def _same_but_name(scope: Scope, old: Parameter, new: Parameter) -> bool:
    from apidocgen.diff.likeness import name_likeness

    was, now = ({**each.node.value, "name": ""} for each in (old, new))
    if not scope.pair.differing.same(was, now):
        return False
    return bool(was.get("description")) or name_likeness(old.name, new.name) > _CLOSE


_CLOSE = 0.6


def _removed(scope: Scope, parameter: Parameter) -> None:
    farewell = Farewell.of(parameter.node.value).kind(scope.pair.settings.today)
    kind = "parameter-removed-as-announced" if farewell == "removed-as-announced" else ""
    if not kind:
        kind = "unstable-parameter-removed" if unstable(parameter.node.value) else ""
    where = parameter.entry.path
    scope.add([Fact(kind or "parameter-removed", parameter.words, parameter.name, None, where)])


def _added(scope: Scope, parameter: Parameter) -> None:
    kind = "required-parameter-added" if parameter.required else "optional-parameter-added"
    if parameter.required and parameter.place != "path" and _default(parameter) is not None:
        kind = "required-parameter-with-default-added"
    where = parameter.entry.path
    scope.add([Fact(kind, parameter.words, None, parameter.name, None, where)])


def _default(parameter: Parameter) -> Any:
    schema = parameter.node.value.get("schema")
    return schema.get("default") if isinstance(schema, dict) else None


def _in_both(scope: Scope, old: Parameter, new: Parameter, direction: Direction) -> None:
    was, now = old.entry.reference, new.entry.reference
    if scope.pair.differing.same(old.entry.value, new.entry.value):
        return
    if was and now and (old.place != "path" or old.name == new.name):
        scope.units.add(Unit("Parameter", was, now, direction))
    else:
        compare_parameter(scope, old, new, direction)


def compare_parameter(scope: Scope, old: Parameter, new: Parameter, direction: Direction) -> None:
    """Compare one parameter with what it became."""
    was, now = old.node, new.node
    if old.required != new.required:
        kind = "parameter-became-required" if new.required else "parameter-became-optional"
        _flagged(scope, kind, new.words, (was, now), "required")
    for keyword in ("style", "explode", "allowReserved", "allowEmptyValue"):
        _written(scope, keyword, old, new)
    _defaults(scope, old, new)
    scope.add(lifecycle(was, now, new.words))
    scope.texts("description-changed", was, now, new.words, ("description",))
    scope.texts("example-changed", was, now, new.words, ("example", "examples"))
    scope.extensions(was, now, new.words)
    compare_payload(scope, was, now, new.words, direction)


def compare_payload(scope: Scope, was: Node, now: Node, words: str, direction: Direction) -> None:
    """Compare the schema or the content of a parameter or header."""
    old, new = was.child("schema"), now.child("schema")
    if old.value is not None and new.value is not None:
        comparison = SchemaComparison(scope, direction, text=True)
        comparison.compare((old,), (new,), Spot(words), defaults=False)
    elif (old.value is None) != (new.value is None) and (
        was.child("content").value is not None or now.child("content").value is not None
    ):
        before, after = _form(was), _form(now)
        scope.add([Fact("parameter-form-changed", words, before, after, was.path, now.path)])
    elif old.value is not None or new.value is not None:
        kind = "schema-added" if old.value is None else "schema-removed"
        where = both(lambda each: each.path if each.value is not None else None, old, new)
        scope.add([Fact(kind, words, None, None, *where, direction)])
    compare_content(scope, was, now, words, direction)


def _form(node: Node) -> str:
    return "content" if node.child("content").value is not None else "schema"


def _flagged(scope: Scope, kind: str, words: str, nodes: tuple[Node, Node], keyword: str) -> None:
    old, new = nodes
    where = both(lambda each: (*each.path, keyword) if keyword in each.value else each.path, *nodes)
    shown = old.value.get(keyword, False), new.value.get(keyword, False)
    scope.add([Fact(kind, words, *shown, *where)])


def _written(scope: Scope, keyword: str, old: Parameter, new: Parameter) -> None:
    was, now = written_as(old.node, keyword, old.place), written_as(new.node, keyword, new.place)
    if was == now:
        return
    if keyword == "explode" and not (_has_parts(scope, old) or _has_parts(scope, new)):
        return
    kind = _WRITTEN[keyword, now is True]
    where = both(
        lambda each: (*each.node.path, keyword) if keyword in each.node.value else each.node.path,
        old,
        new,
    )
    scope.add([Fact(kind, new.words, was, now, *where)])


_WRITTEN = {
    ("style", False): "parameter-style-changed",
    ("explode", True): "parameter-explode-changed",
    ("explode", False): "parameter-explode-changed",
    ("allowReserved", True): "parameter-reserved-allowed",
    ("allowReserved", False): "parameter-reserved-refused",
    ("allowEmptyValue", True): "parameter-empty-value-allowed",
    ("allowEmptyValue", False): "parameter-empty-value-refused",
}


def _has_parts(scope: Scope, parameter: Parameter) -> bool:
    """Whether it is an array or an object, or may be: else `explode` means nothing."""
    from apidocgen.diff.flatten import flatten

    schema = parameter.node.child("schema")
    if schema.value is None:
        return True
    types: frozenset[str] | None = None
    for side in (scope.pair.base, scope.pair.revision):
        types = types or flatten(side, (schema,)).types()
    return types is None or bool(types & {"array", "object"})


def written_as(node: Node, keyword: str, place: str) -> Any:
    """How a parameter or header is written, defaults filled in."""
    value = node.value.get(keyword)
    if value is not None:
        return value
    style = node.value.get("style") or _STYLES.get(place, "form")
    if keyword == "style":
        return style
    return keyword == "explode" and style == "form"


def _defaults(scope: Scope, old: Parameter, new: Parameter) -> None:
    was, now = _default(old), _default(new)
    if json_key(was) == json_key(now):
        return
    change = "added" if was is None else "removed" if now is None else "changed"
    kind = f"parameter-default-{change}"
    where = both(lambda each: (*each.node.path, "schema"), old, new)
    scope.add([Fact(kind, new.words, was, now, *where)])
