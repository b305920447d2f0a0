"""What changed, for the readers of one audience: values that a site can show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from apidocgen.diff.change import Comparison
from apidocgen.diff.compare import compare_documents
from apidocgen.diff.history import Release
from apidocgen.diff.level import Level
from apidocgen.diff.reports.grouping import grouped, of_level
from apidocgen.diff.scope import Settings
from apidocgen.spec.document import Document

TITLES = {
    Level.BREAKING: "Changes that need your attention",
    Level.ACCESS: "Access",
    Level.WARNING: "Worth a look",
    Level.INFO: "Also new",
}
_CODE = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True)
class Item:
    """One change: the operation or part that it concerns, and what changed, in words."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one level."""

    level: Level
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What one release brought to one audience.

    Attributes:
        audience: For whom it is.
        release: The name of the release.
        day: When it came, as an ISO date; empty where it has not come yet.
        sections: The changes, worst first.
        nothing: What to say where there are none.
    """

    audience: str
    release: str
    day: str
    sections: tuple[Section, ...]
    nothing: str = "Nothing changed."

    def html(self) -> str:
        """The changes as HTML, everything escaped."""
        return "\n".join(self._html()) or f"<p>{escape(self.nothing)}</p>"

    def _html(self) -> Iterator[str]:
        for section in self.sections:
            yield f'<section class="news news--{section.level}">'
            yield f"<h3>{escape(section.title)}</h3><ul>"
            for item in section.items:
                text = _CODE.sub(r"<code>\1</code>", escape(item.text))
                yield f"<li><strong>{escape(item.heading)}</strong> {text}</li>"
            yield "</ul></section>"


def news(base: Document, revision: Document, audience: str, release: str, day: str = "") -> News:
    """What changed from one document to the next for one audience, and nothing of others."""
    comparison = compare_documents(base, revision, Settings(texts=False, public=True), (audience,))
    return News(audience, release, day, tuple(_sections(comparison)))


def news_of(releases: Sequence[Release], audience: str) -> list[News]:
    """What each release but the first changed for one audience, the newest first."""
    told = [
        news(base.document, revision.document, audience, revision.name, revision.day)
        for base, revision in pairwise(releases)
    ]
    return told[::-1]


def _sections(comparison: Comparison) -> Iterator[Section]:
    for level in Level:
        changes = of_level(comparison.changes, level)
        if changes:
            items = (
                Item(heading, change.message)
                for heading, group in grouped(changes).items()
                for change in group
            )
            yield Section(level, TITLES[level], tuple(items))
