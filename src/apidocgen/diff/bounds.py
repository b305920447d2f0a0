"""Bounds of numbers, lengths and counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

from apidocgen.diff.fact import Fact
from apidocgen.diff.flatten import Flat
from apidocgen.diff.level import Direction

UPPER = {
    "maximum": "maximum",
    "maxLength": "max-length",
    "maxItems": "max-items",
    "maxProperties": "max-properties",
    "maxContains": "max-contains",
}
LOWER = {
    "minimum": "minimum",
    "minLength": "min-length",
    "minItems": "min-items",
    "minProperties": "min-properties",
    "minContains": "min-contains",
}
_EXCLUSIVE = {"maximum": "exclusiveMaximum", "minimum": "exclusiveMinimum"}
_FREE = {"minLength": 0, "minItems": 0, "minProperties": 0, "minContains": 1}
"""Bounds that say nothing."""

Bound = tuple[float, bool]
"""A number, and whether it is itself outside."""


def bounds(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about how large, long or many something may be."""
    used = old.keywords() | new.keywords()
    for keyword, slug in (UPPER | LOWER).items():
        if keyword not in used and _EXCLUSIVE.get(keyword) not in used:
            continue
        was, now = bound(old, keyword), bound(new, keyword)
        if was == now:
            continue
        kind = f"{slug}-{_change(keyword, was, now)}"
        yield Fact(
            kind,
            what,
            _shown(was),
            _shown(now),
            _where(old, keyword),
            _where(new, keyword),
            direction,
        )
    yield from _multiples(old, new, what, direction)


def _change(keyword: str, was: Bound | None, now: Bound | None) -> str:
    if was is None:
        return "added"
    if now is None:
        return "removed"
    return "raised" if _rank(keyword, now) > _rank(keyword, was) else "lowered"


def _rank(keyword: str, limit: Bound) -> tuple[float, bool]:
    value, exclusive = limit
    return value, exclusive if keyword in LOWER else not exclusive


def bound(flat: Flat, keyword: str) -> Bound | None:
    """The bound that holds, whichever version's way it is written in; None where there is none."""
    found = [limit for piece in flat.pieces for limit in _limits(piece.value, keyword)]
    if not found:
        return None
    pick = max if keyword in LOWER else min
    value, exclusive = pick(found, key=lambda limit: _rank(keyword, limit))
    if (
        exclusive
        and (flat.types() or frozenset()) == frozenset({"integer"})
        and value == int(value)
    ):
        value, exclusive = value + (1 if keyword in LOWER else -1), False
    return None if _FREE.get(keyword) == value else (value, exclusive)


def _limits(value: dict[str, Any], keyword: str) -> Iterator[Bound]:
    limit, exclusive = value.get(keyword), value.get(_EXCLUSIVE.get(keyword, ""))
    if _is_number(limit):
        yield limit, exclusive is True
    if _is_number(exclusive):
        yield exclusive, True


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(limit: Bound | None) -> Any:
    if limit is None:
        return None
    value, exclusive = limit
    return f"{value} (exclusive)" if exclusive else value


def _where(flat: Flat, keyword: str) -> Any:
    exclusive = _EXCLUSIVE.get(keyword)
    if exclusive and not flat.nodes(keyword):
        return flat.place(exclusive)
    return flat.place(keyword)


def _multiples(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    was, now = old.values("multipleOf"), new.values("multipleOf")
    if was == now:
        return
    where = old.place("multipleOf"), new.place("multipleOf")
    before, after = (values[0] if values else None for values in (was, now))
    yield Fact(f"multiple-of-{_step(before, after)}", what, before, after, *where, direction)


def _step(before: Any, after: Any) -> str:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if _is_number(before) and _is_number(after) and before and after:
        if (after / before).is_integer():
            return "coarser"
        if (before / after).is_integer():
            return "finer"
    return "changed"
