"""Regular expressions: a short text that one matches, and whether a text is matched at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 1_000
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. /:@#+"
_CLASSES = {
    "CATEGORY_DIGIT": "1234567890",
    "CATEGORY_WORD": "abcdefghijklmnopqrstuvwxyz",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "abcdefghijklmnopqrstuvwxyz",
    "CATEGORY_NOT_WORD": "-. ",
    "CATEGORY_NOT_SPACE": "abcdefghijklmnopqrstuvwxyz",
}


class TooHard(ValueError):
    """A pattern that cannot be turned into a text."""


@lru_cache(maxsize=4096)
def text_for(pattern: str, shortest: int = 0) -> str | None:
    """A text that a pattern matches, at least this long if that can be; None if it is too hard."""
    tree = _tree(pattern)
    if tree is None:
        return None
    for wanted in (shortest, 0):
        try:
            found = _sequence(tree, _Wish(wanted))
        except TooHard:
            return None
        if len(found) >= shortest or not wanted:
            return found
    return None


@lru_cache(maxsize=4096)
def _tree(pattern: str) -> Any:
    try:
        return _parser.parse(pattern) if len(pattern) <= LONGEST else None
    except (re.error, OverflowError, RecursionError):
        return None


class _Wish:
    """How much longer a text should get, and how far the letters of classes have come."""

    def __init__(self, missing: int) -> None:
        self.missing = missing
        self.turn = 0

    def letter(self, letters: str) -> str:
        """The next letter, so that repeated ones do not look dull."""
        self.turn += 1
        return letters[(self.turn - 1) % len(letters)]


def _sequence(items: Iterable[Any], wish: _Wish) -> str:
    return "".join(_one(kind, value, wish) for kind, value in items)


def _one(kind: Any, value: Any, wish: _Wish) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in {op.IN, op.ANY, op.NOT_LITERAL, op.CATEGORY}:
        return wish.letter(_letters(kind, value))
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return _repeated(value, wish)
    if kind is op.BRANCH:
        return _sequence(value[1][0], wish)
    if kind is op.SUBPATTERN:
        return _sequence(value[3], wish)
    if kind is op.AT and value in {op.AT_BEGINNING, op.AT_END, op.AT_BEGINNING_STRING}:
        return ""
    raise TooHard


def _repeated(value: Any, wish: _Wish) -> str:
    low, high, inside = value
    times = low
    if not low and high and wish.missing <= 0:
        times = 0
    once = _sequence(inside, _Wish(0))
    if once:
        wanted = -(-wish.missing // len(once))
        times = max(low, min(int(high), wanted, 400))
        wish.missing -= times * len(once)
    return "".join(_sequence(inside, wish) for _ in range(min(times, 400)))


def _letters(kind: Any, value: Any) -> str:
    """Letters that a class of characters holds, the plainest first."""
    if kind is op.ANY:
        return "abcdefghijklmnopqrstuvwxyz"
    if kind is op.NOT_LITERAL:
        return "".join(each for each in LETTERS if ord(each) != value)
    if kind is op.CATEGORY:
        return _CLASSES[str(value)]
    negated = bool(value) and value[0][0] is op.NEGATE
    within = [each for part in value for each in _members(*part)]
    if negated:
        within = [each for each in LETTERS if each not in within]
    if not within:
        raise TooHard
    return "".join(dict.fromkeys(within))


def _members(kind: Any, value: Any) -> Iterable[str]:
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.RANGE:
        return [chr(each) for each in range(value[0], min(value[1], value[0] + 63) + 1)]
    return _CLASSES[str(value)] if kind is op.CATEGORY else []


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern, if it is one here and matching cannot take for ever."""
    tree = _tree(pattern)
    if tree is None or _is_slow(tree):
        return None
    return re.compile(pattern)


def _is_slow(items: Iterable[Any], inside: bool = False) -> bool:
    """Whether a repetition stands in another: such patterns may try ways without end."""
    for kind, value in items:
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
            many = value[1] > 1
            if (many and inside) or _is_slow(value[2], inside or value[1] is op.MAXREPEAT):
                return True
        elif (kind is op.SUBPATTERN and _is_slow(value[3], inside)) or (
            kind is op.BRANCH and any(_is_slow(each, inside) for each in value[1])
        ):
            return True
    return False


def is_sure(pattern: str) -> bool:
    """Whether it can be tried if a text matches."""
    return _compiled(pattern) is not None


def is_matched(pattern: str, text: str) -> bool:
    """Whether a text matches; a pattern that cannot be tried is taken to match."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(text) is not None
