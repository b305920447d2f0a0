"""Single enum values: ``x-enum-values`` hides them and says what they mean.

What other tools keep beside an enum goes with its values: lists of the same length
(``x-enum-varnames``, ``x-enum-descriptions``, …) and maps keyed by value.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from typing import Any

from apidocgen.spec.document import Tree

ENUM_VALUES = "x-enum-values"
ENUM_DESCRIPTIONS = "x-enumDescriptions"
HAVING_VALUES = frozenset({"Schema", "ServerVariable"})
"""The types of objects in which ``x-enum-values`` speaks of the enum beside it."""


def text_of(value: Any) -> str:
    """A value as a key of ``x-enum-values`` names it: a string itself, else its JSON text."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # the same number (JSON Schema 2020-12 core, section 4.2.2)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def hidden_values(schema: Tree, removed: Container[int]) -> frozenset[str]:
    """The values of a schema that are hidden, as texts; ``removed`` holds ids of gone objects.

    A number may be spelt otherwise than its text: both are returned.
    """
    entries = schema.get(ENUM_VALUES)
    if not isinstance(entries, dict):
        return frozenset()
    names = {name for name, entry in entries.items() if id(entry) in removed}
    numbers = {name: number for name in names if (number := _number(name)) is not None}
    if any(name != number for name, number in numbers.items()):
        listed = _texts(schema)
        names |= {number for name, number in numbers.items() if name not in listed}
    return frozenset(names)


def unlisted_values(schema: Tree) -> list[str]:
    """The names under ``x-enum-values`` of values that the enum beside it does not have."""
    entries = schema.get(ENUM_VALUES)
    if not isinstance(entries, dict) or not isinstance(schema.get("enum"), list):
        return []
    return missing_values(entries, [schema])


def missing_values(names: Iterable[str], schemas: Iterable[Tree]) -> list[str]:
    """Those of some names that are of no value which one of the schemas lists or demands."""
    known = set[str]().union(*map(_texts, schemas))
    return [name for name in names if name not in known and _number(name) not in known]


def _texts(schema: Tree) -> set[str]:
    values = schema.get("enum")
    listed = list(values) if isinstance(values, list) else []
    listed += [schema["const"]] if "const" in schema else []
    return set(map(text_of, listed))


def _number(name: str) -> str | None:
    """The text of the number that a name spells: 2 for ``2.0``, 1000 for ``1e3``."""
    try:
        return text_of(float(name))
    except (ValueError, OverflowError):
        return None


def cut_enum(schema: Tree, shown: Tree, hidden: frozenset[str]) -> Tree | None:
    """A schema without its ``hidden`` values.

    ``schema`` is the master's, ``shown`` what has become of it so far. The texts of visible
    values become ``x-enumDescriptions``, which other tools know. None when no value remains.
    """
    values = schema.get("enum")
    kept = [
        position
        for position, value in enumerate(values if isinstance(values, list) else ())
        if text_of(value) not in hidden
    ]
    if isinstance(values, list) and values and hidden and _is_nothing(values, kept):
        return None
    if "const" in schema and text_of(schema["const"]) in hidden:
        return None
    result: Tree = {}
    for key, value in shown.items():
        if key == ENUM_VALUES and isinstance(value, dict):
            texts = _descriptions(value, hidden)
            if texts:
                given = _companion(shown.get(ENUM_DESCRIPTIONS), values, kept, hidden)
                result[ENUM_DESCRIPTIONS] = {**(given if isinstance(given, dict) else {}), **texts}
        elif key == "enum" and hidden and isinstance(values, list):
            result[key] = [values[position] for position in kept]
        elif key.startswith("x-") and key not in result and hidden:
            companion = _companion(value, values, kept, hidden)
            if companion not in ([], {}):
                result[key] = companion
        elif key not in result:
            result[key] = value
    return result


def _is_nothing(values: list[Any], kept: list[int]) -> bool:
    """Whether no value is left, or only null where there were others."""
    return all(values[position] is None for position in kept) and len(kept) < len(values)


def _descriptions(entries: Any, hidden: frozenset[str]) -> dict[str, str]:
    if not isinstance(entries, dict):
        return {}
    texts: dict[str, str] = {}
    for name, entry in entries.items():
        text = entry.get("description") if isinstance(entry, dict) else entry
        if name not in hidden and isinstance(text, str) and text:
            texts[name] = text
    return texts


def _companion(value: Any, values: Any, kept: list[int], hidden: frozenset[str]) -> Any:
    """An extension beside an enum, without what belongs to hidden values."""
    if isinstance(value, dict):
        inner = value.get("values")  # x-ms-enum: {name, values: [{value, description}]}
        if isinstance(inner, list):
            return {**value, "values": _companion(inner, None, kept, hidden)}
        return {key: item for key, item in value.items() if key not in hidden}
    if not isinstance(value, list):
        return value
    if isinstance(values, list) and len(value) == len(values) and not _is_sorted(value, values):
        return [value[position] for position in kept]
    return [item for item in value if _named(item) not in hidden]


def _is_sorted(value: list[Any], values: list[Any]) -> bool:
    """Whether a list holds the very values, in another order perhaps."""
    return sorted(map(text_of, value)) == sorted(map(text_of, values))


def _named(item: Any) -> str:
    return text_of(item.get("value") if isinstance(item, dict) else item)
