"""Walking a document by its grammar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.grammar import GRAMMAR, LEAVES, ROOT, Shape, Slot, slot_of
from apidocgen.spec.pointer import Path, Token

Visit = tuple[Path, Any, str]


def walk(tree: Any, type_name: str = ROOT, path: Path = ()) -> Iterator[Visit]:
    """Every value of a document that the grammar knows, parents first, in document order.

    Yields its path, the value and its type: an object type of the grammar or one of its leaf
    types. References are yielded where they stand and not followed. Extensions, unknown keys and
    the inside of leaf values are not visited.
    """
    stack: list[Visit] = [(path, tree, type_name)]
    while stack:
        visit = stack.pop()
        yield visit
        stack.extend(reversed(list(children(visit[1], visit[2], visit[0]))))


def children(value: Any, type_name: str, path: Path = ()) -> Iterator[Visit]:
    """What stands directly inside one object, maps and lists of objects already unfolded."""
    if type_name in LEAVES or not isinstance(value, dict):
        return
    for key, child in value.items():
        slot = slot_of(type_name, key)
        if slot is not None:
            yield from unfold(child, slot, (*path, key))


def objects_in(value: dict[str, Any], type_name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects directly inside one, and their types; ``children`` without paths and leaves."""
    for key, child in value.items():
        slot = slot_of(type_name, key) if isinstance(child, dict | list) else None
        if slot is None or slot.type in LEAVES:
            continue
        shape = slot.shape_of(child)
        if shape is Shape.ONE:
            members: Iterable[Any] = (child,)
        elif shape is Shape.MAP:
            members = child.values() if isinstance(child, dict) else ()
        else:
            members = child if isinstance(child, list) else ()
        yield from ((each, slot.type) for each in members if isinstance(each, dict))


def unfold(value: Any, slot: Slot, path: Path) -> Iterator[Visit]:
    """The single objects under one field, whatever its shape."""
    pairs: list[tuple[tuple[Token, ...], Any]]
    shape = slot.shape_of(value)
    if shape is Shape.MAP and isinstance(value, dict):
        pairs = [((key,), child) for key, child in value.items()]
    elif shape is Shape.LIST and isinstance(value, list):
        pairs = [((position,), child) for position, child in enumerate(value)]
    elif shape is Shape.ONE:
        pairs = [((), value)]
    else:
        pairs = []
    for step, child in pairs:
        yield (*path, *step), child, slot.type


def reference_of(value: Any, type_name: str) -> str | None:
    """The ``$ref`` of a value that is a reference where one may stand, else None.

    A Reference Object (OpenAPI 3.1, section 4.8.23), a Path Item with ``$ref`` or a Schema with
    ``$ref``. In any other place ``$ref`` is an ordinary key.
    """
    if isinstance(value, dict) and type_name in GRAMMAR and GRAMMAR[type_name].referable:
        reference = value.get("$ref")
        if isinstance(reference, str):
            return reference
    return None
