"""Values that are hidden for an audience, and of which member of which values.

One is hidden by ``x-enum-values``, by naming a kind whose schema is hidden, or because only a
hidden branch of a choice demands it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.assertions import is_null
from apidocgen.variants.composition import properties
from apidocgen.variants.constants import demanded
from apidocgen.variants.enums import hidden_values
from apidocgen.variants.index import Index, path_of
from apidocgen.variants.kinds import Kinds
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Steps, property_step


@dataclass(frozen=True, slots=True)
class Hiding:
    """Values that are hidden, of a schema or of one member of its values.

    ``widely`` says that a schema is asked for them even if it is used elsewhere, too; ``inwards``
    that they are hidden in what the schema itself says, and not in what is said around it.
    """

    schema: Tree
    steps: Steps
    values: frozenset[str]
    widely: bool = False
    inwards: bool = False


def hidings(losses: Losses, kinds: Iterable[Kinds]) -> Iterator[Hiding]:
    """All values that are hidden; ``kinds`` are those that discriminators tell apart."""
    yield from _of_enums(losses)
    yield from _of_kinds(kinds)
    yield from _of_choices(losses)
    yield from _of_children(losses)


def _of_enums(losses: Losses) -> Iterator[Hiding]:
    for cell in losses.index.enums:
        hidden = hidden_values(cell[2], losses.removed)
        if hidden and (losses.is_merely_empty(cell) or not losses.is_gone(cell)):
            yield Hiding(cell[2], (), hidden)


def _of_kinds(kinds: Iterable[Kinds]) -> Iterator[Hiding]:
    for each in kinds:
        for values, widely in ((each.gone, True), (each.left_out, False)):
            if values:
                yield Hiding(each.schema, steps_to(each), frozenset(values), widely=widely)


def steps_to(kinds: Kinds) -> Steps:
    """The way to the member that tells the kind."""
    return (property_step(kinds.schema, kinds.member),)


def _of_choices(losses: Losses) -> Iterator[Hiding]:
    """Constants that only hidden branches of a choice demand."""
    seen: set[int] = set()
    for nid in list(losses.removed):
        cell = losses.index.cells.get(nid)
        around = cell[0] if cell else None
        if around is None or around[1] not in CHOICES or id(around[2]) in seen:
            continue
        seen.add(id(around[2]))
        if not losses.is_gone(around):
            yield from _Choice(losses, around[0][2], around[2]).hidings()


def _of_children(losses: Losses) -> Iterator[Hiding]:
    """Constants that only hidden schemas demand of those that include a base.

    As in a choice, though nobody lists them: if the base is used by schemas alone that include it
    in their ``allOf``, a member of which all demand constants tells them apart.
    """
    index = losses.index
    seen: set[int] = set()
    for nid in list(losses.removed):
        parts = index.cells[nid][2].get("allOf") if nid in index.cells else None
        for part in parts if isinstance(parts, list) else ():
            path = index.leads_to.get(id(part))
            base = index.target(path) if path is not None else None
            if isinstance(base, dict) and id(base) in index.cells and id(base) not in seen:
                seen.add(id(base))
                yield from _of_base(losses, base)


def _of_base(losses: Losses, base: Tree) -> Iterator[Hiding]:
    index = losses.index
    cell = index.cells[id(base)]
    sites = [s for s in index.references.get(path_of(cell), ()) if s.type == "Schema"]
    standing = [site for site in sites if not losses.is_gone(site.cell)]
    if losses.is_gone(cell) or any(site.cell[0][1] != "allOf" for site in standing):
        return
    around = [site.cell[0][0][2] for site in sites if site.cell[0][1] == "allOf"]
    children = [child for child in around if id(child) in index.cells]  # no property called so
    hidden = [child for child in children if losses.is_hidden(index.cells[id(child)])]
    shown = [site.cell[0][0][2] for site in standing]
    yield from _Choice(losses, base, [*hidden, *shown], hidden).of_base()


class _Choice:
    """One choice that has hidden branches: those that are gone, or those given as ``hidden``."""

    def __init__(
        self, losses: Losses, schema: Tree, branches: list[Any], hidden: Iterable[Tree] = ()
    ) -> None:
        gone = {*losses.removed, *map(id, hidden)}
        self._losses = losses
        self._index: Index = losses.index
        self._schema = schema
        objects = [branch for branch in branches if isinstance(branch, dict)]
        self._hidden = [self._parts(each) for each in objects if id(each) in gone]
        shown = [each for each in objects if id(each) not in gone]
        self._visible = [self._parts(each) for each in shown if not is_null(each)]

    def hidings(self) -> Iterator[Hiding]:
        """What hidden branches demand of the value itself, or of a member that tells branches.

        A member tells them apart if all branches demand constants of it, each its own. Then a
        visible branch allows none of the hidden ones either, wherever else it is used.
        """
        values = self._only_hidden(None)
        if values:
            yield Hiding(self._schema, (), values)
        for name in self._telling():
            values = self._only_hidden(name)
            if values:
                yield Hiding(self._schema, (property_step(self._schema, name),), values)
            gone = values & self._demanded_by_gone(name)
            for branch in (parts[0] for parts in self._visible) if gone else ():
                yield Hiding(branch, (property_step(branch, name),), gone, inwards=True)

    def of_base(self) -> Iterator[Hiding]:
        """What only hidden ones demand of a member that tells those apart which include a base."""
        for name in self._telling() if self._hidden else ():
            values = self._only_hidden(name)
            if values:
                yield Hiding(
                    self._schema, (property_step(self._schema, name),), values, inwards=True
                )

    def _telling(self) -> Iterator[str]:
        discriminator = self._schema.get("discriminator")
        told = discriminator.get("propertyName") if isinstance(discriminator, dict) else None
        names = (name for parts in self._hidden for each in parts for name, _ in properties(each))
        for name in dict.fromkeys(names) if self._visible else ():
            shown = [self._demanded(parts, name) for parts in self._visible]
            # What hidden branches demand of it, if anything, says nothing of the visible ones.
            apart = len(frozenset[str]().union(*shown)) == sum(map(len, shown))
            if name != told and apart and all(shown):
                yield name

    def _only_hidden(self, name: str | None) -> frozenset[str]:
        theirs = [self._demanded(parts, name) for parts in self._hidden]
        return (
            frozenset()
            .union(*theirs)
            .difference(*(self._demanded(parts, name) for parts in self._visible))
        )

    def _demanded_by_gone(self, name: str) -> frozenset[str]:
        """The constants of hidden branches that are shown nowhere else either."""
        cells = self._index.cells
        gone = (parts for parts in self._hidden if self._losses.is_gone(cells[id(parts[0])]))
        return frozenset(value for parts in gone for value in self._demanded(parts, name))

    def _demanded(self, parts: list[Tree], name: str | None) -> frozenset[str]:
        """The constants that a branch demands of a value, or of its member of that name."""
        schemas: Iterable[Any] = parts
        if name is not None:
            schemas = (self._index.followed(dict(properties(each)).get(name)) for each in parts)
        demands = (frozenset(demanded(each)) for each in schemas if isinstance(each, dict))
        found = [values for values in demands if values]
        return found[0].intersection(*found[1:]) if found else frozenset()

    def _parts(self, branch: Tree) -> list[Tree]:
        """A branch followed, and what it includes: hidden or not."""
        found: dict[int, Tree] = {}
        waiting: list[Any] = [branch]
        while waiting:
            each = self._index.followed(waiting.pop(0))
            if isinstance(each, dict) and id(each) not in found:
                found[id(each)] = each
                parts = each.get("allOf")
                waiting += parts if isinstance(parts, list) else ()
        return list(found.values())
