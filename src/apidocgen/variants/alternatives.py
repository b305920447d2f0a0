"""Choices that stand between a hidden value and what is said around them.

What one branch of a choice hides, another may list. Then whatever is said outside of the choice
is said of both, and keeps the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.spec.pointer import Token
from apidocgen.variants.composition import Composition
from apidocgen.variants.constants import demanded
from apidocgen.variants.fellows import OUTWARDS
from apidocgen.variants.hidings import Hiding
from apidocgen.variants.index import Index
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Step, Steps, members, membership
from apidocgen.variants.projecting.fitting import as_list

_Key = tuple[str, Token, int]
_NOTHING: tuple[frozenset[str], frozenset[str]] = frozenset(), frozenset()


@dataclass(slots=True)
class _Place:
    """What a branch says of a member of its values, and of the members of that."""

    schemas: tuple[Tree, ...]
    told: tuple[frozenset[str], frozenset[str]] | None = None
    inner: dict[_Key, _Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Outwards:
    """What is around a schema: choices that lead to it, and of what it describes a member."""

    choices: tuple[tuple[int, list[Tree]], ...]
    steps: Steps


class Alternatives:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition
        self._places: dict[int, _Place] = {}
        self._outwards: dict[int, _Outwards] = {}

    def showing(self, hiding: Hiding) -> frozenset[int]:
        """The ids of schemas around the hiding one of whose choices another branch lists a value.

        They may be around the schema itself, or around one of whose values it describes a member.
        """
        found: set[int] = set()
        seen: set[int] = set()
        waiting: list[tuple[Tree, Steps]] = [(hiding.schema, hiding.steps)]
        while waiting:
            schema, steps = waiting.pop()
            if id(schema) in seen or len(steps) > OUTWARDS:
                continue
            seen.add(id(schema))
            outwards = self._outwards_of(schema)
            found.update(self._showing(outwards.choices, steps, hiding.values))
            waiting += [(step.holder, (step, *steps)) for step in outwards.steps]
        return frozenset(found)

    def _outwards_of(self, schema: Tree) -> _Outwards:
        known = self._outwards.get(id(schema))
        if known is None:
            tops = self._composition.tops(schema)
            cells = (self._index.cells.get(id(top)) for top in tops)
            steps = (membership(cell, self._index) for cell in cells)
            known = _Outwards(
                tuple(self._choices(tops)), tuple(step for step in steps if step is not None)
            )
            self._outwards[id(schema)] = known
        return known

    def _choices(self, tops: list[Tree]) -> Iterator[tuple[int, list[Tree]]]:
        """The choices that lead to schemas, each with its other branches."""
        leading = {id(top) for top in tops}
        for chooser in self._composition.choices_leading_to(tops):
            cell = self._index.cells.get(chooser)
            for choice in CHOICES if cell else ():
                branches = as_list(cell[2].get(choice)) if cell else []
                others = [each for each in branches if id(each) not in leading]
                if len(others) < len(branches):
                    yield chooser, others

    def _showing(
        self, choices: Iterable[tuple[int, list[Tree]]], steps: Steps, values: frozenset[str]
    ) -> Iterator[int]:
        yield from (chooser for chooser, others in choices if self._list(others, steps, values))

    def _list(self, branches: list[Tree], steps: Steps, values: frozenset[str]) -> bool:
        """Whether one of these branches lists a value, and nothing in it hides one."""
        for branch in branches:
            listed, hidden = self._told(branch, steps)
            if not values.isdisjoint(listed) and values.isdisjoint(hidden):
                return True
        return False

    def _told(self, branch: Tree, steps: Steps) -> tuple[frozenset[str], frozenset[str]]:
        """The values that a branch lists for the member to which steps lead, and those it hides."""
        place = self._places.get(id(branch))
        if place is None:
            place = self._places[id(branch)] = _Place(self._composition.applying(branch).visible)
        for step in steps:
            if not place.schemas:
                return _NOTHING
            key = _key(step)
            inner = place.inner.get(key)
            if inner is None:
                inner = place.inner[key] = _Place(self._inside(place.schemas, step))
            place = inner
        if place.told is None:
            listed = frozenset(value for each in place.schemas for value in demanded(each))
            hidden = frozenset().union(*map(self._losses.hidden_values, place.schemas))
            place.told = listed, hidden
        return place.told

    def _inside(self, schemas: tuple[Tree, ...], step: Step) -> tuple[Tree, ...]:
        """All that schemas say of the member to which a step leads."""
        inner = [member for each in schemas for member in members(each, step)]
        every = (each for one in inner for each in self._composition.applying(one).visible)
        return tuple({id(each): each for each in every}.values())


def _key(step: Step) -> _Key:
    """What tells steps apart that mean different members of other schemas than their holder."""
    by_name = step.keyword in ("properties", "patternProperties", "prefixItems")
    return step.keyword, step.name, 0 if by_name else id(step.holder)
