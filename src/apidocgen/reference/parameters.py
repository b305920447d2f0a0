"""Parameters and headers, with everything that is demanded of them in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from apidocgen.reference import anchors
from apidocgen.reference.constraints import STYLES, Fact
from apidocgen.reference.content import Bounds, Contents, ContentView, ExampleView
from apidocgen.reference.lenient import listed, literal, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_html
from apidocgen.reference.schema_tree import SchemaTrees
from apidocgen.reference.schema_view import SchemaView

PLACES = {
    "path": "Path parameters",
    "query": "Query parameters",
    "querystring": "Query string",
    "header": "Header parameters",
    "cookie": "Cookie parameters",
    "body": "Body parameters",
    "formData": "Form parameters",
}
BUDGET = 40
"""Fields that the tree of one parameter shows."""

ROOM = 15_000
"""Bytes that this tree may take."""

LONGEST_IN_LINE = 60
_UNUSUAL = frozenset({"spaceDelimited", "pipeDelimited", "deepObject"})


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter or header, its schema told as part of it."""

    name: str
    anchor: str
    required: bool
    deprecated: bool
    schema: SchemaView
    description: Markup
    facts: tuple[Fact, ...] = ()
    examples: tuple[ExampleView, ...] = ()
    contents: tuple[ContentView, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterGroup:
    """The parameters of one place."""

    place: str
    title: str
    parameters: tuple[ParameterView, ...]


def merged_parameters(
    lookup: Lookup, operation: dict[str, Any], path_item: dict[str, Any]
) -> dict[tuple[str, str], dict[str, Any]]:
    """The parameters of an operation by place and name; its own win over its path item's."""
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for node in (*listed(path_item.get("parameters")), *listed(operation.get("parameters"))):
        parameter = lookup.resolve(node)
        merged[text(parameter.get("in")), text(parameter.get("name"))] = parameter
    return merged


class Parameters:
    """Makes the parameters and headers of one variant."""

    def __init__(self, lookup: Lookup, trees: SchemaTrees, contents: Contents) -> None:
        """Show schemas as ``trees`` does and bodies as ``contents`` does."""
        self._lookup = lookup
        self._trees = trees
        self._contents = contents

    def groups(
        self, operation: dict[str, Any], path_item: dict[str, Any], prefix: str = ""
    ) -> list[ParameterGroup]:
        """The parameters of an operation by place, those of its path item included."""
        merged = merged_parameters(self._lookup, operation, path_item)
        places = dict.fromkeys([*PLACES, *(place for place, _ in merged)])
        found = [self._group(place, merged, prefix) for place in places]
        return [group for group in found if group.parameters]

    def _group(
        self, place: str, merged: dict[tuple[str, str], dict[str, Any]], prefix: str
    ) -> ParameterGroup:
        views = tuple(
            self._view(
                name, node, anchors.join(prefix, place), required=node.get("required") is True
            )
            for (where, name), node in merged.items()
            if where == place
        )
        return ParameterGroup(place, PLACES.get(place, "Other parameters"), views)

    def headers(self, headers: object, prefix: str) -> tuple[ParameterView, ...]:
        """The headers of a response."""
        return tuple(
            self._view(name, node, prefix, required=node.get("required") is True)
            for name, each in table(headers).items()
            for node in [self._lookup.resolve(each)]
        )

    def _view(
        self, name: str, node: dict[str, Any], prefix: str, *, required: bool
    ) -> ParameterView:
        schema = node.get("schema", node)
        view = (
            self._trees.tree(schema, BUDGET, ROOM) if "schema" in node or "type" in node else None
        )
        view = view or SchemaView("any value")
        own_words = to_html(text(node.get("description")), 5)
        return ParameterView(
            name=name,
            anchor=anchors.join(prefix, anchors.part(name)),
            required=required,
            deprecated=node.get("deprecated") is True,
            schema=replace(view, description=Markup("")),
            description=own_words or view.description,
            facts=(*_style(node, view), *self._short_examples(node)),
            examples=self._long_examples(node),
            contents=self._contents.views(node.get("content"), Bounds(BUDGET, ROOM)),
        )

    def _short_examples(self, node: dict[str, Any]) -> Iterator[Fact]:
        """Examples that fit in a line, with what they show if the document says so."""
        if _is_short(node.get("example")):
            yield Fact("example", literal(node["example"]))
        for name, each in table(node.get("examples")).items():
            example = self._lookup.resolve(each)
            if _is_one_line(example):
                title = text(example.get("summary")) or name
                yield Fact(f"example ({title})", literal(example["value"]))

    def _long_examples(self, node: dict[str, Any]) -> tuple[ExampleView, ...]:
        named = table(node.get("examples"))
        long = {
            name: each
            for name, each in named.items()
            if not _is_one_line(self._lookup.resolve(each))
        }
        single = {"example": node["example"]} if "example" in node and not named else {}
        if _is_short(single.get("example")):
            single = {}
        return tuple(self._contents.examples({"examples": long, **single}))


def _is_one_line(example: dict[str, Any]) -> bool:
    return _is_short(example.get("value")) and not text(example.get("description"))


def _is_short(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_IN_LINE and "\n" not in value
    return isinstance(value, bool | int | float)


def _style(node: dict[str, Any], view: SchemaView) -> Iterator[Fact]:
    """How several values are written into one parameter, where it is not the usual way."""
    style = text(node.get("style"))
    several = view.type.startswith(("array", "tuple", "object", "map"))
    if several and node.get("explode") is False and (style or "form") in STYLES:
        yield Fact(STYLES[style or "form"])
    elif (several and style in _UNUSUAL) or style in {"matrix", "label"}:
        yield Fact(STYLES[style])
    if node.get("allowEmptyValue") is True:
        yield Fact("may be empty")
    if node.get("allowReserved") is True:
        yield Fact("reserved characters need no escape")
