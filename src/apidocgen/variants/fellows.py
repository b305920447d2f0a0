"""Schemas that apply to the same value as another one, wherever in a document they stand.

``Composition`` looks at what applies in place. A property, though, may be described twice: once
below ``properties``, and again in a branch of ``oneOf`` or in ``if`` beside it. Both apply to the
member of that name (JSON Schema 2020-12 core, section 10.3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Token
from apidocgen.variants.composition import Composition
from apidocgen.variants.index import Cell, Index
from apidocgen.variants.losses import Losses

_ITEMS = ("items", "contains", "unevaluatedItems", "additionalItems")
_ALTERNATIVES = ("oneOf", "anyOf", "then", "else")
_MOST_KNOWN = 64
OUTWARDS = 12
"""Members of members: further out, nobody says again what a value may be."""

Steps = tuple[tuple[Token, str], ...]
"""From a schema to a value inside its values: names of members, and the keywords they are under."""


class Fellows:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition
        self._known: dict[int, dict[int, Tree]] = {}
        self._inside: dict[int, tuple[Tree, ...]] = {}

    def of(self, schema: Tree, depth: int = 0) -> dict[int, Tree]:
        """The visible schemas that apply to values of ``schema``, itself among them, by id."""
        known = self._known.get(id(schema))
        if known is not None:
            return known
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        found = self._known[id(schema)] = {id(schema): schema}
        outwards = self._composition.tops(schema)
        beside = [each for top in outwards for each in self._beside(top, depth)]
        choices = self._choices(outwards)
        found.update((id(each), each) for each in outwards)
        self._add_inside(found, [(each, choices.get(id(each), "")) for each in outwards])
        self._add_inside(found, [(each, "") for each in beside])
        return found

    def branches(self, schema: Tree) -> Iterator[Tree]:
        """The branches and conditions for values of ``schema`` that do not lead to it themselves.

        Branches of choices, ``if``, and ``contains`` where the values are items. Other branches of
        a choice of which the schema is one are none: they say nothing about its values.
        """
        outwards = self._composition.tops(schema)
        leading = {id(each) for each in outwards}
        choices = self._choices(outwards)
        for nid, each in self.of(schema).items():
            branches = [_branches(each, _same_choice(choices.get(nid, "")))]
            if self._index.cells[nid][1] == "contains":
                branches.append([each])
            for branch in (branch for some in branches for branch in some):
                if id(branch) not in leading and not self._composition.is_gone(branch):
                    yield branch

    def choosers(self, schema: Tree) -> frozenset[int]:
        """The ids of the schemas of whose choices this one is a branch, or part of one."""
        return frozenset(self._choices(self._composition.tops(schema)))

    def around(self, schema: Tree) -> tuple[Tree | None, Token, str]:
        """The schema that this one describes a member or the items of, their name, the keyword."""
        cell = self._index.cells.get(id(schema))
        return membership(cell, self._index) if cell else (None, "", "")

    def _choices(self, outwards: Iterable[Tree]) -> dict[int, str]:
        """The choice of each schema that one of these is a member of, by the schema's id."""
        found: dict[int, str] = {}
        for schema in outwards:
            cell = self._index.cells.get(id(schema))
            if cell and cell[1] in _ALTERNATIVES:
                found[id(cell[0][2])] = str(cell[1])
            elif cell and cell[0] and cell[0][1] in _ALTERNATIVES and cell[0][0]:
                found[id(cell[0][0][2])] = str(cell[0][1])
        return found

    def _add_inside(self, found: dict[int, Tree], starts: Iterable[tuple[Tree, str]]) -> None:
        """Add schemas and what they apply in place, but for other members of one choice each."""
        stack = list(starts)
        while stack:
            schema, choice = stack.pop()
            found.setdefault(id(schema), schema)
            for inner in self._applied(schema, _same_choice(choice)):
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

    def _beside(self, schema: Tree, depth: int) -> Iterable[Tree]:
        """What else describes the member or item that a schema describes."""
        cell = self._index.cells.get(id(schema))
        if cell is None or depth >= OUTWARDS or self._losses.is_gone(cell):
            return
        holder, name, keyword = membership(cell, self._index)
        for other in self.of(holder, depth + 1).values() if holder is not None else ():
            for member in members(other, name, keyword):
                if isinstance(member, dict) and not self._composition.is_gone(member):
                    yield member


def membership(cell: Cell, index: Index) -> tuple[Tree | None, Token, str]:
    """The schema that a schema describes a member of, the member's name, and by what keyword."""
    around, key = cell[0], cell[1]
    if key in _ITEMS and id(around[2]) in index.cells:
        return around[2], key, str(key)
    if around[1] == "properties" and around[0] is not None and id(around[0][2]) in index.cells:
        return around[0][2], key, "properties"
    return None, key, ""


def members(schema: Tree, name: Token, keyword: str) -> Iterable[Any]:
    """What a schema says of the member of that name, or of items."""
    if keyword != "properties":
        return [schema.get(key) for key in _ITEMS]
    declared = schema.get("properties")
    return [declared.get(str(name))] if isinstance(declared, dict) else []


def _branches(schema: Tree, without: tuple[str, ...]) -> Iterable[Tree]:
    """The branches of the choices of a schema, and its condition."""
    for choice in ("oneOf", "anyOf"):
        branches = schema.get(choice) if choice not in without else None
        yield from (each for each in branches or () if isinstance(each, dict))
    if isinstance(schema.get("if"), dict):
        yield schema["if"]


def _same_choice(key: str) -> tuple[str, ...]:
    """The keywords whose schemas exclude that of ``key``."""
    return ("then", "else") if key in ("then", "else") else (key,) if key else ()
