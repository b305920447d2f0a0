"""How a string is written in YAML so that every reader reads it back as that string.

YAML 1.1 readers, PyYAML's among them, take ``no``, ``12:30``, ``2024-01-01`` or ``0o7`` for
something else. A string is left unquoted only if it begins like a word and is no such word.
"""

from __future__ import annotations

import json
import re

# Characters that stand for themselves: printable, and no line break in YAML 1.1 or 1.2.
_VISIBLE = "!-~\u00a1-\u1fff\u200b-\u200d\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff"
_VISIBLE += "\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_WORD = _VISIBLE[3:]  # without the ASCII range
_PLAIN = re.compile(
    rf"[A-Za-z_/$({_WORD}](?:(?![:#])[{_VISIBLE}]|:(?=[{_VISIBLE}])|(?<! )#| (?=[{_VISIBLE}]))*\Z"
)
_NOT_STRINGS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_ONE_LINE = re.compile(rf"[ {_VISIBLE}]*\Z")
_LINES = re.compile(rf"[ \t\n{_VISIBLE}]*\Z")
_HIDDEN = re.compile(rf"[^ {_VISIBLE}]")
_LONGEST_PLAIN = 5  # of the words above
_LAST_OF_FOUR_DIGITS = 0xFFFF


def scalar_text(text: str) -> str:
    """A string on one line: plain if that is safe, else in single or double quotes."""
    if _PLAIN.match(text) and (len(text) > _LONGEST_PLAIN or text.lower() not in _NOT_STRINGS):
        return text
    if _ONE_LINE.match(text):
        return "'" + text.replace("'", "''") + "'"
    return _HIDDEN.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= _LAST_OF_FOUR_DIGITS else f"\\U{code:08x}"


def block_text(text: str, indent: str) -> str | None:
    """A string of several lines as a literal block, None if it cannot be one.

    ``indent`` is that of the block's lines, two columns further in than what it belongs to.
    """
    if not _LINES.match(text) or not text.strip():
        return None
    indicator = "2" if text[0] in " \t\n" else ""
    body = text.rstrip("\n")
    newlines = len(text) - len(body)
    chomping = {0: "-", 1: ""}.get(newlines, "+")
    lines = "".join(f"{indent}{line}\n" if line else "\n" for line in body.split("\n"))
    return f"|{indicator}{chomping}\n{lines}" + "\n" * (newlines - 1)
