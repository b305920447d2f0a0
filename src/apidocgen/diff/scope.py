"""Where facts are collected: one operation, one shared component, or the document as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from apidocgen.diff.differing import Differing
from apidocgen.diff.fact import Fact, Unit
from apidocgen.diff.side import Node, Side

_NAMED = 3
"""So many places are named where only texts changed; of the others their number."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a comparison is asked for.

    Attributes:
        texts: Whether changed descriptions and examples are reported.
        extensions: The extensions (``x-…``) whose changes are reported.
        today: The day that end dates are held against.
        names_hidden: Given where the readers concerned will read it: tells whether a text names
            what is hidden from them. Then nothing is said of that, or of other audiences.
    """

    texts: bool = True
    extensions: tuple[str, ...] = ()
    today: date = field(default_factory=date.today)
    names_hidden: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The two variants of one audience, and what is known about both together."""

    base: Side
    revision: Side
    differing: Differing
    settings: Settings
    equivalences: dict[Any, bool] = field(default_factory=dict)


class Spot(NamedTuple):
    """Where in a message something stands, for people."""

    label: str
    trail: str = ""

    def __str__(self) -> str:
        return f"`{self.trail}` in {self.label}" if self.trail else self.label

    def property(self, name: str) -> Spot:
        """A property inside."""
        return Spot(self.label, f"{self.trail}.{name}" if self.trail else name)

    def step(self, mark: str) -> Spot:
        """Something inside that is no property: the items of an array, a choice."""
        return Spot(self.label, f"{self.trail}{mark}")


class Scope:
    """Collects the facts of one unit of comparison and the units that it leads to."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.facts: list[Fact] = []
        self.units: set[Unit] = set()
        self._texts: dict[str, list[Fact]] = {}

    def add(self, facts: Iterable[Fact]) -> None:
        """Take note of facts."""
        self.facts.extend(facts)

    def texts(self, kind: str, old: Node, new: Node, spot: object, keywords: Iterable[str]) -> None:
        """Take note that something for people alone changed; it is reported together."""
        if not self.pair.settings.texts:
            return
        for keyword in keywords:
            was, now = old.value.get(keyword), new.value.get(keyword)
            if was is not now and was != now:
                place = Fact(kind, str(spot), old=_place(old, keyword), new=_place(new, keyword))
                self._texts.setdefault(kind, []).append(place)
                break

    def extensions(self, old: Node, new: Node, spot: object) -> None:
        """Report the extensions that were asked for."""
        for name in self.pair.settings.extensions:
            was, now = old.value.get(name), new.value.get(name)
            if was != now:
                where = _place(old, name), _place(new, name)
                self.facts.append(
                    Fact("extension-changed", f"`{name}` of {spot}", was, now, *where)
                )

    def finish(self) -> list[Fact]:
        """All facts, those about texts put together."""
        for places in self._texts.values():
            names = list(dict.fromkeys(place.what for place in places))
            what = ", ".join(names[:_NAMED])
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            self.facts.append(replace(places[0], what=what + more))
        self._texts.clear()
        return self.facts


def _place(node: Node, keyword: str) -> tuple[Any, ...]:
    return (*node.path, keyword) if keyword in node.value else node.path
