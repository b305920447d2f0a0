"""How much a change matters, and in which direction messages travel."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How much a change matters, worst first."""

    BREAKING = "breaking"
    ACCESS = "access"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}


class Direction(StrEnum):
    """Which way a message travels: from the reader of the document, or to the reader."""

    REQUEST = "request"
    RESPONSE = "response"

    @property
    def reverse(self) -> Direction:
        """The other way: a callback's request comes to the reader."""
        return Direction.RESPONSE if self is Direction.REQUEST else Direction.REQUEST
