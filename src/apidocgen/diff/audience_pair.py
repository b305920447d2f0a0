"""One audience's two variants, compared; what another audience sees alike is taken from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from apidocgen.diff.differing import Differing, Memory, changed_or_leading_to_change
from apidocgen.diff.fact import Unit
from apidocgen.diff.operations import Key, compare_operations
from apidocgen.diff.pairing import Paired
from apidocgen.diff.scope import Pair, Scope, Settings
from apidocgen.diff.side import Side, component_of
from apidocgen.diff.units import compare_unit
from apidocgen.variants.variant import Variant, VisibleOperation


@dataclass(frozen=True, slots=True)
class Twin:
    """Another audience, already compared, and the components that look different to it."""

    other: AudiencePair
    base: frozenset[str]
    revision: frozenset[str]

    def shares(self, old: Iterable[str], new: Iterable[str]) -> bool:
        """Whether references of both sides lead to the same objects there."""
        return not (
            any(component_of(each) in self.base or not component_of(each) for each in old)
            or any(component_of(each) in self.revision or not component_of(each) for each in new)
        )


@dataclass(slots=True)
class AudiencePair:
    """What became of one audience's operations and of the components that they use."""

    old: Variant
    new: Variant
    pair: Pair
    paired: Paired
    operations: dict[Key, Scope] = field(default_factory=dict)
    units: dict[Unit, Scope] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the audience."""
        return self.new.audience.name

    def run(self, others: Iterable[AudiencePair], memory: Memory) -> None:
        """Compare all operations and, once each, the components that they lead to."""
        twins = [self._twin(other, memory) for other in others]
        for key, old, new in self.paired.both:
            self.operations[key] = self._operation(key, old, new, twins, memory)
        waiting = {unit for scope in self.operations.values() for unit in scope.units}
        while waiting:
            unit = waiting.pop()
            if unit not in self.units:
                self.units[unit] = self._unit(unit, twins)
                waiting |= self.units[unit].units

    def _twin(self, other: AudiencePair, memory: Memory) -> Twin:
        sides = (self.old, other.old), (self.new, other.new)
        found = (
            changed_or_leading_to_change(one.document.tree, two.document.tree, memory)
            for one, two in sides
        )
        return Twin(other, *found)

    def _operation(
        self,
        key: Key,
        old: VisibleOperation,
        new: VisibleOperation,
        twins: list[Twin],
        memory: Memory,
    ) -> Scope:
        for twin in twins:
            theirs = twin.other.paired.of(key)
            if theirs and _alike(theirs[0], old) and _alike(theirs[1], new):
                old_uses, new_uses = memory.inside(old.node), memory.inside(new.node)
                if twin.shares(old_uses, new_uses):
                    return twin.other.operations[key]
        return compare_operations(self.pair, old, new)

    def _unit(self, unit: Unit, twins: list[Twin]) -> Scope:
        for twin in twins:
            if unit in twin.other.units and twin.shares((unit.old,), (unit.new,)):
                return twin.other.units[unit]
        return compare_unit(self.pair, unit)

    def reached(self) -> Mapping[Unit, frozenset[Key]]:
        """For each unit with facts, the operations that lead to it."""
        back: dict[Unit, set[Unit]] = defaultdict(set)
        direct: dict[Unit, set[Key]] = defaultdict(set)
        for unit, scope in self.units.items():
            for target in scope.units:
                back[target].add(unit)
        for key, scope in self.operations.items():
            for target in scope.units:
                direct[target].add(key)
        return {
            unit: frozenset(key for each in _closure(unit, back) for key in direct[each])
            for unit, scope in list(self.units.items())
            if scope.facts
        }


def _closure(start: Unit, edges: Mapping[Unit, set[Unit]]) -> set[Unit]:
    found = {start}
    waiting = [start]
    while waiting:
        for each in edges.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _alike(one: VisibleOperation, other: VisibleOperation) -> bool:
    return one.node is other.node and all(
        one.path_item.get(key) is other.path_item.get(key) for key in ("parameters", "servers")
    )


def compare_audiences(
    pairs: Iterable[tuple[Variant, Variant]], settings: Settings
) -> Iterator[AudiencePair]:
    """Compare the variants of each audience; the first does most of the work for all."""
    memory = Memory()
    done: list[AudiencePair] = []
    for old, new in pairs:
        found = _prepared(old, new, settings, memory)
        found.run(done, memory)
        done.append(found)
        yield found


def _prepared(old: Variant, new: Variant, settings: Settings, memory: Memory) -> AudiencePair:
    trees: tuple[Any, Any] = (old.document.tree, new.document.tree)
    pair = Pair(Side(old), Side(new), Differing(*trees, memory), settings)
    return AudiencePair(old, new, pair, Paired.of_variants(pair))
