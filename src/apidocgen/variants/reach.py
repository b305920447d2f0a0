"""What is used: components that visible operations lead to, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import COMPONENT_KINDS
from apidocgen.spec.pointer import Path
from apidocgen.variants.gone import GONE
from apidocgen.variants.prune import Pruning

_ENTRIES = ("paths", "webhooks", "x-webhooks")


class Reach:
    """The parts of a master that an audience gets, and through which part each was reached.

    ``users`` names for every part reached the part that led to it first; the empty path is the
    root itself.
    """

    def __init__(self, pruning: Pruning) -> None:
        self._pruning = pruning
        self.users: dict[Path, Path] = {}
        tree = pruning.index.document.tree
        if id(tree) not in pruning.losses.removed:
            self._follow((key, name) for key in _ENTRIES for name in self._entries(tree, key))
            self._follow(home for to in self._own(tree) for home in pruning.index.homes(to))

    def add(self, units: Iterable[Path]) -> None:
        """Count further parts as used by the root, security schemes for instance."""
        self._follow(units)

    def shown(self, unit: Path) -> Any:
        """What remains of one part; GONE if nothing does."""
        return self._pruning.part(unit)

    def _own(self, tree: Tree) -> Iterable[Path]:
        """Where extensions of the root lead, and those of tags, servers and the like."""
        losses, index = self._pruning.losses, self._pruning.index
        found = list(index.own.get(id(tree), ()))
        for key, value in tree.items():
            if key not in _ENTRIES and key != "components":
                parts = value if isinstance(value, list) else [value]
                shown = (part for part in parts if id(part) not in losses.removed)
                found += (path for part in shown for path in index.below.get(id(part), ()))
        return (path for path in found if path not in losses.gone)

    def _entries(self, tree: Tree, key: str) -> Iterable[str]:
        entries = tree.get(key)
        if not isinstance(entries, dict) or id(entries) in self._pruning.losses.removed:
            return ()
        return (name for name in entries if key != "paths" or not name.startswith("x-"))

    def _follow(self, units: Iterable[Path]) -> None:
        waiting: list[tuple[Path, Path]] = [(unit, ()) for unit in units]
        while waiting:
            unit, user = waiting.pop()
            if unit in self.users or not unit or self.shown(unit) is GONE:
                continue
            self.users[unit] = user
            homes = self._pruning.index.homes
            waiting += [(home, unit) for to in self._references(unit) for home in homes(to)]

    def _references(self, unit: Path) -> list[Path]:
        part = self._pruning.parts.get(unit)
        if part is not None:
            return part[1]
        index = self._pruning.index
        return index.below.get(id(index.target(unit)), [])


def reached_components(tree: Tree, reach: Reach) -> Tree:
    """The components of a master that remain, in the master's order.

    An extension below ``components`` is nobody's to judge: it stays, without what is gone.
    """
    components = tree.get("components")
    kept: Tree = {}
    for kind, entries in components.items() if isinstance(components, dict) else ():
        if kind in COMPONENT_KINDS and isinstance(entries, dict):
            used = _entries(kind, entries, reach, only_used=True)
            if used:
                kept[kind] = used
        elif isinstance(entries, dict):
            kept[kind] = _entries(kind, entries, reach, only_used=False)
        else:
            kept[kind] = entries
    return kept


def _entries(kind: str, entries: Tree, reach: Reach, only_used: bool) -> Tree:
    shown = {
        name: reach.shown(("components", kind, name))
        for name in entries
        if not only_used or ("components", kind, name) in reach.users
    }
    return {name: value for name, value in shown.items() if value is not GONE}
