"""JSON text indented by two columns.

Faster than ``json.dumps`` with an indent, and fast enough (0.25 s for 13 MB) that no other encoder
is needed: those spell floats differently from one release to the next.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any


def json_bytes(tree: Any) -> bytes:
    """A tree as JSON in UTF-8, ending in a newline."""
    parts: list[str] = []
    _append(tree, "\n", parts)
    parts.append("\n")
    return "".join(parts).encode()


def _append(value: Any, newline: str, parts: list[str]) -> None:
    if isinstance(value, dict) and value:
        members = [(encode_basestring(key) + ": ", child) for key, child in value.items()]
        _append_all("{", members, "}", newline, parts)
    elif isinstance(value, list) and value:
        _append_all("[", [("", child) for child in value], "]", newline, parts)
    else:
        parts.append(_leaf(value))


def _append_all(
    opening: str, members: list[tuple[str, Any]], closing: str, newline: str, parts: list[str]
) -> None:
    inner = newline + "  "
    separator = opening + inner
    for prefix, child in members:
        parts.append(separator + prefix)
        _append(child, inner, parts)
        separator = "," + inner
    parts.append(newline + closing)


def _leaf(value: Any) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    return "{}" if isinstance(value, dict) else "[]"
