"""The parts of a document that are checked one by one: path items and components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.spec.grammar import COMPONENT_KINDS
from apidocgen.spec.pointer import Path

Unit = tuple[Path, Any, str]


def units(tree: dict[str, Any]) -> Iterator[Unit]:
    """Path, value and type of every path item and component, in document order of the kinds."""
    for field in ("paths", "webhooks", "x-webhooks"):
        for key, item in _members(tree.get(field)):
            if not (field == "paths" and key.startswith("x-")):
                yield (field, key), item, "PathItem"
    components = tree.get("components")
    for kind, type_name in COMPONENT_KINDS.items():
        if isinstance(components, dict):
            for key, component in _members(components.get(kind)):
                yield ("components", kind, key), component, type_name


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
