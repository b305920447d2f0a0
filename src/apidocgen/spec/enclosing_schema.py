"""Which schema of a file a place inside it belongs to.

Files are fragments of any type, so that only the objects themselves tell what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.spec.grammar import GRAMMAR, Slot
from apidocgen.spec.mounts import slot_inside
from apidocgen.spec.pointer import Path

_DEFINITIONS = frozenset({"$defs", "definitions"})
# Keywords without schemas, texts or values in them (JSON Schema 2020-12 and what OpenAPI adds).
_PLAIN_KEYWORDS = frozenset(
    {"$id", "id", "$schema", "$vocabulary", "$comment"}
    | {"$ref", "$dynamicRef", "$anchor", "$dynamicAnchor"}
    | {"type", "nullable", "readOnly", "writeOnly", "deprecated"}
    | {"format", "pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
    | {"minItems", "maxItems", "uniqueItems", "minContains", "maxContains"}
    | {"required", "minProperties", "maxProperties", "dependentRequired"}
)
_KEYWORDS = _PLAIN_KEYWORDS | GRAMMAR["Schema"].fields.keys()


def enclosing_schema(file: Any, path: Path) -> Path:
    """The outermost schema around a schema at a path of a file; that path itself if there is none.

    What stands among the definitions of a schema is a schema of its own, unless the one around
    has extensions, which may speak of all that is inside it.
    """
    for length, around in enumerate(values_along(file, path)):
        if _is_schema(around) and _belongs(around, path[length:]):
            return path[:length]
    return path


def values_along(file: Any, path: Path) -> Iterator[Any]:
    """The values around a place of a file, from the file itself inwards."""
    value = file
    for token in path:
        yield value
        if not isinstance(value, dict | list):
            return
        value = value[token]  # type: ignore[index]  # the path is one of this file


def _belongs(schema: dict[str, Any], rest: Path) -> bool:
    if slot_inside(Slot("Schema"), rest) != Slot("Schema"):
        return False
    return rest[0] not in _DEFINITIONS or _has_extensions(schema)


def _is_schema(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("type"), str | list):
        return True
    return all(key in _KEYWORDS or key.startswith("x-") for key in value)


def _has_extensions(value: Any) -> bool:
    return isinstance(value, dict) and any(key.startswith("x-") for key in value)
