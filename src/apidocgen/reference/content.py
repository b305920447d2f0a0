"""Request and response bodies: per media type a schema tree and the document's examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from apidocgen.reference import anchors
from apidocgen.reference.highlight import code_block, language_of
from apidocgen.reference.lenient import as_json, listed, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_html
from apidocgen.reference.schema_tree import SchemaTrees
from apidocgen.reference.schema_view import SchemaView

LONGEST_EXAMPLE = 20_000
"""Characters of an example that a page shows; the rest is in the downloads."""


@dataclass(frozen=True, slots=True)
class ExampleView:
    """An example of the document as highlighted HTML, or the address of one that is elsewhere."""

    title: str
    description: Markup
    html: Markup
    external: str = ""
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class ContentView:
    """What is sent in one media type, or in several that share schema and examples."""

    media_types: tuple[str, ...]
    anchor: str
    description: Markup
    schema: SchemaView | None
    examples: tuple[ExampleView, ...] = ()
    encodings: tuple[str, ...] = ()
    is_sequence: bool = False


class Contents:
    """Makes the bodies of one variant."""

    def __init__(self, lookup: Lookup, trees: SchemaTrees) -> None:
        """Show schemas as ``trees`` does."""
        self._lookup = lookup
        self._trees = trees

    def views(self, content: object, budget: int, room: int) -> tuple[ContentView, ...]:
        """The bodies of a content map; media types that say the same are shown once.

        Their trees show as many fields as ``budget`` and take as many bytes as ``room`` allows.
        """
        alike: dict[tuple[object, ...], list[str]] = {}
        nodes: dict[tuple[object, ...], dict[str, Any]] = {}
        for media_type, node in table(content).items():
            resolved = self._lookup.resolve(node)
            key = _sameness(resolved, media_type)
            alike.setdefault(key, []).append(media_type)
            nodes.setdefault(key, resolved)
        each_room = room // max(1, len(alike))
        return tuple(
            self._view(tuple(media_types), nodes[key], budget, each_room)
            for key, media_types in alike.items()
        )

    def _view(
        self, media_types: tuple[str, ...], node: dict[str, Any], budget: int, room: int
    ) -> ContentView:
        sequence = "itemSchema" in node and "schema" not in node
        schema = node.get("itemSchema") if sequence else node.get("schema")
        return ContentView(
            media_types=media_types,
            anchor=anchors.part(media_types[0]),
            description=to_html(text(node.get("description")), 5),
            schema=None if schema is None else self._trees.tree(schema, budget, room),
            examples=tuple(self.examples(node, media_types[0])),
            encodings=tuple(_encodings(table(node.get("encoding")))),
            is_sequence=sequence,
        )

    def examples(self, node: dict[str, Any], media_type: str = "") -> Iterator[ExampleView]:
        """The examples that a parameter, a header or a media type has itself or in its schema."""
        named = table(node.get("examples"))
        for name, each in named.items():
            yield from self._example(name, self._lookup.resolve(each), media_type)
        if "example" in node and not named:
            yield _shown("Example", Markup(""), node["example"], media_type)
        elif not named:
            yield from self._of_schema(node.get("schema"), media_type)

    def _of_schema(self, schema: object, media_type: str) -> Iterator[ExampleView]:
        """Examples in a schema, where they are whole bodies and not values of a field."""
        keywords = self._trees.merger.flat(schema).keywords if schema is not None else {}
        if "example" in keywords and isinstance(keywords["example"], dict | list):
            yield _shown("Example", Markup(""), keywords["example"], media_type)
            return
        for value in listed(keywords.get("examples")):
            if isinstance(value, dict | list):
                yield _shown("Example", Markup(""), value, media_type)

    def _example(self, name: str, node: dict[str, Any], media_type: str) -> Iterator[ExampleView]:
        title = text(node.get("summary")) or name
        description = to_html(text(node.get("description")), 5)
        value = next((node[key] for key in _VALUE_KEYS if key in node), None)
        if text(node.get("externalValue")):
            yield ExampleView(title, description, Markup(""), node["externalValue"])
        elif value is not None or "value" in node:
            yield _shown(title, description, value, media_type)


_VALUE_KEYS = ("serializedValue", "value", "dataValue")


def _shown(title: str, description: Markup, value: object, media_type: str) -> ExampleView:
    language = language_of(media_type)
    if isinstance(value, str) and (language != "json" or value.lstrip()[:1] in ("{", "[")):
        code = value
    else:
        code, language = as_json(value, indent=2), "json"
    shortened = len(code) > LONGEST_EXAMPLE
    if shortened:
        code = code[:LONGEST_EXAMPLE].rpartition("\n")[0] + "\n…"
    return ExampleView(title, description, code_block(code, language), shortened=shortened)


def _sameness(node: dict[str, Any], media_type: str) -> tuple[object, ...]:
    """What makes two media types the same to a reader."""
    has_more = any(key in node for key in ("example", "examples", "encoding", "description"))
    schema = node.get("schema")
    reference = table(schema).get("$ref") if isinstance(schema, dict) else None
    if has_more or not isinstance(reference, str):
        return media_type, id(node)
    return "schema", reference


def _encodings(encodings: dict[str, Any]) -> Iterator[str]:
    for name, node in encodings.items():
        media_type = text(table(node).get("contentType"))
        if media_type:
            yield f"{name}: {media_type}"
