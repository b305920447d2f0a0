"""Changes that somebody has accepted: which, for whom, why, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.lifecycle import day
from apidocgen.diff.rules.table import BY_ID
from apidocgen.spec.pointer import Path
from apidocgen.spec.positions import locate
from apidocgen.spec.problems import InputError, InputErrors, Location
from apidocgen.spec.reading import ReadFile, read_document
from apidocgen.spec.source import open_source

_WHAT = ("fingerprint", "rule", "operation", "pointer")
_KNOWN = frozenset({*_WHAT, "audience", "reason", "expires"})


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One entry of an accept file; what it leaves out matches everything."""

    reason: str
    location: Location
    fingerprint: str = "*"
    rule: str = "*"
    operation: str | None = None
    pointer: str = "*"
    audiences: tuple[str, ...] = ("*",)
    expires: date | None = None

    def covers(self, change: Change) -> bool:
        """Whether it means this change, whoever is concerned."""
        return (
            fnmatchcase(change.fingerprint, self.fingerprint)
            and fnmatchcase(change.rule, self.rule)
            and fnmatchcase(change.pointer, self.pointer)
            and self._covers_operation(change)
        )

    def _covers_operation(self, change: Change) -> bool:
        if self.operation is None:
            return True
        names = [str(operation) for operation in change.operations]
        return bool(names) and all(fnmatchcase(name, self.operation) for name in names)

    def covers_audience(self, name: str) -> bool:
        """Whether it accepts the change for an audience."""
        return any(fnmatchcase(name, pattern) for pattern in self.audiences)

    def expired(self, today: date) -> bool:
        """Whether it no longer counts."""
        return self.expires is not None and self.expires < today


def read_accepted(file: str) -> tuple[Acceptance, ...]:
    """Read an accept file. Raises InputErrors for every entry that is not as it must be."""
    source = open_source(file)
    read = read_document(source.read(source.name), source.name)
    return tuple(_Reader(read).entries())


class _Reader:
    def __init__(self, read: ReadFile) -> None:
        self._read = read

    def entries(self) -> list[Acceptance]:
        tree = self._read.tree
        listed = tree.get("accept") if isinstance(tree, dict) else tree
        base: Path = ("accept",) if isinstance(tree, dict) else ()
        if tree is None or (listed is None and tree == {}):
            return []
        if not isinstance(listed, list):
            raise InputError("an accept file is a list of entries", self._place(()))
        problems: list[InputError] = []
        found: list[Acceptance] = []
        for position, entry in enumerate(listed):
            try:
                found.append(self._entry(entry, (*base, position)))
            except InputError as error:
                problems.append(error)
        if problems:
            raise InputErrors(problems)
        return found

    def _entry(self, entry: Any, path: Path) -> Acceptance:
        complaint = _complaint(entry)
        if complaint:
            raise InputError(complaint, self._place(path))
        audience = entry.get("audience", "*")
        return Acceptance(
            reason=entry["reason"],
            location=self._place(path),
            fingerprint=entry.get("fingerprint", "*"),
            rule=entry.get("rule", "*"),
            operation=entry.get("operation"),
            pointer=entry.get("pointer", "*"),
            audiences=(audience,) if isinstance(audience, str) else tuple(audience),
            expires=day(entry["expires"]) if "expires" in entry else None,
        )

    def _place(self, path: Path) -> Location:
        read = self._read
        return locate(read.text, read.format, read.file, [path])[path]


def _complaint(entry: Any) -> str | None:
    """What is wrong with an entry."""
    if not isinstance(entry, dict):
        return "an entry of an accept file is an object"
    return next(_complaints(entry), None)


def _complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in entry:
        if key not in _KNOWN:
            yield f"unknown key {key!r}; known: {', '.join(sorted(_KNOWN))}"
    reason = entry.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        yield "an accepted change needs a reason"
    if not any(key in entry for key in _WHAT):
        yield f"say what is accepted, by one of: {', '.join(_WHAT)}"
    for key in _WHAT:
        if key in entry and not isinstance(entry[key], str):
            yield f"{key} must be a text, in quotes if it looks like a number"
    rule = entry.get("rule")
    if isinstance(rule, str) and not any(fnmatchcase(known, rule) for known in BY_ID):
        yield f"there is no rule {rule!r}"
    if not _is_names(entry.get("audience", "*")):
        yield "audience must be a name or a list of names"
    if "expires" in entry and day(entry["expires"]) is None:
        yield f"expires must be a date such as 2030-01-31, not {entry['expires']!r}"


def _is_names(value: Any) -> bool:
    listed = [value] if isinstance(value, str) else value
    return isinstance(listed, list) and all(isinstance(name, str) for name in listed)


def accept(comparison: Comparison, entries: Sequence[Acceptance], today: date) -> Comparison:
    """Mark what is accepted. A change accepted for some of its audiences is parted in two."""
    used: set[int] = set()
    valid = [entry for entry in entries if not entry.expired(today)]
    changes = tuple(part for change in comparison.changes for part in _parted(change, valid, used))
    return replace(comparison, changes=changes, stale=tuple(_stale(entries, used, today)))


def _parted(change: Change, entries: Sequence[Acceptance], used: set[int]) -> Iterator[Change]:
    left = list(change.audiences)
    for entry in entries:
        names = tuple(name for name in left if entry.covers_audience(name))
        if names and entry.covers(change):
            used.add(id(entry))
            left = [name for name in left if name not in names]
            yield replace(change, audiences=names, accepted=entry.reason)
    if left:
        yield replace(change, audiences=tuple(left))


def _stale(entries: Sequence[Acceptance], used: set[int], today: date) -> Iterator[str]:
    for entry in entries:
        if entry.expired(today):
            yield f"{entry.location}: this acceptance expired on {entry.expires}"
        elif id(entry) not in used:
            yield f"{entry.location}: this acceptance accepts nothing any more"
