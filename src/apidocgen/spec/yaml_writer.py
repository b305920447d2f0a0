"""A tree as readable YAML: block style, key order kept, literal blocks for longer texts.

PyYAML's emitter takes twenty times as long, and cannot be told what other readers misread.
"""

from __future__ import annotations

from typing import Any

from apidocgen.spec.yaml_strings import block_text, scalar_text

_LONGEST_KEY = 1000  # YAML allows 1024 characters before the colon of a simple key


def yaml_text(tree: Any) -> str:
    """The YAML text of a tree of JSON values, ending in a newline."""
    writer = _Writer()
    writer.write(tree)
    return "".join(writer.parts)


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._keys: dict[str, str] = {}

    def write(self, tree: Any) -> None:
        """Append the whole document."""
        if isinstance(tree, dict) and tree:
            self._mapping(tree, "", "")
        elif isinstance(tree, list) and tree:
            self._sequence(tree, "", "")
        else:
            self.parts.append(_leaf(tree) + "\n")

    def _mapping(self, mapping: dict[str, Any], indent: str, lead: str) -> None:
        """Append members; ``lead`` stands before the first, ``indent`` before the others."""
        inner = indent + "  "
        for key, value in mapping.items():
            name = lead + (self._keys.get(key) or self._key(key, indent))
            lead = indent
            if isinstance(value, dict) and value:
                self.parts.append(name + "\n")
                self._mapping(value, inner, inner)
            elif isinstance(value, list) and value:
                self.parts.append(name + "\n")
                self._sequence(value, inner, inner)
            else:
                self.parts.append(f"{name} {_scalar(value, inner)}")

    def _sequence(self, sequence: list[Any], indent: str, lead: str) -> None:
        inner = indent + "  "
        for value in sequence:
            name = lead + "- "
            lead = indent
            if isinstance(value, dict) and value:
                self._mapping(value, inner, name)
            elif isinstance(value, list) and value:
                self._sequence(value, inner, name)
            else:
                self.parts.append(name + _scalar(value, inner))

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
