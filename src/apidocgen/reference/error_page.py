"""What can go wrong: all error answers of an audience with the endpoints that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from apidocgen.reference import anchors
from apidocgen.reference.as_markdown.pieces import code, in_line, joined, plain, target
from apidocgen.reference.book import Book
from apidocgen.reference.brief import Brief, brief
from apidocgen.reference.content import ContentView
from apidocgen.reference.lenient import table, text
from apidocgen.reference.markdown import to_inline
from apidocgen.reference.operation_view import REFUSAL, phrase_of
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.parameters import merged_parameters
from apidocgen.reference.phrases import Phrases
from apidocgen.variants.variant import Variant

_LIMITS = re.compile(r"(?i)^(x-)?rate-?limit|^retry-after$")
_PAGING = re.compile(
    r"(?i)^(page|per_?page|page_?(size|token|number)|limit|offset|cursor|after|before"
    r"|starting_after|ending_before|page\[.*\])$"
)


@dataclass(frozen=True, slots=True)
class ErrorView:
    """A status: what is said of it, what its answers hold, and who gives it."""

    status: str
    phrase: str
    anchor: str
    summaries: tuple[Markup, ...]
    contents: tuple[ContentView, ...]
    operations: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A header or parameter with what is said of it, and how many endpoints have it."""

    name: str
    about: Markup
    count: int


@dataclass(slots=True)
class _Found:
    """What is known of a status so far."""

    summaries: dict[str, None] = field(default_factory=dict)
    contents: dict[str, object] = field(default_factory=dict)
    operations: list[Brief] = field(default_factory=list)


def has_errors(variant: Variant) -> bool:
    """Whether any endpoint names an error."""
    return any(
        is_error(str(status))
        for operation in variant.operations
        if operation.place == "paths"
        for status in table(operation.node.get("responses"))
    )


def is_error(status: str) -> bool:
    """Whether a status tells of something that went wrong."""
    return status[:1] in {"4", "5"} or status == "default"


def error_pages(book: Book) -> Iterator[Page]:
    """The page of errors; nothing where no endpoint names one."""
    if not has_errors(book.variant):
        return
    errors = tuple(_errors(book))
    limits = tuple(_limits(book))
    paging = tuple(_paging(book))
    title = book.say("Errors")
    headings = [Heading(f"{e.status} {book.say(e.phrase)}".strip(), e.anchor, 2) for e in errors]
    if limits:
        headings.append(Heading(book.say("Rate limits"), "rate-limits", 2))
    if paging:
        headings.append(Heading(book.say("Pagination"), "pagination", 2))
    yield Page(
        audience=book.audience,
        address="errors/",
        kind="errors",
        title=title,
        description=book.say("What can go wrong, and which endpoints say so."),
        html=_html(book, errors=errors, limits=limits, paging=paging),
        markdown=joined([f"# {title}", *_markdown(book.say, errors, limits, paging)]),
        headings=tuple(headings),
        search=tuple(
            SearchEntry(
                f"{each.status} {book.say(each.phrase)}".strip(),
                " ".join(map(_plain, each.summaries)),
                each.anchor,
            )
            for each in errors
        ),
    )


def _html(book: Book, **parts: object) -> str:
    """The page; what is laid out for pages in folders of folders leads up one step too many."""
    html = book.render("errors.html", "errors/", **parts)
    return html.replace('href="../../', 'href="../')


def _plain(words: Markup) -> str:
    return words.striptags()


def _errors(book: Book) -> Iterator[ErrorView]:
    found: dict[str, _Found] = {}
    for operation in book.variant.operations:
        if operation.place != "paths":
            continue
        for status, each in table(operation.node.get("responses")).items():
            if is_error(str(status)):
                known = found.setdefault(str(status), _Found())
                node = book.lookup.resolve(each)
                known.summaries.setdefault(text(node.get("description")).strip())
                _remember(known.contents, table(node.get("content")), book)
                known.operations.append(brief(book, operation))
    for status in sorted(found):
        yield _view(book, status, found[status])


def _remember(known: dict[str, object], content: dict[str, object], book: Book) -> None:
    """Keep one body for each schema that answers of a status hold."""
    for media_type, node in content.items():
        schema = book.lookup.resolve(node).get("schema")
        reference = text(table(schema).get("$ref")) or media_type
        known.setdefault(f"{media_type} {reference}", {media_type: node})


def _view(book: Book, status: str, found: _Found) -> ErrorView:
    bodies = [*found.contents.values()][:4]
    contents = book.operations.contents
    return ErrorView(
        status=status,
        phrase=phrase_of(status),
        anchor=f"status-{anchors.part(status)}",
        summaries=tuple(to_inline(words) for words in [*found.summaries][:8] if words),
        contents=tuple(view for body in bodies for view in contents.views(body, REFUSAL)),
        operations=tuple(found.operations),
    )


def _limits(book: Book) -> Iterator[Named]:
    found: dict[str, list[str]] = {}
    for operation in book.variant.operations:
        here: dict[str, str] = {}
        for response in table(operation.node.get("responses")).values():
            for name, each in table(book.lookup.resolve(response).get("headers")).items():
                if _LIMITS.search(name):
                    here.setdefault(name, text(book.lookup.resolve(each).get("description")))
        for name, words in here.items():
            found.setdefault(name, []).append(words)
    yield from _named(found)


def _paging(book: Book) -> Iterator[Named]:
    found: dict[str, list[str]] = {}
    for operation in book.variant.operations:
        if operation.method.lower() != "get":
            continue
        parameters = merged_parameters(book.lookup, operation.node, operation.path_item)
        for (place, name), node in parameters.items():
            if place == "query" and _PAGING.search(name):
                found.setdefault(name, []).append(text(node.get("description")))
    yield from _named(found)


def _named(found: dict[str, list[str]]) -> Iterator[Named]:
    for name, said in found.items():
        yield Named(name, to_inline(max(said, key=said.count)), len(said))


def _markdown(
    say: Phrases,
    errors: Iterable[ErrorView],
    limits: tuple[Named, ...],
    paging: tuple[Named, ...],
) -> Iterator[str]:
    for each in errors:
        yield f"## {plain(f'{each.status} {say(each.phrase)}'.strip())}"
        yield "\n".join(f"- {in_line(words)}" for words in each.summaries)
        yield "\n".join(
            f"- [{code(f'{one.method} {one.path}')}]({target('../', one.address)})"
            for one in each.operations
        )
    for title, named in (("Rate limits", limits), ("Pagination", paging)):
        if named:
            yield f"## {say(title)}"
            yield "\n".join(f"- {code(each.name)}: {in_line(each.about)}" for each in named)
