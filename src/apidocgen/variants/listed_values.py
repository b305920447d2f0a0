"""Which lists ``x-enum-values`` speaks of, and what of it a variant shows nevertheless.

Beside an ``enum`` it speaks of that. Elsewhere of all that applies there: what the schema refers
to, includes or chooses from, and what it is written inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path
from apidocgen.variants.composition import Composition
from apidocgen.variants.enums import ENUM_VALUES, missing_values, text_of
from apidocgen.variants.index import path_of
from apidocgen.variants.losses import Losses


def lists_around(schema: Tree, composition: Composition) -> Iterator[Tree]:
    """The schemas whose values are meant by the ``x-enum-values`` of one that has no ``enum``."""
    seen: set[int] = set()
    waiting: list[Any] = [*composition.inline_tops(schema)]
    while waiting:
        for each in composition.applying(waiting.pop()).visible:
            if id(each) not in seen:
                seen.add(id(each))
                yield each
                waiting += [each["not"]] if "not" in each else []


def shown_elsewhere(losses: Losses) -> Iterator[tuple[Path, str]]:
    """Values that one use of a list hides and that the list shows, for the sake of other uses.

    Yields the path of each ``x-enum-values`` in the master, and the name below it.
    """
    composition = Composition(losses)
    for cell in losses.index.enums:
        entries = cell[2][ENUM_VALUES]
        if "enum" in cell[2] or not isinstance(entries, dict) or losses.is_gone(cell):
            continue
        hidden = [name for name, entry in entries.items() if id(entry) in losses.removed]
        shown = [_shown(each, losses) for each in lists_around(cell[2], composition)]
        for name in hidden:
            if not missing_values([name], shown):
                yield (*path_of(cell), ENUM_VALUES), name


def _shown(schema: Tree, losses: Losses) -> Tree:
    """The values that a schema lists or demands, without those that are hidden."""
    hidden = losses.hidden_values(schema)
    listed = schema.get("enum")
    values = [*(listed if isinstance(listed, list) else ())]
    values += [schema["const"]] if "const" in schema else []
    return {"enum": [value for value in values if text_of(value) not in hidden]}
