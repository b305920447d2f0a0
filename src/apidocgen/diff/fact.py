"""What the comparison finds, before anybody has judged it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from apidocgen.diff.level import Direction
from apidocgen.spec.pointer import Path

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Fact:
    """One difference between two variants.

    Attributes:
        kind: The rule, without its direction where the rule has one.
        what: The element, in words.
        before: What was; None where there was nothing.
        after: What is now; None where there is nothing.
        old: Where it stands in the base variant, if it stands there.
        new: Where it stands in the variant of the revision, if it stands there.
        direction: Which way the message travels; None where that is no question.
        certainty: How sure a recognised rename is, from 0 to 1; 1 for all else.
        detail: A part of the message that neither ``before`` nor ``after`` says.
    """

    kind: str
    what: str
    before: Any = None
    after: Any = None
    old: Path | None = None
    new: Path | None = None
    direction: Direction | None = None
    certainty: float = 1.0
    detail: str = ""

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return f"{self.direction}-{self.kind}" if self.direction else self.kind


def both(function: Callable[[A], B], old: A, new: A) -> tuple[B, B]:
    """The same asked of both sides."""
    return function(old), function(new)


class Unit(NamedTuple):
    """A pair of components that is compared once, however many operations lead to it."""

    type: str
    old: str
    new: str
    direction: Direction
