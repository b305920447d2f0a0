"""Walking through JSON text without building what nobody asked for: where things stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]

_SPACE = re.compile(r"[ \t\n\r]*")
_decoder = JSONDecoder(strict=False)


class LineIndex:
    """Turns offsets in a text into lines and columns, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def skip_space(text: str, offset: int) -> int:
    """The offset of the next character that is no white space."""
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def skip_value(text: str, offset: int) -> int:
    """The offset after the JSON value that starts at ``offset``."""
    return _decoder.raw_decode(text, offset)[1]


class Members:
    """The members of the object, or items of the array, that starts at an offset.

    Iterating yields ``(key or index, offset of the key or item, offset of the value)``. Whoever
    has walked through a value itself tells where it ended by setting ``end``; otherwise the value
    is skipped at the speed of the C decoder.
    """

    def __init__(self, text: str, offset: int) -> None:
        self._text = text
        self._closing = "}" if text[offset] == "{" else "]"
        self._offset = skip_space(text, offset + 1)
        self.end: int | None = None

    def __iter__(self) -> Iterator[tuple[str | int, int, int]]:
        index = 0
        while self._text[self._offset] != self._closing:
            start = self._offset
            key: str | int = index
            value = start
            if self._closing == "}":
                key, after = scanstring(self._text, start + 1, False)
                value = skip_space(self._text, skip_space(self._text, after) + 1)
            self.end = None
            yield key, start, value
            self._advance(self._end_of(value))
            index += 1
        self.end = self._offset + 1

    def _end_of(self, value: int) -> int:
        return skip_value(self._text, value) if self.end is None else self.end

    def _advance(self, end: int) -> None:
        self._offset = skip_space(self._text, end)
        if self._text[self._offset] == ",":
            self._offset = skip_space(self._text, self._offset + 1)


def find_duplicate(text: str, offset: int = 0) -> tuple[str, int] | None:
    """The first repeated key in valid JSON text and its offset, None if there is none."""
    stack = [iter_container(text, skip_space(text, offset))]
    while stack:
        members, iterator, seen = stack[-1]
        entry = next(iterator, None)
        if entry is None:
            stack.pop()
            if len(stack) > 0:
                stack[-1][0].end = members.end
            continue
        key, start, value = entry
        if isinstance(key, str) and key in seen:
            return key, start
        seen.add(key)
        if text[value] in "{[":
            stack.append(iter_container(text, value))
    return None


def iter_container(
    text: str, offset: int
) -> tuple[Members, Iterator[tuple[str | int, int, int]], set[str | int]]:
    """A container's members, an iterator over them, and an empty set for the keys seen."""
    members = Members(text, offset)
    return members, iter(members), set()
