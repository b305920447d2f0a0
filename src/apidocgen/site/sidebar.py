"""The navigation beside the pages of an audience, rendered once per section and depth."""

from __future__ import annotations

from dataclasses import dataclass, field

import jinja2
from markupsafe import escape

from apidocgen.site.places import Place, Places
from apidocgen.site.wording import Wording

PRUNED_FROM = 250
"""From this many pages on, only the section a page belongs to is listed in full."""

IDLE = '<li class="md-nav__item"><a href="{href}" class="md-nav__link">'
ACTIVE = (
    '<li class="md-nav__item md-nav__item--active">{contents}<a href="{href}" '
    'class="md-nav__link md-nav__link--active" aria-current="page">'
)
CONTENTS = (
    '<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">'
    '<label class="md-nav__link md-nav__link--active" for="__toc">{label}'
    '<span class="md-nav__icon md-icon"></span></label>'
)
"""On a phone the theme shows the table of contents below the current page's line."""


@dataclass(slots=True)
class Sidebar:
    """The lists of one audience; marking the current page is one replacement in a string."""

    template: jinja2.Template
    places: Places
    wording: Wording
    rendered: dict[tuple[int, str], str] = field(default_factory=dict)

    def at(self, address: str, base: str, toc: str = "") -> str:
        """The list as the page at `address` shows it; `base` leads to the audience's folder.

        `toc` is the page's table of contents, if it has one.
        """
        place = self.places.of_address(address)
        key = (place.section, base)
        if key not in self.rendered:
            self.rendered[key] = self._render(place, base)
        return _with_current(self.rendered[key], escape(base + address), toc)

    @property
    def is_pruned(self) -> bool:
        """Whether a page does not list everything."""
        return self.places.size > PRUNED_FROM

    def _render(self, place: Place, base: str) -> str:
        return self.template.render(
            wording=self.wording,
            sections=self.places.sections,
            current=place.section,
            base=base,
            pruned=self.is_pruned,
        )


def _with_current(html: str, href: str, toc: str) -> str:
    """Mark the line that leads to `href`, and put the table of contents below it."""
    before, found, after = html.partition(IDLE.format(href=href))
    if not found:
        return html
    label, _, rest = after.partition("</a>")
    contents = CONTENTS.format(label=label) if toc else ""
    return f"{before}{ACTIVE.format(href=href, contents=contents)}{label}</a>{toc}{rest}"
