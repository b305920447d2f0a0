"""Values that are to be hidden and that nothing lists: a typo must not show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.spec.document import Tree
from apidocgen.spec.problems import InputError
from apidocgen.variants.annotations import INTERNAL
from apidocgen.variants.composition import Composition
from apidocgen.variants.enums import ENUM_VALUES, missing_values, unlisted_values
from apidocgen.variants.index import Cell, Index, path_of
from apidocgen.variants.losses import Losses


def refuse_unlisted(index: Index, audience: Audience) -> None:
    """Raise InputError, with its place, for a hidden value that no enum or constant has.

    Where no ``enum`` stands beside ``x-enum-values``, all schemas are asked that apply there: what
    the schema refers to, includes or chooses from, and what it is written inside. Who the
    ``audience`` is makes no difference.
    """
    composition = Composition(Losses(index, audience))
    for cell in index.enums:
        for name in _unlisted(cell[2], composition):
            entry = cell[2][ENUM_VALUES][name]
            if _hides(entry, index.annotations.keys):
                raise _refusal(cell, name, index)


def _refusal(cell: Cell, name: str, index: Index) -> InputError:
    lists = "'enum' lists" if "enum" in cell[2] else "what applies here has"
    message = f"{name!r} is to be hidden, and {lists} no such value"
    return InputError(message, index.document.locate((*path_of(cell), ENUM_VALUES, name)))


def _unlisted(schema: Tree, composition: Composition) -> list[str]:
    """The names under ``x-enum-values`` of values that nothing which applies has."""
    names = schema[ENUM_VALUES]
    if "enum" in schema or not isinstance(names, dict):
        return unlisted_values(schema)
    around = (
        each for top in composition.inline_tops(schema) for each in _applying(top, composition)
    )
    return missing_values(names, around)


def _applying(schema: Tree, composition: Composition) -> Iterator[Tree]:
    """A schema and all that it applies, ``not`` included, however far."""
    seen: set[int] = set()
    waiting: list[Any] = [schema]
    while waiting:
        for each in composition.applying(waiting.pop()).visible:
            if id(each) not in seen:
                seen.add(id(each))
                yield each
                waiting += [each["not"]] if "not" in each else []


def _hides(entry: Any, keys: frozenset[str]) -> bool:
    """Whether an object is annotated, otherwise than with ``x-internal: false``."""
    return isinstance(entry, dict) and any(
        key != INTERNAL or entry[key] is not False for key in keys.intersection(entry)
    )
