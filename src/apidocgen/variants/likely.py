"""Of which branches of a choice a value is, whatever of them is hidden.

Examples are seldom exact: they lack what is required, have null or a text for a number, spell a
listed value in other letters. What such slips leave alone is asked first: whether it is an object
or a list, a constant that another branch has, and which branch declares most of it, at whatever
depth. Only branches that this does not tell apart are asked what must be there, and then which
types. Where all branches answer alike a value may be of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition, properties
from apidocgen.variants.constants import demanded
from apidocgen.variants.enums import text_of
from apidocgen.variants.fitting import Fitting
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import declarations, item_declaration

_DEEP = 12
"""Values inside values: further in, keys tell nothing more of the branch."""

PERHAPS = frozenset({*CHOICES, "if", "then", "else", "dependentSchemas", "dependencies"})
"""Keywords whose schemas apply to some values only."""

_Way = tuple[str | int, ...]


@dataclass(slots=True)
class _Branch:
    """What one branch says of a value.

    Attributes:
        schema: The branch.
        declared: The ways to the members of the value that it declares.
        demanded: The constants of which one must stand at the end of a way, as texts.
        named: The ways at whose ends one of them stands.
    """

    schema: Any
    declared: set[_Way] = field(default_factory=set)
    demanded: dict[_Way, frozenset[str]] = field(default_factory=dict)
    named: set[_Way] = field(default_factory=set)


class Likely:
    """Answers for one master, for which ``losses`` have nothing yet."""

    def __init__(self, losses: Losses) -> None:
        self._composition = Composition(losses)
        self._exact = Fitting(self._composition, losses)
        self._shapes = Fitting(
            self._composition, losses, lenient=True, tolerant=True, unlisted=True
        )
        self._demands = Fitting(self._composition, losses, tolerant=True)

    def fits(self, value: Any, schema: Any) -> bool:
        """Whether a value has all that a schema asks for."""
        return self._exact.fits(value, schema)

    def among(self, value: Any, branches: list[Any], sure: frozenset[str]) -> list[Any]:
        """The branches that a value is most likely of; at least one if any are given.

        ``sure`` are names that are declared whichever it is of: these tell nothing.
        """
        if len(branches) > 1:
            branches = _fitting(self._shapes, value, branches)
        if len(branches) > 1:
            branches, agree = self._by_keys(value, branches, sure)
            if not agree:
                return branches
        for fitting in (self._demands, self._exact):
            if len(branches) > 1:
                branches = _fitting(fitting, value, branches)
        return branches

    def _by_keys(
        self, value: Any, branches: list[Any], sure: frozenset[str]
    ) -> tuple[list[Any], bool]:
        """The branches whose constants a value has, and of these those that declare most of it.

        A value most often tells at once of which it is: what is deep in it is read only if not.
        Where the keys of the value itself speak for others than all keys in it, both remain, and
        the second answer is no.
        """
        at_once = [self._read(value, branch, deepest=1) for branch in branches]
        told = _least_contradicted(at_once)
        if len(told) == 1:
            return [told[0].schema], True
        read = [self._read(value, branch, deepest=_DEEP) for branch in branches]
        told = _least_contradicted(read)
        common = {(name,) for name in sure}
        counts = [_counts(each.declared - common) for each in told]
        kept = [
            (each.schema, own)
            for each, own in zip(told, counts, strict=True)
            if not any(
                own != other and own[0] <= other[0] and own[1] <= other[1] for other in counts
            )
        ]
        return [schema for schema, _ in kept], len({own for _, own in kept}) == 1

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

    def _read(self, value: Any, branch: Any, deepest: int) -> _Branch:
        """What a branch says of a value and of the members of it, so many steps deep."""
        found = _Branch(branch)
        waiting: list[tuple[Any, list[Any], _Way]] = [(value, [branch], ())]
        while waiting:
            current, governing, way = waiting.pop()
            applying = (e for one in governing for e in self._composition.applying(one).visible)
            every = {id(each): each for each in applying}
            if not isinstance(current, dict | list):
                _note(found, way, current, every.values())
                continue
            if len(way) >= deepest:
                continue
            for key in current if isinstance(current, dict) else range(len(current)):
                given = [each for e in every.values() for each in _said_of(key, e)]
                said = {id(each): each for each, _ in given}
                if any(is_meant for _, is_meant in given):
                    found.declared.add((*way, key))
                if said:
                    waiting.append((current[key], list(said.values()), (*way, key)))
        return found


def _note(found: _Branch, way: _Way, value: Any, schemas: Iterable[dict[str, Any]]) -> None:
    """Note the constants that schemas demand of a scalar, and whether it is one of them."""
    texts = frozenset(text for schema in schemas for text in demanded(schema))
    if texts:
        found.demanded[way] = texts
        if text_of(value) in texts:
            found.named.add(way)


def _least_contradicted(branches: list[_Branch]) -> list[_Branch]:
    """The branches that seldomest demand another constant where one of them has the value's."""
    named = set[_Way]().union(*(branch.named for branch in branches))
    against = [len((branch.demanded.keys() & named) - branch.named) for branch in branches]
    least = min(against)
    return [branch for branch, count in zip(branches, against, strict=True) if count == least]


def _counts(ways: set[_Way]) -> tuple[int, int]:
    """How many keys of a value itself are declared, and how many at whatever depth."""
    return sum(len(way) == 1 for way in ways), len(ways)


def _is_less(own: tuple[int, int], other: tuple[int, int]) -> bool:
    return own != other and own[0] <= other[0] and own[1] <= other[1]


def _fitting(fitting: Fitting, value: Any, branches: list[Any]) -> list[Any]:
    """The branches that a value fits; all of them if it fits none."""
    return [each for each in branches if fitting.fits(value, each)] or branches


def _said_of(key: str | int, schema: dict[str, Any]) -> list[tuple[Any, bool]]:
    """What a schema itself says of a member, and whether it means this one and not just any."""
    if isinstance(key, str):
        said = declarations(key, schema)
        return [(each, is_meant) for each, is_meant in said if is_meant is not None]
    declared = item_declaration(key, schema)
    return [(declared, True)] if isinstance(declared, dict) else []
