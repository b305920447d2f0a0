"""What a leak is, and how leaks are told: once for each secret, whatever number of files say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from apidocgen.variants.auditing.ownership import EVERYBODY

_NAMED = 3
"""So many files are named for each secret; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret that was found: in which file of which audience, and where it is hidden.

    ``file`` is relative to the folder searched; line 0 means the file's own name. ``said_at`` are
    the places of the master from which the audience gets it, and ``remedy`` is what to do there;
    both are empty until somebody asks (`Audit.traced`). No place means that no document says it,
    but the file itself.
    """

    audience: str
    file: str
    line: int
    secret: str
    hidden_at: str
    said_at: tuple[str, ...] = ()
    remedy: str = ""

    @property
    def place(self) -> str:
        """The file and the line in it."""
        return f"{self.file}:{self.line}" if self.line else f"{self.file} (its name)"


@dataclass(frozen=True, slots=True)
class LeakedSecret:
    """All leaks of one secret to one audience."""

    leaks: tuple[Leak, ...]

    @property
    def first(self) -> Leak:
        """The first leak. Only files and lines differ in the others."""
        return self.leaks[0]

    @property
    def places(self) -> str:
        """Where it was found: some files and lines, and the number of the rest."""
        named = ", ".join(leak.place for leak in self.leaks[:_NAMED])
        more = len(self.leaks) - _NAMED
        return f"{named} and {more} more" if more > 0 else named

    @property
    def said(self) -> str:
        """Where the master says it; empty if it does not."""
        return ", ".join(self.first.said_at)

    def __str__(self) -> str:
        """The leaks in one line, for whoever refuses to publish them."""
        leak = self.first
        whom = "everybody" if leak.audience == EVERYBODY else leak.audience
        said = f"; said at {self.said}" if self.said else ""
        remedy = f": {leak.remedy}" if leak.remedy else ""
        return (
            f"{self.places}: {leak.secret!r} leaks to {whom}; hidden at {leak.hidden_at}"
            f"{said}{remedy}"
        )


def by_secret(leaks: Iterable[Leak]) -> list[LeakedSecret]:
    """Leaks put together by audience and secret, in the order in which they were found."""
    together: dict[tuple[str, str], list[Leak]] = {}
    for leak in leaks:
        together.setdefault((leak.audience, leak.secret), []).append(leak)
    return [LeakedSecret(tuple(group)) for group in together.values()]
