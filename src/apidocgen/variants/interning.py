"""One object for what several audiences see alike, and where items of shortened lists came from."""

from __future__ import annotations

from typing import Any

from apidocgen.spec.pointer import Path
from apidocgen.variants.constants import Constants
from apidocgen.variants.index import Index, ReferenceSite, unit_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.mentions import Mentions
from apidocgen.variants.projecting.likely import Likely


class Interning:
    """Shared by all audiences of one master.

    Results are kept per object of the master. As the parts of a result are interned before the
    whole, comparing them by identity is enough.
    """

    def __init__(self) -> None:
        self._results: dict[int, list[Any]] = {}
        self._sources: dict[int, Any] = {}
        self._positions: dict[int, tuple[list[Any], tuple[int, ...]]] = {}
        self._into: dict[Path, list[ReferenceSite]] | None = None
        self._mentions: Mentions | None = None
        self._constants: Constants | None = None
        self._likely: Likely | None = None

    def one(self, original: Any, result: Any) -> Any:
        """The object to use for ``result``: the original or an earlier one if it is the same."""
        if _same(original, result):
            return original
        known = self._results.setdefault(id(original), [])
        for other in known:
            if _same(other, result):
                return other
        known.append(result)
        self._sources[id(result)] = original
        return result

    def source(self, shown: Any) -> Any:
        """The master's object that an object of a variant was made from; itself if untouched."""
        return self._sources.get(id(shown), shown)

    def positions(self, result: list[Any], kept: list[int]) -> None:
        """Note which items of a list of the master remain."""
        self._positions[id(result)] = result, tuple(kept)

    def as_before(self, earlier: list[Any], later: list[Any]) -> list[Any]:
        """Note that a list has the items of an earlier one, changed perhaps; returns it."""
        if id(earlier) in self._positions:
            self._positions[id(later)] = later, self._kept(earlier)
        return later

    def came_from(self, shown: Any, position: int) -> int:
        """The position in the master of an item of a list of a variant."""
        return self._kept(shown)[position] if id(shown) in self._positions else position

    def is_counted(self, shown: Any) -> bool:
        """Whether it is known which items of the master a list of a variant has."""
        return id(shown) in self._positions

    def went_to(self, shown: Any, position: int) -> int:
        """The position in a variant of an item of a list of the master. Raises ValueError."""
        return self._kept(shown).index(position) if id(shown) in self._positions else position

    def _kept(self, shown: Any) -> tuple[int, ...]:
        return self._positions[id(shown)][1]

    def mentions(self, index: Index) -> Mentions:
        """The names that values of the master mention."""
        if self._mentions is None:
            self._mentions = Mentions(index)
        return self._mentions

    def likely(self, losses: Losses) -> Likely:
        """What tells branches of choices apart in the master of these losses."""
        if self._likely is None:
            self._likely = Likely(Losses(losses.index, losses.audience))
        return self._likely

    def constants(self, index: Index) -> Constants:
        """The values that schemas of the master list."""
        if self._constants is None:
            self._constants = Constants(index)
        return self._constants

    def sites_into(self, index: Index, unit: Path) -> list[ReferenceSite]:
        """All references of the master that lead into one of its parts."""
        if self._into is None:
            self._into = {}
            for path, sites in index.references.items():
                self._into.setdefault(unit_of(path), []).extend(sites)
        return self._into.get(unit, [])


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other) or len(one) != len(other):
        return False
    if isinstance(one, dict):
        return all(a == b and _identical(one[a], other[b]) for a, b in zip(one, other, strict=True))
    return all(_identical(a, b) for a, b in zip(one, other, strict=True))


def _identical(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if isinstance(one, dict | list):
        return type(one) is type(other) and one == other
    return type(one) is type(other) and bool(one == other)
