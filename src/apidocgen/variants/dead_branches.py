"""Branches and conditions that only a hidden value fulfils: nobody of an audience meets one.

A schema that demands a hidden value, and the schema for whose values it is hidden, may lie in
different parts of a document. Both are followed outwards, member by member, until a branch of one
is a branch for values of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Composition
from apidocgen.variants.fellows import OUTWARDS, Fellows
from apidocgen.variants.hidings import Hiding
from apidocgen.variants.index import Cell, Index, path_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Step, members


class _Pair(NamedTuple):
    """A schema for whose values something is hidden, and one that demands just that."""

    hiding: Tree
    demanding: Tree
    depth: int


class DeadBranches:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, losses: Losses, composition: Composition, fellows: Fellows) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition
        self._fellows = fellows
        self._branches: dict[int, frozenset[int]] = {}
        self._included_by: dict[int, list[Tree]] = {}
        self._steps: dict[int, list[Step]] = {}

    def of(self, hiding: Hiding, demanding: Iterable[Tree]) -> Iterator[Cell]:
        """The branches that go because these schemas demand nothing but what is hidden.

        Also a schema that includes both, the value's description and the demand.
        """
        seen: set[tuple[int, int]] = set()
        waiting = [pair for each in demanding for pair in self._start(hiding, each)]
        while waiting:
            pair = waiting.pop()
            key = id(pair.hiding), id(pair.demanding)
            if key in seen or pair.depth > OUTWARDS:
                continue
            seen.add(key)
            outwards = self._including(pair.demanding)
            yield from self._dead(pair, outwards)
            waiting += self._further(pair, outwards)

    def _start(self, hiding: Hiding, demanding: Tree) -> Iterator[_Pair]:
        if not hiding.steps:
            yield _Pair(hiding.schema, demanding, 0)
            return
        for holder in self._holders_of(self._including(demanding), hiding.steps[-1]):
            yield _Pair(hiding.schema, holder, 0)

    def _dead(self, pair: _Pair, outwards: list[Tree]) -> Iterator[Cell]:
        branches = self._branches_for(pair.hiding)
        dead = [each for each in outwards if id(each) in branches]
        if not pair.depth and not dead:
            dead = self._including_both(pair, outwards)
        yield from (self._index.cells[id(each)] for each in dead)

    def _including_both(self, pair: _Pair, outwards: list[Tree]) -> list[Tree]:
        """The innermost schema that includes both; none if what is hidden demands it itself."""
        if any(each is pair.hiding for each in outwards):
            return []
        tops = {id(top) for top in self._composition.tops(pair.hiding)}
        return [each for each in outwards if id(each) in tops][:1]

    def _branches_for(self, schema: Tree) -> frozenset[int]:
        known = self._branches.get(id(schema))
        if known is None:
            found = frozenset(id(branch) for branch in self._fellows.branches(schema))
            known = self._branches[id(schema)] = found
        return known

    def _further(self, pair: _Pair, outwards: list[Tree]) -> Iterator[_Pair]:
        for step in self._steps_outwards(pair.hiding):
            for holder in self._holders_of(outwards, step):
                if holder is not step.holder:
                    yield _Pair(step.holder, holder, pair.depth + 1)

    def _steps_outwards(self, schema: Tree) -> list[Step]:
        """How a schema is said of a member of the values of those around it."""
        known = self._steps.get(id(schema))
        if known is None:
            steps = map(self._fellows.around, self._composition.tops(schema))
            known = self._steps[id(schema)] = [step for step in steps if step is not None]
        return known

    def _holders_of(self, schemas: Iterable[Tree], step: Step) -> Iterator[Tree]:
        """The schemas that say one of these of the member to which a step leads."""
        for schema in schemas:
            own = self._fellows.around(schema)
            if own and any(each is schema for each in members(own.holder, step)):
                yield own.holder

    def _including(self, schema: Tree) -> list[Tree]:
        """The schema and those that include it by reference or ``allOf``, innermost first."""
        known = self._included_by.get(id(schema))
        if known is None:
            known = self._included_by[id(schema)] = list(self._find_including(schema))
        return known

    def _find_including(self, schema: Tree) -> Iterator[Tree]:
        seen: set[int] = set()
        waiting = [schema]
        for current in waiting:  # which grows meanwhile
            if id(current) in seen or self._composition.is_gone(current):
                continue
            seen.add(id(current))
            yield current
            cell = self._index.cells.get(id(current))
            if cell is None:
                continue
            if cell[0][1] == "allOf":
                waiting.append(cell[0][0][2])
            sites = self._index.references.get(path_of(cell), ())
            schemas = (site.cell for site in sites if site.type == "Schema")
            waiting += [each[2] for each in schemas if not self._losses.is_gone(each)]
