"""What a schema says of the members of its values: properties by name or pattern, and items.

A member is governed by its property, by every pattern that its name matches, and by the rest
(``additionalProperties``) only where neither is there; an item by its position in a tuple, else by
``items`` (JSON Schema 2020-12 core, sections 10.3.1 and 10.3.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Token
from apidocgen.variants.index import Cell, Index

_ANY_NAME = ("additionalProperties", "unevaluatedProperties")
_ANY_ITEM = ("items", "additionalItems", "unevaluatedItems")
_ITEMS = (*_ANY_ITEM, "contains")
_TUPLES = ("prefixItems", "items")  # the latter in draft 4
_NAMED = ("properties", "patternProperties")

_LONG_KEY = 200
_MANY_REPEATS = 3
_REPEATS = re.compile(r"[*+]|,\d*\}")
# A repeated group or a reference back: matching may take for ever.
_SLOW = re.compile(r"\)[*+{]|\\[1-9]|\(\?P=|\(\?\(")


class Step(NamedTuple):
    """From a schema to a member of its values.

    Attributes:
        keyword: By what keyword ``holder`` says something of the member.
        name: The property, the pattern, the position in a tuple; the keyword where it has none.
        holder: The schema that says it.
    """

    keyword: str
    name: Token
    holder: Tree


Steps = tuple[Step, ...]
"""From a schema to a value inside its values."""


def membership(cell: Cell | None, index: Index) -> Step | None:
    """How a schema is said of a member of the values of the schema around it, if it is."""
    around = cell[0] if cell else None
    if cell is None or around is None:
        return None
    key = cell[1]
    if (key in _ITEMS or key in _ANY_NAME) and id(around[2]) in index.cells:
        return Step(str(key), key, around[2])
    is_named = around[1] in _NAMED or (around[1] in _TUPLES and isinstance(around[2], list))
    if is_named and around[0] is not None and id(around[0][2]) in index.cells:
        keyword = "prefixItems" if isinstance(around[2], list) else str(around[1])
        return Step(keyword, key, around[0][2])
    return None


def property_step(schema: Tree, name: str) -> Step:
    """The step from a schema to the property of that name, declared there or not."""
    return Step("properties", name, schema)


def members(schema: Tree, step: Step) -> list[Tree]:
    """All that a schema itself says of the member to which a step leads."""
    return [each for each in _members(schema, step) if isinstance(each, dict)]


def _members(schema: Tree, step: Step) -> Iterator[Any]:
    if step.keyword == "properties":
        yield from (each for each, _ in declarations(str(step.name), schema))
    elif step.keyword == "patternProperties":
        yield from _by_pattern(schema, str(step.name))
    elif step.keyword in _ANY_NAME:
        yield from _by_any_name(schema, step.holder)
    else:
        yield schema.get("contains")
        yield from _items(schema, step)


def _by_pattern(schema: Tree, pattern: str) -> Iterator[Any]:
    patterns = _map(schema, "patternProperties")
    yield patterns.get(pattern)
    yield from (each for name, each in _map(schema, "properties").items() if matches(pattern, name))
    if pattern not in patterns:
        yield _rest(schema, _ANY_NAME)


def _by_any_name(schema: Tree, holder: Tree) -> Iterator[Any]:
    """What a schema says of members that ``holder`` says nothing particular of."""
    yield _rest(schema, _ANY_NAME)
    own = _map(holder, "patternProperties")
    yield from (each for name, each in _map(schema, "patternProperties").items() if name not in own)
    for name, each in _map(schema, "properties").items():
        if all(is_meant is False for _, is_meant in declarations(name, holder)):
            yield each


def _items(schema: Tree, step: Step) -> Iterator[Any]:
    if step.keyword == "prefixItems":
        yield item_declaration(int(step.name), schema)
        return
    yield from (schema[key] for key in _ANY_ITEM if isinstance(schema.get(key), dict))
    if step.keyword != "contains":
        yield from _tuple_of(schema)[len(_tuple_of(step.holder)) :]


def every_member(schema: Tree) -> Iterator[Tree]:
    """Whatever a schema itself says of any member of its values."""
    for keyword in _NAMED:
        yield from (each for each in _map(schema, keyword).values() if isinstance(each, dict))
    given = [*_tuple_of(schema), *(schema.get(key) for key in (*_ANY_NAME, *_ITEMS))]
    yield from (each for each in given if isinstance(each, dict))


def restatements(schema: Tree, step: Step) -> list[Tree]:
    """What a schema says of that very member, by the same keyword and name."""
    if step.keyword in _ITEMS:
        found = [schema.get(key) for key in _ITEMS]
    elif step.keyword in _ANY_NAME:
        found = [schema.get(key) for key in _ANY_NAME]
    elif step.keyword == "prefixItems":
        found = _tuple_of(schema)[int(step.name) : int(step.name) + 1]
    else:
        found = [_map(schema, step.keyword).get(str(step.name))]
    return [each for each in found if isinstance(each, dict)]


def declarations(name: str, schema: Tree) -> list[tuple[Any, bool | None]]:
    """The schemas by which one schema itself governs the member of that name.

    With each, whether it is meant for this name (True), perhaps (None), or for any (False).
    """
    declared = schema.get("properties")
    found: list[tuple[Any, bool | None]] = []
    if isinstance(declared, dict) and name in declared:
        found.append((declared[name], True))
    for pattern, inner in _map(schema, "patternProperties").items():
        is_meant = matches(pattern, name)
        if is_meant is not False:
            found.append((inner, is_meant))
    rest = _rest(schema, _ANY_NAME)
    return found if found or rest is None else [(rest, False)]


def item_declaration(position: int, schema: Tree) -> Any:
    """What a schema itself says of the item at a position; None if nothing."""
    prefix = _tuple_of(schema)
    return prefix[position] if position < len(prefix) else _rest(schema, _ANY_ITEM)


def matches(pattern: str, name: str) -> bool | None:
    """Whether a pattern means a name; None for one that cannot be read, or perhaps not in time."""
    repeats = len(_REPEATS.findall(pattern))
    if len(name) > _LONG_KEY or repeats > _MANY_REPEATS or _SLOW.search(pattern):
        return None
    try:
        return re.search(pattern, name) is not None
    except (re.error, OverflowError, RecursionError):
        return None


def _rest(schema: Tree, keywords: tuple[str, ...]) -> Any:
    return next((schema[key] for key in keywords if isinstance(schema.get(key), dict)), None)


def _tuple_of(schema: Tree) -> list[Any]:
    tuples = (schema.get(each) for each in _TUPLES)
    return next((each for each in tuples if isinstance(each, list)), [])


def _map(schema: Tree, keyword: str) -> Tree:
    value = schema.get(keyword)
    return value if isinstance(value, dict) else {}
