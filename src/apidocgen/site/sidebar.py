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
    '<li class="md-nav__item md-nav__item--active"><a href="{href}" '
    'class="md-nav__link md-nav__link--active" aria-current="page">'
)


@dataclass(slots=True)
class Sidebar:
    """The lists of one audience; marking the current page is one replacement in a string."""

    template: jinja2.Template
    places: Places
    wording: Wording
    rendered: dict[tuple[int, str], str] = field(default_factory=dict)

    def at(self, address: str, base: str) -> str:
        """The list as the page at `address` shows it; `base` leads to the audience's folder."""
        place = self.places.of_address(address)
        key = (place.section, base)
        if key not in self.rendered:
            self.rendered[key] = self._render(place, base)
        href = escape(base + address)
        return self.rendered[key].replace(IDLE.format(href=href), ACTIVE.format(href=href), 1)

    def _render(self, place: Place, base: str) -> str:
        return self.template.render(
            wording=self.wording,
            sections=self.places.sections,
            current=place.section,
            base=base,
            pruned=self.places.size > PRUNED_FROM,
        )
