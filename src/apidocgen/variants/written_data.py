"""Texts that hold data themselves: JSON in a string, which the filter projects like any value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from apidocgen.spec.limits import is_too_deep

_SPACED = re.compile(r'(?<!\\)": ')  # between a key and its value, not inside a text


def said_in(text: str) -> Iterator[tuple[str, bool]]:
    """The strings in an object or array written in JSON, and whether each is a name (a key)."""
    stack = [read_json(text)]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item, False
        elif isinstance(item, dict):
            yield from ((name, True) for name in item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def taken_away(before: str, after: str) -> list[str]:
    """The strings that JSON in a text has lost, in the order in which they stood; each once."""
    left = {text for text, _ in said_in(after)}
    return [text for text in dict.fromkeys(text for text, _ in said_in(before)) if text not in left]


def read_json(text: Any) -> Any:
    """An object or array written in JSON; None for anything else."""
    if not isinstance(text, str) or text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return None if is_too_deep(value) else value


def write_json(value: Any, before: str) -> str:
    """A value as JSON, spaced and indented like the text that it was read from."""
    indent = 2 if "\n" in before.strip() else None
    separators = None if indent or _SPACED.search(before) else (",", ":")
    written = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return f"{written}\n" if before.endswith("\n") else written
