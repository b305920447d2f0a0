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
_BY_PATTERN = frozenset({"patternProperties", "additionalProperties", "unevaluatedProperties"})
_OF_ITEMS = frozenset({"items", "prefixItems", "additionalItems", "unevaluatedItems"})
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


class Fitting:
    """Answers for one audience and one state of what is gone for it.

    A ``lenient`` one asks only for types and listed values: examples often lack what is required.
    One that is ``tolerant`` takes scalars of any type: examples often have null, or a text for a
    number. One that does ``forgive`` lets a schema still list what it hides itself. One for what
    may be ``unlisted`` does not ask for listed values.
    """

    def __init__(
        self,
        composition: Composition,
        losses: Losses,
        *,
        lenient: bool = False,
        tolerant: bool = False,
        forgive: bool = False,
        unlisted: bool = False,
    ) -> None:
        self._composition = composition
        self._losses = losses
        self._lenient = lenient
        self._tolerant = tolerant
        self._forgive = forgive
        self._unlisted = unlisted
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
            required=frozenset() if self._lenient else required_names(schema),
            closed=not self._lenient and schema.get("additionalProperties") is False,
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
            if hidden and self._forgive:
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
            return all(
                self.fits(item, item_declaration(position, asked.schema), depth + 1)
                for position, item in enumerate(value)
            )
        return True

    def _is_of(self, value: Any, asked: _Asked) -> bool:
        """Whether a value has a type that is asked for, and is listed where values are."""
        if self._tolerant and value is None:
            return True
        has_type = not asked.types or any(_is(value, name) for name in asked.types)
        if not has_type and (not self._tolerant or isinstance(value, dict | list)):
            return False
        return self._unlisted or asked.values is None or text_of(value) in asked.values

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
            self.fits(item, inner, depth + 1)
            for name, item in value.items()
            for inner, is_meant in declarations(name, schema)
            if is_meant is not None and not self._gone(inner)
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
