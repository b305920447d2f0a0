"""A tree as readable YAML: block style, key order kept, literal blocks for longer texts.

PyYAML's emitter takes twenty times as long, and cannot be told what other readers misread.
"""

from __future__ import annotations

from typing import Any

from apidocgen.spec.yaml_strings import block_text, scalar_text

_LONGEST_KEY = 1000  # YAML allows 1024 characters before the colon of a simple key


_REMEMBERED = range(3, 5)
"""How far down mappings are whose texts are remembered: operations, components, their fields."""


class YamlWriter:
    """Writes trees; a mapping that several of them share is turned into text once.

    Trees must not change while their writer lives.
    """

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        # With each text its mapping, so that no other gets the same id. Texts are kept as bytes:
        # a single emoji makes a string four times as large.
        self._known: dict[tuple[int, int], tuple[Any, bytes]] = {}

    def dump(self, tree: Any) -> bytes:
        """A tree of JSON values as YAML in UTF-8, ending in a newline, in its order of keys."""
        parts: list[bytes] = []
        self._append(tree, 0, parts)
        return b"".join(parts)

    def _append(self, value: Any, depth: int, parts: list[bytes]) -> None:
        """Append a value that is in no sequence."""
        if depth == _REMEMBERED.stop or not isinstance(value, dict) or not value:
            text: list[str] = []
            self._value(value, "  " * depth, text)
            parts.append("".join(text).encode())
        elif depth not in _REMEMBERED:
            self._append_mapping(value, depth, parts)
        else:
            known = self._known.get((id(value), depth))
            if known is None:
                inside: list[bytes] = []
                self._append_mapping(value, depth, inside)
                known = self._known[id(value), depth] = (value, b"".join(inside))
            parts.append(known[1])

    def _append_mapping(self, mapping: dict[str, Any], depth: int, parts: list[bytes]) -> None:
        indent = "  " * depth
        for key, value in mapping.items():
            block = isinstance(value, dict | list) and value
            parts.append((indent + self._key(key, indent) + ("\n" if block else " ")).encode())
            self._append(value, depth + 1, parts)

    def _value(self, value: Any, indent: str, parts: list[str]) -> None:
        if isinstance(value, dict) and value:
            self._mapping(value, indent, indent, parts)
        elif isinstance(value, list) and value:
            self._sequence(value, indent, indent, parts)
        else:
            parts.append(_scalar(value, indent))

    def _mapping(self, mapping: dict[str, Any], indent: str, lead: str, parts: list[str]) -> None:
        """Append members; ``lead`` stands before the first, ``indent`` before the others."""
        inner = indent + "  "
        for key, value in mapping.items():
            name = lead + (self._keys.get(key) or self._key(key, indent))
            lead = indent
            if isinstance(value, dict) and value:
                parts.append(name + "\n")
                self._mapping(value, inner, inner, parts)
            elif isinstance(value, list) and value:
                parts.append(name + "\n")
                self._sequence(value, inner, inner, parts)
            else:
                parts.append(f"{name} {_scalar(value, inner)}")

    def _sequence(self, sequence: list[Any], indent: str, lead: str, parts: list[str]) -> None:
        inner = indent + "  "
        for value in sequence:
            name = lead + "- "
            lead = indent
            if isinstance(value, dict) and value:
                self._mapping(value, inner, name, parts)
            elif isinstance(value, list) and value:
                self._sequence(value, inner, name, parts)
            else:
                parts.append(name + _scalar(value, inner))

    def _key(self, key: str, indent: str) -> str:
        text = scalar_text(key)
        if len(text) > _LONGEST_KEY:
            return f"? {text}\n{indent}:"
        self._keys[key] = text + ":"
        return text + ":"


def _scalar(value: Any, indent: str) -> str:
    """A value that has no members, with the newline after it."""
    if isinstance(value, str) and "\n" in value:
        block = block_text(value, indent)
        if block is not None:
            return block
    return _leaf(value) + "\n"


def _leaf(value: Any) -> str:
    if isinstance(value, str):
        return scalar_text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, int):
        return str(value)
    return "{}" if isinstance(value, dict) else "[]"


def _float(value: float) -> str:
    """A float in the one spelling that YAML 1.1 and 1.2 agree on: with a point."""
    text = repr(value)
    return text.replace("e", ".0e") if "e" in text and "." not in text else text
