"""Deprecation, end dates and stability levels, of whatever carries them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from apidocgen.diff.fact import Fact
from apidocgen.diff.side import Node

SUNSET = "x-sunset"
STABILITY = "x-stability-level"
_STABILITIES = ("draft", "alpha", "beta", "stable")


def lifecycle(old: Node, new: Node, what: str) -> Iterator[Fact]:
    """What changed about how long something will be there."""
    was, now = (node.value.get("deprecated") is True for node in (old, new))
    if was != now:
        kind = "deprecated" if now else "deprecation-withdrawn"
        where = (*old.path, "deprecated") if was else old.path
        there = (*new.path, "deprecated") if now else new.path
        yield Fact(kind, what, was, now, where, there)
    yield from _sunset(old, new, what, still=now)
    yield from _stability(old, new, what)


def _sunset(old: Node, new: Node, what: str, *, still: bool) -> Iterator[Fact]:
    was, now = old.value.get(SUNSET), new.value.get(SUNSET)
    if was == now:
        return
    where = _at(old, SUNSET), _at(new, SUNSET)
    if now is not None and day(now) is None:
        yield Fact("sunset-unreadable", what, was, now, *where)
    elif now is None:
        if still:
            yield Fact("sunset-removed", what, was, now, *where)
    elif was is None:
        yield Fact("sunset-added", what, was, now, *where)
    else:
        earlier = (day(was) or date.min) > (day(now) or date.max)
        yield Fact("sunset-earlier" if earlier else "sunset-later", what, was, now, *where)


def _stability(old: Node, new: Node, what: str) -> Iterator[Fact]:
    was, now = old.value.get(STABILITY), new.value.get(STABILITY)
    if was == now:
        return
    where = _at(old, STABILITY), _at(new, STABILITY)
    if now is not None and now not in _STABILITIES:
        yield Fact("stability-unreadable", what, was, now, *where)
    elif _rung(now) < _rung(was):
        yield Fact("stability-lowered", what, was, now, *where)
    elif _rung(now) > _rung(was):
        yield Fact("stability-raised", what, was, now, *where)


def _rung(stability: Any) -> int:
    known = stability in _STABILITIES
    return _STABILITIES.index(stability) if known else len(_STABILITIES) - 1


def _at(node: Node, keyword: str) -> Any:
    return (*node.path, keyword) if keyword in node.value else node.path


def day(value: Any) -> date | None:
    """The day that an end date names."""
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Farewell:
    """How something that is gone had been announced."""

    deprecated: bool
    sunset: date | None

    @classmethod
    def of(cls, value: Any) -> Farewell:
        """What an element said about its own end."""
        if not isinstance(value, dict):
            return cls(False, None)
        return cls(value.get("deprecated") is True, day(value.get(SUNSET)))

    def kind(self, today: date) -> str:
        """How its removal is called: announced, too early, or out of the blue."""
        if not self.deprecated:
            return "removed"
        if self.sunset is None or self.sunset <= today:
            return "removed-as-announced"
        return "removed-too-early"


def unstable(value: Any) -> bool:
    """Whether something never promised to stay."""
    return isinstance(value, dict) and value.get(STABILITY) in ("draft", "alpha")
