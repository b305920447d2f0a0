"""Words and pieces of text: what is compared when one text is looked for in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

CUT = "\x1e"
"""Stands between two strings or two blocks of a page: no sentence goes on across it."""

WORD = re.compile(r"\w+")
# One set of characters in front lets the regular expression skip everything else.
_END = re.compile(rf"[.!?:\n{CUT}](?:(?<=[.!?:])\s+|(?<=\n)[^\S\n]*\n\s*|(?<={CUT}))")
# Lines that begin something of their own in Markdown: items, rows, headings, quotes, fences.
_OWN_LINE = re.compile(r"\n(?=\s*(?:(?:[-*+|>]|\d+[.)]|#{1,6})\s|```|~~~))|(?<=\s)\|(?=\s)")


def folded(text: str) -> str:
    """A text without what differs between spellings: case (ß is ss) and composed letters."""
    return normalize("NFC", text).casefold()


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded; markup and punctuation do not count."""
    return WORD.findall(folded(text))


def pieces_of(text: str) -> Iterator[str]:
    """The stretches of a text that a sentence cannot leave."""
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.start() + (text[end.start()] not in f"\n{CUT}")]
        start = end.end()
    yield text[start:]


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a Markdown text, cut wherever a page may come to cut it."""
    for piece in pieces_of(text):
        yield from _OWN_LINE.split(piece)
