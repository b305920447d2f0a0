"""What a schema demands of a value, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from apidocgen.reference.lenient import as_json, literal, names, table, text

EXACT_UP_TO = 1e15
_SIZES = (
    ("Length", "character", "characters"),
    ("Items", "item", "items"),
    ("Properties", "property", "properties"),
    ("Contains", "matching item", "matching items"),
)


STYLES = {
    "form": "separated by commas",
    "simple": "separated by commas",
    "spaceDelimited": "separated by spaces",
    "pipeDelimited": "separated by |",
    "deepObject": "written as name[key]=value",
    "matrix": "written as ;name=value",
    "label": "written as .value",
}
"""How several values are written into one, by ``style`` (OpenAPI 3.1, section 4.8.12.4)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One short statement about a value: words, and a literal they end in, if any."""

    words: str
    code: str = ""


def facts(schema: dict[str, Any]) -> Iterator[Fact]:
    """Everything a schema says about a value besides its type."""
    yield from _range(schema)
    yield from _sizes(schema)
    if _is_number(schema.get("multipleOf")):
        yield Fact(f"multiple of {_number(schema['multipleOf'])}")
    if schema.get("uniqueItems") is True:
        yield Fact("no item twice")
    if text(schema.get("pattern")):
        yield Fact("matches", schema["pattern"])
    yield from _contents(schema)
    for name, needed in table(schema.get("dependentRequired")).items():
        yield Fact(f"with {name} also", ", ".join(names(needed)))
    yield from _values(schema)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: float) -> str:
    whole = -EXACT_UP_TO < value < EXACT_UP_TO and value == int(value)
    return as_json(int(value) if whole else value)


def _bound(schema: dict[str, Any], inclusive: str, exclusive: str) -> tuple[str, bool]:
    """A limit and whether it is itself excluded: as 3.0 writes it, or as 3.1 does."""
    limit, strict = schema.get(inclusive), schema.get(exclusive)
    if _is_number(strict):
        return _number(strict), True
    return (_number(limit), strict is True) if _is_number(limit) else ("", False)


def _range(schema: dict[str, Any]) -> Iterator[Fact]:
    low, above = _bound(schema, "minimum", "exclusiveMinimum")
    high, below = _bound(schema, "maximum", "exclusiveMaximum")
    if low and high and not above and not below:
        yield Fact(f"{low} to {high}" if low != high else f"exactly {low}")
        return
    if low:
        yield Fact(f"more than {low}" if above else f"at least {low}")
    if high:
        yield Fact(f"less than {high}" if below else f"at most {high}")


def _sizes(schema: dict[str, Any]) -> Iterator[Fact]:
    for keyword, one, many in _SIZES:
        low, high = schema.get(f"min{keyword}"), schema.get(f"max{keyword}")
        if keyword == "Contains" and "contains" not in schema:
            continue
        words = _size(low if low or not high else None, high, one, many)
        if words:
            yield Fact(words)


def _size(low: object, high: object, one: str, many: str) -> str:
    """A number of things in words; 0 as the least says nothing."""
    low_known, high_known = _is_number(low) and low != 0, _is_number(high)
    if low_known and high_known:
        unit = one if high == 1 else many
        return f"exactly {low} {unit}" if low == high else f"{low} to {high} {unit}"
    if low_known:
        return f"at least {low} {one if low == 1 else many}"
    return f"at most {high} {one if high == 1 else many}" if high_known else ""


def _contents(schema: dict[str, Any]) -> Iterator[Fact]:
    if text(schema.get("contentMediaType")):
        yield Fact("holds", schema["contentMediaType"])
    if text(schema.get("contentEncoding")):
        yield Fact("encoded as", schema["contentEncoding"])
    if schema.get("additionalProperties") is False or schema.get("unevaluatedProperties") is False:
        yield Fact("no other properties")


def _values(schema: dict[str, Any]) -> Iterator[Fact]:
    if "const" in schema:
        yield Fact("always", literal(schema["const"]))
    if text(schema.get("x-unit")):
        yield Fact(f"unit {schema['x-unit']}")
    if "default" in schema:
        yield Fact("default", literal(schema["default"]))
