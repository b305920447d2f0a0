"""Request and response bodies: per media type a schema tree and the document's examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from apidocgen.reference import anchors
from apidocgen.reference.constraints import STYLES, Fact
from apidocgen.reference.examples.accepts import Checker
from apidocgen.reference.examples.generate import REQUEST, RESPONSE, Generator
from apidocgen.reference.highlight import code_block, language_of
from apidocgen.reference.lenient import as_json, listed, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_html
from apidocgen.reference.problem_types import PROBLEM
from apidocgen.reference.schema_tree import SchemaTrees
from apidocgen.reference.schema_view import EMPTY, SchemaView

LONGEST_EXAMPLE = 20_000
"""Characters of an example that a page shows; the rest is in the downloads."""

DEEPEST_ENCODING = 8
"""Encodings within encodings that a page shows."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many fields the tree of a body shows, how many bytes all its trees may take.

    ``hidden`` is what is no part of messages in this direction: "readOnly" or "writeOnly".
    """

    fields: int
    room: int
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class ExampleView:
    """An example of the document as highlighted HTML, or the address of one that is elsewhere."""

    title: str
    description: Markup
    html: Markup
    external: str = ""
    shortened: bool = False
    code: str = ""
    made_up: bool = False
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class PartHeaderView:
    """A header of one part of a multipart body."""

    name: str
    schema: SchemaView
    description: Markup


@dataclass(frozen=True, slots=True)
class EncodingView:
    """How one part of a form is written; ``inner`` tells it of the parts of that part.

    ``is_name`` says that the label is the name of a field and no fixed text.
    """

    label: str
    facts: tuple[Fact, ...]
    headers: tuple[PartHeaderView, ...]
    inner: tuple[EncodingView, ...] = ()
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class ContentView:
    """What is sent in one media type, or in several that share schema and examples."""

    media_types: tuple[str, ...]
    anchor: str
    description: Markup
    schema: SchemaView | None
    examples: tuple[ExampleView, ...] = ()
    encodings: tuple[EncodingView, ...] = ()
    is_sequence: bool = False


class Contents:
    """Makes the bodies of one variant."""

    def __init__(self, lookup: Lookup, trees: SchemaTrees) -> None:
        """Show schemas as ``trees`` does."""
        self._lookup = lookup
        self._trees = trees
        self.merger = trees.merger
        self._checkers = {
            hidden: Checker(lookup, self.merger, hidden) for hidden in (REQUEST, RESPONSE)
        }
        self.generators = {
            hidden: Generator(self.merger, checker, hidden)
            for hidden, checker in self._checkers.items()
        }

    def views(self, content: object, bounds: Bounds, status: str = "") -> tuple[ContentView, ...]:
        """The bodies of a content map; media types that say the same are shown once.

        ``status`` is that of the answer whose bodies they are, if they are of one.
        """
        alike: dict[tuple[object, ...], list[str]] = {}
        nodes: dict[tuple[object, ...], dict[str, Any]] = {}
        for media_type, node in table(content).items():
            resolved = self._lookup.resolve(node)
            key = _sameness(resolved, media_type)
            alike.setdefault(key, []).append(media_type)
            nodes.setdefault(key, resolved)
        bounds = replace(bounds, room=bounds.room // max(1, len(alike)))
        return tuple(
            self._view(tuple(media_types), nodes[key], bounds, status)
            for key, media_types in alike.items()
        )

    def _view(
        self, media_types: tuple[str, ...], node: dict[str, Any], bounds: Bounds, status: str
    ) -> ContentView:
        sequence = "itemSchema" in node and "schema" not in node
        schema = node.get("itemSchema") if sequence else node.get("schema")
        return ContentView(
            media_types=media_types,
            anchor=anchors.part(media_types[0]),
            description=to_html(text(node.get("description")), 5),
            schema=None if schema is None else self._trees.tree(schema, bounds.fields, bounds.room),
            examples=tuple(self.examples(node, media_types[0]))
            or tuple(self._made_up(schema, media_types[0], bounds.hidden, status)),
            encodings=tuple(self._encodings(node)),
            is_sequence=sequence,
        )

    def _encodings(self, node: dict[str, Any], depth: int = 0) -> Iterator[EncodingView]:
        """How the parts of a form are written: by name, by place, all others alike.

        OpenAPI 3.2, sections 4.14 and 4.15. One that says nothing has no view.
        """
        first = listed(node.get("prefixEncoding"))
        others = "Each further item" if first else "Each item"
        parts = [(name, table(each), True) for name, each in table(node.get("encoding")).items()]
        parts += [(f"Item {place + 1}", table(each), False) for place, each in enumerate(first)]
        parts += [(others, table(node.get("itemEncoding")), False)]
        for label, each, is_name in parts:
            facts = tuple(_written(each))
            headers = tuple(self._part_headers(table(each.get("headers"))))
            inner = tuple(self._encodings(each, depth + 1)) if depth < DEEPEST_ENCODING else ()
            if facts or headers or inner:
                yield EncodingView(label, facts, headers, inner, is_name)

    def _part_headers(self, headers: dict[str, Any]) -> Iterator[PartHeaderView]:
        for name, each in headers.items():
            node = self._lookup.resolve(each)
            view = self._trees.tree(node.get("schema", {}), 1)
            words = to_html(text(node.get("description")), 5)
            yield PartHeaderView(name, view, words or view.description)

    def _made_up(
        self, schema: object, media_type: str, hidden: str, status: str
    ) -> Iterator[ExampleView]:
        """An example where the document has none and the type can be written as JSON."""
        if schema is None or language_of(media_type) != "json" or not hidden:
            return
        made = self.generators[hidden].example(schema)
        if made.exists and made.value not in ({}, [], None, ""):
            value = made.value
            if PROBLEM.match(media_type):
                repeating = _with_status(value, status)
                value = repeating if self._checkers[hidden].accepts(repeating, schema) else value
            yield replace(_shown("Example", EMPTY, value, media_type), made_up=True)

    def examples(self, node: dict[str, Any], media_type: str = "") -> Iterator[ExampleView]:
        """The examples that a parameter, a header or a media type has itself or in its schema."""
        named = table(node.get("examples"))
        for name, each in named.items():
            yield from self._example(name, self._lookup.resolve(each), media_type)
        if "example" in node and not named:
            yield _shown("Example", EMPTY, node["example"], media_type)
        elif not named:
            yield from self._of_schema(node.get("schema"), media_type)

    def _of_schema(self, schema: object, media_type: str) -> Iterator[ExampleView]:
        """Examples in a schema, where they are whole bodies and not values of a field."""
        keywords = self.merger.flat(schema).keywords if schema is not None else {}
        if "example" in keywords and isinstance(keywords["example"], dict | list):
            yield _shown("Example", EMPTY, keywords["example"], media_type)
            return
        for value in listed(keywords.get("examples")):
            if isinstance(value, dict | list):
                yield _shown("Example", EMPTY, value, media_type)

    def _example(self, name: str, node: dict[str, Any], media_type: str) -> Iterator[ExampleView]:
        title = text(node.get("summary")) or name
        description = to_html(text(node.get("description")), 5)
        value = next((node[key] for key in _VALUE_KEYS if key in node), None)
        if text(node.get("externalValue")):
            yield ExampleView(title, description, EMPTY, node["externalValue"], is_named=True)
        elif value is not None or "value" in node:
            yield replace(_shown(title, description, value, media_type), is_named=True)


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
    html = code_block(code, language)
    return ExampleView(title, description, html, shortened=shortened, code=code)


def _with_status(problem: Any, status: str) -> Any:
    """The problem with the status of its answer, which it repeats (RFC 9457, section 3.1.2)."""
    if not isinstance(problem, dict) or "status" not in problem or not status.isdigit():
        return problem
    return {**problem, "status": int(status)}


_OWN_WORDS = (
    "example", "examples", "encoding", "prefixEncoding", "itemEncoding", "description",
)  # fmt: skip
"""What a media type says besides its schema."""


def _sameness(node: dict[str, Any], media_type: str) -> tuple[object, ...]:
    """What makes two media types the same to a reader."""
    has_more = any(key in node for key in _OWN_WORDS)
    schema = node.get("schema")
    reference = table(schema).get("$ref") if isinstance(schema, dict) else None
    if has_more or not isinstance(reference, str):
        return media_type, id(node)
    return "schema", reference


def _written(encoding: dict[str, Any]) -> Iterator[Fact]:
    if text(encoding.get("contentType")):
        yield Fact("sent as", encoding["contentType"])
    style = text(encoding.get("style"))
    if style in STYLES and (style != "form" or encoding.get("explode") is False):
        yield Fact(STYLES[style])
