"""What a comparison yields: one entry per change, with all whom it concerns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from apidocgen.diff.level import Direction, Level
from apidocgen.spec.problems import Location


@dataclass(frozen=True, slots=True, order=True)
class OperationName:
    """An operation as people write it."""

    path: str
    method: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        rule: The id of the rule that describes it.
        level: How much it matters.
        audiences: Whom it concerns, in menu order.
        operation: The operation, where it concerns exactly one.
        operations: All operations that it reaches; none where it concerns no operation.
        directions: Which way the messages travel that it changes.
        pointer: Where it stands in the revision; in the base where it is gone.
        message: The change in words.
        before: What was.
        after: What is now.
        location: File, line and column of that place.
        anchor: The same in the revision: of what is gone, what is left beside or around it.
        certainty: How sure a recognised rename is, from 0 to 1.
        fingerprint: A short text that stays the same as long as the change does.
        accepted: Why it is accepted; None where it is not.
    """

    rule: str
    level: Level
    audiences: tuple[str, ...]
    operation: OperationName | None
    operations: tuple[OperationName, ...]
    directions: tuple[Direction, ...]
    pointer: str
    message: str
    before: Any
    after: Any
    location: Location
    anchor: Location
    certainty: float = 1.0
    fingerprint: str = ""
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes between two masters.

    Attributes:
        base: What was compared, in words.
        revision: With what.
        audiences: Which audiences were compared, in menu order.
        changes: Worst first.
        identical: Whether both masters say the same, hidden parts included.
        title: What the document is called.
        versions: ``info.version`` of both.
        stale: Entries of the accept file that no longer accept anything.
    """

    base: str
    revision: str
    audiences: tuple[str, ...]
    changes: tuple[Change, ...]
    title: str = ""
    identical: bool = False
    versions: tuple[str, str] = ("", "")
    stale: tuple[str, ...] = ()

    def counts(self) -> dict[Level, int]:
        """How many changes there are of each level, accepted ones left out."""
        found = Counter(change.level for change in self.open)
        return {level: found[level] for level in Level}

    @property
    def open(self) -> tuple[Change, ...]:
        """The changes that nobody has accepted."""
        return tuple(change for change in self.changes if change.accepted is None)

    @property
    def accepted(self) -> tuple[Change, ...]:
        """The changes that somebody has accepted."""
        return tuple(change for change in self.changes if change.accepted is not None)

    def concerning(self, audience: str) -> tuple[Change, ...]:
        """The open changes that concern one audience."""
        return tuple(change for change in self.open if audience in change.audiences)

    def reaches(self, level: str) -> bool:
        """Whether an open change is as bad as ``level`` or worse; none reaches "never"."""
        if level == "never":
            return False
        return any(change.level.rank <= Level(level).rank for change in self.open)
