"""The comparison as annotations of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.level import Level
from apidocgen.diff.reports.places import file_of

_COMMANDS = {
    Level.BREAKING: "error",
    Level.ACCESS: "warning",
    Level.WARNING: "warning",
    Level.INFO: "notice",
}


def as_annotations(comparison: Comparison) -> str:
    """A workflow command for each change; the runner shows them at their lines."""
    return "\n".join(_commands(comparison))


def _commands(comparison: Comparison) -> Iterator[str]:
    for change in comparison.open:
        title = f"{change.rule} [{', '.join(change.audiences)}]"
        yield (
            f"::{_COMMANDS[change.level]} {_place(change)}title={_property(title)}"
            f"::{_data(_text(change))}"
        )


def _text(change: Change) -> str:
    return f"{change.operation}: {change.message}" if change.operation else change.message


def _place(change: Change) -> str:
    place = f"file={_property(file_of(change))},"
    if change.anchor.line:
        place += f"line={change.anchor.line},col={change.anchor.column},"
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
