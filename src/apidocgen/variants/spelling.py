"""Keys that look like an annotation and are none: a typo must not open a hole."""

from __future__ import annotations

from functools import lru_cache

from apidocgen.variants.annotations import INTERNAL, SCOPES_MODE, TIER, AnnotationError
from apidocgen.variants.enums import ENUM_VALUES
from apidocgen.variants.vocabulary import (
    ALIASES,
    AUDIENCE_KEY,
    AUDIENCES,
    PROFILES,
    SCOPES,
    TIERS,
)

_ALWAYS = (INTERNAL, SCOPES, SCOPES_MODE, TIERS, AUDIENCES, AUDIENCE_KEY, ALIASES, PROFILES)

# Words of their own that are close to an annotation.
_OTHERS = frozenset({"x-external", "x-interval", "x-intervals", "x-internet", "x-scores"})
_SHORT = 6  # letters; in so short a word two others make another word
_FAR = 2
_PREFIX = "x"


class Spelling:
    """The annotations of one document, and what looks like them.

    ``key`` is the extension that carries allow-lists. Where a document declares no audiences,
    tiers and allow-lists mean nothing, and what looks like them may mean anything.
    """

    def __init__(self, key: str, *, has_audiences: bool) -> None:
        elements = (TIER, key, ENUM_VALUES)
        meant = (*(elements if has_audiences else ()), *_ALWAYS)
        self._letters = {_letters(name): name for name in reversed(meant)}
        self._names = frozenset({*elements, *_ALWAYS})

    def is_annotation(self, key: str) -> bool:
        """Whether a key is an annotation as it is written."""
        return key in self._names

    def same_letters(self, key: str) -> str | None:
        """The annotation that a key is but for case, hyphens and underscores."""
        name = self._letters.get(_letters(key)) if key[:1] in "xX" else None
        return None if name == key or key in self._names else name

    def refuse(self, key: str) -> None:
        """Raise AnnotationError for a key with the letters of an annotation."""
        name = self.same_letters(key)
        if name is not None:
            raise AnnotationError(key, f"{key!r} must be {name!r}")

    def similar(self, key: str) -> str | None:
        """The annotation that a key is but for a letter or two, the closest first."""
        letters = _letters(key)
        if not letters.startswith(_PREFIX) or key in self._names or key.lower() in _OTHERS:
            return None
        near = [(_distance(letters, each), name) for each, name in self._letters.items()]
        return next((name for distance, name in sorted(near) if distance <= _allowed(name)), None)


def _letters(key: str) -> str:
    return key.replace("-", "").replace("_", "").lower()


def _allowed(name: str) -> int:
    return 1 if len(_letters(name)) <= len(_PREFIX) + _SHORT else _FAR


@lru_cache(maxsize=4096)
def _distance(one: str, other: str) -> int:
    """How many letters have to be added, left out, replaced or swapped with their neighbour."""
    if abs(len(one) - len(other)) > _FAR:
        return _FAR + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
