"""What verifying came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What an answer says about access."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    UNCLEAR = "unclear"


def outcome_of(status: int) -> Outcome:
    """Read a status. Only success and the two refusals are clear: 404 may mean either."""
    if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110, section 15.3
        return Outcome.ALLOWED
    return Outcome.REFUSED if status in {401, 403} else Outcome.UNCLEAR


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to somebody's call. ``status`` is None where there was none."""

    method: str
    path: str
    holder: str
    scopes: tuple[str, ...] | None
    expected: Outcome
    status: int | None
    missing: tuple[str, ...] = ()
    error: str = ""

    @property
    def outcome(self) -> Outcome:
        """What the answer says."""
        return Outcome.UNCLEAR if self.status is None else outcome_of(self.status)

    @property
    def disagrees(self) -> bool:
        """Whether the API does what the document denies."""
        return self.outcome not in {self.expected, Outcome.UNCLEAR}

    @property
    def kind(self) -> str:
        """The kind of disagreement."""
        anonymous = self.holder == "anonymous"
        if self.expected is Outcome.REFUSED:
            return "allowed-to-anyone" if anonymous else "allowed-without-scopes"
        return "refused-to-anonymous" if anonymous else "refused-with-scopes"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An operation that was not called, and why."""

    method: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """All answers; ``left`` counts calls that the bound kept from being made."""

    answers: tuple[Answer, ...]
    skipped: tuple[Skipped, ...]
    left: int = 0

    @property
    def disagreements(self) -> tuple[Answer, ...]:
        """Answers that the document denies."""
        return tuple(answer for answer in self.answers if answer.disagrees)

    @property
    def unclear(self) -> tuple[Answer, ...]:
        """Answers that say nothing about access."""
        return tuple(each for each in self.answers if each.outcome is Outcome.UNCLEAR)

    @property
    def conclusive(self) -> int:
        """How many answers could be compared."""
        return len(self.answers) - len(self.unclear)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Holders whose every call was answered 401: their credential may not be valid."""
        statuses: dict[str, set[int | None]] = {}
        for answer in self.answers:
            if answer.scopes is not None:
                statuses.setdefault(answer.holder, set()).add(answer.status)
        return tuple(holder for holder, seen in statuses.items() if seen == {401})
