"""How much room a schema takes on a page, estimated before anything is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from apidocgen.reference.lenient import listed, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.schema_merge import Flat, Merger

DEEPEST_INLINE = 24
"""How many more levels a tree shows of what has no page of its own to link to."""

FIELD = 420
"""Bytes of HTML that a field takes before anything is said about it."""

VALUE, MEANING = 28, 90
"""Bytes of a value of an enumeration, and of one with a description."""

Inside = Callable[[Flat], Iterable[object]]


class Weights:
    """Estimates in bytes for the schemas of one variant, each worked out once."""

    def __init__(self, lookup: Lookup, merger: Merger, inside: Inside) -> None:
        """Estimate what ``inside`` says is in a schema."""
        self._lookup = lookup
        self._merger = merger
        self._inside = inside
        self._known: dict[tuple[int, int, bool], int] = {}
        self._own: dict[int, int] = {}

    def tree(self, schema: object, depth: int, free: bool) -> int:
        """The bytes of a tree; ``free`` where what has no page of its own is shown in full."""
        key = id(schema), depth, free
        known = self._known.get(key)
        if known is None:
            known = self._tree(schema, depth, free)
            self._known[key] = known
        return known

    def _tree(self, schema: object, depth: int, free: bool) -> int:
        flat = self._merger.flat(schema)
        named = bool(flat.name and self._lookup.address_of(flat.name))
        free = free and not named
        ends = depth <= 0 and (named or not free)
        if ends or depth <= -DEEPEST_INLINE:
            return self.row(schema)
        below = (self.tree(each, depth - 1, free) for each in self._inside(flat))
        return self.row(schema) + sum(below)

    def row(self, schema: object) -> int:
        """The bytes of what is said about a schema itself."""
        key = id(schema)
        known = self._own.get(key)
        if known is None:
            known = self._own[key] = _row(self._merger.flat(schema).keywords)
        return known

    def rows(self, flat: Flat) -> int:
        """The bytes of the next level of a schema, nothing of it opened."""
        return sum(map(self.row, self._inside(flat)))


def _row(keywords: dict[str, Any]) -> int:
    meanings = table(keywords.get("x-enum-values")) or keywords.get("x-enum-descriptions")
    values = len(listed(keywords.get("enum"))) * (MEANING if meanings else VALUE)
    return FIELD + len(text(keywords.get("description"))) + values


def shares(weights: Sequence[int], room: int) -> list[int]:
    """Divide room among things: the small ones get all they take, the large ones alike."""
    order = sorted(range(len(weights)), key=weights.__getitem__)
    given = [0] * len(weights)
    for place, index in enumerate(order):
        given[index] = min(weights[index], max(0, room) // (len(order) - place))
        room -= given[index]
    return given
