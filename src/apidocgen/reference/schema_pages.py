"""The index of schemas and the page of each: its tree, and what uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.as_markdown.pieces import (
    described,
    endpoints,
    in_line,
    joined,
    plain,
    target,
)
from apidocgen.reference.as_markdown.schemas import below, inside_title, type_line
from apidocgen.reference.book import Book
from apidocgen.reference.brief import Brief, briefs
from apidocgen.reference.lenient import table, text
from apidocgen.reference.markdown import to_inline, to_plain
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.schema_view import SchemaView
from apidocgen.reference.type_words import Word, type_words

_ROOT = "../../"
MOST_SEARCHED = 500
"""Schemas of a document whose fields have search entries of their own."""


@dataclass(frozen=True, slots=True)
class SchemaLine:
    """A line of the index."""

    name: str
    address: str
    type: str
    summary: Markup
    deprecated: bool


def schema_pages(book: Book) -> Iterator[Page]:
    """The index of schemas and a page for each; nothing where there are none."""
    if book.addresses.schemas:
        yield _index(book)
    schemas = table(table(book.tree.get("components")).get("schemas"))
    users = _Users(book)
    for name, node in schemas.items():
        yield _page(book, name, node, users)


def _index(book: Book) -> Page:
    lines = sorted(
        (_line(book, name) for name in book.addresses.schemas), key=lambda each: each.name.lower()
    )
    return Page(
        audience=book.audience,
        address="schemas/",
        kind="schemas",
        title=book.say("Schemas"),
        description=book.say.counted(len(lines), "{} schema", "{} schemas"),
        html=book.render("schemas.html", "schemas/", lines=lines),
        markdown=joined([f"# {book.say('Schemas')}", "\n".join(map(_listed, lines))]),
        elsewhere=book.elsewhere(lambda other: "schemas/" if other.schemas else None),
    )


def _listed(line: SchemaLine) -> str:
    """A line of the index as Markdown."""
    about = f": {in_line(line.summary)}" if line.summary else ""
    return f"- [{plain(line.name)}]({target('../', line.address)}){about}"


def _line(book: Book, name: str) -> SchemaLine:
    node = table(table(book.tree.get("components")).get("schemas"))[name]
    flat = book.trees.merger.flat(node)
    return SchemaLine(
        name=name,
        address=book.addresses.schemas[name],
        type=type_words(flat, book.trees.merger),
        summary=to_inline(text(flat.keywords.get("description"))),
        deprecated=flat.keywords.get("deprecated") is True,
    )


def _page(book: Book, name: str, node: object, users: _Users) -> Page:
    address = book.addresses.schemas[name]
    view = book.trees.page_tree(node, name)
    book.need(view.cuts)
    operations, schemas = users.of(name)
    html = book.render(
        "schema.html", address, name=name, view=view, operations=operations, schemas=schemas
    )
    description = to_plain(text(book.trees.merger.flat(node).keywords.get("description")))
    return Page(
        audience=book.audience,
        address=address,
        kind="schema",
        title=name,
        description=(description or book.say("Schema {}", name))[:300],
        html=html,
        markdown=_markdown(book.say, name, view, operations, schemas),
        headings=tuple(_headings(book, view, bool(operations or schemas))),
        search=(
            SearchEntry(name, f"{description} {_field_names(view)}".strip()),
            *_field_entries(book, name, view),
        ),
        elsewhere=book.elsewhere(partial(_address, name)),
    )


def _markdown(
    say: Phrases,
    name: str,
    view: SchemaView,
    operations: tuple[Brief, ...],
    schemas: tuple[Word, ...],
) -> str:
    used = [f"- [{plain(each.text)}]({target(_ROOT, each.address)})" for each in schemas]
    return joined(
        [
            f"# {plain(name)}",
            type_line(say, view, _ROOT),
            plain(view.title),
            described(view.description),
            f"## {inside_title(say, view)}" if view.is_open else "",
            "\n".join(below(say, view, _ROOT)),
            f"## {say('Used by')}" if operations or schemas else "",
            endpoints(say, operations, _ROOT),
            "\n".join(used),
        ]
    )


def _address(name: str, addresses: Addresses) -> str | None:
    return addresses.schemas.get(name)


def _headings(book: Book, view: SchemaView, used: bool) -> Iterator[Heading]:
    if view.is_open:
        yield Heading(book.say("Fields" if view.fields else "Parts"), "fields", 2)
    if used:
        yield Heading(book.say("Used by"), "used-by", 2)


def _field_entries(book: Book, name: str, view: SchemaView) -> Iterator[SearchEntry]:
    """An entry for each field, unless a document has so many that search would suffer."""
    if len(book.addresses.schemas) > MOST_SEARCHED:
        return
    for field in view.fields:
        words = [book.say(field.schema.type), *(each.code for each in field.schema.values)]
        about = field.schema.description.striptags()
        anchor = f"fields.{field.anchor}"
        yield SearchEntry(f"{name}.{field.name}", f"{' '.join(words)} {about}"[:200], anchor)


def _field_names(view: SchemaView) -> str:
    values = [each.code for each in view.values]
    return " ".join([*(each.name for each in view.fields), *values])


class _Users:
    """Who refers to a schema directly, or through parts that have no page of their own."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._operations: dict[str, list[int]] = {}
        self._schemas: dict[str, list[str]] = {}
        for index, operation in enumerate(book.variant.operations):
            parts = (operation.node, operation.path_item.get("parameters"))
            for name in self._named_by(*parts):
                self._operations.setdefault(name, []).append(index)
        for user, node in table(table(book.tree.get("components")).get("schemas")).items():
            for name in self._named_by(node):
                self._schemas.setdefault(name, []).append(user)

    def _named_by(self, *nodes: object) -> set[str]:
        """The schemas that parts of a document refer to, through anything but schemas."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [each for node in nodes for each in self._book.reach.direct(node)]
        while waiting:
            reference = waiting.pop()
            target = self._book.lookup.target(reference)
            if reference in seen or target is None:
                continue
            seen.add(reference)
            if target.schema:
                found.add(target.schema)
            else:
                waiting.extend(self._book.reach.direct(target.node))
        return found

    def of(self, name: str) -> tuple[tuple[Brief, ...], tuple[Word, ...]]:
        """The operations and the schemas that use a schema."""
        operations = [self._book.variant.operations[i] for i in self._operations.get(name, ())]
        addresses = self._book.addresses.schemas
        schemas = [user for user in self._schemas.get(name, ()) if user != name]
        return briefs(self._book, operations), tuple(Word(s, addresses[s]) for s in schemas)
