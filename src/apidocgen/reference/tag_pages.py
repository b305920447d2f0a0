"""The page of a tag: all its operations with what each needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.as_markdown.pieces import described, endpoints, joined
from apidocgen.reference.as_markdown.pieces import plain as escaped
from apidocgen.reference.book import Book
from apidocgen.reference.brief import briefs
from apidocgen.reference.lenient import listed, table, text
from apidocgen.reference.markdown import to_plain, with_headings
from apidocgen.reference.page import Page, SearchEntry

UNTAGGED = "Other endpoints"


def tag_title(book: Book, tag: str) -> str:
    """What a tag is called in headings."""
    return tag or book.say(UNTAGGED)


def tag_node(book: Book, tag: str) -> dict[str, Any]:
    """What the document says of a tag."""
    declared = map(table, listed(book.tree.get("tags")))
    return next((each for each in declared if each.get("name") == tag), {})


def tag_pages(book: Book) -> Iterator[Page]:
    """A page for every tag, and one for the operations without."""
    for tag, operations in book.by_tag.items():
        words = text(tag_node(book, tag).get("description"))
        description, headings = with_headings(words, 2, "about")
        address = book.addresses.tags[tag]
        plain = to_plain(words)
        lines = briefs(book, operations)
        title = tag_title(book, tag)
        count = book.say.counted(len(operations), "{} endpoint", "{} endpoints")
        yield Page(
            audience=book.audience,
            address=address,
            kind="tag",
            title=title,
            description=(plain or f"{title}: {count}.")[:300],
            html=book.render(
                "tag.html",
                address,
                title=title,
                description=description,
                operations=lines,
            ),
            markdown=joined(
                [
                    f"# {escaped(title)}",
                    described(description, 2),
                    endpoints(book.say, lines, "../../"),
                ]
            ),
            headings=headings,
            search=(SearchEntry(title, plain),),
            elsewhere=book.elsewhere(partial(_address, tag)),
        )


def _address(tag: str, addresses: Addresses) -> str | None:
    return addresses.tags.get(tag)
