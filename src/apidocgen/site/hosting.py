"""Reference pages as MkDocs pages: ready HTML that no Markdown converter touches."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import get_toc

from apidocgen.reference.page import Heading, Page

TEMPLATE = "apidocgen/page.html"
ELEMENT_ID = re.compile(r'\sid="([^"]+)"')


class HostedPage(SitePage):
    """A page whose HTML is ready.

    `content` stays empty: other plugins' hooks on Markdown and content find nothing to change,
    and Material's search plugin nothing to parse. The frame takes `html`.

    MkDocs wants all pages before it writes the first one. Their texts are kept compressed until
    then: a large document comes to hundreds of megabytes of HTML.
    """

    def __init__(self, reference: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(reference.title, file, config)
        self.reference = replace(reference, html="", markdown="")
        self._html = _packed(reference.html)
        self._text = _packed(reference.markdown)
        self.edit_url = None

    @property
    def html(self) -> str:
        """The inside of the article."""
        return _unpacked(self._html)

    @property
    def text(self) -> str:
        """The page as Markdown."""
        return _unpacked(self._text)

    @property
    def has_text(self) -> bool:
        """Whether there is a page as Markdown."""
        return self._text != _packed("")

    @property
    def to_audience(self) -> str:
        """The way from the page to its audience's folder."""
        return "../" * self.reference.address.count("/") or "./"

    def read_source(self, config: MkDocsConfig) -> None:
        """Say what the page is, in place of front matter."""
        del config
        self.markdown = ""
        self.meta = {
            "title": self.reference.title,
            "description": self.reference.description,
            "template": TEMPLATE,
            "audience": self.reference.audience,
            "search": {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Supply what MkDocs would have learned from converting Markdown."""
        del config, files
        self.content = ""
        self.toc = get_toc(toc_tokens(self.reference.headings))
        self._title_from_render = self.reference.title
        self.links_to_anchors = {}

    @cached_property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """Ids that hand-written pages may link to; looked for only when one does."""
        return set(ELEMENT_ID.findall(self.html))


def source_uri(page: Page) -> str:
    """The path the page pretends to have below `docs_dir`; hand-written pages link to it."""
    return f"{page.audience}/{page.address}index.md"


def host(page: Page, config: MkDocsConfig) -> HostedPage:
    """Make the page and a virtual file for it; it stays out of MkDocs' own navigation."""
    file = File.generated(config, source_uri(page), content="", inclusion=InclusionLevel.NOT_IN_NAV)
    return HostedPage(page, file, config)


def toc_tokens(headings: tuple[Heading, ...]) -> list[Any]:
    """Nest headings by level, in the shape Python-Markdown's toc extension gives to MkDocs."""
    roots: list[Any] = []
    open_levels: list[tuple[int, list[Any]]] = [(0, roots)]
    for heading in headings:
        while open_levels[-1][0] >= heading.level:
            open_levels.pop()
        children: list[Any] = []
        open_levels[-1][1].append(_token(heading, children))
        open_levels.append((heading.level, children))
    return roots


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def _token(heading: Heading, children: list[Any]) -> dict[str, Any]:
    return {
        "level": heading.level,
        "id": heading.id,
        "name": escape(heading.text, quote=False),
        "children": children,
    }
