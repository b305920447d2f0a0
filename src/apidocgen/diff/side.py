"""One side of a comparison: a variant, and how to find one's way in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from apidocgen.spec.pointer import Path
from apidocgen.spec.references import Resolver
from apidocgen.variants.variant import Variant

COMPONENT = "#/components/"


class Node(NamedTuple):
    """A value of a document and where it stands."""

    value: Any
    path: Path

    def child(self, *tokens: str | int) -> Node:
        """What stands under a key, None where there is nothing."""
        value = self.value
        for token in tokens:
            if isinstance(value, dict):
                value = value.get(token)
            elif isinstance(value, list) and isinstance(token, int) and token < len(value):
                value = value[token]
            else:
                value = None
        return Node(value, (*self.path, *tokens))

    def items(self, key: str) -> Iterator[tuple[str, Node]]:
        """The entries of a map under a key."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        for name, child in value.items() if isinstance(value, dict) else ():
            yield name, Node(child, (*self.path, key, name))

    def list(self, key: str) -> Iterator[Node]:
        """The entries of a list under a key."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        for position, child in enumerate(value if isinstance(value, list) else ()):
            yield Node(child, (*self.path, key, position))

    @property
    def reference(self) -> str | None:
        """The ``$ref`` of a reference."""
        value = self.value.get("$ref") if isinstance(self.value, dict) else None
        return value if isinstance(value, str) else None


def path_of(node: Node | None) -> Path | None:
    """Where something stands, if it is there."""
    return None if node is None else node.path


class Side:
    """A variant with its references."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.tree = variant.document.tree
        self.siblings_count = variant.document.version != "3.0"
        self._resolver = Resolver(self.tree)

    def target(self, reference: str) -> Node | None:
        """What a reference leads to; None where it leads nowhere."""
        try:
            path, value = self._resolver.resolve(reference)
        except LookupError:
            return None
        return Node(value, path)

    def followed(self, node: Node) -> Node:
        """The object behind a reference, references of references included."""
        for _ in range(32):
            reference = node.reference
            target = self.target(reference) if reference is not None else None
            if target is None:
                break
            node = target
        return node


def component_of(reference: str) -> str | None:
    """The reference to the component that a reference leads to or into."""
    if not reference.startswith(COMPONENT):
        return None
    kind, _, rest = reference[len(COMPONENT) :].partition("/")
    return f"{COMPONENT}{kind}/{rest.split('/')[0]}"


def name_of(reference: str) -> str:
    """The name by which people know what a reference leads to."""
    return reference.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
