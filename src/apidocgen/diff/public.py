"""What the readers of one audience may be told of a change.

What they once saw and what is hidden from them by now is hidden: no message names it. A message
that would is said without its past, without the hidden ones of several values, or in the general
words of its rule; if its operation itself may not be named, nothing but that there was something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from apidocgen.diff.change import Change, OperationName
from apidocgen.diff.collecting import Entry
from apidocgen.diff.fact import Fact
from apidocgen.diff.rules.table import BY_ID
from apidocgen.diff.wording import shown, worded

VISIBILITY = "Visibility"
UNNAMED = "Something changed in what is no longer documented here"
"""Stands for a change of what readers once saw and must not be told of now."""

NamesHidden = Callable[[str], bool]
"""Whether a text names something that is hidden from the readers now."""

_PAST = re.compile(
    r", so far [^{]*\{before\}"
    r"| \(was \{before\}\)"
    r"| from \{before\}(?= to \{after\})"
)
"""The part of a rule's message that says how it was."""


def told(entry: Entry) -> bool:
    """Whether a change is told at all: not how audiences are cut, which is nobody's business."""
    return not entry.fact.rule.startswith("audience-") or is_visibility(entry.fact)


def is_visibility(found: Fact | Change) -> bool:
    """Whether something says why an audience gained or lost an operation."""
    return BY_ID[found.rule].family == VISIBILITY


def publicly(
    fact: Fact, operations: Sequence[OperationName], names_hidden: NamesHidden
) -> tuple[str, tuple[OperationName, ...]]:
    """The message for readers, and those of the operations that may be named to them.

    Why an operation came or went names tiers and audiences: readers learn that it did.
    """
    known = tuple(each for each in operations if not names_hidden(str(each)))
    if operations and not known:
        return UNNAMED, ()
    rule = BY_ID[fact.rule]
    if is_visibility(fact):
        return ("No longer available" if rule.level == "breaking" else "Available now"), known
    for part, says in _ways(fact, rule.says, names_hidden):
        if not names_hidden(worded(part, says, limit=None)):
            return worded(part, says), known
    return rule.meaning.rstrip("."), known


def _ways(fact: Fact, says: str, names_hidden: NamesHidden) -> Iterator[tuple[Fact, str]]:
    """Ways to say it, each telling less than the one before."""
    yield fact, says
    without_past = _PAST.sub("", says)
    yield fact, without_past
    kept = _without_hidden(fact, names_hidden)
    if kept is not None:
        yield kept, says
        yield kept, without_past


def _without_hidden(fact: Fact, names_hidden: NamesHidden) -> Fact | None:
    """A fact about several values without the hidden ones; None where that says nothing."""
    sides = [
        [each for each in side if not names_hidden(shown(each, None))]
        if isinstance(side, list)
        else side
        for side in (fact.before, fact.after)
    ]
    before, after = sides
    if before == after or [] in sides:
        return None
    detail = shown(before or after, None) if fact.detail else ""
    return replace(fact, before=before, after=after, detail=detail)
