"""Names and places of what came from other files, as if nothing hidden had come with it.

The master names such components when all files are known: a second ``Pet`` becomes ``Pet_2``, a
path item that two paths use a component. In a variant, that would tell of a ``Pet`` and a path
which are hidden from its audience. So what the variant holds is named, placed and ordered anew,
by nothing but what is in it; where that comes out as in the master, the variant shares it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.component_names import free_name
from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import COMPONENT_KINDS, ROOT
from apidocgen.spec.pointer import Path, parse_fragment
from apidocgen.spec.walk import reference_of, walk
from apidocgen.variants.index import unit_of


@dataclass(frozen=True, slots=True)
class Places:
    """Where the components from other files belong in one variant, by where they are.

    ``named`` are those that stay components, in the order in which they are to stand; ``in_place``
    are path items that belong where the only reference to them is.
    """

    named: Mapping[Path, Path]
    in_place: Mapping[Path, Path]


def find_places(tree: Tree, moved_in: Mapping[Path, str]) -> Places:
    """Where to put what a variant's master took from other files.

    ``moved_in`` are the paths of these components in the variant so far, with the names they want.
    """
    order = _Order(tree, moved_in)
    order.run()
    return Places(_names(tree, moved_in, order.found), order.in_place)


class _Order:
    """In which order a document leads to its components from other files."""

    def __init__(self, tree: Tree, moved_in: Mapping[Path, str]) -> None:
        self._tree = tree
        self._moved_in = moved_in
        self._waiting: deque[Path] = deque()
        self.found: dict[Path, None] = {}
        self.in_place: dict[Path, Path] = {}

    def run(self) -> None:
        """Read the document, then what it leads to, and so on."""
        self._find_single_uses()
        self._read(self._tree, ROOT)
        while self._waiting:
            path = self._waiting.popleft()
            self._read(at(self._tree, path), COMPONENT_KINDS[str(path[1])])
        self._add_the_rest()

    def _find_single_uses(self) -> None:
        uses: Counter[Path] = Counter()
        bare: dict[Path, Path] = {}
        for place, node, kind in walk(self._tree):
            if kind == "PathItem" and (reference := reference_of(node, kind)) is not None:
                uses[target_of(reference)] += 1
                if len(node) == 1:
                    bare[target_of(reference)] = place
        for target, place in bare.items():
            # Where a component from a file stands is not known yet, nor whether it is inside this.
            if uses[target] == 1 and target in self._moved_in and place[:3] not in self._moved_in:
                self.in_place[target] = place

    def _read(self, value: Any, type_name: str) -> None:
        for path, node, kind in walk(value, type_name):
            if type_name == ROOT and path[:3] in self._moved_in:
                continue
            for target in _targets(self._tree, node, kind):
                self._meet(target)

    def _meet(self, target: Path) -> None:
        unit = unit_of(target)
        if unit not in self.in_place:
            if unit in self._moved_in and unit not in self.found:
                self.found[unit] = None
                self._waiting.append(unit)
        elif target == unit:
            self._read(at(self._tree, unit), "PathItem")

    def _add_the_rest(self) -> None:
        """What only anchors and identifiers lead to, by name."""
        known = self.found.keys() | self.in_place.keys()
        rest = [path for path in self._moved_in if path not in known]
        rest.sort(key=lambda path: (str(path[1]), self._moved_in[path]))
        self.found.update(dict.fromkeys(rest))


def _names(
    tree: Tree, moved_in: Mapping[Path, str], found: Mapping[Path, None]
) -> dict[Path, Path]:
    """A path for each component; names that the document itself gives are taken."""
    taken: dict[str, set[str]] = {
        kind: {name for name in entries if ("components", kind, name) not in moved_in}
        for kind, entries in tree["components"].items()
        if isinstance(entries, dict)
    }
    named: dict[Path, Path] = {}
    for path in found:
        kind = str(path[1])
        name = free_name(moved_in[path], taken[kind])
        taken[kind].add(name)
        named[path] = ("components", kind, name)
    return named


def _targets(tree: Tree, node: Any, kind: str) -> Iterator[Path]:
    """What one object refers to, in the order of its keys."""
    reference = reference_of(node, kind)
    if reference is not None:
        yield target_of(reference)
    if kind != "Discriminator" or not isinstance(node, dict):
        return
    mapping = node.get("mapping")
    targets = [*mapping.values()] if isinstance(mapping, dict) else []
    for target in (*targets, node.get("defaultMapping")):
        if isinstance(target, str):
            named: Path = ("components", "schemas", target)
            yield target_of(target) if at(tree, named) is None else named


def target_of(reference: str) -> Path:
    """The path that a reference from the root of the document leads to; () for any other."""
    return parse_fragment(reference) if reference.startswith("#/") else ()


def at(tree: Any, path: Path) -> Any:
    """What stands at a path of keys; None if nothing does."""
    for token in path:
        tree = tree.get(token) if isinstance(tree, dict) else None
    return tree
