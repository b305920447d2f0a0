"""From entries to changes: level, message, place, fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from apidocgen.diff.change import Change, OperationName
from apidocgen.diff.collecting import Entry
from apidocgen.diff.hiding import aside
from apidocgen.diff.placing import Place, places, source
from apidocgen.diff.public import NamesHidden, is_visibility, publicly, told
from apidocgen.diff.rules.table import BY_ID
from apidocgen.diff.wording import worded
from apidocgen.spec.pointer import to_pointer


def changes(entries: Iterable[Entry], names_hidden: NamesHidden | None = None) -> list[Change]:
    """The changes that entries stand for, worst first.

    With ``names_hidden``, readers are told: those that speak of what is hidden are told without
    it, or left out.
    """
    if names_hidden is not None:
        told_to = [_public(entry, names_hidden) for entry in entries if told(entry)]
        return sorted(told_to, key=_order)
    listed = list(entries)
    placed = places(listed)
    return sorted((_change(entry, placed[id(entry)]) for entry in listed), key=_order)


def _order(change: Change) -> tuple[Any, ...]:
    operation = str(change.operation.path) if change.operation else ""
    return change.level.rank, operation == "", operation, change.rule, change.message


def _public(entry: Entry, names_hidden: NamesHidden) -> Change:
    """A change as readers are told of it."""
    message, operations = publicly(entry.fact, sorted(entry.operations), names_hidden)
    return replace(
        _change(entry, Place()),
        message=message,
        operation=operations[0] if len(operations) == 1 else None,
        operations=operations,
    )


def _change(entry: Entry, place: Place) -> Change:
    fact, rule = entry.fact, BY_ID[entry.fact.rule]
    operations = tuple(sorted(entry.operations))
    pointer = to_pointer(source(entry)[1])
    names = [str(operation) for operation in operations] if not entry.shared else []
    return Change(
        rule=rule.id,
        level=rule.level,
        audiences=tuple(entry.audiences),
        operation=operations[0] if len(operations) == 1 else None,
        operations=operations,
        directions=tuple(sorted(entry.directions)),
        pointer=pointer,
        message=_message(entry, operations),
        before=fact.before,
        after=fact.after,
        location=place.location,
        anchor=place.anchor,
        certainty=fact.certainty,
        fingerprint=_fingerprint(rule.id, *names, fact.what, fact.before, fact.after),
    )


def _message(entry: Entry, operations: Sequence[OperationName]) -> str:
    fact = entry.fact
    text = worded(fact) + ("" if is_visibility(fact) else aside(entry))
    if fact.certainty < 1:
        text += f" ({round(fact.certainty * 100)} % sure)"
    if entry.shared and len(operations) > 1:
        ways = " and ".join(sorted(entry.directions))
        text += f"; reached from {len(operations)} operations" + (f", {ways}" if ways else "")
    return text


def _fingerprint(*parts: Any) -> str:
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
