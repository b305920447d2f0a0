"""Values that are to be hidden and that nothing lists: a typo must not show them."""

from __future__ import annotations

from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.spec.document import Tree
from apidocgen.spec.problems import InputError
from apidocgen.variants.annotations import INTERNAL
from apidocgen.variants.composition import Composition
from apidocgen.variants.enums import ENUM_VALUES, missing_values, unlisted_values
from apidocgen.variants.index import Cell, Index, path_of
from apidocgen.variants.listed_values import lists_around
from apidocgen.variants.losses import Losses


def refuse_unlisted(index: Index, audience: Audience) -> None:
    """Raise InputError, with its place, for a hidden value that no enum or constant has.

    Who the ``audience`` is makes no difference.
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
    return missing_values(names, lists_around(schema, composition))


def _hides(entry: Any, keys: frozenset[str]) -> bool:
    """Whether an object is annotated, otherwise than with ``x-internal: false``."""
    return isinstance(entry, dict) and any(
        key != INTERNAL or entry[key] is not False for key in keys.intersection(entry)
    )
