"""Of which branches of a choice a value is, whatever of them is hidden.

Examples are seldom exact: they lack what is required, or have null or a text for a number. What
tells most is asked first: constants, then what must be there, then types, then the keys that a
branch declares, at whatever depth. Where all branches answer alike a value may be of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition, properties
from apidocgen.variants.fitting import Fitting
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import declarations, item_declaration

_DEEP = 12
"""Values inside values: further in, keys tell nothing more of the branch."""

PERHAPS = frozenset({*CHOICES, "if", "then", "else", "dependentSchemas", "dependencies"})
"""Keywords whose schemas apply to some values only."""

_Way = tuple[str | int, ...]


class Likely:
    """Answers for one master, for which ``losses`` have nothing yet."""

    def __init__(self, losses: Losses) -> None:
        self._composition = Composition(losses)
        self._exact = Fitting(self._composition, losses)
        self._constants = Fitting(self._composition, losses, lenient=True, tolerant=True)
        self._demands = Fitting(self._composition, losses, tolerant=True)
        self._names: dict[int, frozenset[str]] = {}

    def fits(self, value: Any, schema: Any) -> bool:
        """Whether a value has all that a schema asks for."""
        return self._exact.fits(value, schema)

    def among(self, value: Any, branches: list[Any], sure: frozenset[str]) -> list[Any]:
        """The branches that a value is most likely of; at least one if any are given.

        ``sure`` are names that are declared whichever it is of: these tell nothing.
        """
        if len(branches) > 1:
            branches = _fitting(self._constants, value, branches)
        if len(branches) > 1:
            kept = _fitting(self._demands, value, branches)
            branches = [*kept, *self._knowing_more(value, branches, kept)]
        if len(branches) > 1:
            branches = _fitting(self._exact, value, branches)
        return self._nearest(value, branches, sure)

    def _knowing_more(self, value: Any, branches: Iterable[Any], kept: list[Any]) -> Iterable[Any]:
        """Branches that declare all keys of a value that one of the ``kept`` does, and others."""
        if not isinstance(value, dict):
            return ()
        own = [self._names_in(each).intersection(value) for each in kept]
        left = (each for each in branches if all(each is not other for other in kept))
        return [
            each
            for each in left
            if any(self._names_in(each).intersection(value) > names for names in own)
        ]

    def _nearest(self, value: Any, branches: list[Any], sure: frozenset[str]) -> list[Any]:
        """The branches that declare as much of a value as any other does."""
        if len(branches) == 1 or not isinstance(value, dict | list):
            return branches
        ways = [self._declared(value, [each]) for each in branches]
        told = [sum(way[0] not in sure for way in own) for own in ways]
        return [branch for branch, count in zip(branches, told, strict=True) if count == max(told)]

    def names_of(self, schemas: Iterable[Any]) -> frozenset[str]:
        """The properties that schemas declare whatever branches of theirs a value is of."""
        found: set[str] = set()
        seen: set[int] = set()
        waiting = list(schemas)
        while waiting:
            schema = waiting.pop()
            if isinstance(schema, dict) and id(schema) not in seen:
                seen.add(id(schema))
                found.update(name for name, _ in properties(schema))
                waiting += self._composition.applicators(schema, without=PERHAPS)
        return frozenset(found)

    def _declared(self, value: Any, schemas: list[Any]) -> set[_Way]:
        """The ways to all members of a value that schemas declare."""
        found: set[_Way] = set()
        waiting: list[tuple[Any, list[Any], _Way]] = [(value, schemas, ())]
        while waiting:
            current, governing, way = waiting.pop()
            if len(way) > _DEEP or not isinstance(current, dict | list):
                continue
            applying = (e for one in governing for e in self._composition.applying(one).visible)
            every = {id(each): each for each in applying}
            for key in current if isinstance(current, dict) else range(len(current)):
                said = {id(each): each for e in every.values() for each in _said_of(key, e)}
                if said:
                    found.add((*way, key))
                    waiting.append((current[key], list(said.values()), (*way, key)))
        return found

    def _names_in(self, schema: Any) -> frozenset[str]:
        """The properties that a schema declares."""
        known = self._names.get(id(schema))
        if known is None:
            every = self._composition.applying(schema).visible
            known = frozenset(name for each in every for name, _ in properties(each))
            self._names[id(schema)] = known
        return known


def _fitting(fitting: Fitting, value: Any, branches: list[Any]) -> list[Any]:
    """The branches that a value fits; all of them if it fits none."""
    return [each for each in branches if fitting.fits(value, each)] or branches


def _said_of(key: str | int, schema: dict[str, Any]) -> list[Any]:
    """What a schema itself says of a member: of that name, or at that position."""
    if isinstance(key, str):
        return [each for each, is_meant in declarations(key, schema) if is_meant]
    declared = item_declaration(key, schema)
    return [declared] if isinstance(declared, dict) else []
