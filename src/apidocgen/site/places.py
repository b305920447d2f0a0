"""Where a page stands in its audience's navigation: its section, its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from apidocgen.reference.page import NavItem, NavSection


@dataclass(frozen=True, slots=True)
class Place:
    """A page's section (its position in the navigation) and the pages before and after it."""

    section: int
    before: NavItem | None = None
    after: NavItem | None = None


NOWHERE = Place(section=-1)


@dataclass(frozen=True, slots=True)
class Places:
    """All places of one audience, by address."""

    sections: tuple[NavSection, ...]
    by_address: dict[str, Place] = field(repr=False)

    @classmethod
    def of(cls, sections: Sequence[NavSection]) -> Places:
        """Walk the navigation once, in reading order."""
        stops = list(_stops(sections))
        items = [item for _, item in stops]
        around = zip([None, *items], stops, [*items[1:], None], strict=False)
        places: dict[str, Place] = {}
        for before, (section, item), after in around:
            places.setdefault(item.address, Place(section, before, after))
        return cls(tuple(sections), places)

    def of_address(self, address: str) -> Place:
        """The place of a page; `NOWHERE` for one that the navigation does not list."""
        return self.by_address.get(address, NOWHERE)

    @property
    def size(self) -> int:
        """How many pages the navigation lists."""
        return len(self.by_address)


def _stops(sections: Sequence[NavSection]) -> Iterator[tuple[int, NavItem]]:
    """Every page of the navigation with its section; a section's own page comes first."""
    for number, section in enumerate(sections):
        if section.address and all(item.address != section.address for item in section.items):
            yield number, NavItem(section.title, section.address)
        for item in section.items:
            yield number, item
