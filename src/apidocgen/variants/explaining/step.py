"""What an explanation is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apidocgen.spec.problems import Location


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: ``passes`` is False for what hides, None for what only tells."""

    text: str
    passes: bool | None = None
    location: Location | None = None
    depth: int = 0


Steps = Iterator[Step]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked, for whom, the answer, and the reasons for it."""

    target: str
    audience: str
    visible: bool
    steps: tuple[Step, ...]
