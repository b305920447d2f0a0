"""How to get a token and how to send it, for every scheme an audience can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from apidocgen.reference.access_box import ScopeView
from apidocgen.reference.as_markdown.pieces import block, code, described, joined, plain
from apidocgen.reference.book import Book
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
        html=book.render("authentication.html", "authentication/", sections=sections),
        markdown=joined([f"# {title}", *_markdown(book.say, sections)]),
        headings=tuple(
            Heading(name, each.anchor, 2) for name, each in zip(names, sections, strict=True)
        ),
        search=(SearchEntry(title, " ".join(names)),),
        elsewhere=book.elsewhere(lambda _: "authentication/"),
    )


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
    """A call with a credential of a scheme: the simplest one that the scheme opens."""
    for operation in sorted(book.variant.operations, key=_effort):
        box = book.boxes.box(operation.requirement, operation.tier)
        rows = tuple(row for row in box.rows if [each.scheme.key for each in row.demands] == [key])
        if operation.place == "paths" and rows:
            credentials = credentials_for(replace(box, rows=rows), book.lookup)
            base = base_of(book.lookup, operation.node, operation.path_item)
            return call_step(book.requests.request(operation, base, credentials))
    return None


def _effort(operation: VisibleOperation) -> tuple[bool, bool, int, str]:
    """How much an example call needs besides its credential."""
    is_get = operation.method.lower() == "get"
    return not is_get, "{" in operation.path, len(operation.path), operation.path


def _markdown(say: Phrases, sections: tuple[SchemeSection, ...]) -> Iterator[str]:
    for section in sections:
        yield f"## {plain(_title(say, section.scheme))}"
        yield described(section.description)
        if section.scheme.sent_in:
            yield f"{say(section.scheme.sent_in)}: {code(section.scheme.sent_as)}"
        for flow in section.flows:
            yield f"### {plain(say(flow.title))}"
            yield "\n".join(f"- {say(words)}: {code(url)}" for words, url in flow.addresses)
            for step in flow.steps:
                yield say(step.words)
                yield block(step.code)
        if section.call:
            yield say(section.call.words)
            yield block(section.call.code, "bash")
