"""Whether a value is plausible under what an audience sees of a schema.

Plausible is less than valid: types, listed values, required and declared properties are asked,
bounds and formats are not.
"""

from __future__ import annotations

from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Composition, properties
from apidocgen.variants.enums import hidden_values, text_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import declarations
from apidocgen.variants.naming import required_names

_DEEP = 40  # beyond this a recursive value is taken to fit
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}


class Fitting:
    """Answers for one audience and one state of what is gone for it.

    A ``lenient`` one asks only for types and listed values: examples often lack what is required.
    One that does ``forgive`` lets a schema still list what it hides itself.
    """

    def __init__(
        self,
        composition: Composition,
        losses: Losses,
        *,
        lenient: bool = False,
        forgive: bool = False,
    ) -> None:
        self._composition = composition
        self._losses = losses
        self._lenient = lenient
        self._forgive = forgive
        # By value and schema; the value is kept so that no other can get its id.
        self._known: dict[tuple[int, int], tuple[Any, bool]] = {}

    def fits(self, value: Any, schema: Any, depth: int = 0) -> bool:
        """Whether a value is plausible under a schema, with all that it refers to or includes."""
        if not isinstance(schema, dict):
            return schema is not False
        if depth > _DEEP:
            return True
        key = (id(value), id(schema))
        if key not in self._known:
            self._known[key] = value, True  # what a schema asks of itself holds
            together = self._composition.included(schema)
            fits = all(self._fits_itself(value, each, depth) for each in together)
            self._known[key] = value, fits and bool(together)
        return self._known[key][1]

    def _fits_itself(self, value: Any, schema: Tree, depth: int) -> bool:
        if not _has_type(value, schema) or not self._has_value(value, schema):
            return False
        for choice in CHOICES:
            shown = [each for each in as_list(schema.get(choice)) if not self._gone(each)]
            if shown and not any(self.fits(value, each, depth + 1) for each in shown):
                return False
        if isinstance(value, dict):
            return self._fits_object(value, schema, depth)
        if isinstance(value, list) and isinstance(schema.get("items"), dict):
            start = len(as_list(schema.get("prefixItems")))
            value = value[start:] if start else value
            return all(self.fits(item, schema["items"], depth + 1) for item in value)
        return True

    def _has_value(self, value: Any, schema: Tree) -> bool:
        if "const" in schema and text_of(value) != text_of(schema["const"]):
            return False
        values = schema.get("enum")
        hidden = self._losses.hidden_values(schema)
        if hidden and self._forgive:
            hidden -= hidden_values(schema, self._losses.removed)
        return not isinstance(values, list) or text_of(value) in (
            {text_of(each) for each in values} - hidden
        )

    def _fits_object(self, value: Tree, schema: Tree, depth: int) -> bool:
        if not self._lenient:
            missing = [name for name in required_names(schema) if name not in value]
            closed = schema.get("additionalProperties") is False
            undeclared = [n for n in value if closed and not declarations(n, schema)]
            if missing or undeclared:
                gone = self._composition.hidden_names(schema)
                if not gone.issuperset(missing) or not gone.issuperset(undeclared):
                    return False
        return all(
            self.fits(value[name], inner, depth + 1)
            for name, inner in properties(schema)
            if name in value and not self._gone(inner)
        )

    def _gone(self, schema: Any) -> bool:
        return self._composition.is_gone(schema)


def as_list(value: Any) -> list[Any]:
    """A field that holds one thing or a list of them, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _has_type(value: Any, schema: Tree) -> bool:
    types = as_list(schema.get("type"))
    if not types or (value is None and schema.get("nullable") is True):
        return True
    return any(_is(value, str(name)) for name in types)


def _is(value: Any, name: str) -> bool:
    wanted = _TYPES.get(name)
    if wanted is None:
        return True
    if isinstance(value, bool):
        return name == "boolean"
    whole = name == "integer" and isinstance(value, float) and value.is_integer()
    return whole or isinstance(value, wanted)
