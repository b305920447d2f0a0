"""Which schemas apply to one and the same value, and which property names are hidden there.

A property may be declared in one schema and named in another that applies to the same value:
``required`` beside an ``allOf``, a branch of ``oneOf`` that only says ``required: [a]``, an
example in a member of ``allOf``. Whether a name is hidden is therefore asked of all schemas that
apply in place (JSON Schema 2020-12 core, section 10.2), references followed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.spec.pointer import Path
from apidocgen.variants.enums import text_of
from apidocgen.variants.index import Cell, path_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import declarations

_LISTS = ("allOf", "oneOf", "anyOf")
_SINGLE = ("if", "then", "else")
_MAPS = ("dependentSchemas", "dependencies")
_ALTERNATIVES = (*CHOICES, "then", "else")
_MERELY_REFERS = frozenset({"$ref", "title", "description", "deprecated", "nullable"})


@dataclass(frozen=True, slots=True)
class Applying:
    """Schemas that apply to one value: those an audience sees and those it does not."""

    visible: tuple[Tree, ...]
    hidden: tuple[Tree, ...]


class Composition:
    """Answers for one audience and one state of what is gone for it.

    ``apart`` holds ids of schemas whose choices are no way outwards for their branches.
    """

    def __init__(self, losses: Losses, apart: frozenset[int] = frozenset()) -> None:
        self._losses = losses
        self._apart = apart
        self._index = losses.index
        self._removed = losses.removed
        self._shrunk = losses.shrunk
        self._applying: dict[int, Applying] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._around: dict[int, Applying] = {}
        self._outwards: dict[int, tuple[Tree, ...]] = {}
        self._declaring: dict[int, tuple[set[str], set[str]]] = {}

    def applying(self, schema: Any) -> Applying:
        """The schemas that apply wherever ``schema`` does, itself first."""
        known = self._applying.get(id(schema))
        if known is None:
            known = self._applying[id(schema)] = self._collect(schema)
        return known

    def applicators(self, schema: Tree, without: Container[str] = ()) -> Iterator[Any]:
        """The schemas that ``schema`` itself applies in place, ``not`` and some keys aside."""
        target = self.target(schema)
        if target is not None:
            yield target
        for path in self._index.dynamic.get(id(schema), ()):
            yield self._index.target(path)
        for key in _LISTS:
            members = schema.get(key) if key not in without else None
            yield from members if isinstance(members, list) else ()
        for key in _SINGLE:
            if key in schema and key not in without:
                yield schema[key]
        for key in _MAPS:
            members = schema.get(key) if key not in without else None
            yield from members.values() if isinstance(members, dict) else ()

    def hidden_names(self, schema: Tree) -> frozenset[str]:
        """Property names that are hidden, and nowhere shown, for values ``schema`` applies to."""
        known = self._names.get(id(schema))
        if known is None:
            known = self._names[id(schema)] = self._hidden_names(schema)
        return known

    def _hidden_names(self, schema: Tree) -> frozenset[str]:
        # What only refers applies nothing that its target does not apply.
        tops = [top for top in self.tops(schema) if top is schema or not _mere_reference(top)]
        shrunk = [top for top in tops if id(top) in self._shrunk]
        covered: set[int] = set()
        hidden, shown = self._declared_below(shrunk, covered)
        if hidden - shown and len(shrunk) < len(tops):
            others = [top for top in tops if id(top) not in self._shrunk]
            shown |= self._declared_below(others, covered)[1]
        return frozenset(hidden - shown) | self._hidden_in_its_branch(schema, hidden & shown)

    def _hidden_in_its_branch(self, schema: Tree, names: set[str]) -> frozenset[str]:
        """Those of some names that only other branches show than the one a schema stands in."""
        tops = self.tops(schema) if names else []
        if not tops or not self.choices_leading_to(tops):
            return frozenset()
        hidden, shown = self._declared(self._collect_around(tops))
        return frozenset(names & hidden - shown)

    def _declared_below(self, tops: list[Tree], covered: set[int]) -> tuple[set[str], set[str]]:
        """The hidden and the visible property names of all that these schemas apply.

        Outermost first: what one of them applies need not be asked once more, and is noted as
        ``covered``.
        """
        hidden: set[str] = set()
        shown: set[str] = set()
        for top in reversed(tops):
            if id(top) not in covered:
                covered.update(map(id, self.applying(top).visible))
                known = self._declaring.get(id(top))
                if known is None:
                    known = self._declaring[id(top)] = self._declared(self.applying(top))
                hidden |= known[0]
                shown |= known[1]
        return hidden, shown

    def hidden_in_others(self, schema: Tree, others: Iterable[Tree]) -> frozenset[str]:
        """Names that ``others`` hide, of the same values, and that neither they nor it show."""
        hidden: set[str] = set()
        shown: set[str] = set()
        for each in others:
            unseen, seen = self._declared(self.applying(each))
            hidden |= unseen
            shown |= seen
        if hidden - shown:
            shown |= self._declared_below(self.tops(schema), set())[1]
        return frozenset(hidden - shown)

    def hides_by_pattern(self, name: str, schema: Tree) -> bool:
        """Whether only patterns of hidden properties mean a name, of values ``schema`` is for."""
        is_hidden = False
        for top in self.tops(schema):
            applying = self.applying(top)
            for each in (*applying.visible, *applying.hidden):
                for declared, is_meant in declarations(name, each):
                    gone = self.is_gone(declared) or each in applying.hidden
                    if not gone and is_meant is not False:
                        return False
                    is_hidden = is_hidden or (gone and is_meant is True)
        return is_hidden

    def refused_names(self, schema: Tree) -> frozenset[str]:
        """Names that only a hidden value of ``propertyNames`` would allow."""
        names = schema.get("propertyNames")
        if not isinstance(names, dict):
            return frozenset()
        together = self.included(names)
        return frozenset(name for each in together for name in self._losses.hidden_values(each))

    def target(self, schema: Tree) -> Any:
        """What the ``$ref`` of a schema leads to, None where it has none."""
        path = self._index.leads_to.get(id(schema))
        return None if path is None else self._index.target(path)

    def included(self, schema: Tree, *, gone: bool = False) -> list[Tree]:
        """A schema with all that it refers to or includes, with what is gone or without."""
        found: dict[int, Tree] = {}
        waiting: list[Any] = [schema]
        while waiting:
            each = waiting.pop()
            if not isinstance(each, dict) or id(each) in found:
                continue
            if self.is_gone(each) and not gone:
                continue
            found[id(each)] = each
            parts = each.get("allOf")
            waiting += (self.target(each), *(parts if isinstance(parts, list) else ()))
        return list(found.values())

    def kind_of(self, value: Any, schema: Tree) -> Path | None:
        """Where the schema is that a value names by a discriminator, gone or not.

        A value that names none is of the one by default (Discriminator Object, 4.25 in 3.2).
        """
        discriminator = schema.get("discriminator")
        if not isinstance(discriminator, dict) or not isinstance(value, dict):
            return None
        mapped = self._index.mapped
        default = mapped.get((id(discriminator), "defaultMapping"))
        name = _kind_named(value, discriminator)
        if name is None:
            return default
        path = mapped.get((id(discriminator.get("mapping")), name))
        bare: Path = ("components", "schemas", name)
        if path is not None or default is None:
            return bare if path is None else path
        return bare if self._chain(bare) else default

    def names_gone(self, value: Any, schema: Tree) -> bool:
        """Whether a value says by its discriminator that it is of a schema that is gone."""
        path = self.kind_of(value, schema)
        if path is None:
            return False
        gone = any(each in self._removed for each in self._chain(path))
        return gone or self._is_unmapped(value, schema, path)

    def _is_unmapped(self, value: Tree, schema: Tree, path: Path) -> bool:
        discriminator = schema["discriminator"]
        name = _kind_named(value, discriminator)
        unmapped = self._losses.unmapped
        if (id(discriminator.get("mapping")), name) in unmapped:
            return True
        if name in self._losses.hidden_kinds_of(schema):
            return True
        is_default = (id(discriminator), "defaultMapping") in unmapped
        return is_default and path == self._index.mapped[id(discriminator), "defaultMapping"]

    def named(self, value: Any, schema: Tree) -> Tree | None:
        """The schema that a value says by its discriminator to be of, if it is still there."""
        path = self.kind_of(value, schema)
        if path is None or self._is_unmapped(value, schema, path):
            return None
        chain = self._chain(path)
        if not chain or any(each in self._removed for each in chain):
            return None
        node = self._index.target(path)
        return node if isinstance(node, dict) else None

    def _chain(self, path: Path) -> tuple[int, ...]:
        return self._index.chains.get(path) or self._index.chain(path)

    def is_gone(self, schema: Any) -> bool:
        """Whether a schema is gone for this audience."""
        return id(schema) in self._removed and isinstance(schema, dict)

    def _collect(self, schema: Any) -> Applying:
        """What is reached by visible schemas alone is visible, whoever else leads to it."""
        visible: list[Tree] = []
        gone: list[Tree] = []
        seen: set[int] = set()
        stack = [schema]
        while stack:
            current = stack.pop()
            if not isinstance(current, dict) or id(current) in seen:
                continue
            seen.add(id(current))
            if id(current) in self._removed:
                gone.append(current)
            else:
                visible.append(current)
                stack.extend(self.applicators(current))
        return Applying(tuple(visible), tuple(self.behind(gone, seen)))

    def behind(self, gone: list[Tree], seen: set[int]) -> Iterator[Tree]:
        """Hidden schemas with all that they apply and that has not been ``seen``."""
        yield from gone
        stack = [inner for schema in gone for inner in self.applicators(schema)]
        while stack:
            current = stack.pop()
            if isinstance(current, dict) and id(current) not in seen:
                seen.add(id(current))
                yield current
                stack.extend(self.applicators(current))

    def _declared(self, applying: Applying) -> tuple[set[str], set[str]]:
        """The names of properties that are declared and hidden, and those that are visible."""
        hidden: set[str] = set()
        shown: set[str] = set()
        for schema in applying.visible:
            for name, declared in properties(schema):
                if not isinstance(declared, bool):  # which only says whether it may be there
                    (hidden if self.is_gone(declared) else shown).add(name)
            hidden.update(self.refused_names(schema))
        for schema in applying.hidden:
            hidden.update(name for name, _ in properties(schema))
        return hidden, shown

    def tops(self, schema: Tree) -> list[Tree]:
        """The schema, and every visible schema that applies it in place, outwards."""
        found: list[Tree] = []
        seen: set[int] = set()
        stack = [schema]
        while stack:
            current = stack.pop()
            if id(current) in seen:
                continue
            seen.add(id(current))
            found.append(current)
            appliers = self._outwards.get(id(current))
            if appliers is None:
                appliers = self._outwards[id(current)] = tuple(self._appliers(current))
            stack.extend(appliers)
        return found

    def choices_leading_to(self, schemas: Iterable[Tree]) -> dict[int, str]:
        """The choices of which one of these schemas is a branch, or part of one.

        The keyword of each by the id of the schema that has it.
        """
        found: dict[int, str] = {}
        for schema in schemas:
            cell = self._index.cells.get(id(schema))
            if cell and cell[1] in _ALTERNATIVES:
                found[id(cell[0][2])] = str(cell[1])
            elif cell and cell[0] and cell[0][1] in _ALTERNATIVES and cell[0][0]:
                found[id(cell[0][0][2])] = str(cell[0][1])
        return found

    def around(self, schema: Tree) -> Applying:
        """What applies to a value that stands in ``schema``: it, and what it is written inside.

        Other branches of a choice of which the schema is one do not.
        """
        known = self._around.get(id(schema))
        if known is None:
            known = self._around[id(schema)] = self._collect_around(self.inline_tops(schema))
        return known

    def inline_tops(self, schema: Tree) -> list[Tree]:
        """The schema, and those that it is written inside and that apply it in place, outwards."""
        found = [schema]
        while (cell := self._index.around.get(id(found[-1]))) is not None:
            found.append(cell[2])
        return found

    def _collect_around(self, tops: list[Tree]) -> Applying:
        leading = self.choices_leading_to(tops)
        visible: dict[int, Tree] = {}
        gone: dict[int, Tree] = {}
        stack: list[Any] = list(reversed(tops))
        while stack:
            current = stack.pop()
            if not isinstance(current, dict) or id(current) in visible or id(current) in gone:
                continue
            if self.is_gone(current):
                gone[id(current)] = current
            else:
                visible[id(current)] = current
                without = same_choice(leading.get(id(current), ""))
                stack.extend(self.applicators(current, without))
        hidden = tuple(self.behind(list(gone.values()), {*visible, *gone}))
        return Applying(tuple(visible.values()), hidden)

    def _is_apart(self, cell: Cell | None, around: Tree) -> bool:
        return id(around) in self._apart and cell is not None and cell[0][1] in CHOICES

    def _appliers(self, schema: Tree) -> Iterator[Tree]:
        around = self._index.around.get(id(schema))
        cell = self._index.cells.get(id(schema))
        if around is not None and not self._is_apart(cell, around[2]):
            yield around[2]
        if cell is None:
            return
        for site in self._index.references.get(path_of(cell), ()):
            if site.type == "Schema" and not self._losses.is_gone(site.cell):
                yield site.cell[2]


def _kind_named(value: Tree, discriminator: Tree) -> str | None:
    """What a value says of its kind: a text, or a number or boolean as it would be mapped."""
    name = value.get(str(discriminator.get("propertyName")))
    return text_of(name) if isinstance(name, str | int | float) else None


def _mere_reference(schema: Tree) -> bool:
    return _MERELY_REFERS.issuperset(schema)


def same_choice(key: str) -> tuple[str, ...]:
    """The keywords whose schemas exclude that of ``key``; none for no choice."""
    return ("then", "else") if key in ("then", "else") else (key,) if key else ()


def properties(schema: Tree) -> Iterator[tuple[str, Any]]:
    """The properties a schema itself declares."""
    declared = schema.get("properties")
    return iter(declared.items()) if isinstance(declared, dict) else iter(())
