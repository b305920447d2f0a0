"""What there is to look at in an object, told by its type and keys alone.

A document has thousands of objects and few sets of keys: ``{type, description}`` again and again.
What its keys mean is worked out once for each such set, from the grammar.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from apidocgen.spec.grammar import GRAMMAR, LEAVES, MARKDOWN, PLAIN, ObjectType, Shape
from apidocgen.variants.spelling import Spelling

IN_PLACE = frozenset(
    {"allOf", "oneOf", "anyOf", "not", "if", "then", "else", "dependentSchemas", "dependencies"}
)
"""Keywords whose schemas apply to the same value as the schema around (JSON Schema, 10.2)."""

NAMING = frozenset(
    {"required", "dependentRequired", "dependentSchemas", "dependencies", "discriminator"}
    | {"propertyNames"}
)
"""Keywords of a schema that hold names of properties."""

OTHER_EXAMPLES = frozenset({"x-example", "x-examples"})
"""Where other tools keep examples: of a schema, a parameter or a media type."""

VALUED = frozenset({"example", "examples", "default", "const"}) | OTHER_EXAMPLES
"""Keywords of a schema that hold values."""

REFERENCE_TEXTS = frozenset({"summary", "description"})
"""What may stand beside the ``$ref`` of any Reference Object (4.8.23 in 3.1)."""

VALUES_WITH_MARKERS = frozenset({"example", "default", "value", "dataValue", "serializedValue"})
"""Values that may be texts with marked blocks in them; deeper inside values nobody looks."""

_DATA_WITH_MARKERS = frozenset({("CodeSample", "source"), ("TagGroup", "name")})
_NOT_ANNOTATED = frozenset({"SecurityRequirement"})
_TELLING = NAMING | VALUED | {"$id", "enum", "x-enum-values", "$dynamicRef"}


class Action(Enum):
    """What to do with the value of one field."""

    TEXT = "a text that may hold markers"
    ANNOTATION = "an annotation of the object"
    MISSPELT = "what was meant as an annotation"
    EXTENSION = "anything; texts in it may hold markers"
    ONE = "an object of the type given"
    ONE_OR_LIST = "such an object, or a list of them"
    PATTERNED = "such an object, or a text beside a reference"
    MAP = "a map of objects of the type given"
    LIST = "a list of objects of the type given"


_SHAPED = {Shape.ONE: Action.ONE, Shape.MAP: Action.MAP, Shape.LIST: Action.LIST}

Step = tuple[str, Action, str]
"""A key, what to do with its value, and the type of what is there ("" where it has none)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What to look at in objects of one type with one set of keys.

    ``steps`` are in the order of the keys. ``refers`` says that there is a ``$ref`` that is a
    reference; ``telling`` that a schema has keywords beyond types, texts and bounds.
    """

    steps: tuple[Step, ...]
    refers: bool
    telling: bool


class Layouts:
    """The layouts of one document, in which annotations have these ``keys``."""

    def __init__(self, keys: frozenset[str], spelling: Spelling) -> None:
        self._keys = keys
        self._spelling = spelling
        self._known: dict[tuple[str, tuple[str, ...]], Layout] = {}

    def of(self, type_name: str, keys: tuple[str, ...]) -> Layout:
        """The layout of an object of this type with these keys."""
        layout = self._known.get((type_name, keys))
        if layout is None:
            layout = self._known[type_name, keys] = self._lay_out(type_name, keys)
        return layout

    def _lay_out(self, type_name: str, keys: tuple[str, ...]) -> Layout:
        kind = GRAMMAR[type_name]
        steps = (self._step(kind, key) for key in keys)
        return Layout(
            tuple(step for step in steps if step is not None),
            kind.referable and "$ref" in keys,
            not _TELLING.isdisjoint(keys),
        )

    def _step(self, kind: ObjectType, key: str) -> Step | None:
        slot = kind.fields.get(key)
        if slot is not None:
            if slot.type not in LEAVES:
                one_or_list = Action.ONE_OR_LIST if slot.or_list else None
                return key, one_or_list or _SHAPED[slot.shape], slot.type
            is_text = slot.type in (MARKDOWN, PLAIN) or key in VALUES_WITH_MARKERS
            return (key, Action.TEXT, "") if is_text else None
        if kind.name not in _NOT_ANNOTATED and self._spelling.same_letters(key):
            return key, Action.MISSPELT, ""
        if key.startswith("x-"):
            annotates = key in self._keys and kind.name not in _NOT_ANNOTATED
            return key, Action.ANNOTATION if annotates else Action.EXTENSION, ""
        if kind.rest is None:
            is_text = key in REFERENCE_TEXTS or (kind.name, key) in _DATA_WITH_MARKERS
            is_text = is_text or (kind.name == "Example" and key in VALUES_WITH_MARKERS)
            return (key, Action.TEXT, "") if is_text else None
        return key, Action.PATTERNED, kind.rest.type
