"""Which schemas govern the members and items of a value, of those that apply to the value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Applying, Composition, properties
from apidocgen.variants.members import declarations, item_declaration
from apidocgen.variants.projecting.expected_shapes import takes_only_lists

_ANY_NAME = ("patternProperties", "additionalProperties", "unevaluatedProperties")

_Schemas = tuple[list[Any], list[Any]]
"""Visible schemas, and hidden ones."""


class Governing:
    """Answers for one audience and one state of what is gone for it.

    The same answer is the same object, by whose id others may know what they found out about it.
    """

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        # What applies together, by the ids of schemas.
        self._groups: dict[tuple[tuple[int, ...], tuple[int, ...]], Applying] = {}
        # What applies is kept with what is known of it, so that nothing else can get its id.
        self._members: dict[tuple[int, str], tuple[Applying, _Schemas]] = {}
        self._declared: dict[int, tuple[Applying, frozenset[str]]] = {}

    def together(self, schemas: Iterable[Any], hidden: Iterable[Any] = ()) -> Applying:
        """What applies to a value under all of these schemas, and ``hidden`` ones beside them."""
        key = tuple(map(id, schemas)), tuple(map(id, hidden))
        known = self._groups.get(key)
        if known is None:
            known = self._groups[key] = self._group(schemas, hidden)
        return known

    def _group(self, schemas: Iterable[Any], hidden: Iterable[Any]) -> Applying:
        applying = [self._composition.applying(schema) for schema in schemas]
        unseen = [self._composition.applying(schema) for schema in hidden]
        visible = _once(schema for each in applying for schema in each.visible)
        shown = {id(schema) for schema in visible}
        behind = [schema for each in applying for schema in each.hidden]
        behind += [schema for each in unseen for schema in (*each.visible, *each.hidden)]
        return Applying(visible, _once(each for each in behind if id(each) not in shown))

    def member(self, name: str, schemas: Iterable[Any]) -> tuple[list[Any], bool]:
        """The visible schemas of a member or an item, and whether hidden ones declare it."""
        applying = self.together(schemas)
        shown, hidden = self.members(name, applying)
        if name.isascii() and name.isdecimal():
            items = self.items(int(name[:9]), applying)
            shown, hidden = [*shown, *items[0]], [*hidden, *items[1]]
        return shown, bool(hidden)

    def item(self, position: int, schemas: Iterable[Any]) -> tuple[list[Any], bool]:
        """The visible schemas of the item at a position, and whether hidden ones declare it."""
        shown, hidden = self.items(position, self.together(schemas))
        return shown, bool(hidden)

    def members(self, key: str, applying: Applying) -> _Schemas:
        """The visible schemas of a member, and the hidden ones.

        A name that only hidden schemas declare is not shown by a visible one that takes any name.
        """
        known = self._members.get((id(applying), key))
        if known is None:
            known = self._members[id(applying), key] = applying, self._find_members(key, applying)
        return known[1]

    def _find_members(self, key: str, applying: Applying) -> _Schemas:
        named: list[Any] = []
        others: list[Any] = []
        hidden: list[Any] = []
        is_named = False
        for schema in applying.visible:
            for each, sure in declarations(key, schema):
                if self._composition.is_gone(each):
                    hidden.append(each)
                    is_named = is_named or sure is not False
                else:
                    (named if sure else others).append(each)
            if key in self._composition.refused_names(schema):
                hidden.append(schema["propertyNames"])
                is_named = True
        for schema in applying.hidden:
            for each, sure in declarations(key, schema):
                hidden.append(each)
                is_named = is_named or sure is not False
        return [*named, *others] if named or not is_named else [], list(_once(hidden))

    def items(self, position: int, applying: Applying) -> _Schemas:
        """The visible schemas of the item at a position, and the hidden ones."""
        shown: list[Any] = []
        hidden = [item_declaration(position, schema) for schema in applying.hidden]
        for schema in applying.visible:
            declared = item_declaration(position, schema)
            (hidden if self._composition.is_gone(declared) else shown).append(declared)
        return [each for each in shown if isinstance(each, dict)], [
            each for each in hidden if isinstance(each, dict)
        ]

    def items_alone(self, applying: Applying) -> _Schemas | None:
        """The schemas of items where only arrays are expected: anything else is taken for one."""
        if not takes_only_lists(applying.visible or applying.hidden):
            return None
        shown, hidden = self.items(0, applying)
        return (shown, hidden) if shown or hidden else None

    def names(self, applying: Applying) -> frozenset[str]:
        """The properties that these schemas declare; none where they take others, too."""
        known = self._declared.get(id(applying))
        if known is None:
            schemas = all_of(applying)
            is_open = any(isinstance(s.get(key), dict) for s in schemas for key in _ANY_NAME)
            names = (name for schema in schemas for name, _ in properties(schema))
            known = applying, frozenset() if is_open else frozenset(names)
            self._declared[id(applying)] = known
        return known[1]


def all_of(applying: Applying) -> tuple[Tree, ...]:
    """All that applies, whether the audience sees it or not."""
    return *applying.visible, *applying.hidden


def _once(schemas: Iterable[Tree]) -> tuple[Tree, ...]:
    """Each schema once: those that lead to each other are met again and again."""
    return tuple({id(schema): schema for schema in schemas}.values())
