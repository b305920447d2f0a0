"""A variant whose components from other files have new names and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import COMPONENT_KINDS, GRAMMAR, LEAVES, ROOT, Shape, Slot, slot_of
from apidocgen.spec.pointer import Path, to_reference
from apidocgen.variants.index import unit_of
from apidocgen.variants.interning import Interning
from apidocgen.variants.moved_in import Places, at, find_places, target_of


def settle(
    tree: Tree, moved_in: Mapping[Path, str], interning: Interning
) -> tuple[Tree, Mapping[Path, Path]]:
    """Name, place and order what a variant's master took from other files.

    ``moved_in`` are the paths of these components in the master, with the names they want. Returns
    the tree, itself if nothing changes, and for what has a new path the old one.
    """
    present = {path: name for path, name in moved_in.items() if at(tree, path) is not None}
    if not present:
        return tree, {}
    places = find_places(tree, present)
    moves = {old: new for old, new in {**places.named, **places.in_place}.items() if old != new}
    shown = _Moving(tree, places, moves, interning).root() if moves else tree
    return _ordered(shown, list(places.named.values())), {new: old for old, new in moves.items()}


class _Moving:
    """One copy of a variant, which shares everything that has no moved component in it."""

    def __init__(
        self, tree: Tree, places: Places, moves: Mapping[Path, Path], interning: Interning
    ) -> None:
        self._tree = tree
        self._in_place = {to_reference(path): path for path in places.in_place}
        self._moves = moves
        self._interning = interning

    def root(self) -> Tree:
        """The whole document."""
        shown = {key: self._field(ROOT, key, child) for key, child in self._tree.items()}
        shown["components"] = self._components(shown["components"])
        return shown

    def _object(self, node: Any, type_name: str) -> Any:
        if not isinstance(node, dict):
            return node
        if type_name == "PathItem" and len(node) == 1 and node.get("$ref") in self._in_place:
            return self._object(at(self._tree, self._in_place[node["$ref"]]), type_name)
        shown = {key: self._field(type_name, key, child) for key, child in node.items()}
        return self._interning.one(node, shown)

    def _field(self, type_name: str, key: str, child: Any) -> Any:
        if type_name == "Discriminator":
            return self._mapped(child)
        if isinstance(child, str):
            refers = key == "$ref" and GRAMMAR[type_name].referable
            refers = refers or (type_name, key) == ("Link", "operationRef")
            return self._reference(child) if refers else child
        slot = slot_of(type_name, key)
        return child if slot is None or slot.type in LEAVES else self._slot(child, slot)

    def _slot(self, child: Any, slot: Slot) -> Any:
        shape = slot.shape_of(child)
        if shape is Shape.ONE:
            return self._object(child, slot.type)
        if shape is Shape.MAP and isinstance(child, dict):
            members = {key: self._object(item, slot.type) for key, item in child.items()}
            return self._interning.one(child, members)
        if shape is Shape.LIST and isinstance(child, list):
            items = [self._object(item, slot.type) for item in child]
            return self._interning.as_before(child, self._interning.one(child, items))
        return child

    def _reference(self, reference: str) -> str:
        path = target_of(reference)
        unit = unit_of(path)
        if unit not in self._moves:
            return reference
        return to_reference((*self._moves[unit], *path[len(unit) :]))

    def _mapped(self, child: Any) -> Any:
        """What a discriminator leads to: by references, or names of schemas (4.8.25 in 3.1)."""
        if isinstance(child, dict):
            mapped = {name: self._mapped(target) for name, target in child.items()}
            return self._interning.one(child, mapped)
        if not isinstance(child, str):
            return child
        named = self._moves.get(("components", "schemas", child))
        return self._reference(child) if named is None else named[2]

    def _components(self, components: Tree) -> Tree:
        """The components under their new names, without those that are put in place."""
        shown: Tree = {}
        for kind, entries in components.items():
            if not isinstance(entries, dict):
                shown[kind] = entries
                continue
            for name, entry in entries.items():
                path: Path = ("components", kind, name)
                new = self._moves.get(path, path)
                if new[0] == "components":
                    shown.setdefault(kind, {})[str(new[2])] = entry
        return shown


def _ordered(tree: Tree, moved_in: list[Path]) -> Tree:
    """A document with its own components first, and the others in the order given.

    Where it has none of its own, they stand last in it, as if it had never had any.
    """
    known = frozenset(moved_in)
    own: Tree = {}
    for kind, entries in tree["components"].items():
        if kind not in COMPONENT_KINDS or not isinstance(entries, dict):
            own[kind] = entries
        elif kept := {n: e for n, e in entries.items() if ("components", kind, n) not in known}:
            own[kind] = kept
    components = dict(own)
    for _, kind, name in moved_in:
        components.setdefault(str(kind), {})[name] = tree["components"][kind][name]
    shown = tree if own else {key: each for key, each in tree.items() if key != "components"}
    if components:
        shown = {**shown, "components": components}
    return tree if _in_same_order(shown, tree) else shown


def _in_same_order(one: Tree, other: Tree) -> bool:
    return list(one) == list(other) and _keys(one["components"]) == _keys(other["components"])


def _keys(components: Tree) -> list[tuple[str, list[str]]]:
    return [
        (kind, list(held) if isinstance(held, dict) else []) for kind, held in components.items()
    ]
