"""Properties that are hidden and described once more inside the schema that declares them.

A condition, a branch or a dependent schema written in place says more of a property of the schema
around it: ``if: {properties: {kind: {const: gold}}}``. It declares nothing of its own, so it goes
with the property, unless it says itself who may see it. A schema elsewhere that declares a
property of the same name, a base or the other member of an ``allOf``, is another matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.document import Tree
from apidocgen.variants.annotations import Rule
from apidocgen.variants.fellows import OUTWARDS
from apidocgen.variants.index import Cell, Index, path_of
from apidocgen.variants.layouts import IN_PLACE
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Steps, membership, restatements
from apidocgen.variants.reasons import Cause, Reason

_DECLARING = frozenset({"properties", "patternProperties"})


def restated_properties(losses: Losses) -> Iterator[tuple[Cell, Reason]]:
    """What describes a hidden property once more and is still there, and why it goes."""
    index = losses.index
    for nid in list(losses.removed):
        cell = index.cells.get(nid)
        if cell is not None and index.types[nid] == "Schema":
            yield from _restating(losses, cell)


def _restating(losses: Losses, cell: Cell) -> Iterator[tuple[Cell, Reason]]:
    index = losses.index
    step = membership(cell, index)
    if step is None or step.keyword not in _DECLARING:
        return
    reason: Reason | None = None
    steps: Steps = ()
    for _ in range(OUTWARDS):
        if step is None:
            return
        steps = (step, *steps)
        for inner in _in_place(step.holder):
            for member in _at(inner, steps):
                if id(member) in losses.removed or _says_who(index, member):
                    continue
                reason = reason or Reason(Cause.RESTATES, target=path_of(cell))
                yield index.cells[id(member)], reason
        step = membership(index.cells[id(step.holder)], index)


def _in_place(schema: Tree) -> Iterator[Tree]:
    """The schemas that are written inside a schema and apply to the same values."""
    stack = [schema]
    while stack:
        current = stack.pop()
        for key in IN_PLACE & current.keys():
            value = current[key]
            maps = key in ("dependentSchemas", "dependencies") and isinstance(value, dict)
            given = value.values() if maps else value if isinstance(value, list) else (value,)
            inner = [each for each in given if isinstance(each, dict)]
            yield from inner
            stack += inner


def _at(schema: Tree, steps: Steps) -> list[Tree]:
    """What a schema says of the member of a member, in place."""
    found = [schema]
    for step in steps:
        found = [member for each in found for member in restatements(each, step)]
    return found


def _says_who(index: Index, member: Tree) -> bool:
    rule = index.rules.get(id(member))
    return rule is not None and rule != Rule()
