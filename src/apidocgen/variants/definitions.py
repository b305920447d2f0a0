"""Definitions inside schemas (``$defs``) that nothing visible leads to any more."""

from __future__ import annotations

from collections.abc import Container, Iterator

from apidocgen.spec.pointer import Path
from apidocgen.variants.index import Cell, Index, ReferenceSite, ancestors, path_of, unit_of
from apidocgen.variants.losses import Losses


def unused_definitions(losses: Losses, reached: Container[Path]) -> Iterator[Cell]:
    """The definitions that the master uses, and of whose uses nothing is left.

    ``reached`` are the parts of the master that are used. A reference into the inside of a
    definition is a use like any other; one that a definition makes of itself is none. What the
    master does not use either has been written down for readers, and stays.
    """
    index = losses.index
    standing = {id(cell[2]): cell for cell in index.definitions if not losses.is_gone(cell)}
    uses: dict[int, set[int]] = {}
    meant_for_use: set[int] = set()
    for path, sites in index.references.items() if standing else ():
        target = _around(index, path, standing)
        for site in sites if target else ():
            if _holder(site.cell, standing) != target:
                meant_for_use.add(target)
            if not losses.is_gone(site.cell) and _is_reached(site, reached):
                uses.setdefault(_holder(site.cell, standing), set()).add(target)
    used: set[int] = set()
    waiting = [*uses.get(0, ()), *(each for each in standing if each not in meant_for_use)]
    while waiting:
        definition = waiting.pop()
        if definition not in used:
            used.add(definition)
            waiting += uses.get(definition, ())
            waiting += filter(None, [_holder(standing[definition][0], standing)])
    yield from (cell for nid, cell in standing.items() if nid not in used)


def _is_reached(site: ReferenceSite, reached: Container[Path]) -> bool:
    unit = unit_of(path_of(site.cell))
    return not unit or unit in reached


def _around(index: Index, path: Path, standing: Container[int]) -> int:
    """The innermost definition that a path leads to or into; 0 if there is none."""
    chain = index.chains.get(path, ())
    return next((each for each in reversed(chain) if each in standing), 0)


def _holder(cell: Cell, standing: Container[int]) -> int:
    """The innermost definition around a cell; 0 if there is none."""
    return next((id(value) for value in ancestors(cell) if id(value) in standing), 0)
