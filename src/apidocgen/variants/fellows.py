"""Schemas that apply to the same value as another one, wherever in a document they stand.

``Composition`` looks at what applies in place. A property, though, may be described twice: once
below ``properties``, and again in a branch of ``oneOf`` or in ``if`` beside it. Both apply to the
member of that name (JSON Schema 2020-12 core, section 10.3.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Token
from apidocgen.variants.composition import Composition
from apidocgen.variants.enums import hidden_values, text_of
from apidocgen.variants.index import Cell, Index
from apidocgen.variants.losses import Losses

_ITEMS = ("items", "contains", "unevaluatedItems", "additionalItems")
_ALTERNATIVES = ("oneOf", "anyOf", "then", "else")
_MOST_KNOWN = 64
_DEEP = 12  # members of members: further up, nobody says again what a value may be


class Fellows:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition
        self._known: dict[int, dict[int, Tree]] = {}

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
                if isinstance(inner, dict) and id(inner) not in found:
                    if self._composition.is_gone(inner):
                        continue
                    found[id(inner)] = inner
                    stack.append((inner, ""))

    def _applied(self, schema: Tree, without: tuple[str, ...]) -> Iterable[Any]:
        """What a schema applies in place, ``not`` included; a shared schema is others' as well."""
        target = self._composition.target(schema)
        for each in self._composition.applicators(schema, without):
            if each is not target or self._is_used_once(schema):
                yield each
        yield schema.get("not")

    def _is_used_once(self, schema: Tree) -> bool:
        path = self._index.leads_to.get(id(schema))
        return path is not None and len(self._index.references.get(path, ())) == 1

    def _beside(self, schema: Tree, depth: int) -> Iterable[Tree]:
        """What else describes the member or item that a schema describes."""
        cell = self._index.cells.get(id(schema))
        if cell is None or depth >= _DEEP or self._losses.is_gone(cell):
            return
        holder, name, keyword = _membership(cell, self._index)
        for other in self.of(holder, depth + 1).values() if holder is not None else ():
            for member in _members(other, name, keyword):
                if isinstance(member, dict) and not self._composition.is_gone(member):
                    yield member


def _membership(cell: Cell, index: Index) -> tuple[Tree | None, Token, str]:
    """The schema that a schema describes a member of, the member's name, and by what keyword."""
    around, key = cell[0], cell[1]
    if key in _ITEMS and id(around[2]) in index.cells:
        return around[2], key, str(key)
    if around[1] == "properties" and around[0] is not None and id(around[0][2]) in index.cells:
        return around[0][2], key, "properties"
    return None, key, ""


def _members(schema: Tree, name: Token, keyword: str) -> Iterable[Any]:
    """What a schema says of the member of that name, or of items."""
    if keyword != "properties":
        return [schema.get(key) for key in _ITEMS]
    declared = schema.get("properties")
    return [declared.get(str(name))] if isinstance(declared, dict) else []


def _same_choice(key: str) -> tuple[str, ...]:
    """The keywords whose schemas exclude that of ``key``."""
    return ("then", "else") if key in ("then", "else") else (key,) if key else ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """Where values that are hidden in one list stand again.

    ``constants`` holds them by id of each schema that has them in ``enum`` or ``const`` or as a
    value for readers; ``mapped`` the entries of discriminators that go by such a value.
    """

    constants: dict[int, frozenset[str]]
    mapped: tuple[tuple[Cell, str], ...]


def repeated_values(losses: Losses, composition: Composition) -> Repeated:
    """Where the enum values that are hidden by themselves stand again."""
    fellows = Fellows(losses, composition)
    constants: dict[int, frozenset[str]] = {}
    mapped: dict[tuple[int, str], tuple[Cell, str]] = {}
    for cell in losses.index.enums:
        hidden = hidden_values(cell[2], losses.removed)
        if not hidden or losses.is_gone(cell):
            continue
        for nid, schema in fellows.of(cell[2]).items():
            if schema is not cell[2] and not hidden.isdisjoint(_constants(schema)):
                constants[nid] = constants.get(nid, frozenset()) | hidden
        for top in composition.tops(cell[2]):
            for place in _mappings(fellows, top, losses.index):
                found = ((place, key) for key in place[2] if key in hidden)
                mapped.update(((id(at[2]), key), (at, key)) for at, key in found)
    return Repeated(constants, tuple(mapped.values()))


def _mappings(fellows: Fellows, schema: Tree, index: Index) -> Iterable[Cell]:
    """The mappings of discriminators that go by the property that ``schema`` describes."""
    cell = index.cells.get(id(schema))
    holder, name, keyword = _membership(cell, index) if cell else (None, "", "")
    if holder is None or keyword != "properties":
        return
    for nid, other in fellows.of(holder).items():
        discriminator = other.get("discriminator")
        if isinstance(discriminator, dict) and discriminator.get("propertyName") == name:
            mapping = discriminator.get("mapping")
            if isinstance(mapping, dict):
                around: Cell = (index.cells[nid], "discriminator", discriminator)
                yield (around, "mapping", mapping)


def dead_branches(losses: Losses, index: Index) -> Iterable[Cell]:
    """Branches of a choice, and conditions, that only a hidden value would fulfil."""
    for nid, hidden in losses.hidden_constants.items():
        cell = index.cells[nid]
        demanded = list(_demanded(cell[2]))
        if not demanded or not hidden.issuperset(demanded):
            continue
        holder, _, keyword = _membership(cell, index)
        if holder is None or keyword != "properties":
            continue
        branch = index.cells[id(holder)]
        while branch[0] is not None and branch[0][1] == "allOf":
            branch = index.cells[id(branch[0][0][2])]
        if branch[1] in ("if", "contains") or (
            branch[0] is not None and branch[0][1] in ("oneOf", "anyOf")
        ):
            yield branch


def _demanded(schema: Tree) -> Iterable[str]:
    """The values of which a schema demands one."""
    values = schema.get("enum")
    if "const" in schema:
        yield text_of(schema["const"])
    elif isinstance(values, list):
        yield from map(text_of, values)


def _constants(schema: Tree) -> Iterable[str]:
    for key in ("const", "default", "example"):
        if key in schema:
            yield text_of(schema[key])
    for key in ("enum", "examples"):
        values = schema.get(key)
        yield from (text_of(each) for each in (values if isinstance(values, list) else ()))
