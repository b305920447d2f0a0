"""Which names stand as keys inside examples, defaults and constants, wherever these are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.variants.index import Cell, Index
from apidocgen.variants.written_data import read_json

_OTHER_EXAMPLES = ("x-example", "x-examples")
_VALUES = ("example", "examples", "default", "const", "enum", *_OTHER_EXAMPLES)

Valued = tuple[Cell, str]


class Mentions:
    """Made once for a master, when it is first asked for."""

    def __init__(self, index: Index) -> None:
        self._by_key: dict[str, list[Valued]] = {}
        for cell, type_name in index.valued:
            for key in keys_in(_values(index, cell[2], type_name)):
                self._by_key.setdefault(key, []).append((cell, type_name))

    def holding(self, names: Iterable[str]) -> Iterator[Valued]:
        """The objects with a value in which one of these names is a key."""
        for name in names:
            yield from self._by_key.get(name, ())


def _values(index: Index, node: Tree, type_name: str) -> list[Any]:
    values = [node[key] for key in _VALUES if key in node]
    examples = node.get("examples")
    if type_name == "Schema" or not isinstance(examples, dict):
        return values
    shared = [index.followed(example) for example in examples.values()]
    return [node.get(key) for key in ("example", *_OTHER_EXAMPLES)] + shared


def keys_in(values: list[Any]) -> set[str]:
    """The keys of all objects in these values, at any depth, and in texts that hold JSON."""
    values = list(values)
    found: set[str] = set()
    while values:
        value = values.pop()
        if isinstance(value, dict):
            found.update(value)
            values += value.values()
        elif isinstance(value, list):
            values += value
        elif (written := read_json(value)) is not None:
            values.append(written)
    return found
