"""Choices that stand between a hidden value and what is said around them.

What one branch of a choice hides, another may list. Then whatever is said outside of the choice
is said of both, and keeps the value.
"""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition
from apidocgen.variants.constants import demanded
from apidocgen.variants.fellows import OUTWARDS
from apidocgen.variants.fitting import as_list
from apidocgen.variants.hidings import Hiding
from apidocgen.variants.index import Index
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Steps, members, membership


class Alternatives:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition

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
            tops = self._composition.tops(schema)
            found.update(self._showing(tops, steps, hiding.values))
            for top in tops:
                step = membership(self._index.cells.get(id(top)), self._index)
                if step is not None:
                    waiting.append((step.holder, (step, *steps)))
        return frozenset(found)

    def _showing(self, tops: list[Tree], steps: Steps, values: frozenset[str]) -> Iterator[int]:
        leading = {id(top) for top in tops}
        for chooser in self._composition.choices_leading_to(tops):
            cell = self._index.cells.get(chooser)
            for choice in CHOICES if cell else ():
                branches = as_list(cell[2].get(choice)) if cell else []
                others = [each for each in branches if id(each) not in leading]
                if len(others) < len(branches) and self._list(others, steps, values):
                    yield chooser

    def _list(self, branches: list[Tree], steps: Steps, values: frozenset[str]) -> bool:
        """Whether one of these branches lists a value, and nothing in it hides one."""
        return any(self._lists(branch, steps, values) for branch in branches)

    def _lists(self, branch: Tree, steps: Steps, values: frozenset[str]) -> bool:
        schemas = self._composition.applying(branch).visible
        for step in steps:
            inner = [member for each in schemas for member in members(each, step)]
            applying = [self._composition.applying(each).visible for each in inner]
            schemas = tuple(schema for some in applying for schema in some)
        hidden = self._losses.hidden_values
        return all(values.isdisjoint(hidden(each)) for each in schemas) and any(
            not values.isdisjoint(demanded(each)) for each in schemas
        )
