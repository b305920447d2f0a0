"""Whether a text mentions a name, however the format it is in has to spell it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote_plus

_WORDS = (re.compile(r"[\w.-]+"), re.compile(r"[\w-]+"), re.compile(r"\w+"))
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def mentions_any(text: str, names: Collection[str]) -> bool:
    r"""Whether one of the names stands in a text as a word, or anywhere if it is none itself.

    Escapes of forms and URLs (``%6b``), XML (``&#107;``) and JSON (``\u006b``) are undone.
    """
    if not names:
        return False
    known = frozenset(names)
    odd = [name for name in known if name and not _WORDS[0].fullmatch(name)]
    return any(
        any(not known.isdisjoint(words.findall(each)) for words in _WORDS)
        or any(name in each for name in odd)
        for each in _spellings(text)
    )


def _spellings(text: str) -> Iterator[str]:
    yield text
    if "%" in text or "+" in text:
        yield unquote_plus(text)
    if "&" in text:
        yield html.unescape(text)
    if "\\u" in text:
        yield _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
