"""Parts that are still in a master, or were already, and only not for everybody."""

from __future__ import annotations

from typing import Any

from apidocgen.diff.collecting import Entry
from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path, descend
from apidocgen.variants.annotations import INTERNAL, TIER
from apidocgen.variants.vocabulary import audience_key


def hidden_at(master: Document, path: Path | None) -> Path | None:
    """Where a master has what a variant lacks; None where it has not, or nobody can tell.

    Lists of a variant may be shorter than those of its master, so a path through a list may lead
    to something else.
    """
    if path is None or any(isinstance(token, int) for token in path):
        return None
    try:
        return descend(master.tree, path)[0]
    except LookupError:
        return None


def aside(entry: Entry) -> str:
    """What to say of something that is gone or new for some only: for whom it is."""
    fact, view = entry.fact, entry.view
    if fact.old is None and fact.new is not None:
        master, path, now = view.old_master, fact.new, False
    elif fact.new is None and fact.old is not None:
        master, path, now = view.new_master, fact.old, True
    else:
        return ""
    found = hidden_at(master, path)
    if found is None:
        return ""
    whom = _whom(master, descend(master.tree, found)[1])
    return f", now {whom}" if now else f", so far {whom}"


def _whom(master: Document, node: Any) -> str:
    """For whom an element says it is."""
    if isinstance(node, dict):
        if node.get(INTERNAL) is True:
            return "internal"
        if isinstance(node.get(TIER), str):
            return f"only from the tier {node[TIER]} on"
        labels = node.get(audience_key(master.tree))
        if labels is not None:
            listed = [labels] if isinstance(labels, str) else list(labels)
            return f"only for {', '.join(map(str, listed)) or 'nobody'}"
    return "only for others"
