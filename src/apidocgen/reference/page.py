"""A reference page as a value: what a site generator needs to host it, and nothing of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for the table of contents: plain text, the id it links to, level 2 or deeper."""

    text: str
    id: str
    level: int


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing that can be found: ``anchor`` is an id on the page, empty for the page itself."""

    title: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one audience.

    ``address`` is relative to the audience's folder and ends in ``/`` (the overview is ""), for
    instance ``operations/create_sleep/``. ``html`` is the inside of the article, ``<h1>``
    included; its links are relative to the page. ``elsewhere`` tells in which other audiences
    the same page exists: audience name → address there.
    """

    audience: str
    address: str
    kind: str
    title: str
    description: str
    html: str
    headings: tuple[Heading, ...] = ()
    search: tuple[SearchEntry, ...] = ()
    markdown: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the side navigation; ``method`` is set for operations.

    ``is_path`` says that the title is a path, which calls nothing without its method.
    """

    title: str
    address: str
    method: str = ""
    deprecated: bool = False
    is_path: bool = False

    @property
    def full_title(self) -> str:
        """The title for where the method does not stand beside it."""
        return f"{self.method} {self.title}" if self.is_path else self.title


@dataclass(frozen=True, slots=True)
class NavSection:
    """A section of lines; ``address`` is the section's own page, empty if it has none.

    ``group`` is the heading that a section shares with those beside it.
    """

    title: str
    items: tuple[NavItem, ...]
    address: str = ""
    group: str = ""
