"""Every place of a master where an audience may come to see less, as one pass found them.

Each audience visits only the places that concern it. A place is kept as a *cell*, a link to the
cell of the object around it, so that a path or the chain of ancestors is there when it is needed
and costs nothing when it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from apidocgen.spec.document import Document, Tree
from apidocgen.spec.pointer import Path, Token, descend
from apidocgen.spec.references import Resolver
from apidocgen.variants.annotations import Annotations, Rule
from apidocgen.variants.markers import Block

Cell = tuple[Any, Token, Any]
"""The cell of the object around (None at the root), the key there, and the value."""


@dataclass(frozen=True, slots=True)
class ReferenceSite:
    """A reference: where it stands, what is written there, and the path it leads to."""

    cell: Cell
    type: str
    key: Token
    target: Path


@dataclass(frozen=True, slots=True)
class OperationSite:
    """An operation of the master. ``item`` is its path item, ``place`` the root field or unit."""

    cell: Cell
    item: Cell
    method: str
    in_callback: bool

    @property
    def node(self) -> Tree:
        """The Operation Object."""
        node: Tree = self.cell[2]
        return node


@dataclass(slots=True)
class Index:
    """What one pass over a master found. Lists are in document order."""

    document: Document
    annotations: Annotations
    resolver: Resolver
    root: Cell
    rules: dict[int, Rule] = field(default_factory=dict)
    annotated: list[Cell] = field(default_factory=list)
    texts: list[tuple[Cell, Token, Block]] = field(default_factory=list)
    references: dict[Path, list[ReferenceSite]] = field(default_factory=dict)
    below: dict[int, list[Path]] = field(default_factory=dict)
    operations: list[OperationSite] = field(default_factory=list)
    naming: list[Cell] = field(default_factory=list)
    discriminators: list[Cell] = field(default_factory=list)
    valued: list[tuple[Cell, str]] = field(default_factory=list)
    links: list[Cell] = field(default_factory=list)
    callbacks: list[Cell] = field(default_factory=list)
    dynamic: dict[int, list[Path]] = field(default_factory=dict)
    empties: list[Cell] = field(default_factory=list)
    types: dict[int, str] = field(default_factory=dict)
    properties: dict[str, list[Cell]] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)
    around: dict[int, Cell] = field(default_factory=dict)
    leads_to: dict[int, Path] = field(default_factory=dict)
    own: dict[int, tuple[Path, ...]] = field(default_factory=dict)
    enums: list[Cell] = field(default_factory=list)
    definitions: list[Cell] = field(default_factory=list)
    mapped: dict[tuple[int, Token], Path] = field(default_factory=dict)
    opaque: dict[Path, None] = field(default_factory=dict)
    chains: dict[Path, tuple[int, ...]] = field(default_factory=dict)
    through: dict[int, list[Path]] = field(default_factory=dict)

    def target(self, path: Path) -> Any:
        """The value in the master at a path that is known to exist."""
        return descend(self.document.tree, path)[1]

    def followed(self, node: Any) -> Any:
        """What an object refers to, however many references are on the way; or itself."""
        seen: set[int] = set()
        while id(node) in self.leads_to and id(node) not in seen:
            seen.add(id(node))
            node = self.target(self.leads_to[id(node)])
        return node

    def cell_at(self, path: Path) -> Cell:
        """The cell of what stands at a path that is known to exist."""
        cell: Cell = self.root
        for token in path:
            cell = (cell, token, cell[2][token])
        return cell

    def homes(self, path: Path) -> list[Path]:
        """The parts that have to stay for a reference to a path to lead somewhere."""
        inside = [path[:n] for n in range(len(path) + 1) if path[:n] in self.opaque]
        return [unit_of(path), *inside] if self.opaque else [unit_of(path)]

    def chain(self, path: Path) -> tuple[int, ...]:
        """The ids of the objects along a path, outermost first; () if it leads nowhere."""
        node: Any = self.document.tree
        ids: list[int] = []
        for token in path:
            known = range(len(node)) if isinstance(node, list) else node
            if not isinstance(node, dict | list) or token not in known:
                return ()
            node = cast(Any, node)[token]
            if isinstance(node, dict | list):
                ids.append(id(node))
        return tuple(ids)


def path_of(cell: Cell) -> Path:
    """The path of a cell's value in the master."""
    steps: list[Token] = []
    step: Any = cell
    while step[0] is not None:
        steps.append(step[1])
        step = step[0]
    return tuple(reversed(steps))


def ancestors(cell: Cell) -> Iterator[Any]:
    """The values from a cell's own outwards to the root."""
    step: Any = cell
    while step is not None:
        yield step[2]
        step = step[0]


def unit_of(path: Path) -> Path:
    """The part of a document that a path lies in: a component, a path item, or the root ()."""
    if path[:1] == ("components",):
        return path[:3]
    return path[:2] if path[:1] in (("paths",), ("webhooks",), ("x-webhooks",)) else ()
