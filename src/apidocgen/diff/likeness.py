"""Telling a rename from a removal and an addition, and how sure that is."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from apidocgen.diff.flatten import Parts

if TYPE_CHECKING:
    from apidocgen.diff.schemas import SchemaComparison

ENOUGH = 0.6
_MAX_PAIRS = 100
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def pair_renamed(
    comparison: SchemaComparison, gone: dict[str, Parts], fresh: dict[str, Parts]
) -> list[tuple[str, str, float]]:
    """Properties that most probably only changed their names, with how sure that is."""
    if not gone or not fresh or len(gone) * len(fresh) > _MAX_PAIRS:
        return []
    rated = [
        (
            _certainty(comparison, (old, gone[old]), (new, fresh[new]), len(gone) * len(fresh)),
            old,
            new,
        )
        for old in gone
        for new in fresh
    ]
    return best_pairs(rated)


def best_pairs(rated: list[tuple[float, str, str]]) -> list[tuple[str, str, float]]:
    """Pairs in the order of their rating, each name used once; doubtful ones are left out."""
    found: list[tuple[str, str, float]] = []
    taken: set[tuple[int, str]] = set()
    for certainty, old, new in sorted(rated, key=lambda each: (-each[0], each[1], each[2])):
        if certainty >= ENOUGH and not {(0, old), (1, new)} & taken:
            taken |= {(0, old), (1, new)}
            found.append((old, new, certainty))
    return found


def _certainty(
    comparison: SchemaComparison, old: tuple[str, Parts], new: tuple[str, Parts], pairs: int
) -> float:
    names = name_likeness(old[0], new[0])
    if not comparison.equivalent(old[1], new[1]):
        return 0.0
    described = _description(old[1])
    if described and described == _description(new[1]):
        return 0.95
    telling = _is_telling(old[1])
    alone = 0.1 if pairs == 1 and telling else 0.0
    return round(min(0.9, names * (0.9 if telling else 0.8) + alone), 2)


def _is_telling(parts: Parts) -> bool:
    """Whether a schema says more than a type, so that having the same one is no coincidence."""
    return any(isinstance(part.value, dict) and part.value.keys() - _PLAIN for part in parts)


_PLAIN = frozenset({"type", "description", "example", "examples", "title"})


def _description(parts: Parts) -> str:
    value = parts[0].value
    described = value.get("description") if isinstance(value, dict) else None
    return described if isinstance(described, str) else ""


def name_likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: the same words in another spelling are the same."""
    words, others = ([word.lower() for word in _WORD.findall(name)] for name in (one, other))
    if words and sorted(words) == sorted(others):
        return 1.0
    shared = len(set(words) & set(others)) / max(len({*words, *others}), 1)
    return max(shared, SequenceMatcher(None, one.lower(), other.lower()).ratio())
