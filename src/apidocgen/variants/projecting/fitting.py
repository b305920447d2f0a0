"""Whether a value is plausible under what an audience sees of a schema.

Plausible is less than valid: types, listed values, required and declared properties are asked,
bounds and formats are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition, properties
from apidocgen.variants.enums import hidden_values, text_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import declarations, item_declaration
from apidocgen.variants.naming import required_names

_DEEP = 40  # beyond this a recursive value is taken to fit
_BY_PATTERN = frozenset({"patternProperties", "additionalProperties"})
_OF_ITEMS = frozenset({"items", "prefixItems", "additionalItems"})
_SCALARS = frozenset({"string", "number", "integer", "boolean"})
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one schema asks of values, worked out once.

    Attributes:
        types: The types that it allows; none named, none asked.
        values: The texts of the values that it lists and does not hide; None for any.
        choices: The visible branches of each choice that has some.
        declared: The visible properties.
        required: The names that must be there.
        closed: Whether no other properties may be there.
        by_pattern: Whether members of other names than the declared ones are governed, too.
        items: Whether items are governed.
    """

    schema: Tree
    types: frozenset[str]
    values: frozenset[str] | None
    choices: tuple[tuple[Any, ...], ...]
    declared: tuple[tuple[str, Any], ...]
    required: frozenset[str]
    closed: bool
    by_pattern: bool
    items: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """What is let pass, since examples are seldom exact.

    Attributes:
        missing: What is required may be missing, and more may be there than is declared.
        types: Scalars may be of any type: null, or a text for a number.
        hidden: A schema still lists what it hides itself.
        unlisted: Values need not be listed.
        slips: Scalars in maps and tuples may be of another type.
    """

    missing: bool = False
    types: bool = False
    hidden: bool = False
    unlisted: bool = False
    slips: bool = False


class Fitting:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, composition: Composition, losses: Losses, leave: Leave = Leave()) -> None:
        self._composition = composition
        self._losses = losses
        self._leave = leave
        self._asked: dict[int, tuple[_Asked, ...]] = {}
        # By value and schema; the value is kept so that no other can get its id.
        self._known: dict[tuple[int, int], tuple[Any, bool]] = {}

    def fits(self, value: Any, schema: Any, depth: int = 0) -> bool:
        """Whether a value is plausible under a schema, with all that it refers to or includes."""
        if not isinstance(schema, dict):
            return schema is not False
        if depth > _DEEP:
            return True
        key = (id(value), id(schema))
        known = self._known.get(key)
        if known is None:
            self._known[key] = value, True  # what a schema asks of itself holds
            together = self._asked_by(schema)
            fits = all(self._meets(value, asked, depth) for asked in together)
            known = self._known[key] = value, fits and bool(together)
        return known[1]

    def _asked_by(self, schema: Tree) -> tuple[_Asked, ...]:
        known = self._asked.get(id(schema))
        if known is None:
            known = tuple(map(self._ask, self._composition.included(schema)))
            self._asked[id(schema)] = known
        return known

    def _ask(self, schema: Tree) -> _Asked:
        types = frozenset(map(str, as_list(schema.get("type"))))
        nullable = types and schema.get("nullable") is True
        choices = (self._visible(as_list(schema.get(choice))) for choice in CHOICES)
        return _Asked(
            schema=schema,
            types=types | {"null"} if nullable else types,
            values=self._values(schema),
            choices=tuple(branches for branches in choices if branches),
            declared=tuple(each for each in properties(schema) if not self._gone(each[1])),
            required=frozenset() if self._leave.missing else required_names(schema),
            closed=not self._leave.missing and schema.get("additionalProperties") is False,
            by_pattern=not _BY_PATTERN.isdisjoint(schema),
            items=not _OF_ITEMS.isdisjoint(schema),
        )

    def _visible(self, branches: list[Any]) -> tuple[Any, ...]:
        return tuple(each for each in branches if not self._gone(each))

    def _values(self, schema: Tree) -> frozenset[str] | None:
        listed: list[frozenset[str]] = []
        if "const" in schema:
            listed.append(frozenset({text_of(schema["const"])}))
        if isinstance(schema.get("enum"), list):
            hidden = self._losses.hidden_values(schema)
            if hidden and self._leave.hidden:
                hidden -= hidden_values(schema, self._losses.removed)
            listed.append(frozenset(map(text_of, schema["enum"])) - hidden)
        return frozenset.intersection(*listed) if listed else None

    def _meets(self, value: Any, asked: _Asked, depth: int) -> bool:
        if not self._is_of(value, asked):
            return False
        for branches in asked.choices:
            if not any(self.fits(value, each, depth + 1) for each in branches):
                return False
        if isinstance(value, dict):
            return self._meets_object(value, asked, depth)
        if isinstance(value, list) and asked.items:
            declared = [item_declaration(number, asked.schema) for number in range(len(value))]
            return all(
                self.fits(item, inner, depth + 1)
                or ("prefixItems" in asked.schema and self._is_slip(item, inner))
                for item, inner in zip(value, declared, strict=True)
            )
        return True

    def _is_of(self, value: Any, asked: _Asked) -> bool:
        """Whether a value has a type that is asked for, and is listed where values are."""
        if self._leave.types and value is None:
            return True
        has_type = not asked.types or any(_is(value, name) for name in asked.types)
        if not has_type and (not self._leave.types or isinstance(value, dict | list)):
            return False
        return self._leave.unlisted or asked.values is None or text_of(value) in asked.values

    def _meets_object(self, value: Tree, asked: _Asked, depth: int) -> bool:
        missing = [name for name in asked.required if name not in value]
        unknown = (
            [name for name in value if not declarations(name, asked.schema)] if asked.closed else []
        )
        if missing or unknown:
            gone = self._composition.hidden_names(asked.schema)
            if not gone.issuperset(missing) or not gone.issuperset(unknown):
                return False
        return all(
            self.fits(value[name], inner, depth + 1)
            for name, inner in asked.declared
            if name in value
        ) and (not asked.by_pattern or self._meets_patterns(value, asked.schema, depth))

    def _meets_patterns(self, value: Tree, schema: Tree, depth: int) -> bool:
        """Whether members fit that are governed by pattern, or as any others."""
        return all(
            self.fits(item, inner, depth + 1) or self._is_slip(item, inner)
            for name, item in value.items()
            for inner, is_meant in declarations(name, schema)
            if is_meant is not None and not self._gone(inner)
        )

    def _is_slip(self, value: Any, schema: Any) -> bool:
        """Whether a scalar differs in its type alone from what a schema asks for.

        Of a map or a tuple no other key tells that it is meant nevertheless.
        """
        if not self._leave.slips or not isinstance(schema, dict) or isinstance(value, dict | list):
            return False
        return all(
            not asked.choices
            and (value is None or not _SCALARS.isdisjoint(asked.types))
            and (asked.values is None or text_of(value) in asked.values)
            for asked in self._asked_by(schema)
        )

    def _gone(self, schema: Any) -> bool:
        return self._composition.is_gone(schema)


def as_list(value: Any) -> list[Any]:
    """A field that holds one thing or a list of them, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is(value: Any, name: str) -> bool:
    wanted = _TYPES.get(name)
    if wanted is None:
        return True
    if isinstance(value, bool):
        return name == "boolean"
    whole = name == "integer" and isinstance(value, float) and value.is_integer()
    return whole or isinstance(value, wanted)
