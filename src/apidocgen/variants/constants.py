"""Which schemas list a value: to see quickly that nobody repeats what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocgen.spec.document import Tree
from apidocgen.variants.enums import text_of
from apidocgen.variants.index import Index

_SINGLE = ("const", "default", "example")
_LISTS = ("enum", "examples", "x-extensible-enum")
_HOLDING = frozenset({*_SINGLE, *_LISTS, "discriminator"})


class Constants:
    """Made once for a master, when it is first asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._holders: dict[str, list[int]] = {}
        self._demands: dict[int, frozenset[str]] = {}
        for nid, cell in index.cells.items():
            if not _HOLDING.isdisjoint(cell[2]) and index.types[nid] == "Schema":
                for text in {*listed(cell[2]), *_mapped(cell[2])}:
                    self._holders.setdefault(text, []).append(nid)

    def holders(self, value: str) -> list[int]:
        """The ids of the schemas that list a value, or map it."""
        return self._holders.get(value, [])

    def demands(self, nid: int) -> frozenset[str]:
        """The values of which the schema with this id demands one."""
        known = self._demands.get(nid)
        if known is None:
            known = self._demands[nid] = frozenset(demanded(self._index.cells[nid][2]))
        return known


def listed(schema: Tree) -> Iterator[str]:
    """The values that a schema lists, as texts: what it demands, and what it says for readers."""
    for key in _SINGLE:
        if key in schema:
            yield text_of(schema[key])
    for key in _LISTS:
        values = schema.get(key)
        yield from (text_of(each) for each in (values if isinstance(values, list) else ()))


def demanded(schema: Tree) -> Iterator[str]:
    """The values of which a schema demands one."""
    values = schema.get("enum")
    if "const" in schema:
        yield text_of(schema["const"])
    elif isinstance(values, list):
        yield from map(text_of, values)


def _mapped(schema: Tree) -> Iterable[str]:
    discriminator = schema.get("discriminator")
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    return mapping if isinstance(mapping, dict) else ()
