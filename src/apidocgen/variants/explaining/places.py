"""What a path means by the grammar: the object that bears what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import LEAVES, ROOT, Shape, slot_of
from apidocgen.spec.pointer import Path, Token, descend


@dataclass(frozen=True, slots=True)
class Borne:
    """Something inside an object that the grammar knows.

    Attributes:
        path: The whole path.
        value: What stands there.
        owner: The path of the innermost object around it.
        type: The type of that object.
        node: The object itself.
    """

    path: Path
    value: Any
    owner: Path
    type: str
    node: Tree

    @property
    def inner(self) -> Path:
        """The way from the object: the field, and what is inside of it."""
        return self.path[len(self.owner) :]

    @property
    def field(self) -> str:
        """The field of the object in which it stands."""
        return str(self.inner[0])

    @property
    def key(self) -> Token:
        """The last step."""
        return self.path[-1]


def borne(tree: Tree, path: Path) -> Borne:
    """What stands at a path that is known to exist, and is not the root."""
    owner: Path = ()
    kind, bearer = ROOT, tree
    known, members = ROOT, ""  # the type of the value at hand, and of those in a map or list
    node: Any = tree
    for length, token in enumerate(path[:-1], start=1):
        node = descend(node, (token,))[1]
        known, members = _types(known, members, token, node)
        if known and isinstance(node, dict):
            owner, kind, bearer = path[:length], known, node
    return Borne(path, descend(tree, path)[1], owner, kind, bearer)


def _types(known: str, members: str, token: Token, node: Any) -> tuple[str, str]:
    if not known:
        return members, ""
    slot = slot_of(known, str(token))
    if slot is None or slot.type in LEAVES:
        return "", ""
    return (slot.type, "") if slot.shape_of(node) is Shape.ONE else ("", slot.type)
