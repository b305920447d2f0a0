"""Examples made from schemas: the same schema always gives the same one, and it is valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from apidocgen.reference.examples.accepts import Checker
from apidocgen.reference.examples.scalars import scalar
from apidocgen.reference.lenient import listed, names, table, text
from apidocgen.reference.schema_merge import Choice, Flat, Merger
from apidocgen.reference.schema_parts import values_for
from apidocgen.reference.type_words import type_names

REQUEST, RESPONSE = "readOnly", "writeOnly"
"""The direction of a message, by what is no part of it."""

MOST_FIELDS = 60
"""Fields of an example; beyond, only what is required is filled in."""

MOST_OPTIONS = 6
DEEPEST = 12
DEEPEST_OPTIONAL = 5


_MISNAMED = {
    "int": "integer", "long": "integer", "float": "number", "double": "number", "bool": "boolean",
}  # fmt: skip
"""Types that JSON Schema does not know, but documents made from source code name all the same."""


class Impossible(Exception):
    """There is no value, or none that ends."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in an example a value stands: the name it has, which of several it is, what is above.

    ``lean`` leaves out all that is optional.
    """

    name: str = ""
    turn: int = 0
    above: tuple[object, ...] = ()
    lean: bool = False

    def at(self, name: str, turn: int = 0) -> Spot:
        """The spot of a value inside."""
        return replace(self, name=name, turn=turn)


@dataclass(slots=True)
class Made:
    """An example that was made, or none."""

    value: Any = None
    exists: bool = False


class Generator:
    """Makes examples for the schemas of one variant and one direction."""

    def __init__(self, merger: Merger, checker: Checker, hidden: str) -> None:
        """Leave out properties that are ``hidden``: REQUEST or RESPONSE."""
        self._merger = merger
        self._checker = checker
        self._hidden = hidden
        self._left = 0
        self._known: dict[tuple[int, str], tuple[object, Made]] = {}

    def example(self, schema: object, name: str = "") -> Made:
        """A valid example; none where none was found."""
        key = id(schema), name
        if key not in self._known:
            self._known[key] = schema, self._first_valid(schema, name)
        return self._known[key][1]

    def lean(self, schema: object) -> Made:
        """A valid example with nothing but what is required."""
        return self._first_valid(schema, "", (True,))

    def _first_valid(
        self, schema: object, name: str, ways: tuple[bool, ...] = (False, True)
    ) -> Made:
        for lean in ways:
            self._left = MOST_FIELDS
            try:
                value = self._needed(schema, Spot(name, lean=lean))
            except (Impossible, RecursionError):
                continue
            if self._checker.accepts(value, schema):
                return Made(value, exists=True)
        return Made()

    def _value(self, schema: object, spot: Spot) -> Any:
        flat = self._merger.flat(schema)
        mark = flat.reference or id(schema)
        if flat.nothing or mark in spot.above or len(spot.above) >= DEEPEST:
            raise Impossible
        spot = replace(spot, above=(*spot.above, mark))
        for value in _stated(flat.keywords, spot):
            if self._checker.accepts(value, schema) and not self._shows_hidden(value, flat):
                return value
        return self._chosen(flat, schema, spot) if flat.choices else self._made(flat, spot)

    def _needed(self, schema: object, spot: Spot) -> Any:
        """A value that must not be left out: null where there is no other."""
        try:
            return self._value(schema, spot)
        except Impossible:
            if self._merger.flat(schema).nullable:
                return None
            raise

    def _shows_hidden(self, value: object, flat: Flat) -> bool:
        """Whether an example of the document holds what is no part of this message."""
        if not isinstance(value, dict):
            return False
        fields = table(flat.keywords.get("properties"))
        return any(self._checker.is_hidden(fields.get(name)) for name in value)

    def _chosen(self, flat: Flat, schema: object, spot: Spot) -> Any:
        """A value of the first alternative that gives one."""
        base = {"allOf": [{**flat.keywords}]}
        found: list[Any] = []
        for option in flat.choices[0].options[:MOST_OPTIONS]:
            rest = [choice.options[0] for choice in flat.choices[1:]]
            merged = self._merger.flat({**base, "allOf": [*base["allOf"], option, *rest]})
            try:
                made = self._of_flat(replace(merged, nullable=False), spot, option)
            except Impossible:
                continue
            value = self._named(made, flat.choices[0], option, schema)
            if self._checker.accepts(value, schema):
                return value
            found.append(value)
        if not found:
            raise Impossible
        return found[0]

    def _of_flat(self, flat: Flat, spot: Spot, option: object) -> Any:
        mark = self._merger.flat(option).reference
        if mark and mark in spot.above:
            raise Impossible
        spot = replace(spot, above=(*spot.above, mark)) if mark else spot
        if flat.choices and len(spot.above) < DEEPEST:
            return self._chosen(flat, True, replace(spot, above=(*spot.above, id(option))))
        return next(_stated(flat.keywords, spot, only_values=True), None) or self._made(flat, spot)

    def _named(self, value: Any, choice: Choice, option: object, schema: object) -> Any:
        """A value whose discriminating property names the alternative it belongs to."""
        by = text(choice.discriminator.get("propertyName"))
        if not by or not isinstance(value, dict):
            return value
        mapping = table(choice.discriminator.get("mapping"))
        said = values_for(self._merger.flat(option), by, mapping)
        named = {**value, by: said[0]} if said else value
        return named if self._checker.accepts(named, schema) else value

    def _made(self, flat: Flat, spot: Spot) -> Any:
        if flat.keywords.get("type") in ("null", ["null"]):
            return None
        kinds = type_names(flat.keywords)
        kind = kinds[0] if kinds else ("object" if "required" in flat.keywords else "string")
        kind = _MISNAMED.get(kind, kind)
        if kind == "object":
            return self._object(flat.keywords, spot)
        if kind == "array":
            return self._array(flat.keywords, spot)
        return scalar(kind, flat.keywords, spot.name, spot.turn)

    def _object(self, keywords: dict[str, Any], spot: Spot) -> dict[str, Any]:
        made: dict[str, Any] = {}
        fields = table(keywords.get("properties"))
        required = _required(keywords)
        for name, schema in fields.items():
            needed = name in required
            if self._checker.is_hidden(schema) or not (needed or self._is_wanted(schema, spot)):
                continue
            self._left -= 1
            try:
                make = self._needed if needed else self._value
                made[name] = make(schema, spot.at(name))
            except Impossible:
                if needed:
                    raise
        for name in required:
            if name not in fields:
                made[name] = self._value(keywords.get("additionalProperties", {}), spot.at(name))
        self._fill(made, keywords, spot)
        return _no_more(made, keywords, required)

    def _is_wanted(self, schema: object, spot: Spot) -> bool:
        """Whether an optional property is worth showing."""
        if spot.lean or self._left <= 0 or len(spot.above) > DEEPEST_OPTIONAL:
            return False
        return self._merger.flat(schema).keywords.get("deprecated") is not True

    def _fill(self, made: dict[str, Any], keywords: dict[str, Any], spot: Spot) -> None:
        """Add properties whose names are free, as many as must be or one to show the shape."""
        low = keywords.get("minProperties")
        missing = low - len(made) if isinstance(low, int) else 0
        rest = keywords.get("additionalProperties")
        patterns = table(keywords.get("patternProperties"))
        shown = 0 if made or spot.lean or not (isinstance(rest, dict) or patterns) else 1
        for turn in range(max(missing, shown)):
            schema = next(iter(patterns.values()), rest if rest is not None else {})
            try:
                name = _free_name(keywords, turn)
                made.setdefault(name, self._value(schema, spot.at(name)))
            except Impossible:
                if missing > 0:
                    raise

    def _array(self, keywords: dict[str, Any], spot: Spot) -> list[Any]:
        low, high = keywords.get("minItems"), keywords.get("maxItems")
        first = listed(keywords.get("prefixItems"))
        least = low if isinstance(low, int) else 0
        wanted = max(least, len(first), 0 if spot.lean else 1)
        most = min(wanted, high) if isinstance(high, int) else wanted
        items = keywords.get("items", keywords.get("contains", {}))
        made: list[Any] = []
        for turn in range(min(most, 50)):
            schema = first[turn] if turn < len(first) else items
            try:
                made.append(self._value(schema, spot.at(_singular(spot.name), turn)))
            except Impossible:
                if turn < least:
                    raise
                break
        return made


def _stated(keywords: dict[str, Any], spot: Spot, only_values: bool = False) -> Iterator[Any]:
    """The values that a schema itself gives, the best first."""
    if not only_values:
        if spot.turn == 0 and "example" in keywords:
            yield keywords["example"]
        yield from listed(keywords.get("examples"))[spot.turn : spot.turn + 1]
    if "const" in keywords:
        yield keywords["const"]
    enum = [value for value in listed(keywords.get("enum")) if value is not None]
    yield from enum[spot.turn % len(enum) :] if enum else ()
    if not only_values and "default" in keywords and spot.turn == 0:
        yield from [keywords["default"]] if keywords["default"] not in (None, "", [], {}) else ()


def _required(keywords: dict[str, Any]) -> list[str]:
    """What is required, and what that requires in turn."""
    found = dict.fromkeys(names(keywords.get("required")))
    dependent = table(keywords.get("dependentRequired"))
    for name in [*found]:
        found |= dict.fromkeys(names(dependent.get(name)))
    return [*found]


def _no_more(made: dict[str, Any], keywords: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """An object without optional properties beyond what is allowed."""
    most = keywords.get("maxProperties")
    dependent = table(keywords.get("dependentRequired"))
    for name in [each for each in dependent if each in made and each not in required]:
        if not set(names(dependent[name])) <= made.keys():
            del made[name]
    if not isinstance(most, int) or len(made) <= most:
        return made
    order = sorted(made, key=lambda name: name not in required)
    return {name: made[name] for name in order[:most]}


def _free_name(keywords: dict[str, Any], turn: int) -> str:
    pattern = next(iter(table(keywords.get("patternProperties"))), "")
    rules = table(keywords.get("propertyNames"))
    allowed = [each for each in listed(rules.get("enum")) if isinstance(each, str)]
    if allowed:
        return str(allowed[turn % len(allowed)])
    return str(scalar("string", {"pattern": pattern, **rules} if pattern else rules, "key", turn))


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 2 else name  # noqa: PLR2004
