"""What a plain YAML scalar means: the JSON-compatible part of YAML 1.2's core schema.

The OpenAPI Specification (section "Format") limits YAML to what JSON can express. ``true``,
``null`` and decimal numbers in their YAML 1.2 spellings are read as such; everything else is a
string: ``no``, ``on``, ``2024-01-01``, ``12:30``, ``1_000``, but also ``0o17``, ``0x1F`` and
numbers with leading zeros such as ``007``, which people write for codes and mean as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

_CONSTANTS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_DIGITS = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_NUMBER_START = frozenset("+-.0123456789")
_MAX_DIGITS = 4000  # Python refuses to convert longer ones

_TAG = "tag:yaml.org,2002:"


def resolve_plain(text: str) -> Any:
    """The value of a plain (unquoted, untagged) scalar.

    Raises ValueError for infinities and not-a-number, which JSON cannot express.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _NUMBER_START:
        return text
    return _number(text)


def _number(text: str) -> Any:
    if _INT.match(text) and len(text) < _MAX_DIGITS:
        return int(text)
    if _NOT_FINITE.match(text):
        raise ValueError(f"{text} is no number that JSON can express")
    if _DIGITS.match(text) or not _FLOAT.match(text):
        return text
    number = float(text)
    return number if math.isfinite(number) else text


def resolve_tagged(tag: str, text: str) -> Any:
    """The value of a scalar with an explicit tag. Raises ValueError if JSON has no such value."""
    if tag in ("!", _TAG + "str"):
        return text
    converter = _CONVERTERS.get(tag)
    if converter is None:
        raise ValueError(f"the tag {shorten_tag(tag)} has no meaning in OpenAPI")
    value = resolve_plain(text)
    if not isinstance(value, converter[0]) or isinstance(value, bool) != (converter[0] is bool):
        raise ValueError(f"{text!r} is not a value of {shorten_tag(tag)}")
    return converter[1](value)


def shorten_tag(tag: str) -> str:
    """A tag as a writer knows it: ``!!binary`` rather than its full name."""
    return "!!" + tag.removeprefix(_TAG) if tag.startswith(_TAG) else tag


_CONVERTERS: dict[str, tuple[type | tuple[type, ...], Callable[[Any], Any]]] = {
    _TAG + "int": (int, int),
    _TAG + "float": ((int, float), float),
    _TAG + "bool": (bool, bool),
    _TAG + "null": (type(None), lambda value: value),
}
