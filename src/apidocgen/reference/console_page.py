"""The console: a page on which the calls of one audience can be tried."""

from __future__ import annotations

from urllib.parse import quote

from apidocgen.reference.book import Book
from apidocgen.reference.operation_view import servers_of
from apidocgen.reference.page import Page, SearchEntry
from apidocgen.variants.variant import VisibleOperation

ADDRESS = "console/"
TITLE = "Console"
ASSETS = "../assets/apidocgen/console/"
"""Where the page's scripts and styles stand, seen from an audience's folder."""

METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
"""What the component behind the page can send."""

MOST_LISTED = 100
"""With more operations than these, the page starts with its groups closed."""


def console_page(book: Book) -> Page:
    """The console of one audience. It reads the document of that audience and nothing else."""
    html = book.render(
        "console.html",
        ADDRESS,
        servers=[server.url for server in servers_of(book.tree)],
        assets=ASSETS,
        many=len(book.variant.operations) > MOST_LISTED,
    )
    title = book.say(TITLE)
    return Page(
        audience=book.audience,
        address=ADDRESS,
        kind="console",
        title=title,
        description=book.say("Send calls to the API from the browser."),
        html=html,
        search=(SearchEntry(title, book.say("Send calls to the API from the browser.")),),
        elsewhere=book.elsewhere(lambda _: ADDRESS),
    )


def try_address(operation: VisibleOperation) -> str:
    """Where the console opens an operation; empty for what it cannot call.

    The fragment is the method in lower case, a space and the path, percent-encoded (RFC 3986,
    section 2.1).
    """
    method = operation.method.lower()
    if operation.place != "paths" or method not in METHODS:
        return ""
    return f"{ADDRESS}#{quote(f'{method} {operation.path}', safe='/', errors='replace')}"
