"""Values that are hidden in one place, wherever they stand again.

A value is hidden by ``x-enum-values``, or because it names a kind whose schema is hidden. It may
stand again in ``enum`` or ``const`` of another schema for the same value, in the mapping of a
discriminator, in the condition of a branch: a branch that only a hidden value fulfils describes
nothing that the audience can meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Composition
from apidocgen.variants.constants import Constants, demanded, listed
from apidocgen.variants.enums import hidden_values
from apidocgen.variants.fellows import OUTWARDS, Fellows, Steps, members
from apidocgen.variants.index import Cell, Index
from apidocgen.variants.kinds import Kinds, kinds_told_apart
from apidocgen.variants.losses import Losses


@dataclass(frozen=True, slots=True)
class Repeated:
    """Where values that are hidden in one place stand again.

    ``constants`` holds them by id of each schema that has them in ``enum`` or ``const`` or as a
    value for readers; ``mapped`` the entries of discriminators that go by such a value;
    ``branches`` what only such a value fulfils.
    """

    constants: dict[int, frozenset[str]]
    mapped: tuple[tuple[Cell, str], ...]
    branches: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Hiding:
    """Values that are hidden, of a schema or of one member of its values.

    ``widely`` says that a schema is asked for them even if it is used elsewhere, too.
    """

    schema: Tree
    steps: Steps
    values: frozenset[str]
    widely: bool = False


def repeated_values(
    losses: Losses, composition: Composition, constants: Callable[[], Constants]
) -> Repeated:
    """Where hidden enum values, and the names of hidden kinds, stand again.

    ``constants`` tells which schemas list a value; it is asked only if one is hidden.
    """
    kinds = list(kinds_told_apart(losses))
    repeating = _Repeating(losses, composition)
    for hiding in (*_of_enums(losses), *_of_kinds(kinds)):
        own = hiding.schema if not hiding.steps else {}
        if constants().stand_elsewhere(hiding.values, own):
            repeating.add(hiding)
    for each in kinds:
        repeating.keep(each)
    return repeating.found([entry for each in kinds for entry in each.entries])


def _of_enums(losses: Losses) -> Iterator[_Hiding]:
    for cell in losses.index.enums:
        hidden = hidden_values(cell[2], losses.removed)
        if hidden and not losses.is_gone(cell):
            yield _Hiding(cell[2], (), hidden)


def _of_kinds(kinds: Iterable[Kinds]) -> Iterator[_Hiding]:
    for each in kinds:
        for values, widely in ((each.gone, True), (each.left_out, False)):
            if values:
                yield _Hiding(each.schema, _steps(each), frozenset(values), widely=widely)


def _steps(kinds: Kinds) -> Steps:
    return ((kinds.member, "properties"),)


class _Repeating:
    """Collects for one audience and one state of what is gone."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition
        self._fellows = Fellows(losses, composition)
        self._constants: dict[int, frozenset[str]] = {}
        self._kinds: dict[int, frozenset[str]] = {}
        self._mapped: dict[tuple[int, str], tuple[Cell, str]] = {}
        self._branches: dict[int, Cell] = {}

    def found(self, entries: Iterable[tuple[Cell, str]]) -> Repeated:
        """All that was added, and these entries of mappings."""
        self._mapped.update(((id(at[2]), key), (at, key)) for at, key in entries)
        constants = dict(self._constants)
        for nid, hidden in self._kinds.items():
            constants[nid] = constants.get(nid, frozenset()) | hidden
        return Repeated(constants, tuple(self._mapped.values()), tuple(self._branches.values()))

    def add(self, hiding: _Hiding) -> None:
        """Look where these values stand again."""
        for schema in self._describing(hiding):
            if schema is not hiding.schema or hiding.steps:
                self._add_constants(schema, hiding)
        if not hiding.steps:
            self._add_mapped(hiding)
        self._add_branches(hiding)

    def keep(self, kinds: Kinds) -> None:
        """Leave names where another discriminator needs them for what the audience sees."""
        if all(kinds.shown.isdisjoint(hidden) for hidden in self._kinds.values()):
            return
        for schema in self._describing(_Hiding(kinds.schema, _steps(kinds), frozenset(), True)):
            left = self._kinds.get(id(schema), frozenset()) - kinds.shown
            if left:
                self._kinds[id(schema)] = left
            else:
                self._kinds.pop(id(schema), None)

    def _describing(self, hiding: _Hiding) -> Iterable[Tree]:
        """The visible schemas for the value that the hiding is about."""
        found = self._together(hiding.schema, widely=hiding.widely)
        for name, keyword in hiding.steps:
            inner = [
                member
                for each in found.values()
                for member in members(each, name, keyword)
                if isinstance(member, dict) and not self._composition.is_gone(member)
            ]
            found = {}
            for member in inner:
                found.update(self._together(member, widely=hiding.widely))
        return found.values()

    def _together(self, schema: Tree, *, widely: bool) -> dict[int, Tree]:
        found = self._fellows.of(schema)
        if not widely:
            return found
        applying = self._composition.applying(schema).visible
        return {**found, **{id(each): each for each in applying}}

    def _add_constants(self, schema: Tree, hiding: _Hiding) -> None:
        if not hiding.values.isdisjoint(listed(schema)):
            found = self._kinds if hiding.steps else self._constants
            found[id(schema)] = found.get(id(schema), frozenset()) | hiding.values

    def _add_mapped(self, hiding: _Hiding) -> None:
        for top in self._composition.tops(hiding.schema):
            holder, name, keyword = self._fellows.around(top)
            if holder is not None and keyword == "properties":
                for place, key in self._entries(holder, str(name), hiding.values):
                    self._mapped[id(place[2]), key] = place, key

    def _entries(
        self, holder: Tree, name: str, values: frozenset[str]
    ) -> Iterator[tuple[Cell, str]]:
        """The entries for these values in discriminators that go by a property of ``holder``.

        What leads to another branch than the one that this property stands in says nothing of it.
        """
        choosers = self._fellows.choosers(holder)
        own = {id(each) for each in self._composition.tops(holder)}
        for nid, other in self._fellows.of(holder).items():
            discriminator = other.get("discriminator")
            if not isinstance(discriminator, dict) or discriminator.get("propertyName") != name:
                continue
            mapping = discriminator.get("mapping")
            place: Cell = (
                (self._index.cells[nid], "discriminator", discriminator),
                "mapping",
                mapping,
            )
            for key in values & mapping.keys() if isinstance(mapping, dict) else ():
                path = self._index.mapped.get((id(mapping), key))
                target = self._index.followed(self._index.target(path)) if path else None
                if nid not in choosers or target is None or id(target) in own:
                    yield place, key

    def _add_branches(self, hiding: _Hiding) -> None:
        """Look beside the value, beside the object that it is a member of, and further outwards."""
        schema: Tree | None = hiding.schema
        steps = hiding.steps
        for _ in range(OUTWARDS):
            if schema is None:
                return
            for branch in self._fellows.branches(schema):
                if self._demands(branch, steps, hiding.values):
                    self._branches[id(branch)] = self._index.cells[id(branch)]
            schema, name, keyword = self._fellows.around(schema)
            steps = ((name, keyword), *steps)

    def _demands(self, branch: Tree, steps: Steps, values: frozenset[str]) -> bool:
        """Whether a branch demands one of these values and allows no other."""
        for each in self._composition.included(branch):
            if not steps:
                wanted = list(demanded(each))
                if wanted and values.issuperset(wanted):
                    return True
                continue
            for member in members(each, *steps[0]):
                if isinstance(member, dict) and self._demands(member, steps[1:], values):
                    return True
        return False
