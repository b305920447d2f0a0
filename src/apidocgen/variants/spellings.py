"""Whether a text mentions a name, however the format it is in has to spell it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote_plus

_WORDS = (re.compile(r"[\w.-]+"), re.compile(r"[\w-]+"), re.compile(r"\w+"))
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def mentions_any(text: str, names: Collection[str]) -> bool:
    """Whether one of the names stands in a text as a word, or anywhere if it is none itself."""
    return bool(names) and bool(mentioned(text, names))


def mentioned(text: str, names: Collection[str]) -> set[str]:
    r"""The names that stand in a text as words, or anywhere if they are none themselves.

    Escapes of forms and URLs (``%6b``), XML (``&#107;``) and JSON (``\u006b``) are undone.
    """
    known = frozenset(names)
    odd = [name for name in known if name and not _WORDS[0].fullmatch(name)]
    found: set[str] = set()
    for each in _spellings(text):
        for words in _WORDS:
            found |= known.intersection(words.findall(each))
        found.update(name for name in odd if name in each)
    return found


def _spellings(text: str) -> Iterator[str]:
    yield text
    if "%" in text or "+" in text:
        yield unquote_plus(text)
    if "&" in text:
        yield html.unescape(text)
    if "\\u" in text:
        yield _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
