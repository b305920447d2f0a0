"""Of which branches of a choice a value is, whatever of them is hidden.

Examples are seldom exact: they lack what is required, have null or a text for a number, spell a
listed value in other letters. What such slips leave alone is asked first: whether it is an object
or a list, a constant that another branch has, and which branch declares most of it, at whatever
depth. Only branches that this does not tell apart are asked what must be there, and then which
types. Where all branches answer alike a value may be of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition, properties
from apidocgen.variants.constants import demanded
from apidocgen.variants.enums import text_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import declarations, item_declaration
from apidocgen.variants.projecting.fitting import Fitting, Leave

PERHAPS = frozenset({*CHOICES, "if", "then", "else", "dependentSchemas", "dependencies"})
"""Keywords whose schemas apply to some values only."""

_Way = tuple[str | int, ...]
_Governing = tuple[Any, bool]
"""A schema for a value, and whether it applies to the value in any case."""

_Together = tuple[
    Mapping[int, Tree], Collection[int], dict[str | int, tuple[bool, list[_Governing]]]
]
"""What applies, by id, which ids apply in any case, and what is known of members by name."""


@dataclass(slots=True)
class _Said:
    """What some schemas say of a value.

    Attributes:
        declared: The keys of the value itself that they declare.
        count: How many keys they declare, at whatever depth.
        demanded: The constants of which one must stand at the end of a way, as texts.
        named: The ways at whose ends one of them stands.
    """

    declared: set[str | int] = field(default_factory=set)
    count: int = 0
    demanded: dict[_Way, frozenset[str]] = field(default_factory=dict)
    named: set[_Way] = field(default_factory=set)

    def counts(self, sure: frozenset[str]) -> tuple[int, int]:
        """How many keys of the value itself are declared, and how many at whatever depth.

        Those that are ``sure`` to be declared do not count.
        """
        return len(self.declared - sure), self.count - len(self.declared & sure)

    def contradictions(self, named: set[_Way]) -> tuple[int, int]:
        """How many other constants are demanded where one that is demanded elsewhere stands.

        First of the members of the value itself, then at whatever depth.
        """
        against = (self.demanded.keys() & named) - self.named
        return sum(len(way) <= 1 for way in against), len(against)

    def add(self, key: str | int, inner: _Said) -> None:
        """Count what is said of a member as well."""
        self.count += inner.count
        self.demanded.update(((key, *way), texts) for way, texts in inner.demanded.items())
        self.named.update((key, *way) for way in inner.named)


class Likely:
    """Answers for one master, for which ``losses`` have nothing yet."""

    def __init__(self, losses: Losses) -> None:
        self._composition = Composition(losses)
        self._exact = Fitting(self._composition, losses)
        self._shapes = Fitting(
            self._composition, losses, Leave(missing=True, types=True, unlisted=True)
        )
        self._demands = Fitting(self._composition, losses, Leave(types=True))
        # By value and schemas; the value is kept so that no other can get its id.
        self._known: dict[tuple[Any, ...], tuple[Any, _Said]] = {}
        self._applying: dict[tuple[tuple[int, bool], ...], _Together] = {}

    def fits(self, value: Any, schema: Any) -> bool:
        """Whether a value has all that a schema asks for."""
        return self._exact.fits(value, schema)

    def has_shape(self, value: Any, schema: Any) -> bool:
        """Whether a value is an object, a list or neither as a schema asks, and all in it too."""
        return self._shapes.fits(value, schema)

    def has_constants(self, value: Any, schema: Any) -> bool:
        """Whether a value has each constant that a schema asks of what is there."""
        said = self._said(value, [(schema, True)])
        return said.demanded.keys() <= said.named

    def also(
        self, value: Any, told: list[Any], branches: list[Any], sure: frozenset[str]
    ) -> list[Any]:
        """The branches that a value may be of besides those it is most likely of.

        These declare keys of it, at whatever depth, that the others do not, and nothing speaks
        against them.
        """
        if len(told) == len(branches) or not isinstance(value, dict | list):
            return []
        known = {id(each) for each in told}
        said = {id(each): self._said(value, [(each, True)]) for each in branches}
        named = set[_Way]().union(*(each.named for each in said.values()))
        together = [(each, True) for each in told]
        least = self._said(value, together)
        found = []
        for branch in branches:
            own = said[id(branch)]
            if id(branch) in known or any(own.contradictions(named)):
                continue
            more = self._said(value, [*together, (branch, True)])
            new = more.count - least.count - len((more.declared - least.declared) & sure)
            if new > 0 and self._shapes.fits(value, branch):
                found.append(branch)
        return found

    def among(self, value: Any, branches: list[Any], sure: frozenset[str]) -> list[Any]:
        """The branches that a value is most likely of; at least one if any are given.

        ``sure`` are names that are declared whichever it is of: these tell nothing.
        """
        if len(branches) > 1:
            shaped = _fitting(self._shapes, value, branches)
            told, agree = self._by_keys(value, shaped, sure)
            if len(shaped) < len(branches):  # one slip in the shape tells less than many keys
                others, _ = self._by_keys(value, branches, sure)
                known = {id(each) for each in told}
                if not known.issuperset(map(id, others)):
                    return [*told, *(each for each in others if id(each) not in known)]
            if not agree:
                return told
            branches = told
        for fitting in (self._demands, self._exact):
            if len(branches) > 1:
                branches = _fitting(fitting, value, branches)
        return branches

    def _by_keys(
        self, value: Any, branches: list[Any], sure: frozenset[str]
    ) -> tuple[list[Any], bool]:
        """The branches whose constants a value has, and of these those that declare most of it.

        Where the keys of the value itself speak for others than all keys in it, both remain, and
        the second answer is no.
        """
        said = [(branch, self._said(value, [(branch, True)])) for branch in branches]
        named = set[_Way]().union(*(each.named for _, each in said))
        least = min(each.contradictions(named) for _, each in said)
        told = [
            (branch, each.counts(sure))
            for branch, each in said
            if each.contradictions(named) == least
        ]
        counts = {own for _, own in told}
        best = {own for own in counts if not any(_is_less(own, other) for other in counts)}
        return [branch for branch, own in told if own in best], len(best) == 1

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

    def _said(self, value: Any, governing: list[_Governing]) -> _Said:
        """What schemas say of a value and of all that is in it."""
        key = (id(value), *((id(schema), is_sure) for schema, is_sure in governing))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = value, self._read(value, governing)
        return known[1]

    def _read(self, value: Any, governing: list[_Governing]) -> _Said:
        every, sure, members = self._together(governing)
        found = _Said()
        if not isinstance(value, dict | list):
            texts = _constants(every, sure)
            if texts:
                found.demanded[()] = texts
                found.named.update([()] if text_of(value) in texts else [])
            return found
        for key in value if isinstance(value, dict) else range(len(value)):
            if key not in members:
                members[key] = _member(key, every, sure)
            is_declared, inner = members[key]
            if is_declared:
                found.declared.add(key)
                found.count += 1
            if inner:
                found.add(key, self._said(value[key], inner))
        return found

    def _together(self, governing: list[_Governing]) -> _Together:
        """What applies under some schemas: the same for all values."""
        key = tuple((id(schema), is_sure) for schema, is_sure in governing)
        known = self._applying.get(key)
        if known is None:
            applying = (e for one, _ in governing for e in self._composition.applying(one).visible)
            every = {id(each): each for each in applying}
            sure = frozenset(
                id(each)
                for one, is_sure in governing
                for each in (self._composition.included(one) if is_sure else ())
            )
            known = self._applying[key] = every, sure, {}
        return known


def _member(
    key: str | int, schemas: Mapping[int, Tree], sure: Collection[int]
) -> tuple[bool, list[_Governing]]:
    """Whether schemas declare a member, and what they say of it."""
    said = [
        (inner, is_meant, nid in sure)
        for nid, each in schemas.items()
        for inner, is_meant in _said_of(key, each)
    ]
    governing = {id(each): (each, is_sure) for each, _, is_sure in said}
    return any(is_meant for _, is_meant, _ in said), list(governing.values())


def _constants(schemas: Mapping[int, Tree], sure: Collection[int]) -> frozenset[str]:
    """The constants of which a value must be one; none where it may be anything.

    All schemas with ids that are ``sure`` apply, of the others perhaps one.
    """
    given = {nid: texts for nid, each in schemas.items() if (texts := frozenset(demanded(each)))}
    certain = [texts for nid, texts in given.items() if nid in sure]
    common = frozenset.intersection(*certain) if certain else frozenset()
    return common or frozenset[str]().union(*given.values())


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
