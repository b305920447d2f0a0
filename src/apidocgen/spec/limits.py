"""How large and how deep a document may be, so that hostile input ends in a message."""

from __future__ import annotations

from typing import Any

MAX_DEPTH = 256
"""How deep arrays and objects may nest; every later stage may recurse this far."""

MAX_ALIAS_NODES = 1_000_000
"""How many values all YAML aliases of one file together may expand to."""

MAX_COPIED_NODES = 5_000_000
"""How many values may be copied to make one document out of its files."""

MAX_OVERLAY_NODES = 1_000_000
"""How many values all actions of an overlay together may add."""

MAX_INCLUSIONS = 20_000
"""How many references to files may be replaced by what the files hold."""


def is_too_deep(tree: Any) -> bool:
    """Whether a tree nests deeper than ``MAX_DEPTH``."""
    level = [tree] if isinstance(tree, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        level = [
            child
            for parent in level
            for child in (parent.values() if type(parent) is dict else parent)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return False
    return True
