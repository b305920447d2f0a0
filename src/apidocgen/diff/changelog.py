"""A changelog for each audience: Markdown that is kept up to date, and a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from apidocgen.diff.news import Item, News
from apidocgen.diff.public import UNNAMED, NamesHidden
from apidocgen.diff.reports.markdown import as_text_of

UNRELEASED = "Unreleased"
_BLOCK = re.compile(r"\n(?=- |#|\n)")
_HEADING = re.compile(r"^## (?P<name>.+?)(?: – .*)?$", re.MULTILINE)


def as_changelog(releases: Sequence[News], title: str, written: str = "") -> str:
    """The changelog, the newest release first.

    What ``written``, an earlier changelog, says of a release stays as it is, so that people may
    reword it; only what is not released yet is told anew.
    """
    kept = dict(_written(written))
    head = written[: written.find("\n## ")].strip() if kept else f"# {title}"
    fresh = {each.release: _section(each) for each in releases}
    sections = [
        text if name == UNRELEASED or name not in kept else kept[name]
        for name, text in fresh.items()
        if name != UNRELEASED or releases[0].sections
    ]
    sections += [text for name, text in kept.items() if name not in fresh and name != UNRELEASED]
    return "\n\n".join([head, *sections]) + "\n"


def without_hidden(written: str, names_hidden: NamesHidden) -> str:
    """An earlier changelog in which each item or paragraph that names something hidden is replaced.

    Headings stay: they are the names of releases.
    """
    return "\n".join(
        _replaced(block) if not block.startswith("#") and names_hidden(block) else block
        for block in _BLOCK.split(written)
    )


def _replaced(block: str) -> str:
    if block.startswith("- "):
        return f"- {UNNAMED}"
    return f"\n{UNNAMED}" if block.startswith("\n") else UNNAMED


def _written(text: str) -> Iterator[tuple[str, str]]:
    found = list(_HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=False):
        yield match["name"], text[match.start() : end].strip()


def _section(news: News) -> str:
    lines = [f"## {news.release}" + (f" – {news.day}" if news.day else "")]
    for section in news.sections:
        lines += ["", f"### {section.title}", "", *map(_item, section.items)]
    return "\n".join(lines if news.sections else [*lines, "", news.nothing])


def _item(item: Item) -> str:
    head = f"**{as_text_of(item.heading)}**: " if item.heading else ""
    return f"- {head}{as_text_of(item.text)}"


def as_atom(releases: Iterable[News], title: str, address: str) -> str:
    """The releases as an Atom feed (RFC 4287) for a page at ``address``."""
    told = [each for each in releases if each.day]
    updated = max((each.day for each in told), default="1970-01-01")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(address)}</id>",
        f"<link href={quoteattr(address)}/>",
        f"<updated>{updated}T00:00:00Z</updated>",
        "<author><name>apidocgen</name></author>",
    ]
    for each in told:
        lines += _entry(each, address)
    return "\n".join([*lines, "</feed>", ""])


def _entry(news: News, address: str) -> list[str]:
    return [
        "<entry>",
        f"<title>{escape(news.release)}</title>",
        f"<id>{escape(f'{address}#{news.release}')}</id>",
        f"<link href={quoteattr(address)}/>",
        f"<updated>{news.day}T00:00:00Z</updated>",
        f'<content type="html">{escape(news.html())}</content>',
        "</entry>",
    ]
