"""How to get a token and how to send it, for every scheme an audience can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from apidocgen.reference.access_box import ScopeView
from apidocgen.reference.book import Book
from apidocgen.reference.lenient import table, text
from apidocgen.reference.markdown import to_html
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.schemes import FLOWS, SchemeView, scheme_anchor

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


@dataclass(frozen=True, slots=True)
class SchemeSection:
    """A scheme with all that is known of it."""

    scheme: SchemeView
    anchor: str
    description: Markup
    flows: tuple[FlowView, ...]
    discovery: str = ""
    token_format: str = ""


def authentication_page(book: Book) -> Page:
    """The page about authentication."""
    sections = tuple(_sections(book))
    return Page(
        audience=book.audience,
        address="authentication/",
        kind="authentication",
        title="Authentication",
        description="How to get a token and how to send it.",
        html=book.render("authentication.html", "authentication/", sections=sections),
        headings=tuple(Heading(_title(each.scheme), each.anchor, 2) for each in sections),
        search=(SearchEntry("Authentication", " ".join(_title(s.scheme) for s in sections)),),
        elsewhere=book.elsewhere(lambda _: "authentication/"),
    )


def _title(scheme: SchemeView) -> str:
    return scheme.name[:1].upper() + scheme.name[1:]


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
        )


def _flows(book: Book, flows: dict[str, Any]) -> Iterator[FlowView]:
    for name, each in flows.items():
        flow = table(each)
        if not name.startswith("x-"):
            yield FlowView(
                title=FLOWS.get(name, name),
                addresses=tuple((words, flow[key]) for key, words in _ADDRESSES if flow.get(key)),
                scopes=tuple(map(book.boxes.scope, table(flow.get("scopes")))),
            )
