"""Which shape of values schemas expect: texts, lists, objects."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from apidocgen.spec.document import Tree
from apidocgen.variants.projecting.fitting import as_list

_STRUCTURE = frozenset({"properties", "items", "prefixItems", "additionalProperties"})
_ITEMS = frozenset({"items", "prefixItems", "contains", "unevaluatedItems"})
_MEMBERS = frozenset({"properties", "patternProperties", "additionalProperties", "propertyNames"})


def takes_text(schemas: Collection[Tree]) -> bool:
    """Whether a text may be meant as itself under these schemas."""
    types = _types(schemas)
    if types:
        return "string" in types
    return not any(map(has_parts, schemas))


def takes_no_list(schemas: Collection[Tree]) -> bool:
    """Whether the schemas say of which type a value is, and none that it is a list."""
    types = _types(schemas)
    return bool(types) and "array" not in types and not any(map(has_items, schemas))


def takes_only_lists(schemas: Collection[Tree]) -> bool:
    """Whether the schemas speak of items, and of no other type and no members of an object."""
    if not any(map(has_items, schemas)) or not _types(schemas) <= {"array", "null"}:
        return False
    return all(map(_MEMBERS.isdisjoint, schemas))


def has_parts(schema: Tree) -> bool:
    """Whether a schema says something of members or items."""
    return not _STRUCTURE.isdisjoint(schema)


def has_items(schema: Tree) -> bool:
    """Whether a schema says something of the items of a list."""
    return not _ITEMS.isdisjoint(schema)


def has_place(position: int, schemas: Iterable[Tree]) -> bool:
    """Whether a tuple says what the item at a position is."""
    return any(
        position < len(schema[key])
        for schema in schemas
        for key in ("prefixItems", "items")
        if isinstance(schema.get(key), list)
    )


def _types(schemas: Iterable[Tree]) -> set[str]:
    return {name for schema in schemas for name in as_list(schema.get("type"))}
