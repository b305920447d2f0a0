"""The first page of an audience: what it gets, where to begin, what to download."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from apidocgen.reference.as_markdown.pieces import (
    described,
    endpoints,
    in_line,
    joined,
    plain,
    target,
)
from apidocgen.reference.as_markdown.servers import servers
from apidocgen.reference.book import NO_ENDPOINTS, Book
from apidocgen.reference.brief import Brief, briefs
from apidocgen.reference.counts import counts_of
from apidocgen.reference.lenient import table, text
from apidocgen.reference.markdown import introduced, to_inline, to_plain, with_headings
from apidocgen.reference.operation_view import servers_of
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.tag_pages import tag_node, tag_title


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag in the list of the overview."""

    title: str
    address: str
    summary: Markup
    count: int


def overview_page(book: Book) -> Page:
    """The overview of an audience."""
    info = table(book.tree.get("info"))
    words = text(info.get("description"))
    introduction, rest = introduced(words, 2)
    chapters, headings = with_headings(rest, 2, "about")
    title = text(info.get("title")) or book.say("API reference")
    html = book.render(
        "overview.html",
        "",
        title=title,
        version=text(info.get("version")),
        summary=to_inline(text(info.get("summary"))),
        introduction=introduction,
        chapters=chapters,
        no_endpoints=NO_ENDPOINTS,
        tags=tuple(_tag(book, tag) for tag in book.by_tag),
        servers=servers_of(book.tree),
        counts=counts_of(book.variant),
        webhooks=_webhooks(book),
        schemes=tuple(book.boxes.schemes.values()),
        has_schemas=bool(book.addresses.schemas),
        licence=_named_link(info.get("license")),
        contact=_named_link(info.get("contact")),
    )
    return Page(
        audience=book.audience,
        address="",
        kind="overview",
        title=title,
        description=(to_plain(text(info.get("summary")) or words) or title)[:300],
        html=html,
        markdown=_markdown(book, title, introduction, chapters),
        headings=(*_lists(book), *headings),
        search=(SearchEntry(title, to_plain(words)),),
        elsewhere=book.elsewhere(lambda _: ""),
    )


def _lists(book: Book) -> Iterator[Heading]:
    """The headings of what the page lists."""
    yield Heading(book.say("Endpoints"), "endpoints", 2)
    if book.webhooks:
        yield Heading(book.say("Webhooks"), "webhooks", 2)


def _markdown(book: Book, title: str, introduction: Markup, chapters: Markup) -> str:
    tags = [_tag(book, tag) for tag in book.by_tag]
    lines = (
        f"- [{plain(tag.title)}]({target('', tag.address)}) ({tag.count})"
        + (f": {in_line(tag.summary)}" if tag.summary else "")
        for tag in tags
    )
    audience = book.variant.audience
    return joined(
        [
            f"# {plain(title)}",
            f"{book.say('For:')} {plain(audience.title)}",
            *_version(book),
            described(introduction, 2),
            audience.description,
            *_about(book),
            f"{book.say('OpenAPI document')}: [YAML](openapi.yaml), [JSON](openapi.json)",
            "\n".join(_general(book)),
            f"## {book.say('Endpoints')}",
            "\n".join(lines) or book.say(NO_ENDPOINTS),
            f"## {book.say('Webhooks')}" if book.webhooks else "",
            endpoints(book.say, _webhooks(book), ""),
            described(chapters, 2),
        ]
    )


def _version(book: Book) -> Iterator[str]:
    """Version and summary of the API."""
    info = table(book.tree.get("info"))
    if text(info.get("version")):
        yield f"{book.say('version')} {plain(text(info['version']))}"
    yield in_line(to_inline(text(info.get("summary"))))


def _about(book: Book) -> Iterator[str]:
    """Contact, license and addresses of the API."""
    info = table(book.tree.get("info"))
    for words, node in (("Contact", info.get("contact")), ("License", info.get("license"))):
        name, url = _named_link(node)
        if name:
            yield f"{book.say(words)}: {f'[{plain(name)}]({url})' if url else plain(name)}"
    if found := servers_of(book.tree):
        yield f"{book.say('Server' if len(found) == 1 else 'Servers')}:"
        yield "\n".join(servers(book.say, found))


def _general(book: Book) -> Iterator[str]:
    yield f"- [{book.say('Authentication')}]({target('', 'authentication/')})"
    if book.addresses.scopes:
        yield f"- [{book.say('Scopes')}]({target('', 'scopes/')})"


def _tag(book: Book, tag: str) -> TagLine:
    node = tag_node(book, tag)
    summary = to_inline(text(node.get("summary")) or text(node.get("description")))
    return TagLine(tag_title(book, tag), book.addresses.tags[tag], summary, len(book.by_tag[tag]))


def _webhooks(book: Book) -> tuple[Brief, ...]:
    return briefs(book, book.webhooks)


def _named_link(node: object) -> tuple[str, str]:
    """A name and a web address, each empty where there is none."""
    found = table(node)
    url = text(found.get("url"))
    return text(found.get("name")), url if url.lower().startswith(("https:", "http:")) else ""
