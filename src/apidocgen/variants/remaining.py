"""Where in a variant something of the master stands: the way back from `View.origin`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path, Token, descend
from apidocgen.variants.enums import ENUM_DESCRIPTIONS, ENUM_VALUES
from apidocgen.variants.interning import Interning


def find_remaining(
    master: Tree, shown: Tree, path: Path, moved: Mapping[Path, Path], interning: Interning
) -> Path | None:
    """The path in a variant of what stands at a path of its master; None if it is not there.

    ``moved`` says of what has another path in the variant, at that path, where it stood.
    """
    places = {old: new for new, old in moved.items()}
    node: Any = master
    found: Path = ()
    remains: Any = shown
    for length, token in enumerate(path, start=1):
        place = places.get(path[:length])
        if place is not None:
            found, remains = descend(shown, place)
        elif isinstance(remains, str):  # the text of an enum value, without the object around it
            continue
        else:
            step = _step(node, remains, token, interning)
            if step is None:
                return None
            found, remains = (*found, step), descend(remains, (step,))[1]
        node = descend(node, (token,))[1]
    return found


def _step(node: Any, shown: Any, token: Token, interning: Interning) -> Token | None:
    """The key or position in what is shown of something under a key or position in the master."""
    if isinstance(node, list):
        return _position(node, shown, int(token), interning)
    if not isinstance(shown, dict):
        return None
    if token == ENUM_VALUES:  # which says its texts in a way that other tools know
        token = ENUM_DESCRIPTIONS
    return token if token in shown else None


def _position(node: list[Any], shown: Any, position: int, interning: Interning) -> int | None:
    if not isinstance(shown, list):
        return None
    if len(shown) == len(node):
        return position
    if interning.is_counted(shown):
        try:
            return interning.went_to(shown, position)
        except ValueError:
            return None
    return _aligned(node, shown, interning).get(position)


def _aligned(node: list[Any], shown: list[Any], interning: Interning) -> dict[int, int]:
    """Which items of a list are left, by position; what is left keeps its order.

    An item that is there as it was is that one rather than what another has become.
    """
    found: dict[int, int] = {}
    start = 0
    for now, item in enumerate(shown):
        rest = range(start, len(node))
        was = next((n for n in rest if _is(node[n], item, interning)), None)
        if was is None:
            was = next((n for n in rest if _may_become(node[n], item)), None)
        if was is not None:
            found[was] = now
            start = was + 1
    return found


def _is(original: Any, item: Any, interning: Interning) -> bool:
    while (source := interning.source(item)) is not item:
        item = source
    if item is original:
        return True
    return type(original) is type(item) and bool(original == item)


def _may_become(original: Any, item: Any) -> bool:
    """Whether a value may be what is left of another one."""
    if isinstance(original, dict) and isinstance(item, dict):
        return all(key in original and _may_become(original[key], item[key]) for key in item)
    if isinstance(original, list) and isinstance(item, list):
        left = iter(original)
        return all(any(_may_become(each, kept) for each in left) for kept in item)
    return type(original) is type(item) and bool(original == item)
