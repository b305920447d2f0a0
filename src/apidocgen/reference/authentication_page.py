"""How to get a token and how to send it, for every scheme an audience can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from apidocgen.reference.access_box import Row, ScopeView
from apidocgen.reference.as_markdown.pieces import block, code, described, joined, plain
from apidocgen.reference.book import NO_ENDPOINTS, Book
from apidocgen.reference.environment import capitalize_first
from apidocgen.reference.lenient import table, text
from apidocgen.reference.markdown import to_html
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.samples.build import base_of
from apidocgen.reference.samples.credentials import credentials_for
from apidocgen.reference.schemes import FLOWS, SchemeView, scheme_anchor
from apidocgen.reference.token_steps import Step, call_step, steps_of
from apidocgen.variants.variant import VisibleOperation

_PRESENTED = "Present it when the TLS connection is opened; the request itself does not carry it."
_ADDRESSES = (
    ("authorizationUrl", "Authorize at"),
    ("deviceAuthorizationUrl", "Authorize the device at"),
    ("tokenUrl", "Get a token from"),
    ("refreshUrl", "Refresh it at"),
)


@dataclass(frozen=True, slots=True)
class FlowView:
    """A way to get an OAuth2 token."""

    title: str
    addresses: tuple[tuple[str, str], ...]
    scopes: tuple[ScopeView, ...]
    steps: tuple[Step, ...] = ()
    revoke: str = ""


@dataclass(frozen=True, slots=True)
class SchemeSection:
    """A scheme with all that is known of it."""

    scheme: SchemeView
    anchor: str
    description: Markup
    flows: tuple[FlowView, ...]
    discovery: str = ""
    token_format: str = ""
    call: Step | None = None


def authentication_page(book: Book) -> Page:
    """The page about authentication."""
    sections = tuple(_sections(book))
    names = [_title(book.say, each.scheme) for each in sections]
    title = book.say("Authentication")
    return Page(
        audience=book.audience,
        address="authentication/",
        kind="authentication",
        title=title,
        description=book.say("How to get a token and how to send it."),
        html=book.render(
            "authentication.html",
            "authentication/",
            sections=sections,
            presented=_PRESENTED,
            nothing=_nothing(book),
        ),
        markdown=joined(
            [
                f"# {title}",
                "" if sections else book.say(_nothing(book)),
                *_markdown(book.say, sections),
            ]
        ),
        headings=tuple(
            Heading(name, each.anchor, 2) for name, each in zip(names, sections, strict=True)
        ),
        search=(SearchEntry(title, " ".join(names)),),
        elsewhere=book.elsewhere(lambda _: "authentication/"),
    )


def _nothing(book: Book) -> str:
    """What to say where no scheme is in use."""
    called = any(each.place == "paths" for each in book.variant.operations)
    return "No endpoint here asks for authentication." if called else NO_ENDPOINTS


def _title(say: Phrases, scheme: SchemeView) -> str:
    return capitalize_first(say(scheme.name))


def _sections(book: Book) -> Iterator[SchemeSection]:
    nodes = table(table(book.tree.get("components")).get("securitySchemes"))
    for key, scheme in book.boxes.schemes.items():
        node = book.lookup.resolve(nodes[key])
        yield SchemeSection(
            scheme=scheme,
            anchor=scheme_anchor(key),
            description=to_html(text(node.get("description")), 3),
            flows=tuple(_flows(book, table(node.get("flows")))),
            discovery=text(node.get("openIdConnectUrl") or node.get("oauth2MetadataUrl")),
            token_format=text(node.get("bearerFormat")),
            call=_call(book, key),
        )


def _flows(book: Book, flows: dict[str, Any]) -> Iterator[FlowView]:
    for name, each in flows.items():
        flow = table(each)
        if not name.startswith("x-"):
            yield FlowView(
                title=FLOWS.get(name, name),
                addresses=tuple((words, flow[key]) for key, words in _ADDRESSES if flow.get(key)),
                scopes=tuple(map(book.boxes.scope, table(flow.get("scopes")))),
                steps=tuple(steps_of(name, flow)),
                revoke=text(flow.get("x-revocationUrl") or flow.get("x-revocation-url")),
            )


def _call(book: Book, key: str) -> Step | None:
    """A call with a credential of a scheme: the simplest one, with that credential alone if any."""
    calls = [
        (len(row.demands), _effort(operation), operation, box, row)
        for operation in book.variant.operations
        if operation.place == "paths"
        for box in [book.boxes.box(operation.requirement, operation.tier)]
        for row in box.rows
        if key in {each.scheme.key for each in row.demands}
    ]
    if not calls:
        return None
    *_, operation, box, row = min(calls, key=lambda call: call[:2])
    credentials = credentials_for(replace(box, rows=(row,)), book.lookup)
    base = base_of(book.lookup, operation.node, operation.path_item)
    words = _call_words(book.say, key, row)
    return call_step(words, book.requests.request(operation, base, credentials))


def _call_words(say: Phrases, key: str, row: Row) -> str:
    others = [say(each.scheme.name) for each in row.demands if each.scheme.key != key]
    if not others:
        return say("A call with it:")
    return say("A call with it, together with {}:", f" {say('and')} ".join(others))


def _effort(operation: VisibleOperation) -> tuple[bool, bool, int, str]:
    """How much an example call needs besides its credential."""
    is_get = operation.method.lower() == "get"
    return not is_get, "{" in operation.path, len(operation.path), operation.path


def _markdown(say: Phrases, sections: tuple[SchemeSection, ...]) -> Iterator[str]:
    for section in sections:
        yield f"## {plain(_title(say, section.scheme))}"
        yield described(section.description)
        if section.scheme.kind == "mutualTLS":
            yield say(_PRESENTED)
        elif section.scheme.sent_in:
            yield f"{say(section.scheme.sent_in)}: {code(section.scheme.sent_as)}"
        for flow in section.flows:
            yield f"### {plain(say(flow.title))}"
            yield "\n".join(f"- {say(words)}: {code(url)}" for words, url in flow.addresses)
            for step in flow.steps:
                yield say(step.words)
                yield block(step.code)
        if section.call:
            yield section.call.words
            yield block(section.call.code, "bash")
