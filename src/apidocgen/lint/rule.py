"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apidocgen.lint.finding import Hit, Severity
from apidocgen.lint.subject import Subject

Find = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that ``check`` looks for.

    Attributes:
        id: The name used in reports and in the configuration.
        title: What it finds, in a few words.
        severity: How bad it is unless the configuration says otherwise.
        meaning: What a finding says, in a sentence.
        why: What would go wrong.
        remedy: What to do about it.
        find: The generator that finds it.
        family: The heading under which the manual lists it.
    """

    id: str
    title: str
    severity: Severity
    meaning: str
    why: str
    remedy: str
    find: Find
    family: str = ""
