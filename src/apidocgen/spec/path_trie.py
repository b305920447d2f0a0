"""The paths somebody asks for, arranged so that one pass over a file answers all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from apidocgen.spec.pointer import Path


@dataclass(slots=True)
class PathNode:
    """One step of wanted paths: the paths that end here, and the steps below, keyed as text."""

    paths: list[Path] = field(default_factory=list)
    children: dict[str, PathNode] = field(default_factory=dict)


def path_trie(paths: Iterable[Path]) -> PathNode:
    """The wanted paths as a tree of steps."""
    root = PathNode()
    for path in paths:
        node = root
        for token in path:
            node = node.children.setdefault(str(token), PathNode())
        node.paths.append(path)
    return root
