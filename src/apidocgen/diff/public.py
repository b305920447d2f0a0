"""What the readers of one audience may be told of a change."""

from __future__ import annotations

from apidocgen.diff.collecting import Entry
from apidocgen.diff.rules.table import BY_ID

VISIBILITY = "Visibility"


def told(entry: Entry) -> bool:
    """Whether a change is told at all: not how audiences are cut, which is nobody's business."""
    return not entry.fact.rule.startswith("audience-") or _is_visibility(entry)


def publicly(entry: Entry) -> str:
    """What is said instead of the message; empty where the message itself may be said.

    Why an operation came or went names tiers and audiences: readers learn that it did.
    """
    if not _is_visibility(entry):
        return ""
    return "No longer available" if BY_ID[entry.fact.rule].level == "breaking" else "Available now"


def _is_visibility(entry: Entry) -> bool:
    return BY_ID[entry.fact.rule].family == VISIBILITY
