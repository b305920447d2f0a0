"""What surrounds the pages of an audience: the theme's own skeleton, rendered once per depth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import get_toc

from apidocgen.reference.page import Heading
from apidocgen.site.fragments import fragment
from apidocgen.site.gathering import Contents
from apidocgen.site.hosting import HostedPage, toc_tokens
from apidocgen.site.places import Places
from apidocgen.site.sidebar import Sidebar
from apidocgen.site.slots import Mould, token
from apidocgen.site.switcher import choices_from_inside, links
from apidocgen.site.wording import Wording, language_of

FRAME = "apidocgen/frame.html"
SKIPPED_TO = (Heading("", "page", 2),)
"""Where the theme's skip link leads: it takes the first heading, and a page may have none."""
SLOTS = ("sidebar", "toc", "tools", "content", "neighbours")


@dataclass(slots=True)
class Frames:
    """The frames of all audiences of one build."""

    env: jinja2.Environment
    config: MkDocsConfig
    contents: Contents
    wording: Wording
    moulds: dict[tuple[str, str], Mould] = field(default_factory=dict)
    sidebars: dict[str, Sidebar] = field(init=False)
    tools: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out, once, what many pages have alike."""
        self.tools = self._fragment("tools").render(wording=self.wording)
        self.sidebars = {
            variant.audience.name: Sidebar(
                self._fragment("sidebar"),
                Places.of(self.contents.navigation(variant, language_of(self.config))),
                self.wording,
            )
            for variant in self.contents.published
        }

    def complete(self, page: HostedPage, context: Mapping[str, Any]) -> str:
        """The whole HTML of a page."""
        base = page.to_audience
        key = (page.reference.audience, base)
        if key not in self.moulds:
            self.moulds[key] = self._mould(page, context)
        return self.moulds[key].pour(self._values(page, base))

    def _mould(self, page: HostedPage, context: Mapping[str, Any]) -> Mould:
        """Have the theme render a page made of tokens that lies as deep as this one."""
        choices = choices_from_inside(self.contents.published, page.reference.audience)
        frame = {
            "title": next(choice.title for choice in choices if choice.active),
            "audience_base": page.to_audience,
            "choices": choices,
            "slots": {name: token(name) for name in SLOTS},
        }
        placeholder = _placeholder(page, self.config)
        template = self.env.get_template(FRAME)
        return Mould.of(template.render({**context, "page": placeholder, "apidocgen": frame}))

    def _values(self, page: HostedPage, base: str) -> dict[str, str]:
        reference = page.reference
        toc = self._fragment("toc").render(toc=page.toc, wording=self.wording)
        sidebar = self.sidebars[reference.audience]
        return {
            "title": escape(reference.title),
            "description": escape(reference.description),
            "canonical": escape(page.canonical_url or ""),
            "sidebar": sidebar.at(reference.address, base, toc if reference.headings else ""),
            "toc": toc,
            "tools": self.tools if page.has_text else "",
            "content": page.html,
            "neighbours": self._neighbours(sidebar.places, reference.address, base),
            **links(self.contents.published, reference, base),
        }

    def _neighbours(self, places: Places, address: str, base: str) -> str:
        place = places.of_address(address)
        return self._fragment("neighbours").render(place=place, base=base, wording=self.wording)

    def _fragment(self, name: str) -> jinja2.Template:
        return fragment(name, self.contents.settings.templates)


def _placeholder(page: HostedPage, config: MkDocsConfig) -> SitePage:
    """A page of tokens, for the theme's templates, at the address of a real one."""
    file = File.generated(
        config, page.file.src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV
    )
    placeholder = SitePage(token("title"), file, config)
    placeholder.meta = {"title": token("title"), "description": token("description")}
    placeholder.content = ""
    placeholder.toc = get_toc(toc_tokens(SKIPPED_TO))
    placeholder.edit_url = None
    placeholder.canonical_url = token("canonical") if page.canonical_url else None
    return placeholder
