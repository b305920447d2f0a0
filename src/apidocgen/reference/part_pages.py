"""Pages of parts that are too large for the page they belong to and have no name of their own."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.reference.as_markdown.pieces import joined, plain
from apidocgen.reference.as_markdown.schemas import tree
from apidocgen.reference.book import Book
from apidocgen.reference.page import Heading, Page
from apidocgen.reference.schema_view import Cut
from apidocgen.reference.type_words import Word


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
    return Page(
        audience=book.audience,
        address=part.address,
        kind="part",
        title=title,
        description=book.say("What {} is made of.", title),
        html=book.render(
            "part.html", part.address, title=title, view=view, owner=_owner(book, part)
        ),
        markdown=joined([f"# {plain(title)}", "\n".join(tree(book.say, view, "../../"))]),
        headings=(Heading(book.say("Fields" if view.fields else "Parts"), "fields", 2),),
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
