"""Changes put together as people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from apidocgen.diff.bump import suggested_bump
from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.level import Level
from apidocgen.diff.public import is_visibility
from apidocgen.diff.rules.table import BY_ID

GRANTS = "Grants"
NOUNS = {
    Level.BREAKING: ("breaking change", "breaking changes"),
    Level.ACCESS: ("access gained silently", "accesses gained silently"),
    Level.WARNING: ("warning", "warnings"),
    Level.INFO: ("further change", "further changes"),
}


def counted(level: Level, count: int) -> str:
    """A number of changes of one level."""
    return f"{count} {NOUNS[level][count != 1]}"


def subject(change: Change) -> str:
    """The heading under which a change stands: its operation, or what several share."""
    if change.operation is not None:
        return str(change.operation)
    return "Shared by several operations" if change.operations else "The whole document"


def foremost(level: Level) -> bool:
    """Whether changes of a level are what nobody must overlook."""
    return level.rank <= Level.ACCESS.rank


def prominence(change: Change) -> tuple[int, bool, int]:
    """What is said first: the worst; of that who sees an operation; of that what concerns few."""
    return change.level.rank, not is_visibility(change), len(change.audiences)


def names_operations(change: Change) -> bool:
    """Whether a message itself names the operations that it is about, as those of grants do."""
    return BY_ID[change.rule].family == GRANTS


def grouped(
    changes: Iterable[Change], heading: Callable[[Change], str] = subject
) -> dict[str, list[Change]]:
    """Changes by heading, in the order in which they come."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(heading(change), []).append(change)
    return found


def of_level(changes: Iterable[Change], level: Level) -> list[Change]:
    """The changes of one level."""
    return [change for change in changes if change.level is level]


def nothing(comparison: Comparison) -> str:
    """What is said where there are no changes at all."""
    if comparison.identical:
        return "Both documents say the same."
    return "Nothing changes for anyone."


def version_line(comparison: Comparison) -> str:
    """What the version number should do."""
    bump = suggested_bump(comparison)
    if bump.size == "none" or not bump.suggestion:
        return ""
    before, after = comparison.versions
    if bump.met:
        return f"The version went from {before} to {after}, which covers this ({bump.size})."
    return f"This calls for a {bump.size} version, {bump.suggestion}; the document says {after}."
