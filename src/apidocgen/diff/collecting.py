"""From the facts of all audiences to entries: each change once, with all whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from apidocgen.diff.audience_pair import AudiencePair
from apidocgen.diff.change import OperationName
from apidocgen.diff.fact import Fact, Unit
from apidocgen.diff.level import Direction
from apidocgen.diff.operations import Key
from apidocgen.diff.rules.table import BY_ID
from apidocgen.diff.values import json_key
from apidocgen.spec.document import Document

DOCUMENT = ("document",)
SECURITY = ("security",)


@dataclass(frozen=True, slots=True)
class View:
    """From whose point of view a fact was found: an audience, and where its facts stand."""

    audience: str
    old: Document
    new: Document
    old_master: Document
    new_master: Document
    names: Mapping[Key, OperationName] = field(default_factory=dict)

    @classmethod
    def of(cls, pair: AudiencePair, base: Document, revision: Document) -> View:
        """The point of view of an audience that is on both sides."""
        documents = pair.old.document, pair.new.document, base, revision
        return cls(pair.name, *documents, pair.paired.names())


@dataclass(slots=True)
class Entry:
    """A fact, and what is known so far about whom it concerns."""

    fact: Fact
    view: View
    shared: bool
    audiences: dict[str, None] = field(default_factory=dict)
    operations: set[OperationName] = field(default_factory=set)
    directions: set[Direction] = field(default_factory=set)


class Entries:
    """Collects entries; a fact found again is the same entry."""

    def __init__(self) -> None:
        self._entries: dict[tuple[Any, ...], Entry] = {}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def add(
        self,
        view: View,
        owner: tuple[Any, ...],
        fact: Fact,
        operations: Iterable[Key] = (),
        directions: Iterable[Direction] = (),
    ) -> None:
        """Take note of a fact. ``owner`` is what it is about; the same owner means one entry."""
        key = owner, fact.rule, fact.what, json_key(fact.before), json_key(fact.after)
        entry = self._entries.get(key)
        if entry is None:
            shared = owner[0] in ("unit", *SECURITY)
            entry = self._entries[key] = Entry(fact, view, shared)
        entry.audiences[view.audience] = None
        entry.operations.update(view.names[key] for key in operations)
        entry.directions.update(directions)

    def add_units(self, pair: AudiencePair, view: View) -> None:
        """Take note of what became of shared components, both directions of each at once."""
        grouped: dict[tuple[str, str, str], list[Unit]] = {}
        reached = pair.reached()
        for unit in sorted(reached):
            grouped.setdefault((unit.type, unit.old, unit.new), []).append(unit)
        for units in grouped.values():
            self._unit(pair, view, units, reached)

    def _unit(
        self,
        pair: AudiencePair,
        view: View,
        units: list[Unit],
        reached: Mapping[Unit, frozenset[Key]],
    ) -> None:
        owner = ("unit", *units[0][:3])
        for facts in _merged([pair.units[unit].facts for unit in units]):
            worst = min(facts, key=lambda each: BY_ID[each[1].rule].level.rank)
            operations = {key for index, _ in facts for key in reached[units[index]]}
            directions = {units[index].direction for index, _ in facts}
            self.add(view, owner, worst[1], operations, directions)


def _merged(sides: list[list[Fact]]) -> Iterator[list[tuple[int, Fact]]]:
    """Facts of both directions, those together that are one change of the document."""
    if len(sides) == 1:
        yield from ([(0, fact)] for fact in sides[0])
        return
    others = list(sides[1])
    for fact in sides[0]:
        twin = _twin(fact, others)
        if twin is not None:
            others.remove(twin)
            yield [(0, fact), (1, twin)]
        else:
            yield [(0, fact)]
    yield from ([(1, fact)] for fact in others)


def _twin(fact: Fact, others: list[Fact]) -> Fact | None:
    """The same change, seen in the other direction."""
    found = [each for each in others if _place(each) == _place(fact)]
    same = [each for each in found if each.kind == fact.kind]
    return next(iter(same or found), None)


def _place(fact: Fact) -> tuple[Any, ...]:
    return fact.what, fact.old, fact.new, json_key(fact.before), json_key(fact.after)
