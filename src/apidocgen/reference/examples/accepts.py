"""Whether a value fits a schema: a small validator, quick enough to run on every page.

It knows the keywords that documents use. What it does not know, it takes for fulfilled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from apidocgen.reference.examples.patterns import is_matched
from apidocgen.reference.lenient import as_json, listed, names, table
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.schema_merge import Merger

DEEPEST = 48
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "object": (dict,), "array": (list,), "boolean": (bool,),
}  # fmt: skip


class Checker:
    """Checks values against the schemas of one variant."""

    def __init__(self, lookup: Lookup, merger: Merger, hidden: str = "") -> None:
        """Follow references with ``lookup``; what is ``hidden`` is never required."""
        self._lookup = lookup
        self._merger = merger
        self._hidden = hidden

    def accepts(self, value: object, schema: object, depth: int = 0) -> bool:
        """Whether a value fits a schema."""
        if not isinstance(schema, dict):
            return schema is not False
        if depth > DEEPEST:
            return True
        if value is None and schema.get("nullable") is True and "enum" not in schema:
            return True
        return all(test(self, value, schema, depth + 1) for test in _TESTS)

    def all_accept(self, value: object, schemas: object, depth: int) -> bool:
        """Whether a value fits all schemas of a list."""
        return all(self.accepts(value, each, depth) for each in listed(schemas))

    def how_many_accept(self, value: object, schemas: object, depth: int) -> int:
        """How many schemas of a list a value fits."""
        return sum(self.accepts(value, each, depth) for each in listed(schemas))

    def target(self, schema: dict[str, Any]) -> object:
        """What the reference in a schema leads to; anything goes if it leads nowhere."""
        found = self._lookup.target(schema["$ref"]) if isinstance(schema["$ref"], str) else None
        return found.node if found else True

    def is_hidden(self, schema: object) -> bool:
        """Whether a property is not part of messages in this direction."""
        if not self._hidden or not isinstance(schema, dict):
            return False
        return self._merger.flat(schema).keywords.get(self._hidden) is True


def _reference(checker: Checker, value: object, schema: dict[str, Any], depth: int) -> bool:
    return "$ref" not in schema or checker.accepts(value, checker.target(schema), depth)


def _kind(_: Checker, value: object, schema: dict[str, Any], _depth: int) -> bool:
    stated = schema.get("type")
    allowed = [stated] if isinstance(stated, str) else names(stated)
    return not allowed or any(_is_a(value, each) for each in allowed)


def _is_a(value: object, kind: str) -> bool:
    if kind == "null":
        return value is None
    if kind == "integer":
        whole = isinstance(value, float) and value.is_integer()
        return whole or (isinstance(value, int) and not isinstance(value, bool))
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, _TYPES.get(kind, (object,)))


def _values(_: Checker, value: object, schema: dict[str, Any], _depth: int) -> bool:
    if "const" in schema and not _same(value, schema["const"]):
        return False
    enum = schema.get("enum")
    return not isinstance(enum, list) or any(_same(value, each) for each in enum)


def _same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _combined(checker: Checker, value: object, schema: dict[str, Any], depth: int) -> bool:
    if not checker.all_accept(value, schema.get("allOf"), depth):
        return False
    if listed(schema.get("anyOf")) and not checker.how_many_accept(value, schema["anyOf"], depth):
        return False
    if listed(schema.get("oneOf")) and checker.how_many_accept(value, schema["oneOf"], depth) != 1:
        return False
    return "not" not in schema or not checker.accepts(value, schema["not"], depth)


def _condition(checker: Checker, value: object, schema: dict[str, Any], depth: int) -> bool:
    if "if" not in schema:
        return True
    branch = "then" if checker.accepts(value, schema["if"], depth) else "else"
    return checker.accepts(value, schema.get(branch, True), depth)


def _number(_: Checker, value: object, schema: dict[str, Any], _depth: int) -> bool:
    if not _is_a(value, "number"):
        return True
    number = float(value)  # type: ignore[arg-type]
    low, high = limits(schema)
    if low is not None and (number < low[0] or (low[1] and number == low[0])):
        return False
    if high is not None and (number > high[0] or (high[1] and number == high[0])):
        return False
    step = schema.get("multipleOf")
    return not _is_a(step, "number") or not step or (number / step).is_integer()


Limit = tuple[float, bool]


def limits(schema: dict[str, Any]) -> tuple[Limit | None, Limit | None]:
    """The least and the greatest number a schema allows, and whether each is itself excluded."""
    low = _limit(schema, "minimum", "exclusiveMinimum", max)
    return low, _limit(schema, "maximum", "exclusiveMaximum", min)


def _limit(
    schema: dict[str, Any], inclusive: str, exclusive: str, tighter: Callable[..., Limit]
) -> Limit | None:
    plain, strict = schema.get(inclusive), schema.get(exclusive)
    found: list[Limit] = []
    if _is_a(plain, "number"):
        found.append((plain, strict is True))  # type: ignore[arg-type]
    if _is_a(strict, "number"):
        found.append((strict, True))  # type: ignore[arg-type]
    return tighter(found, key=lambda each: each[0]) if found else None


def _within(size: int, schema: dict[str, Any], what: str) -> bool:
    low, high = schema.get(f"min{what}"), schema.get(f"max{what}")
    fits = not _is_a(low, "number") or size >= low  # type: ignore[operator]
    return fits and (not _is_a(high, "number") or size <= high)  # type: ignore[operator]


def _string(_: Checker, value: object, schema: dict[str, Any], _depth: int) -> bool:
    if not isinstance(value, str):
        return True
    pattern = schema.get("pattern")
    fits = _within(len(value), schema, "Length")
    return fits and (not isinstance(pattern, str) or is_matched(pattern, value))


def _array(checker: Checker, value: object, schema: dict[str, Any], depth: int) -> bool:
    if not isinstance(value, list):
        return True
    if not _within(len(value), schema, "Items"):
        return False
    if schema.get("uniqueItems") is True and len({*map(as_json, value)}) < len(value):
        return False
    first = listed(schema.get("prefixItems"))
    pairs = zip(value, [*first, *[schema.get("items", True)] * len(value)], strict=False)
    return all(checker.accepts(*pair, depth) for pair in pairs) and (
        "contains" not in schema
        or any(checker.accepts(each, schema["contains"], depth) for each in value)
    )


def _object(checker: Checker, value: object, schema: dict[str, Any], depth: int) -> bool:
    if not isinstance(value, dict):
        return True
    fields = table(schema.get("properties"))
    needed = [
        name
        for name in names(schema.get("required"))
        if name not in value and not checker.is_hidden(fields.get(name))
    ]
    if needed or not _within(len(value), schema, "Properties"):
        return False
    return all(
        checker.accepts(each, one, depth)
        for name, each in value.items()
        for one in _schemas_for(name, schema, fields)
    ) and _dependent(checker, value, schema, depth)


def _schemas_for(name: str, schema: dict[str, Any], fields: dict[str, Any]) -> Iterator[object]:
    """The schemas that the property of an object must fit."""
    found = [fields[name]] if name in fields else []
    for pattern, each in table(schema.get("patternProperties")).items():
        if is_matched(pattern, name):
            found.append(each)
    yield from found or [schema.get("additionalProperties", True)]
    if "propertyNames" in schema:
        yield {"not": {}} if not _name_fits(name, schema["propertyNames"]) else True


def _name_fits(name: str, schema: object) -> bool:
    rules = table(schema)
    fits = _within(len(name), rules, "Length") and name in listed(rules.get("enum") or [name])
    return fits and is_matched(str(rules.get("pattern", "")), name)


def _dependent(checker: Checker, value: dict[str, Any], schema: dict[str, Any], depth: int) -> bool:
    for name, needed in table(schema.get("dependentRequired")).items():
        if name in value and not set(names(needed)) <= value.keys():
            return False
    schemas = table(schema.get("dependentSchemas"))
    return all(checker.accepts(value, schemas[name], depth) for name in schemas if name in value)


_TESTS = (
    _reference, _kind, _values, _number, _string, _array, _object, _combined, _condition,
)  # fmt: skip
