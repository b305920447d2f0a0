"""Values follow schemas: an example loses what the schema of its place hides.

The projection goes through maps, arrays, compositions and references. What depends on a hidden
schema never shows: a key that only hidden schemas declare, an item where a hidden schema stands,
a value of a hidden ``enum`` entry, and a value that fits no visible member of a choice that has
hidden ones. Keys that no schema in their place knows stay, unless a hidden property has that name
and no visible one does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from apidocgen.spec.document import Tree
from apidocgen.spec.limits import is_too_deep
from apidocgen.variants.composition import Applying, Composition, properties
from apidocgen.variants.constants import demanded
from apidocgen.variants.enums import text_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.spellings import mentions_any


class Gone:
    """The type of GONE."""

    def __repr__(self) -> str:
        return "GONE"


GONE: Final = Gone()
"""Stands for a value or an object of which nothing remains."""

_CHOICES = ("oneOf", "anyOf")
_ANY_NAME = ("additionalProperties", "unevaluatedProperties")
_ANY_ITEM = ("items", "additionalItems", "unevaluatedItems")
_MEMBERS = (*_ANY_NAME, *_ANY_ITEM)
_STRUCTURE = frozenset({"properties", "items", "prefixItems", "additionalProperties"})
_LONG_KEY = 200
_MANY_REPEATS = 3
_REPEATS = re.compile(r"[*+]|,\d*\}")
# A repeated group or a reference back: matching may take for ever.
_SLOW = re.compile(r"\)[*+{]|\\[1-9]|\(\?P=|\(\?\(")
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

    def __init__(self, composition: Composition, losses: Losses) -> None:
        self._composition = composition
        self._losses = losses
        self._shrunk = losses.shrunk
        self._secret_names = losses.secret_names
        # What applies together, by the ids of schemas; then what governs a member of that, by name.
        self._groups: dict[tuple[tuple[int, ...], tuple[int, ...]], Applying] = {}
        self._members: dict[tuple[int, str], tuple[list[Any], list[Any]]] = {}
        # By value and schema; the value is kept so that no other can get its id.
        self._fitting: dict[tuple[int, int], tuple[Any, bool]] = {}

    def project(self, value: Any, schemas: Collection[Any], hidden: Collection[Any] = ()) -> Any:
        """The value as an audience sees it under all of these schemas.

        ``hidden`` are schemas that apply too, and that the audience does not see. Returns the
        very same object when nothing is hidden in it, GONE when nothing remains.
        """
        if not hidden and all(id(schema) not in self._shrunk for schema in schemas):
            return self._without_secrets(value)
        applying = self._of_its_kind(value, self._together(schemas, hidden))
        if not applying.visible and applying.hidden:
            return GONE
        return self._projected(value, applying)

    def _of_its_kind(self, value: Any, applying: Applying) -> Applying:
        """What applies, with the schema that the value names by a discriminator, if any."""
        known = 0
        while isinstance(value, dict) and known != len(applying.visible):
            known = len(applying.visible)
            named = (self._composition.named(value, schema) for schema in applying.visible)
            kinds = {id(kind): kind for kind in named if kind is not None}
            if kinds.keys() <= {id(schema) for schema in applying.visible}:
                break
            applying = self._together((*applying.visible, *kinds.values()), applying.hidden)
        return applying

    def _projected(self, value: Any, applying: Applying) -> Any:
        if isinstance(value, str) and not _takes_text(applying.visible):
            return self._serialized(value, applying)
        if self._is_hidden(value, applying.visible):
            return GONE
        if isinstance(value, str):
            return self._content(value, applying.visible)
        if isinstance(value, dict):
            return self._object(value, applying)
        return self._array(value, applying) if isinstance(value, list) else value

    def member(self, name: str, schemas: Iterable[Any]) -> tuple[list[Any], bool]:
        """The visible schemas of a member or an item, and whether hidden ones declare it."""
        applying = self._together(schemas, ())
        shown, hidden = self._schemas_of(name, applying)
        if name.isascii() and name.isdecimal():
            items = self._item_schemas(int(name[:9]), applying)
            shown, hidden = [*shown, *items[0]], [*hidden, *items[1]]
        return shown, bool(hidden)

    def item(self, position: int, schemas: Iterable[Any]) -> tuple[list[Any], bool]:
        """The visible schemas of the item at a position, and whether hidden ones declare it."""
        shown, hidden = self._item_schemas(position, self._together(schemas, ()))
        return shown, bool(hidden)

    def _together(self, schemas: Iterable[Any], hidden: Iterable[Any]) -> Applying:
        key = tuple(map(id, schemas)), tuple(map(id, hidden))
        known = self._groups.get(key)
        if known is None:
            known = self._groups[key] = self._group(schemas, hidden)
        return known

    def _group(self, schemas: Iterable[Any], hidden: Iterable[Any]) -> Applying:
        applying = [self._composition.applying(schema) for schema in schemas]
        unseen = [self._composition.applying(schema) for schema in hidden]
        visible = _once(schema for each in applying for schema in each.visible)
        shown = {id(schema) for schema in visible}
        behind = [schema for each in applying for schema in each.hidden]
        behind += [schema for each in unseen for schema in (*each.visible, *each.hidden)]
        return Applying(visible, _once(each for each in behind if id(each) not in shown))

    def _without_secrets(self, value: Any) -> Any:
        """A value under schemas that hide nothing."""
        if not self._secret_names or not isinstance(value, dict | list):
            return value
        kept: Any
        if isinstance(value, list):
            kept = [self._without_secrets(item) for item in value]
            same = all(a is b for a, b in zip(kept, value, strict=True))
        else:
            secret = self._secret_names
            kept = {k: self._without_secrets(v) for k, v in value.items() if k not in secret}
            same = len(kept) == len(value) and all(kept[key] is value[key] for key in kept)
        return value if same else kept

    def without_names(self, value: Any, names: frozenset[str]) -> Any:
        """An object without keys that are hidden where it stands."""
        if isinstance(value, dict) and not names.isdisjoint(value):
            return {key: item for key, item in value.items() if key not in names}
        return value

    def _is_hidden(self, value: Any, visible: Iterable[Tree]) -> bool:
        return any(
            self._is_hidden_value(value, schema)
            or self._composition.names_gone(value, schema)
            or any(self._chose_hidden(value, schema, choice) for choice in _CHOICES)
            for schema in visible
        )

    def _is_hidden_value(self, value: Any, schema: Tree) -> bool:
        hidden = self._losses.hidden_values(schema)
        return bool(hidden) and text_of(value) in hidden

    def _content(self, text: str, visible: Iterable[Tree]) -> Any:
        """A text that may hold a document of its own (JSON Schema 2020-12 validation, 8.5)."""
        inner = [schema["contentSchema"] for schema in visible if "contentSchema" in schema]
        shrunk = any(id(schema) in self._shrunk for schema in inner)
        return self._serialized(text, self._together(inner, ())) if shrunk else text

    def _serialized(self, text: str, applying: Applying) -> Any:
        """A value as it is sent, in JSON, XML, a form: a text where no text is expected.

        JSON is projected and written anew. Of anything else nothing remains if it mentions a
        name or a value that is hidden.
        """
        value = _read_json(text)
        if value is None:
            return GONE if mentions_any(text, self._hidden_below(applying)) else text
        kept = self.project(value, applying.visible, applying.hidden)
        if kept is GONE or kept is value:
            return GONE if kept is GONE else text
        return json.dumps(kept, ensure_ascii=False, indent=2 if "\n" in text else None)

    def _hidden_below(self, applying: Applying) -> frozenset[str]:
        """Names of properties and enum values that are hidden, and nowhere shown, at any depth."""
        shown: set[str] = set()
        hidden: set[str] = set()
        seen: set[tuple[int, bool]] = set()
        waiting = [(each, False) for each in applying.visible]
        waiting += [(each, True) for each in applying.hidden]
        while waiting:
            schema, within = waiting.pop()
            unseen = within or self._gone(schema)
            if (id(schema), unseen) in seen:
                continue
            seen.add((id(schema), unseen))
            (hidden if unseen else shown).update(_own_words(schema))
            hidden |= self._losses.hidden_values(schema)
            shown -= self._losses.hidden_values(schema)
            for name, declared in properties(schema):
                (hidden if unseen or self._gone(declared) else shown).add(name)
                waiting += [(declared, unseen)] if isinstance(declared, dict) else []
            inner = [schema[key] for key in _MEMBERS if key in schema]
            inner += self._composition.applicators(schema)
            waiting += [(each, unseen) for each in inner if isinstance(each, dict)]
        return frozenset(hidden - shown)

    def _chose_hidden(self, value: Any, schema: Tree, choice: str) -> bool:
        """Whether a choice has hidden members, and the value is of one of them.

        It is if it fits none of the visible ones; also if only hidden ones list a constant that
        it holds. Of ``oneOf``, which allows one member alone, it is of a hidden one as well if it
        has keys that only hidden ones declare, and none that only visible ones do.
        """
        members = schema.get(choice)
        if not isinstance(members, list):
            return False
        shown = [member for member in members if not self._gone(member)]
        hidden = [member for member in members if self._gone(member)]
        if not hidden or self._composition.named(value, schema) is not None:
            return False
        fitting = [each for each in shown if self._fits(value, each)]
        if not fitting:
            return True
        # Of ``anyOf`` a value may be of several: what is hidden of it goes, and the rest stays.
        unsaid = self._composition.hidden_names(schema) if choice == "anyOf" else frozenset()
        telling = self.without_names(value, unsaid)
        if self._named_by(telling, hidden) > self._named_by(telling, fitting):
            return True
        if choice == "anyOf" or self._named_by(value, fitting):
            return False
        return self._has_keys_of(value, hidden, schema, fitting)

    def _has_keys_of(self, value: Any, hidden: list[Any], around: Tree, fitting: list[Any]) -> bool:
        """Whether the keys of a value tell hidden members from the visible ones that it fits."""
        if not isinstance(value, dict):
            return False
        theirs, others = self._names_in(hidden), self._names_in(fitting)
        keys = theirs.intersection(value) - self._names_in([around])
        return bool(keys) and others.intersection(value) <= theirs

    def _names_in(self, schemas: Iterable[Any]) -> set[str]:
        """The properties that schemas declare, but for those that are hidden in visible ones."""
        found: set[str] = set()
        for schema in schemas:
            applying = self._composition.applying(schema)
            for each in applying.visible:
                found.update(name for name, inner in properties(each) if not self._gone(inner))
            if self._gone(schema):
                found.update(name for each in applying.hidden for name, _ in properties(each))
        return found

    def _named_by(self, value: Any, members: Iterable[Any]) -> int:
        """How plainly a value names one of these schemas: by a constant (1), or not at all (0)."""
        together = (each for member in members for each in self._reached(member))
        if isinstance(value, dict):
            return int(any(_holds_constant(value, schema) for schema in together))
        return int(any(text_of(value) in demanded(schema) for schema in together))

    def _reached(self, schema: Any) -> Iterator[Tree]:
        applying = self._composition.applying(schema)
        yield from (*applying.visible, *applying.hidden)

    def _object(self, value: Tree, applying: Applying) -> Any:
        kept: Tree = {}
        changed = False
        for key, item in value.items():
            if key in self._secret_names:
                changed = True
                continue
            known = self._members.get((id(applying), key))
            if known is None:
                known = self._members[id(applying), key] = self._schemas_of(key, applying)
            seen = self.project(item, *known)
            if seen is GONE and known[0] and _is_required(key, applying.visible):
                return GONE  # what else it says is said of what the hidden value stands for
            if seen is not GONE:
                kept[key] = seen
            changed = changed or seen is not item
        return kept if changed else value

    def _schemas_of(self, key: str, applying: Applying) -> tuple[list[Any], list[Any]]:
        """The visible schemas of a member, and the hidden ones.

        A name that only hidden schemas declare is not shown by a visible one that takes any name.
        """
        named: list[Any] = []
        others: list[Any] = []
        hidden: list[Any] = []
        is_named = False
        for schema in applying.visible:
            for each, sure in _declarations(key, schema):
                if self._composition.is_gone(each):
                    hidden.append(each)
                    is_named = is_named or sure is not False
                else:
                    (named if sure else others).append(each)
            if key in self._composition.refused_names(schema):
                hidden.append(schema["propertyNames"])
                is_named = True
        for schema in applying.hidden:
            for each, sure in _declarations(key, schema):
                hidden.append(each)
                is_named = is_named or sure is not False
        return [*named, *others] if named or not is_named else [], list(_once(hidden))

    def _array(self, value: list[Any], applying: Applying) -> Any:
        kept: list[Any] = []
        for position, item in enumerate(value):
            seen = self.project(item, *self._item_schemas(position, applying))
            if seen is not GONE:
                kept.append(seen)
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
        return value if same else kept

    def _item_schemas(self, position: int, applying: Applying) -> tuple[list[Any], list[Any]]:
        shown: list[Any] = []
        hidden = [_item_declaration(position, schema) for schema in applying.hidden]
        for schema in applying.visible:
            declared = _item_declaration(position, schema)
            (hidden if self._composition.is_gone(declared) else shown).append(declared)
        return [each for each in shown if isinstance(each, dict)], [
            each for each in hidden if isinstance(each, dict)
        ]

    def _fits(self, value: Any, schema: Any, depth: int = 0) -> bool:
        """Whether a value is plausible under what an audience sees of a schema."""
        if not isinstance(schema, dict):
            return schema is not False
        if depth > _DEEP:
            return True
        key = (id(value), id(schema))
        if key not in self._fitting:
            self._fitting[key] = value, True  # what a schema asks of itself holds
            together = self._composition.included(schema)
            fits = all(self._fits_itself(value, each, depth) for each in together)
            self._fitting[key] = value, fits and bool(together)
        return self._fitting[key][1]

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
            start = len(_as_list(schema.get("prefixItems")))
            value = value[start:] if start else value
            return all(self._fits(item, schema["items"], depth + 1) for item in value)
        return True

    def _has_value(self, value: Any, schema: Tree) -> bool:
        if "const" in schema and text_of(value) != text_of(schema["const"]):
            return False
        values = schema.get("enum")
        hidden = self._losses.hidden_values(schema)
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


def _once(schemas: Iterable[Tree]) -> tuple[Tree, ...]:
    """Each schema once: those that lead to each other are met again and again."""
    return tuple({id(schema): schema for schema in schemas}.values())


def _declarations(key: str, schema: Tree) -> list[tuple[Any, bool | None]]:
    """The schemas by which one schema itself governs a member (JSON Schema, section 10.3.2).

    With each, whether it is meant for this name (True), perhaps (None), or for any (False).
    """
    declared = schema.get("properties")
    found: list[tuple[Any, bool | None]] = []
    if isinstance(declared, dict) and key in declared:
        found.append((declared[key], True))
    patterns = schema.get("patternProperties")
    for pattern, inner in patterns.items() if isinstance(patterns, dict) else ():
        matches = _matches(pattern, key)
        if matches is not False:
            found.append((inner, matches))
    rest = next((schema[each] for each in _ANY_NAME if isinstance(schema.get(each), dict)), None)
    return found if found or rest is None else [(rest, False)]


def _item_declaration(position: int, schema: Tree) -> Any:
    tuples = (schema.get(each) for each in ("prefixItems", "items"))  # the latter in draft 4
    prefix = next((each for each in tuples if isinstance(each, list)), [])
    if position < len(prefix):
        return prefix[position]
    return next((schema[rest] for rest in _ANY_ITEM if isinstance(schema.get(rest), dict)), None)


def _matches(pattern: str, key: str) -> bool | None:
    """Whether a pattern means a key; None for one that cannot be read, or perhaps not in time."""
    repeats = len(_REPEATS.findall(pattern))
    if len(key) > _LONG_KEY or repeats > _MANY_REPEATS or _SLOW.search(pattern):
        return None
    try:
        return re.search(pattern, key) is not None
    except (re.error, OverflowError, RecursionError):
        return None


def _is_required(key: str, schemas: Iterable[Tree]) -> bool:
    return any(key in _as_list(schema.get("required")) for schema in schemas)


def _holds_constant(value: Tree, schema: Tree) -> bool:
    """Whether a member of a value is one that a schema lists for it."""
    for name, declared in properties(schema):
        if name in value and isinstance(declared, dict):
            listed = [declared["const"]] if "const" in declared else _as_list(declared.get("enum"))
            if text_of(value[name]) in map(text_of, listed):
                return True
    return False


def _own_words(schema: Tree) -> Iterator[str]:
    """The words by which a schema's values are sent: its name in XML, its enum values."""
    xml = schema.get("xml")
    if isinstance(xml, dict) and isinstance(xml.get("name"), str):
        yield xml["name"]
    yield from (text_of(value) for value in _as_list(schema.get("enum")))


def _takes_text(schemas: Iterable[Tree]) -> bool:
    """Whether a text may be meant as itself under these schemas."""
    types = [name for schema in schemas for name in _as_list(schema.get("type"))]
    if types:
        return "string" in types
    return not any(key in schema for schema in schemas for key in _STRUCTURE)


def _read_json(text: str) -> Any:
    """An object or array written in JSON; None for anything else."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return None if is_too_deep(value) else value


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
