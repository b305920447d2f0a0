"""The strings in the code of this package, without what only stands in names and comments.

Python's own parser would find them as well, in ten times the time: more than filtering a small
document takes. This knows as much of the language (Lexical analysis, "String and Bytes literals")
as the code here uses, and a test holds it against the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    \#[^\n]*
    | ^[ ]*r?\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}[ ]*$  # a statement by itself: a docstring
    | (?P<prefix>(?<!\w)[rbf]{1,2})?
      (?: \"{3}(?P<long>(?:[^"\\]|\\.|"(?!""))*)\"{3}
        | "(?P<double>(?:[^"\\\n]|\\.)*)"
        | '(?P<single>(?:[^'\\\n]|\\.)*)' )
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|N\{[^}]*\}|.)", re.DOTALL
)
_GAP = re.compile(r"\{\{|\}\}|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_APART = "\n\n"
"""Between what is not said in one go: no sentence goes on across it."""


def literals(source: str) -> Iterator[str]:
    """The strings in code, put together where they are one; no docstrings, and no bytes."""
    said, end = "", 0
    for token in _TOKEN.finditer(source):
        text = token["long"] or token["double"] or token["single"]
        if text is None or "b" in (token["prefix"] or ""):
            continue
        if source[end : token.start()].strip():
            yield said
            said = ""
        said, end = said + _spoken(text, token["prefix"] or ""), token.end()
    yield said


def texts_in_code(code: re.Match[str]) -> str:
    """The texts in a piece of code that stands within a text, apart from what is around it."""
    quoted = [text[1:-1] for text in _QUOTED.findall(code.group())]
    return _APART.join(("", *quoted, ""))


def _spoken(text: str, prefix: str) -> str:
    """A string without escapes, and with what is in its gaps."""
    plain = text if "r" in prefix else _ESCAPE.sub(_unescaped, text)
    return _GAP.sub(_texts_in_gap, plain) if "f" in prefix else plain


def _texts_in_gap(gap: re.Match[str]) -> str:
    """The texts in a gap, which may be strings with gaps themselves."""
    return _GAP.sub(" ", texts_in_code(gap))


def _unescaped(escape: re.Match[str]) -> str:
    sign = escape.group()[1:]
    return sign if sign in ("'", '"', "\\") else " "
