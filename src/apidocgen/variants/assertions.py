"""What a schema demands of values, and whether it still does once something of it is gone.

Keywords of a schema assert something, apply other schemas, or only say something to readers (JSON
Schema 2020-12 core, section 7). A condition or an exclusion that has lost an assertion means
something else than before.
"""

from __future__ import annotations

from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES, LEAVES, Shape, slot_of

# Keywords of a schema that say nothing about values.
_WORDS_ONLY = frozenset(
    {"title", "description", "deprecated", "readOnly", "writeOnly", "nullable", "externalDocs"}
    | {"xml", "example", "examples", "default", "$comment"}
)
_DEMANDS = frozenset({"required", "type", "not", "properties"})
# Keywords that mean nothing without another one that was lost.
_LOST_WITH = {
    "if": ("then", "else"),
    "contains": ("minContains", "maxContains"),
}


def keywords(schema: Tree) -> set[str]:
    """The keywords of a schema, extensions aside."""
    return {key for key in schema if not key.startswith("x-")}


def drop_dependent_keywords(schema: Tree, shown: Tree, lost: list[str]) -> list[str]:
    """Take out of a schema's copy what means nothing without the keywords it has ``lost``.

    Returns the keywords that were taken out.
    """
    before = list(shown)
    if "if" in shown and not _asks(shown["if"]) and _asks(schema["if"]):
        del shown["if"]  # it would always be fulfilled
        lost = [*lost, "if"]
    for keyword, dependent in _LOST_WITH.items():
        if keyword in lost:
            for key in dependent:
                shown.pop(key, None)
    branches = {"then", "else"}
    if not branches.isdisjoint(lost) and branches.isdisjoint(shown):
        shown.pop("if", None)
    return [key for key in before if key not in shown]


def choice_without_sense(schema: Tree, shown: Tree) -> str:
    """The choice of which a schema's copy has nothing left but null; empty if there is none."""
    for choice in CHOICES:
        if choice in shown and _only_null(shown[choice]) and not _only_null(schema[choice]):
            return choice
    return ""


def says_nothing(shown: Tree) -> bool:
    """Whether a schema's copy says nothing about values any more."""
    return keywords(shown) <= _WORDS_ONLY


def only_demands(schema: Tree) -> bool:
    """Whether a schema describes nothing of its own: it only says what there must be, or not be."""
    declared = schema.get("properties")
    described = declared.values() if isinstance(declared, dict) else ()
    return keywords(schema) - _WORDS_ONLY <= _DEMANDS and all(
        isinstance(each, bool) for each in described
    )


def excludes_more(excluded: Any, shown: Any) -> bool:
    """Whether an exclusion has lost a condition: it would then exclude what is allowed.

    A list that has lost hidden values excludes as many of the visible ones as before.
    """
    return not _is_same_but_for_lists(_assertions(excluded), _assertions(shown))


def bound_items(schema: Tree, shown: Tree) -> None:
    """Demand no more items than a tuple has left that takes no others."""
    given, kept = schema.get("prefixItems"), shown.get("prefixItems", [])
    if not isinstance(given, list) or len(kept) == len(given):
        return
    closed = any(shown.get(key) is False for key in ("items", "unevaluatedItems"))
    demanded = shown.get("minItems")
    if closed and isinstance(demanded, int) and demanded > len(kept):
        shown["minItems"] = len(kept)
        if not kept:
            del shown["minItems"]


def _asks(condition: Any, *, of_type: bool = False) -> bool:
    """Whether a condition asks for anything, for more than a type unless ``of_type``."""
    asked = _assertions(condition)
    if not isinstance(asked, dict):
        return asked is not True
    told = {"properties"} if of_type else {"type", "properties"}
    members = asked.get("properties")
    inner = members.values() if isinstance(members, dict) else ()
    return not asked.keys() <= told or any(_asks(each, of_type=True) for each in inner)


def _assertions(schema: Any) -> Any:
    """A schema without what says nothing about values."""
    if not isinstance(schema, dict):
        return schema
    return {key: _asserted(key, schema[key]) for key in keywords(schema) - _WORDS_ONLY}


def _asserted(key: str, value: Any) -> Any:
    slot = slot_of("Schema", key)
    if slot is None or slot.type in LEAVES:
        return value
    shape = slot.shape_of(value)
    if shape is Shape.MAP and isinstance(value, dict):
        return {name: _assertions(inner) for name, inner in value.items()}
    if shape is Shape.LIST and isinstance(value, list):
        return [_assertions(inner) for inner in value]
    return _assertions(value) if slot.type == "Schema" else value


def _is_same_but_for_lists(before: Any, after: Any) -> bool:
    """Whether assertions are the same, but for values that are not listed any more."""
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(
            _is_shortened(before[key], after[key])
            if key == "enum" and isinstance(before[key], list)
            else _is_same_but_for_lists(before[key], after[key])
            for key in before
        )
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(
            _is_same_but_for_lists(*each) for each in zip(before, after, strict=True)
        )
    return bool(before == after)


def _is_shortened(before: list[Any], after: list[Any]) -> bool:
    return all(value in before for value in after)


def _only_null(members: Any) -> bool:
    return isinstance(members, list) and all(map(is_null, members))


def is_null(schema: Any) -> bool:
    """Whether a schema allows nothing but null."""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])
