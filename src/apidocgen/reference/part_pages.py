"""Pages of parts that are too large for the page they belong to and have no name of their own."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.reference.as_markdown.pieces import described, joined, plain, target
from apidocgen.reference.as_markdown.schemas import below, inside_title, type_line
from apidocgen.reference.book import Book
from apidocgen.reference.page import Heading, Page
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.schema_view import Cut, SchemaView
from apidocgen.reference.type_words import Word

_ROOT = "../../"


def part_pages(book: Book) -> Iterator[Page]:
    """A page for each part that a page of this audience links to; such pages may need more."""
    done: set[str] = set()
    while waiting := [part for address, part in book.parts.items() if address not in done]:
        for part in waiting:
            done.add(part.address)
            yield _page(book, part)


def _page(book: Book, part: Cut) -> Page:
    view = book.trees.part_tree(part)
    book.need(view.cuts)
    title = part.title or book.say("object")
    owner = _owner(book, part)
    return Page(
        audience=book.audience,
        address=part.address,
        kind="part",
        title=title,
        description=book.say("What {} is made of.", title),
        html=book.render("part.html", part.address, title=title, view=view, owner=owner),
        markdown=_markdown(book.say, title, view, owner),
        headings=(Heading(book.say("Fields" if view.fields else "Parts"), "fields", 2),),
    )


def _markdown(say: Phrases, title: str, view: SchemaView, owner: Word | None) -> str:
    around = f"[{plain(owner.text)}]({target(_ROOT, owner.address)})" if owner else ""
    return joined(
        [
            f"# {plain(title)}",
            f"{say('part of')} {around}" if around else "",
            type_line(say, view, _ROOT),
            described(view.description),
            f"## {inside_title(say, view)}" if view.is_open else "",
            "\n".join(below(say, view, _ROOT)),
        ]
    )


def _owner(book: Book, part: Cut) -> Word | None:
    """What a part belongs to, if that is one thing."""
    around = book.parts.get(part.owner)
    address = around.address if around else book.lookup.address_of(part.owner)
    return (
        Word(around.title or book.say("object") if around else part.owner, address)
        if address
        else None
    )
