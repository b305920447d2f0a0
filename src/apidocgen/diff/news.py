"""What changed, for the readers of one audience: values that a site can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import pairwise

from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.compare import compare_documents
from apidocgen.diff.grants import named
from apidocgen.diff.hidden_now import HiddenNow
from apidocgen.diff.history import Release
from apidocgen.diff.level import Level
from apidocgen.diff.public import UNNAMED
from apidocgen.diff.reports.grouping import grouped, of_level, subject
from apidocgen.diff.scope import Settings
from apidocgen.spec.document import Document
from apidocgen.variants.vocabulary import read_access

TITLES = {
    Level.BREAKING: "Changes that need your attention",
    Level.ACCESS: "Access",
    Level.WARNING: "Worth a look",
    Level.INFO: "Also new",
}
_CODE = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True)
class Item:
    """One change: what it concerns, and what changed, in words.

    The heading is empty where what it concerns must not be named.
    """

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
                head = f"<strong>{escape(item.heading)}</strong>: " if item.heading else ""
                yield f"<li>{head}{text}</li>"
            yield "</ul></section>"


def news(base: Document, revision: Release, audience: str, hidden: HiddenNow) -> News:
    """What a release changed for one audience, and nothing of others.

    ``hidden`` knows what is hidden from it now: that is not named, whenever it was seen.
    """
    settings = Settings(texts=False, names_hidden=partial(hidden.names, audience))
    comparison = compare_documents(base, revision.document, settings, (audience,))
    return News(audience, revision.name, revision.day, tuple(_sections(comparison)))


def news_of(releases: Iterable[Release], audience: str, hidden: HiddenNow) -> list[News]:
    """What each release but the first changed for one audience, the newest first.

    Releases that do not declare the audience are left out: what they said to others is not
    theirs to read.
    """
    known = [each for each in releases if declares(each.document, audience)]
    told = [news(base.document, revision, audience, hidden) for base, revision in pairwise(known)]
    return told[::-1]


def declares(document: Document, audience: str) -> bool:
    """Whether a document knows an audience; one that names none has an audience "all"."""
    return audience in {each.name for each in read_access(document).audiences}


def _sections(comparison: Comparison) -> Iterator[Section]:
    for level in Level:
        changes = of_level(comparison.changes, level)
        if changes:
            items = (
                Item(heading, change.message)
                for heading, group in grouped(changes, _heading).items()
                for change in group
            )
            yield Section(level, TITLES[level], tuple(dict.fromkeys(items)))


def _heading(change: Change) -> str:
    """What a change concerns; the first few where it concerns many operations."""
    if change.message == UNNAMED:
        return ""
    return named(map(str, change.operations)) or subject(change)
