"""Texts, numbers and truth values within the limits of a schema."""

from __future__ import annotations

import math
from typing import Any

from apidocgen.reference.examples.accepts import limits
from apidocgen.reference.examples.patterns import is_matched, is_sure, text_for
from apidocgen.reference.examples.plausible import FORMATS, number_named, text_named

LONGEST = 2_000


def scalar(kind: str, keywords: dict[str, Any], name: str, turn: int) -> Any:
    """A value of a kind; ``turn`` tells several of the same kind apart."""
    if kind == "boolean":
        return turn % 2 == 0
    if kind in {"integer", "number"}:
        return _number(kind, keywords, name, turn)
    return None if kind == "null" else _text(keywords, name, turn)


def _text(keywords: dict[str, Any], name: str, turn: int) -> str:
    shortest, longest = _lengths(keywords)
    pattern = keywords.get("pattern")
    usual = FORMATS.get(str(keywords.get("format"))) or text_named(name)
    fits = shortest <= len(usual) <= longest
    if isinstance(pattern, str) and pattern:
        fits = fits and is_sure(pattern) and is_matched(pattern, usual)
        return usual if fits else text_for(pattern, shortest) or usual
    told_apart = f"{usual}{turn + 1}" if turn and "format" not in keywords else usual
    return told_apart.ljust(shortest, "x")[: max(longest, 0)]


def _lengths(keywords: dict[str, Any]) -> tuple[int, int]:
    low, high = keywords.get("minLength"), keywords.get("maxLength")
    shortest = min(low, LONGEST) if isinstance(low, int) else 0
    return shortest, high if isinstance(high, int) else LONGEST


def _number(kind: str, keywords: dict[str, Any], name: str, turn: int) -> float:
    wanted = number_named(name) + turn
    step = keywords.get("multipleOf")
    step = step if isinstance(step, int | float) and step > 0 else None
    value = _within(wanted, keywords, step or (1 if kind == "integer" else 0))
    if step:
        value = _stepped(value, step, keywords)
    whole = kind == "integer" or (value.is_integer() and isinstance(number_named(name), int))
    return int(value) if whole and math.isfinite(value) else value


def _stepped(value: float, step: float, keywords: dict[str, Any]) -> float:
    low, _ = limits(keywords)
    count = math.floor(value / step)
    below = low is not None and (count * step < low[0] or (low[1] and count * step == low[0]))
    found = (count + (1 if below else 0)) * step
    return float(round(found, 10))


def _within(wanted: float, keywords: dict[str, Any], step: float) -> float:
    """The number nearest to the wanted one that is within the limits."""
    low, high = limits(keywords)
    gap = step or _gap(low, high)
    value = float(wanted)
    if low is not None and (value < low[0] or (low[1] and value <= low[0])):
        value = math.ceil(low[0]) if step == 1 else low[0]
        value += gap if low[1] and value <= low[0] else 0
    if high is not None and (value > high[0] or (high[1] and value >= high[0])):
        value = math.floor(high[0]) if step == 1 else high[0]
        value -= gap if high[1] and value >= high[0] else 0
    return float(value)


def _gap(low: tuple[float, bool] | None, high: tuple[float, bool] | None) -> float:
    """A step that is sure to stay between the limits."""
    return min(1.0, (high[0] - low[0]) / 2) if low and high else 1.0
