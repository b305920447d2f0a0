"""Schemas that apply to the same value as another one, wherever in a document they stand.

``Composition`` looks at what applies in place. A property, though, may be described twice: once
below ``properties``, and again in a branch of ``oneOf`` or in ``if`` beside it. Both apply to the
member of that name (JSON Schema 2020-12 core, section 10.3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition, same_choice
from apidocgen.variants.index import Index
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Step, members, membership

_MOST_KNOWN = 200_000  # schemas in all answers that are remembered: some have very many
OUTWARDS = 12
"""Members of members: further out, nobody says again what a value may be."""


class Fellows:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition
        self._known: dict[int, dict[int, Tree]] = {}
        self._remembered = 0
        self._inside: dict[int, tuple[Tree, ...]] = {}

    def of(self, schema: Tree, depth: int = 0) -> dict[int, Tree]:
        """The visible schemas that apply to values of ``schema``, itself among them, by id."""
        known = self._known.get(id(schema))
        if known is not None:
            return known
        if self._remembered > _MOST_KNOWN:
            self._known.clear()
            self._remembered = 0
        found = self._known[id(schema)] = {id(schema): schema}
        outwards = self._composition.tops(schema)
        own = {id(each) for each in outwards}
        beside = [e for top in outwards for e in self._beside(top, depth) if id(e) not in own]
        choices = self._composition.choices_leading_to(outwards)
        found.update((id(each), each) for each in outwards)
        self._add_inside(found, [(each, choices.get(id(each), "")) for each in outwards])
        self._add_inside(found, [(each, "") for each in beside])
        self._remembered += len(found)
        return found

    def beside(self, schema: Tree, *, hidden: bool = False) -> list[Tree]:
        """What other schemas say of the member or item that a schema describes.

        All of these stand in visible schemas, and are visible themselves unless ``hidden`` is set.
        """
        outwards = self._composition.tops(schema)
        own = {id(each) for each in outwards}
        found = (each for top in outwards for each in self._beside(top, 0, hidden=hidden))
        return list({id(each): each for each in found if id(each) not in own}.values())

    def together(self, schema: Tree, *, widely: bool) -> dict[int, Tree]:
        """The fellows of a schema; ``widely`` with all it leads to, others' as well or not."""
        found = self.of(schema)
        return {**found, **self._widely([schema])} if widely else found

    def inside(self, schemas: Iterable[Tree], *, widely: bool) -> dict[int, Tree]:
        """These schemas, as far as visible, with what they apply in place themselves."""
        shown = [schema for schema in schemas if not self._composition.is_gone(schema)]
        found: dict[int, Tree] = {}
        self._add_inside(found, [(schema, "") for schema in shown])
        return {**found, **self._widely(shown)} if widely else found

    def _widely(self, schemas: list[Tree]) -> dict[int, Tree]:
        found: dict[int, Tree] = {}
        waiting: list[Tree] = list(schemas)
        while waiting:
            for each in self._composition.applying(waiting.pop()).visible:
                excluded = each.get("not") if id(each) not in found else None
                found[id(each)] = each
                waiting += [excluded] if isinstance(excluded, dict) else []
        return found

    def branches(self, schema: Tree) -> Iterator[Tree]:
        """The branches and conditions for values of ``schema`` that do not lead to it themselves.

        Branches of choices, ``if``, and ``contains`` where the values are items. Other branches of
        a choice of which the schema is one are none: they say nothing about its values.
        """
        outwards = self._composition.tops(schema)
        leading = {id(each) for each in outwards}
        choices = self._composition.choices_leading_to(outwards)
        for nid, each in self.of(schema).items():
            branches = [_branches(each, same_choice(choices.get(nid, "")))]
            if self._index.cells[nid][1] == "contains":
                branches.append([each])
            for branch in (branch for some in branches for branch in some):
                if id(branch) not in leading and not self._composition.is_gone(branch):
                    yield branch

    def choosers(self, schema: Tree) -> frozenset[int]:
        """The ids of the schemas of whose choices this one is a branch, or part of one."""
        return frozenset(self._composition.choices_leading_to(self._composition.tops(schema)))

    def around(self, schema: Tree) -> Step | None:
        """How a schema is said of a member of the values of the one around it, if it is."""
        return membership(self._index.cells.get(id(schema)), self._index)

    def _add_inside(self, found: dict[int, Tree], starts: Iterable[tuple[Tree, str]]) -> None:
        """Add schemas and what they apply in place, but for other members of one choice each."""
        stack = list(starts)
        while stack:
            schema, choice = stack.pop()
            found.setdefault(id(schema), schema)
            for inner in self._applied(schema, same_choice(choice)):
                if id(inner) not in found:
                    found[id(inner)] = inner
                    stack.append((inner, ""))

    def _applied(self, schema: Tree, without: tuple[str, ...]) -> Iterable[Any]:
        """What a schema applies in place, ``not`` included; a shared schema is others' as well."""
        if without:
            return self._find_applied(schema, without)
        known = self._inside.get(id(schema))
        if known is None:
            known = self._inside[id(schema)] = tuple(self._find_applied(schema, ()))
        return known

    def _find_applied(self, schema: Tree, without: tuple[str, ...]) -> Iterator[Tree]:
        target = self._composition.target(schema)
        for each in (*self._composition.applicators(schema, without), schema.get("not")):
            if not isinstance(each, dict) or self._composition.is_gone(each):
                continue
            if each is not target or self._is_used_once(schema):
                yield each

    def _is_used_once(self, schema: Tree) -> bool:
        path = self._index.leads_to.get(id(schema))
        sites = self._index.references.get(path, ()) if path is not None else ()
        standing = (site for site in sites if not self._losses.is_gone(site.cell))
        return next(standing, None) is not None and next(standing, None) is None

    def _beside(self, schema: Tree, depth: int, *, hidden: bool = False) -> Iterable[Tree]:
        """What else describes the member or item that a schema describes."""
        cell = self._index.cells.get(id(schema))
        if cell is None or depth >= OUTWARDS:
            return
        if self._losses.is_gone(cell) and not self._losses.is_merely_empty(cell):
            return
        step = membership(cell, self._index)
        if step is None:
            return
        for other in self.of(step.holder, depth + 1).values():
            said = members(other, step)
            yield from (e for e in said if hidden or not self._composition.is_gone(e))


def _branches(schema: Tree, without: tuple[str, ...]) -> Iterable[Tree]:
    """The branches of the choices of a schema, and its condition."""
    for choice in CHOICES:
        branches = schema.get(choice) if choice not in without else None
        yield from (each for each in branches or () if isinstance(each, dict))
    if isinstance(schema.get("if"), dict):
        yield schema["if"]
