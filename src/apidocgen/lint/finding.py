"""What a rule finds, and what is reported of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import Location


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: what is wrong, where, and for whom.

    ``path`` leads into ``document``, which is the master where it is None. ``location`` is given
    where the rule knows it already.
    """

    message: str
    path: Path
    audiences: tuple[str, ...] = ()
    document: Document | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is reported; ``audiences`` is empty where it concerns nobody in particular."""

    rule: str
    severity: Severity
    message: str
    pointer: str
    audiences: tuple[str, ...]
    location: Location
