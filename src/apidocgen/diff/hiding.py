"""Parts that are still in a master, or were already, and only not for everybody."""

from __future__ import annotations

from typing import Any

from apidocgen.diff.collecting import Entry
from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path, Token, descend
from apidocgen.variants.annotations import INTERNAL, TIER
from apidocgen.variants.vocabulary import audience_key


def hidden_at(master: Document, variant: Document, path: Path | None) -> Path | None:
    """Where a master has what its variant lacks; None where it has not, or nobody can tell.

    Lists of a variant may be shorter than those of its master, so a path through a list may lead
    to something else.
    """
    if path is None or any(isinstance(token, int) for token in path):
        return None
    lacking = not _exists(variant, path)
    return path if lacking and _exists(master, path) else None


def _exists(document: Document, path: Path) -> bool:
    try:
        descend(document.tree, path)
    except LookupError:
        return False
    return True


def master_path(variant: Document, master: Document, path: Path) -> Path | None:
    """Where in a master a value of its variant comes from; None where that cannot be told.

    An item of a list that lost others is found by being the same object.
    """
    shown: Any = variant.tree
    real: Any = master.tree
    found: list[Token] = []
    for token in path:
        if isinstance(token, int) and isinstance(shown, list) and isinstance(real, list):
            position = _position(shown, real, token)
            if position is None:
                return None
            found.append(position)
            shown, real = shown[token], real[position]
        elif isinstance(shown, dict) and isinstance(real, dict) and token in shown:
            if token not in real:
                return None
            found.append(token)
            shown, real = shown[token], real[token]
        else:
            return None
    return tuple(found)


def _position(shown: list[Any], real: list[Any], at: int) -> int | None:
    if len(shown) == len(real):
        return at
    item = shown[at] if at < len(shown) else None
    return next((index for index, each in enumerate(real) if each is item), None)


def aside(entry: Entry) -> str:
    """What to say of something that is gone or new for some only: for whom it is."""
    fact, view = entry.fact, entry.view
    if fact.old is None and fact.new is not None:
        master, variant, path, now = view.old_master, view.old, fact.new, False
    elif fact.new is None and fact.old is not None:
        master, variant, path, now = view.new_master, view.new, fact.old, True
    else:
        return ""
    found = hidden_at(master, variant, path)
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
