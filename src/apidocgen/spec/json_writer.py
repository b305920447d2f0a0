"""JSON text indented by two columns.

Written here, since other encoders spell floats differently from one release to the next, and none
knows that two trees share most of their objects.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any

_REMEMBERED = range(3, 5)
"""How far down objects are whose texts are remembered: operations, components, and their fields."""


class JsonWriter:
    """Writes trees; an object that several of them share is turned into text once.

    Trees must not change while their writer lives.
    """

    def __init__(self) -> None:
        # With each text its object, so that no other gets the same id. Texts are kept as bytes:
        # a single emoji makes a string four times as large.
        self._known: dict[tuple[int, int], tuple[Any, bytes]] = {}

    def dump(self, tree: Any) -> bytes:
        """A tree as JSON (RFC 8259) in UTF-8, ending in a newline, in the tree's order of keys."""
        parts: list[bytes] = []
        self._append(tree, 0, parts)
        parts.append(b"\n")
        return b"".join(parts)

    def _append(self, value: Any, depth: int, parts: list[bytes]) -> None:
        if depth == _REMEMBERED.stop or not isinstance(value, dict | list) or not value:
            text: list[str] = []
            _append(value, "\n" + "  " * depth, text)
            parts.append("".join(text).encode())
        elif depth not in _REMEMBERED:
            self._append_container(value, depth, parts)
        else:
            known = self._known.get((id(value), depth))
            if known is None:
                inside: list[bytes] = []
                self._append_container(value, depth, inside)
                known = self._known[id(value), depth] = (value, b"".join(inside))
            parts.append(known[1])

    def _append_container(self, value: Any, depth: int, parts: list[bytes]) -> None:
        newline = "\n" + "  " * depth
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        names = [f"{encode_basestring(key)}: " for key in value] if opening == "{" else []
        lead = opening + newline + "  "
        for position, child in enumerate(value.values() if names else value):
            parts.append((lead + names[position] if names else lead).encode())
            self._append(child, depth + 1, parts)
            lead = "," + newline + "  "
        parts.append((newline + closing).encode())


def _append(value: Any, newline: str, parts: list[str]) -> None:
    if isinstance(value, dict) and value:
        _append_object(value, newline, parts)
    elif isinstance(value, list) and value:
        _append_array(value, newline, parts)
    else:
        parts.append(_leaf(value))


# Most values are strings and objects: told apart here, without a call for each.


def _append_object(members: dict[str, Any], newline: str, parts: list[str]) -> None:
    inner = newline + "  "
    lead = "{" + inner
    for key, child in members.items():
        if type(child) is str:
            parts.append(f"{lead}{encode_basestring(key)}: {encode_basestring(child)}")
        elif type(child) is dict and child:
            parts.append(f"{lead}{encode_basestring(key)}: ")
            _append_object(child, inner, parts)
        else:
            parts.append(f"{lead}{encode_basestring(key)}: ")
            _append(child, inner, parts)
        lead = "," + inner
    parts.append(newline + "}")


def _append_array(items: list[Any], newline: str, parts: list[str]) -> None:
    inner = newline + "  "
    lead = "[" + inner
    for child in items:
        if type(child) is str:
            parts.append(lead + encode_basestring(child))
        else:
            parts.append(lead)
            _append(child, inner, parts)
        lead = "," + inner
    parts.append(newline + "]")


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
