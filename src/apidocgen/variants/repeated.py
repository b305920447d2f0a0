"""Values that are hidden in one place, wherever they stand again.

A hidden value may stand again in ``enum`` or ``const`` of another schema for the same value, in
the mapping of a discriminator, in the condition of a branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from apidocgen.spec.document import Tree
from apidocgen.variants.alternatives import Alternatives
from apidocgen.variants.composition import Composition
from apidocgen.variants.constants import Constants, listed
from apidocgen.variants.dead_branches import DeadBranches
from apidocgen.variants.enums import hidden_values
from apidocgen.variants.fellows import Fellows
from apidocgen.variants.hidings import Hiding, hidings, steps_to
from apidocgen.variants.index import Cell, Index
from apidocgen.variants.kinds import Kinds, kinds_told_apart
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Steps, members
from apidocgen.variants.shared_values import SharedValues


@dataclass(frozen=True, slots=True)
class Repeated:
    """Where values that are hidden in one place stand again.

    ``constants`` holds them by id of each schema that has them in ``enum`` or ``const`` or as a
    value for readers; ``mapped`` the entries of discriminators that go by such a value;
    ``branches`` what only such a value fulfils; ``kinds`` the hidden kinds by id of the
    discriminator.
    """

    constants: dict[int, frozenset[str]]
    mapped: tuple[tuple[Cell, str], ...]
    branches: tuple[Cell, ...]
    kinds: dict[int, frozenset[str]] = field(default_factory=dict)


def repeated_values(
    losses: Losses, composition: Composition, constants: Callable[[], Constants]
) -> Repeated:
    """Where hidden values, and the names of hidden kinds, stand again.

    ``constants`` tells which schemas list a value; it is asked only if one is hidden.
    """
    kinds = list(kinds_told_apart(losses))
    repeating = _Repeating(losses, composition, constants)
    repeating.add_all(hidings(losses, kinds))
    for each in kinds:
        repeating.keep(each)
    return repeating.found(kinds)


class _Scene:
    """What to ask about schemas that apply to one value, some choices taken apart."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self.composition = composition
        self.fellows = Fellows(losses, composition)
        self.dead = DeadBranches(losses, composition, self.fellows)


class _Repeating:
    """Collects for one audience and one state of what is gone."""

    def __init__(
        self, losses: Losses, composition: Composition, constants: Callable[[], Constants]
    ) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._constants_of_master = constants
        self._standing: dict[int, bool] = {}
        self._alternatives = Alternatives(losses, composition)
        self._scenes: dict[frozenset[int], _Scene] = {
            frozenset(): _Scene(losses, composition),
        }
        self._shared = SharedValues(losses, composition)
        self._constants: dict[int, frozenset[str]] = {}
        self._kinds: dict[int, frozenset[str]] = {}
        self._mapped: dict[tuple[int, str], tuple[Cell, str]] = {}
        self._branches: dict[int, Cell] = {}

    def found(self, kinds: Iterable[Kinds]) -> Repeated:
        """All that was added, and what discriminators lose by these kinds."""
        hidden_kinds: dict[int, frozenset[str]] = {}
        for each in kinds:
            self._mapped.update(((id(at[2]), key), (at, key)) for at, key in each.entries)
            gone = frozenset(each.gone | each.left_out)
            if gone:
                hidden_kinds[id(each.schema["discriminator"])] = gone
        constants = dict(self._constants)
        for nid, hidden in self._kinds.items():
            constants[nid] = constants.get(nid, frozenset()) | hidden
        mapped, branches = tuple(self._mapped.values()), tuple(self._branches.values())
        return Repeated(constants, mapped, branches, hidden_kinds)

    def add_all(self, hidings: Iterable[Hiding]) -> None:
        """Look where these values stand again; also those that then are hidden wherever used."""
        waiting = list(hidings)
        while waiting:
            for hiding in waiting:
                self._add(hiding)
            waiting = list(self._shared.hidden_wherever_used())

    def _add(self, hiding: Hiding) -> None:
        holders = self._visible_holders(hiding.values)
        own = hidden_values(hiding.schema, self._losses.removed)
        is_told = not hiding.steps and all(nid == id(hiding.schema) for nid in holders)
        if not holders or (is_told and hiding.values <= own):
            return
        for apart, part in self._parts(hiding):
            self._add_part(part, self._scene(apart), holders)

    def _parts(self, hiding: Hiding) -> Iterator[tuple[frozenset[int], Hiding]]:
        """What is hidden, by the choices of which another branch shows it."""
        showing = self._alternatives.showing
        if hiding.inwards or not showing(hiding):
            yield frozenset(), hiding
            return
        parts: dict[frozenset[int], set[str]] = {}
        for value in sorted(hiding.values):
            single = replace(hiding, values=frozenset({value}))
            parts.setdefault(showing(single), set()).add(value)
        for apart, values in parts.items():
            yield apart, replace(hiding, values=frozenset(values))

    def _visible_holders(self, values: Iterable[str]) -> list[int]:
        """The ids of the schemas that list one of these values, or map it, and that are there."""
        constants = self._constants_of_master()
        found = dict.fromkeys(nid for each in values for nid in constants.holders(each))
        return [nid for nid in found if self._stands(nid)]

    def _stands(self, nid: int) -> bool:
        known = self._standing.get(nid)
        if known is None:
            known = self._standing[nid] = not self._losses.is_gone(self._index.cells[nid])
        return known

    def _demanding_only(self, values: frozenset[str], holders: Iterable[int]) -> Iterator[Tree]:
        """Those schemas that demand one of these values and allow no other."""
        constants = self._constants_of_master()
        for nid in holders:
            wanted = constants.demands(nid)
            if wanted and wanted <= values:
                yield self._index.cells[nid][2]

    def _add_part(self, hiding: Hiding, scene: _Scene, holders: Iterable[int]) -> None:
        for schema in self._describing(hiding, scene):
            self._add_constants(schema, hiding)
        if hiding.inwards:
            return
        if not hiding.steps:
            self._add_mapped(hiding, scene)
        demanding = self._demanding_only(hiding.values, holders)
        for branch in scene.dead.of(hiding, demanding):
            self._branches[id(branch[2])] = branch

    def _scene(self, apart: frozenset[int]) -> _Scene:
        known = self._scenes.get(apart)
        if known is None:
            known = _Scene(self._losses, Composition(self._losses, apart))
            self._scenes[apart] = known
        return known

    def keep(self, kinds: Kinds) -> None:
        """Leave names where another discriminator needs them for what the audience sees."""
        if all(kinds.shown.isdisjoint(hidden) for hidden in self._kinds.values()):
            return
        asked = Hiding(kinds.schema, steps_to(kinds), frozenset(), widely=True)
        for schema in self._describing(asked, self._scenes[frozenset()]):
            left = self._kinds.get(id(schema), frozenset()) - kinds.shown
            if left:
                self._kinds[id(schema)] = left
            else:
                self._kinds.pop(id(schema), None)

    def _describing(self, hiding: Hiding, scene: _Scene) -> Iterable[Tree]:
        """The visible schemas for the value that the hiding is about."""
        if hiding.inwards:
            found = scene.fellows.inside([hiding.schema], widely=hiding.widely)
        else:
            found = scene.fellows.together(hiding.schema, widely=hiding.widely)
        for number, step in enumerate(hiding.steps):
            self._note_uses(found.values(), hiding.steps[number:], hiding.values)
            inner = [member for each in found.values() for member in members(each, step)]
            found = scene.fellows.inside(inner, widely=hiding.widely)
        self._note_uses(found.values(), (), hiding.values)
        return found.values()

    def _note_uses(self, schemas: Iterable[Tree], steps: Steps, values: frozenset[str]) -> None:
        for schema in schemas if values else ():
            self._shared.add(schema, steps, values)

    def _add_constants(self, schema: Tree, hiding: Hiding) -> None:
        if not hiding.values.isdisjoint(listed(schema)):
            found = self._kinds if hiding.steps else self._constants
            found[id(schema)] = found.get(id(schema), frozenset()) | hiding.values

    def _add_mapped(self, hiding: Hiding, scene: _Scene) -> None:
        for top in scene.composition.tops(hiding.schema):
            step = scene.fellows.around(top)
            if step is not None and step.keyword == "properties":
                for place, key in self._entries(scene, step.holder, str(step.name), hiding.values):
                    self._mapped[id(place[2]), key] = place, key

    def _entries(
        self, scene: _Scene, holder: Tree, name: str, values: frozenset[str]
    ) -> Iterator[tuple[Cell, str]]:
        """The entries for these values in discriminators that go by a property of ``holder``.

        What leads to another branch than the one that this property stands in says nothing of it.
        """
        choosers = scene.fellows.choosers(holder)
        own = {id(each) for each in scene.composition.tops(holder)}
        for nid, other in scene.fellows.of(holder).items():
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
