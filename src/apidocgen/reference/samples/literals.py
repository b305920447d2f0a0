"""Values as several programming languages write them down."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

STEP = "    "

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")


def quoted(text: str) -> str:
    """A text in double quotes as JSON, Python, JavaScript, Go, Java and C# read it alike.

    What ends a line in one of these languages, or turns the direction of a line, is escaped.
    """
    return _UNSEEN.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def lines_as_they_are(text: str) -> list[str]:
    """The lines of a text that a literal of several lines can show as they are, or none.

    Java and C# take indentation away that all lines share, Java also blanks at the end of a line.
    """
    lines = text.split("\n")
    starts_at_once = bool(lines[0]) and not lines[0][0].isspace()
    ends_at_once = all(line == line.rstrip() for line in lines) and bool(lines[-1])
    fits = len(lines) > 1 and is_plain(text) and starts_at_once and ends_at_once
    return lines if fits else []


def is_plain(text: str) -> bool:
    """Whether a text has no sign that a reader of the source would not see, line ends aside."""
    return not _UNSEEN.search(text) and not _CONTROL.search(text)


def one_a_line(values: Iterable[str], indent: str, ends: str = "[]", step: str = STEP) -> str:
    """Values one a line, between brackets."""
    inner = "".join(f"\n{indent}{step}{each}," for each in values)
    return f"{ends[0]}{inner}\n{indent}{ends[1]}" if inner else ends


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a language writes JSON's values: null, true and false, names of fields, a level."""

    words: Mapping[Any, str]
    key: Callable[[str], str] = quoted
    step: str = STEP


def literal(value: Any, dialect: Dialect, indent: str = "") -> str:
    """A JSON value as a literal."""
    inner, step = indent + dialect.step, dialect.step
    if value is None or isinstance(value, bool):
        return dialect.words[value]
    if isinstance(value, dict):
        fields = (f"{dialect.key(str(k))}: {literal(v, dialect, inner)}" for k, v in value.items())
        return one_a_line(fields, indent, "{}", step)
    if isinstance(value, list):
        return one_a_line((literal(each, dialect, inner) for each in value), indent, step=step)
    return quoted(value) if isinstance(value, str) else str(value)


def are_unique(names: Iterable[str]) -> bool:
    """Whether no name occurs twice."""
    every = [*names]
    return len({*every}) == len(every)
