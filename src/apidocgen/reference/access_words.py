"""A requirement as a sentence: "Needs a personal token with ``a``, or OAuth2 with ``a``"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apidocgen.reference.access_box import Demand, Row

_CLOSED = {
    "undeclared": "The document names no authentication for this call.",
    "emptied": "Needs no authentication: the default of the API is switched off here.",
    "open": "Needs no authentication.",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence: words, or a name to be set as code; a name may lead somewhere.

    ``strong`` marks the words that carry the logic: and, or, together with.
    """

    text: str
    is_code: bool = False
    address: str = ""
    strong: bool = False


def sentence(kind: str, rows: Sequence[Row]) -> Iterator[Phrase]:
    """What a call needs, in words."""
    if kind in _CLOSED:
        yield Phrase(_CLOSED[kind])
        return
    named = [row for row in rows if not row.anonymous]
    optional = kind == "optional"
    yield Phrase("Works without authentication; may be called with " if optional else "Needs ")
    for index, row in enumerate(named):
        if index:
            yield Phrase(", ")
            yield Phrase("or", strong=True)
            yield Phrase(" ")
        yield from _row(row)
    yield Phrase(".")


def _row(row: Row) -> Iterator[Phrase]:
    for index, demand in enumerate(row.demands):
        if index:
            yield Phrase(" ")
            yield Phrase("together with", strong=True)
            yield Phrase(" ")
        yield from _demand(demand)


def _demand(demand: Demand) -> Iterator[Phrase]:
    yield Phrase(demand.scheme.in_words, address=demand.scheme.address)
    if not demand.scopes:
        yield Phrase(" (no scope needed)" if demand.scheme.carries_scopes else "")
        return
    yield Phrase(" with ")
    last = len(demand.scopes) - 1
    for index, scope in enumerate(demand.scopes):
        if index and index == last:
            yield Phrase(" ")
            yield Phrase("and", strong=True)
            yield Phrase(" ")
        elif index:
            yield Phrase(", ")
        yield Phrase(scope.name, is_code=True, address=scope.address)
