"""Values follow schemas: an example loses what the schema of its place hides.

The projection goes through maps, arrays, compositions and references. What depends on a hidden
schema never shows: a key that only hidden schemas declare, an item where a hidden schema stands,
a value of a hidden ``enum`` entry, and a value that fits no visible member of a choice that has
hidden ones. Keys no schema knows stay: they are the author's own words, and the audit reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Applying, Composition
from apidocgen.variants.enums import hidden_values, text_of


class Gone:
    """The type of GONE."""

    def __repr__(self) -> str:
        return "GONE"


GONE: Final = Gone()
"""Stands for a value or an object of which nothing remains."""

_CHOICES = ("oneOf", "anyOf")
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


class Projector:
    """Projects values for one audience."""

    def __init__(self, composition: Composition, removed: dict[int, Any]) -> None:
        self._composition = composition
        self._removed = removed

    def project(self, value: Any, schemas: Iterable[Any]) -> Any:
        """The value as an audience sees it under all of these schemas.

        Returns the very same object when nothing is hidden in it, GONE when nothing remains.
        """
        applying = [self._composition.applying(schema) for schema in schemas]
        visible = [schema for each in applying for schema in each.visible]
        if applying and not visible:
            return GONE
        if self._is_hidden(value, visible):
            return GONE
        everything = Applying(tuple(visible), tuple(s for each in applying for s in each.hidden))
        if isinstance(value, dict):
            return self._object(value, everything)
        if isinstance(value, list):
            return self._array(value, everything)
        return value

    def without_names(self, value: Any, names: frozenset[str]) -> Any:
        """An object without keys that are hidden where it stands."""
        if isinstance(value, dict) and not names.isdisjoint(value):
            return {key: item for key, item in value.items() if key not in names}
        return value

    def _is_hidden(self, value: Any, visible: list[Tree]) -> bool:
        return any(
            text_of(value) in hidden_values(schema, self._removed)
            or self._composition.names_gone(value, schema)
            or any(self._chose_hidden(value, schema, choice) for choice in _CHOICES)
            for schema in visible
        )

    def _chose_hidden(self, value: Any, schema: Tree, choice: str) -> bool:
        """Whether a choice has hidden members and the value fits none of the visible ones."""
        members = schema.get(choice)
        if not isinstance(members, list):
            return False
        shown = [member for member in members if not self._composition.is_gone(member)]
        return len(shown) < len(members) and not any(self._fits(value, each) for each in shown)

    def _object(self, value: Tree, applying: Applying) -> Any:
        kept: Tree = {}
        changed = False
        for key, item in value.items():
            seen = self._member(key, item, applying)
            if seen is not GONE:
                kept[key] = seen
            changed = changed or seen is not item
        return kept if changed else value

    def _member(self, key: str, item: Any, applying: Applying) -> Any:
        shown, hidden = self._schemas_of(key, applying)
        if shown:
            return self.project(item, shown)
        return GONE if hidden else item

    def _schemas_of(self, key: str, applying: Applying) -> tuple[list[Any], bool]:
        """The visible schemas of a member, and whether hidden ones declare it."""
        shown: list[Any] = []
        hidden = any(key in (schema.get("properties") or ()) for schema in applying.hidden)
        for schema in applying.visible:
            for declared in _declarations(key, schema):
                if self._composition.is_gone(declared):
                    hidden = True
                else:
                    shown.append(declared)
        return shown, hidden

    def _array(self, value: list[Any], applying: Applying) -> Any:
        kept: list[Any] = []
        for position, item in enumerate(value):
            shown, hidden = self._item_schemas(position, applying)
            seen = self.project(item, shown) if shown else GONE if hidden else item
            if seen is not GONE:
                kept.append(seen)
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
        return value if same else kept

    def _item_schemas(self, position: int, applying: Applying) -> tuple[list[Any], bool]:
        shown: list[Any] = []
        hidden = False
        for schema in applying.visible:
            declared = _item_declaration(position, schema)
            if self._composition.is_gone(declared):
                hidden = True
            elif isinstance(declared, dict):
                shown.append(declared)
        return shown, hidden

    def _fits(self, value: Any, schema: Any, depth: int = 0) -> bool:
        """Whether a value is plausible under what an audience sees of a schema."""
        if not isinstance(schema, dict):
            return schema is not False
        if depth > _DEEP:
            return True
        if self._composition.is_gone(schema) or not self._fits_itself(value, schema, depth):
            return False
        together = [each for each in _as_list(schema.get("allOf")) if not self._gone(each)]
        target = self._composition.target(schema)
        if target is not None:
            together.append(target)
        return all(self._fits(value, each, depth + 1) for each in together)

    def _gone(self, schema: Any) -> bool:
        return self._composition.is_gone(schema)

    def _fits_itself(self, value: Any, schema: Tree, depth: int) -> bool:
        if not _has_type(value, schema) or not self._has_value(value, schema):
            return False
        for choice in _CHOICES:
            shown = [each for each in _as_list(schema.get(choice)) if not self._gone(each)]
            if shown and not any(self._fits(value, each, depth + 1) for each in shown):
                return False
        if isinstance(value, dict):
            return self._fits_object(value, schema, depth)
        if isinstance(value, list) and isinstance(schema.get("items"), dict):
            return all(self._fits(item, schema["items"], depth + 1) for item in value)
        return True

    def _has_value(self, value: Any, schema: Tree) -> bool:
        if "const" in schema and text_of(value) != text_of(schema["const"]):
            return False
        values = schema.get("enum")
        hidden = hidden_values(schema, self._removed)
        return not isinstance(values, list) or text_of(value) in (
            {text_of(each) for each in values} - hidden
        )

    def _fits_object(self, value: Tree, schema: Tree, depth: int) -> bool:
        gone = self._composition.hidden_names(schema)
        required = [name for name in schema.get("required") or () if name not in gone]
        if any(name not in value for name in required):
            return False
        declared = schema.get("properties") or {}
        if schema.get("additionalProperties") is False and any(
            name not in declared and name not in gone for name in value
        ):
            return False
        return all(
            self._fits(value[name], inner, depth + 1)
            for name, inner in declared.items()
            if name in value and not self._composition.is_gone(inner)
        )


def _declarations(key: str, schema: Tree) -> list[Any]:
    """The schemas by which one schema itself governs a member (JSON Schema, section 10.3.2)."""
    declared = schema.get("properties")
    found = [declared[key]] if isinstance(declared, dict) and key in declared else []
    patterns = schema.get("patternProperties")
    if isinstance(patterns, dict):
        found += [inner for pattern, inner in patterns.items() if _matches(pattern, key)]
    if not found and isinstance(schema.get("additionalProperties"), dict):
        found = [schema["additionalProperties"]]
    return found


def _item_declaration(position: int, schema: Tree) -> Any:
    prefix = schema.get("prefixItems")
    if isinstance(prefix, list) and position < len(prefix):
        return prefix[position]
    return schema.get("items")


def _matches(pattern: str, key: str) -> bool:
    try:
        return re.search(pattern, key) is not None
    except re.error:
        return True  # a pattern we cannot read may mean this key: treat it as governed


def _has_type(value: Any, schema: Tree) -> bool:
    types = _as_list(schema.get("type"))
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


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
