"""What the actions of an overlay do to a tree, and where the changed values come from.

OpenAPI Overlay Specification 1.1.0, section 4.4.3 (Action Object).
"""

from __future__ import annotations

from typing import Any

from apidocgen.spec.limits import MAX_OVERLAY_NODES
from apidocgen.spec.pointer import Path, descend, to_pointer
from apidocgen.spec.provenance import Origin, Provenance


class Incompatible(Exception):
    """An update that cannot be merged into what it is meant for."""


class Changes:
    """Changes a tree in place and keeps its provenance true."""

    def __init__(self, tree: dict[str, Any], provenance: Provenance) -> None:
        self.tree = tree
        self._provenance = provenance
        self._copied = 0

    def update(self, path: Path, value: Any, origin: Origin) -> None:
        """Merge a value from ``origin`` into what stands at ``path``.

        Objects are merged, arrays get the value's items, or the value itself, appended; a
        primitive is replaced. Raises Incompatible for any other combination.
        """
        current = descend(self.tree, path)[1]
        if isinstance(current, list):
            self._append(current, path, value, origin)
        elif isinstance(current, dict):
            if not isinstance(value, dict):
                raise Incompatible(f"{_kind(value)} cannot be merged into an object")
            self._merge(current, path, value, origin)
        else:
            parent = descend(self.tree, path[:-1])[1]
            self._replace(parent, path, value, origin)

    def remove(self, path: Path) -> None:
        """Remove what stands at ``path``, which is not empty."""
        parent, key = descend(self.tree, path[:-1])[1], path[-1]
        if isinstance(parent, list):
            self._provenance.remove_item(path[:-1], int(key), len(parent))
        else:
            self._provenance.forget(path)
        del parent[key]

    def _merge(
        self, target: dict[str, Any], path: Path, update: dict[str, Any], origin: Origin
    ) -> None:
        for key, value in update.items():
            inner, source = (*path, key), origin.step(key)
            current = target.get(key)
            if key not in target:
                self._insert(target, inner, value, source)
            elif isinstance(current, dict) and isinstance(value, dict):
                self._merge(current, inner, value, source)
            elif isinstance(current, list) and isinstance(value, list):
                self._append(current, inner, value, source)
            elif value is not None or not isinstance(current, (dict, list)):
                self._replace(target, inner, value, source)

    def _append(self, target: list[Any], path: Path, value: Any, origin: Origin) -> None:
        if not isinstance(value, list):
            target.append(None)
            self._insert(target, (*path, len(target) - 1), value, origin)
            return
        for position, item in enumerate(value):
            target.append(None)
            self._insert(target, (*path, len(target) - 1), item, origin.step(position))

    def _replace(self, parent: Any, path: Path, value: Any, origin: Origin) -> None:
        current = parent[path[-1]]
        if isinstance(current, (dict, list)) or isinstance(value, (dict, list)):
            message = f"{_kind(value)} cannot replace {_kind(current)} at {to_pointer(path)}"
            raise Incompatible(message)
        self._insert(parent, path, value, origin)

    def _insert(self, parent: Any, path: Path, value: Any, origin: Origin) -> None:
        parent[path[-1]] = self.copy(value)
        self._provenance.mount(path, origin)

    def copy(self, value: Any) -> Any:
        """A copy of a value. Raises Incompatible when all copies together get too large."""
        self._copied += 1
        if self._copied > MAX_OVERLAY_NODES:
            raise Incompatible(f"the actions make more than {MAX_OVERLAY_NODES:,} values")
        if isinstance(value, dict):
            return {key: self.copy(child) for key, child in value.items()}
        return [self.copy(child) for child in value] if isinstance(value, list) else value


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else "a plain value"
