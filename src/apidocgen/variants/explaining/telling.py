"""How a reason is told, and what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from apidocgen.spec.pointer import Path
from apidocgen.variants.explaining.look import Look
from apidocgen.variants.explaining.places import Borne
from apidocgen.variants.explaining.step import Step, Steps
from apidocgen.variants.explaining.wording import named

DEEPEST = 3
"""A chain longer than this explains nothing any more."""

MOST_USERS = 5
"""So many uses of something are told one by one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells reasons for one audience; ``explain`` goes on where something else is the reason."""

    look: Look
    explain: Callable[[Look, Path, int], Steps]

    def step(self, path: Path, text: str, depth: int) -> Step:
        """That something hides what stands at a path."""
        return Step(f"{named(path)} {text}", False, self.look.place(path), depth)

    def because(self, at: Borne, text: str, causes: list[Path], depth: int) -> Steps:
        """A reason, and what is behind it if only one thing can be."""
        yield self.step(at.path, text, depth)
        if len(causes) == 1 and depth < DEEPEST:
            yield from self.behind(causes[0], depth + 1)

    def behind(self, path: Path, depth: int) -> Steps:
        """What hides something else; that it passes what it passes is no reason."""
        return (step for step in self.explain(self.look, path, depth) if not step.passes)
