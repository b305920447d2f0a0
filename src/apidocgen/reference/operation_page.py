"""The page of an operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from apidocgen.reference import anchors
from apidocgen.reference.access_box import AccessBox
from apidocgen.reference.addresses import operation_key
from apidocgen.reference.answers import answers_of
from apidocgen.reference.as_markdown import operations as as_markdown
from apidocgen.reference.as_markdown.pieces import described as as_plain_markdown
from apidocgen.reference.as_markdown.pieces import joined
from apidocgen.reference.book import Book, Inside, operation_at, title_of
from apidocgen.reference.console_page import try_address
from apidocgen.reference.lenient import listed, table, text
from apidocgen.reference.markdown import to_html, to_inline, to_plain
from apidocgen.reference.operation_view import (
    CALL,
    WEBHOOK,
    OperationView,
    cuts_of,
    response_anchor,
    words_of,
)
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.parameters import merged_parameters
from apidocgen.reference.samples.build import base_of
from apidocgen.reference.samples.credentials import credentials_for
from apidocgen.reference.samples.view import SampleView, samples_of
from apidocgen.spec.methods import as_sent
from apidocgen.variants.variant import VisibleOperation

_PARTS = (
    "parameters", "requestBody", "responses", "callbacks", "servers", "externalDocs",
    "x-codeSamples", "x-code-samples",
)  # fmt: skip

FORBIDDEN = "403"

MOST_SEARCHED = 400
"""Operations of a document whose parameters have search entries of their own."""


def operation_pages(book: Book) -> Iterator[Page]:
    """A page for every operation and every webhook."""
    for operation in book.variant.operations:
        yield _page(book, operation)


def _page(book: Book, operation: VisibleOperation) -> Page:
    address = book.addresses.operation(operation)
    box = book.boxes.box(operation.requirement, operation.tier)
    key = _likeness(book, operation)
    inside = _inside(book, operation, key)
    samples = _samples(book, operation, box, key)
    title = to_plain(title_of(operation))
    html = book.render(
        "operation.html",
        address,
        title=to_inline(title_of(operation)),
        verb=as_sent(operation.method),
        path=operation.path,
        webhook=operation.place == "webhooks",
        deprecated=operation.node.get("deprecated") is True,
        sunset=text(operation.node.get("x-sunset")),
        operation_id=operation.operation_id or "",
        stability=_stability(operation),
        also=_also(book, operation),
        source=book.shared.sources.get(operation.origin, ""),
        try_it=try_address(operation) if book.shared.console else "",
        box=box,
        refusal=_refusal(operation),
        inside=inside.html,
        description=_words(operation),
        samples=samples,
        samples_title=book.say("Call it"),
        answers=inside.answers if samples else (),
    )
    access = (
        ()
        if operation.place == "webhooks" and box.origin == "none"
        else (Heading(book.say("Access"), "access", 2),)
    )
    return Page(
        audience=book.audience,
        address=address,
        kind="webhook" if operation.place == "webhooks" else "operation",
        title=title,
        description=_description(operation),
        html=html,
        markdown=_markdown(book, operation, title, box, samples, inside),
        headings=(
            *access,
            *((Heading(book.say("Call it"), "samples", 2),) if samples else ()),
            *inside.headings,
        ),
        search=tuple(_search(book, operation, title, box)),
        elsewhere=book.elsewhere(operation_at(operation_key(operation))),
    )


def _markdown(
    book: Book,
    operation: VisibleOperation,
    title: str,
    box: AccessBox,
    samples: tuple[SampleView, ...],
    inside: Inside,
) -> str:
    unsaid = operation.place == "webhooks" and box.origin == "none"
    return joined(
        [
            *as_markdown.head(book.say, _head(book, operation, title)),
            *(() if unsaid else as_markdown.access(book.say, box)),
            as_plain_markdown(_words(operation)),
            *as_markdown.samples(book.say, samples),
            inside.markdown,
        ]
    )


def _head(book: Book, operation: VisibleOperation, title: str) -> as_markdown.Head:
    return as_markdown.Head(
        title=title,
        call=f"{as_sent(operation.method)} {operation.path}",
        operation_id=operation.operation_id or "",
        is_webhook=operation.place == "webhooks",
        is_deprecated=operation.node.get("deprecated") is True,
        sunset=text(operation.node.get("x-sunset")),
        stability=_stability(operation),
        also=_also(book, operation),
        source=book.shared.sources.get(operation.origin, ""),
    )


def _refusal(operation: VisibleOperation) -> str:
    """The id of the answer to credentials that lack something, if the document declares one."""
    statuses = map(str, table(operation.node.get("responses")))
    return response_anchor(FORBIDDEN) if FORBIDDEN in statuses else ""


def _stability(operation: VisibleOperation) -> str:
    """How settled an operation is, where the document says so."""
    node = operation.node
    for key in ("x-stability-level", "x-stability", "x-scalar-stability", "x-state"):
        if text(node.get(key)):
            return str(node[key])
    marks = {"x-beta": "beta", "x-experimental": "experimental", "x-alpha": "alpha"}
    return next((said for key, said in marks.items() if node.get(key) is True), "")


def _also(book: Book, operation: VisibleOperation) -> tuple[tuple[str, str], ...]:
    """The other audiences that have this operation, with its address there."""
    elsewhere = book.elsewhere(operation_at(operation_key(operation)))
    return tuple(
        (book.shared.titles.get(name) or name, f"../{name}/{address}")
        for name, address in elsewhere.items()
    )


def _words(operation: VisibleOperation) -> Markup:
    return to_html(words_of(operation.node, operation.path_item), 3)


def _inside(book: Book, operation: VisibleOperation, key: tuple[Any, ...]) -> Inside:
    """What does not depend on the audience, laid out once for all that see it alike."""
    kept = book.shared.insides.get(key)
    if kept is None:
        place = WEBHOOK if operation.place == "webhooks" else CALL
        view = book.operations.view(operation.node, operation.path_item, place)
        html = book.render("operation_inside.html", "operations/any/", view=view)
        inside = Markup(html)  # noqa: S704 - a template's
        as_text = joined(as_markdown.inside(book.say, view))
        headings, cuts = tuple(_headings(book, view)), tuple(cuts_of(view))
        kept = Inside(operation, inside, headings, answers_of(view), cuts, as_text)
        book.shared.insides[key] = kept
    book.need(kept.cuts)
    return kept


def _samples(
    book: Book, operation: VisibleOperation, box: AccessBox, key: tuple[Any, ...]
) -> tuple[SampleView, ...]:
    """How to call an operation in several languages, with this audience's credentials."""
    credentials = credentials_for(box, book.lookup)
    base = base_of(book.lookup, operation.node, operation.path_item)
    known = (key, credentials, base)
    if known not in book.shared.samples:
        calls = operation.place != "webhooks"
        request = book.requests.request(operation, base, credentials) if calls else None
        book.shared.samples[known] = samples_of(operation.node, request)
    return book.shared.samples[known]


def _likeness(book: Book, operation: VisibleOperation) -> tuple[Any, ...]:
    """Equal for two audiences that are to be shown the same inside."""
    node, item = operation.node, operation.path_item
    return (
        operation.place,
        *(id(node[part]) if part in node else 0 for part in _PARTS),
        *(id(item[part]) if part in item else 0 for part in ("parameters", "servers")),
        *(book.reach.likeness(node.get(part)) for part in _PARTS[:4]),
        book.reach.likeness(item.get("parameters")),
        book.irregular,
    )


def _headings(book: Book, view: OperationView) -> Iterator[Heading]:
    if view.parameters:
        yield Heading(book.say("Parameters"), "parameters", 2)
    if view.body:
        yield Heading(book.say("Request body"), "body", 2)
    if view.responses:
        yield Heading(book.say("Responses"), "responses", 2)
    for response in view.responses:
        yield Heading(f"{response.status} {book.say(response.phrase)}".strip(), response.anchor, 3)
    if view.callbacks:
        yield Heading(book.say("Callbacks"), "callbacks", 2)


def _description(operation: VisibleOperation) -> str:
    said = to_plain(text(operation.node.get("description")))
    start = f"{as_sent(operation.method)} {operation.path}"
    return f"{start}: {said or title_of(operation)}"[:300]


def _search(
    book: Book, operation: VisibleOperation, title: str, box: AccessBox
) -> Iterator[SearchEntry]:
    call = f"{as_sent(operation.method)} {operation.path}"
    scopes = [scope.name for row in box.rows for each in row.demands for scope in each.scopes]
    words = [
        call,
        operation.operation_id or "",
        *dict.fromkeys(scopes),
        *(text(table(each).get("name")) for each in listed(operation.node.get("parameters"))),
        to_plain(text(operation.node.get("description"))),
    ]
    yield SearchEntry(f"{title} – {call}", " ".join(filter(None, words)))
    if len(book.variant.operations) <= MOST_SEARCHED:
        yield from _parameter_entries(book, operation, title)


def _parameter_entries(
    book: Book, operation: VisibleOperation, title: str
) -> Iterator[SearchEntry]:
    """An entry for each parameter, in documents of a size that search can bear."""
    merged = merged_parameters(book.lookup, operation.node, operation.path_item)
    for (place, name), node in merged.items():
        anchor = anchors.join(place, anchors.part(name))
        about = to_plain(text(node.get("description")))[:200]
        yield SearchEntry(f"{name} – {title}", about, anchor)
