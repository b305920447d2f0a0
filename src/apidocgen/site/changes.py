"""Pages that say what changed: since an earlier document, and over the releases; and the feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from apidocgen.diff.changelog import UNRELEASED, as_atom, as_changelog
from apidocgen.diff.news import News, Section
from apidocgen.diff.public import UNNAMED
from apidocgen.reference.markdown import without_controls
from apidocgen.reference.page import Heading, NavItem, Page, SearchEntry
from apidocgen.reference.pages import harmless
from apidocgen.reference.phrases import Phrases
from apidocgen.site.history import History
from apidocgen.variants.variant import Variant

CHANGES, CHANGELOG = "changes", "changelog"
TITLES = {CHANGES: "What changed", CHANGELOG: "Changelog"}
FEED = "changelog.atom"


def change_items(history: History, audience: str, say: Phrases) -> Iterator[NavItem]:
    """The lines of an audience's navigation that lead to these pages."""
    there = {CHANGES: history.changes, CHANGELOG: history.changelog}
    for kind, by_audience in there.items():
        if audience in by_audience:
            yield NavItem(say(TITLES[kind]), f"{kind}/")


def change_pages(history: History, say: Phrases) -> Iterator[Page]:
    """These pages, for every audience."""
    for audience, since in history.changes.items():
        shown = [_said(replace(since, release=say("Since {}", since.release), day=""), say)]
        yield _page(CHANGES, shown, audience, list(history.changes), say)
    for audience, told in history.changelog.items():
        shown = [_said(each, say) for each in told if each.sections or each.release != UNRELEASED]
        yield _page(CHANGELOG, shown, audience, list(history.changelog), say)


def feed(
    history: History | None, variant: Variant, config: MkDocsConfig, say: Phrases
) -> Iterator[File]:
    """The feed of an audience, if there is a changelog."""
    name = variant.audience.name
    if history and name in history.changelog:
        site = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
        title = say("{}: what changed", variant.audience.title)
        text = as_atom(
            [_said(each, say) for each in history.changelog[name]],
            title,
            f"{site}{name}/{CHANGELOG}/",
        )
        yield File.generated(config, f"{name}/{FEED}", content=without_controls(text))


def _said(told: News, say: Phrases) -> News:
    """News with its fixed titles in the reader's language."""
    sections = tuple(_section_said(each, say) for each in told.sections)
    release = say(UNRELEASED) if told.release == UNRELEASED else told.release
    return replace(told, release=release, sections=sections, nothing=say(told.nothing))


def _section_said(section: Section, say: Phrases) -> Section:
    items = tuple(
        replace(item, text=say(UNNAMED)) if item.text == UNNAMED else item for item in section.items
    )
    return replace(section, title=say(section.title), items=items)


def _page(
    kind: str, told: Sequence[News], audience: str, audiences: Sequence[str], say: Phrases
) -> Page:
    title, address = say(TITLES[kind]), f"{kind}/"
    link = f'<p><a href="../{FEED}">Atom</a></p>' if kind == CHANGELOG else ""
    page = Page(
        audience=audience,
        address=address,
        kind=kind,
        title=title,
        description=": ".join([title, ", ".join(each.release for each in told[:3])]),
        html=f"<h1>{escape(title)}</h1>{link}" + ("".join(map(_html, told)) or "<p>–</p>"),
        headings=tuple(Heading(each.release, _anchor(each), 2) for each in told),
        search=(SearchEntry(title, ""), *map(_found, told)),
        markdown=as_changelog(told, title),
        elsewhere={name: address for name in audiences if name != audience},
    )
    return harmless(page)


def _html(told: News) -> str:
    day = f" <small>{escape(told.day)}</small>" if told.day else ""
    heading = f'<h2 id="{escape(_anchor(told))}">{escape(told.release)}{day}</h2>'
    return heading + told.html()


def _found(told: News) -> SearchEntry:
    items = (item for section in told.sections for item in section.items)
    text = without_controls(". ".join(f"{item.heading} {item.text}".strip() for item in items))
    return SearchEntry(told.release, text, _anchor(told))


def _anchor(told: News) -> str:
    return re.sub(r"\s+", "-", told.release)
