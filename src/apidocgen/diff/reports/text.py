"""The comparison for a terminal: lines of styled pieces."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.level import Level
from apidocgen.diff.reports.grouping import (
    counted,
    grouped,
    nothing,
    of_level,
    subject,
    version_line,
)

Piece = tuple[str, str]
"""A text and its style."""
Line = tuple[Piece, ...]

STYLES = {
    Level.BREAKING: "bold red",
    Level.ACCESS: "bold magenta",
    Level.WARNING: "bold yellow",
    Level.INFO: "bold cyan",
}
_MARKS = {Level.BREAKING: "✗", Level.ACCESS: "!", Level.WARNING: "▲", Level.INFO: "·"}
SHOWN = 20
"""So many further changes are shown unless all are wanted."""


def as_text(comparison: Comparison, *, everything: bool = False) -> Iterator[Line]:
    """The report: who is concerned, then the changes, worst first."""
    yield (("Comparing ", "dim"), (comparison.base, "bold"), (" with ", "dim"),
           (comparison.revision, "bold"))  # fmt: skip
    yield ()
    if not comparison.changes:
        yield ((nothing(comparison), "bold green"),)
    else:
        yield from _matrix(comparison)
        for level in Level:
            yield from _level(comparison, level, everything=everything)
        yield from _accepted(comparison)
    for stale in comparison.stale:
        yield ((stale, "yellow"),)
    line = version_line(comparison)
    if line:
        yield ((line, "dim"),)


def _matrix(comparison: Comparison) -> Iterator[Line]:
    """A row for each audience, a column for each level."""
    width = max([len(name) for name in comparison.audiences] + [8])
    heads = tuple((f"{level.value:>10}", "dim") for level in Level)
    yield ((f"{'':<{width}}", ""), *heads)
    for name in comparison.audiences:
        changes = comparison.concerning(name)
        counts = [(level, len(of_level(changes, level))) for level in Level]
        cells = tuple(
            (f"{count or '–':>10}", STYLES[level] if count else "dim") for level, count in counts
        )
        yield ((f"{name:<{width}}", "bold"), *cells)
    yield ()


def _level(comparison: Comparison, level: Level, *, everything: bool) -> Iterator[Line]:
    changes = of_level(comparison.open, level)
    if not changes:
        return
    yield ((counted(level, len(changes)), STYLES[level]),)
    shown = changes if everything or level is not Level.INFO else changes[:SHOWN]
    for heading, group in grouped(shown).items():
        yield ((f"  {heading}", "bold"),)
        for change in group:
            yield from _change(change, comparison)
    if len(shown) < len(changes):
        yield ((f"  … {len(changes) - len(shown)} more, shown with -v", "dim"),)
    yield ()


def _change(change: Change, comparison: Comparison) -> Iterator[Line]:
    whom = "" if change.audiences == comparison.audiences else ", ".join(change.audiences)
    mark = (f"    {_MARKS[change.level]} ", STYLES[change.level])
    yield (mark, (change.message, ""), (f"  [{whom}]" if whom else "", "magenta"))
    yield ((f"      {change.location}", "cyan"), (f"  {change.rule} {change.fingerprint}", "dim"))


def _accepted(comparison: Comparison) -> Iterator[Line]:
    if not comparison.accepted:
        return
    yield ((f"{len(comparison.accepted)} accepted", "bold green"),)
    for change in comparison.accepted:
        said = f"{subject(change)}: {change.message}"
        yield (("    ✓ ", "green"), (said, "dim"), (f"  {change.accepted}", "italic"))
    yield ()


def plain(lines: Iterator[Line]) -> str:
    """The lines without their styles."""
    return "\n".join("".join(text for text, _ in line) for line in lines)
