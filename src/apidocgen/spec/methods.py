"""The operations of a path item, and how their methods are written and sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import HTTP_METHODS
from apidocgen.spec.pointer import Path


def as_sent(method: str) -> str:
    """A method as it is sent, given the key of its operation.

    The fixed fields of a Path Item Object stand for methods in capitals. A key of
    ``additionalOperations`` is the method itself, letter by letter (Path Item Object, 4.9.1 in
    3.2): methods are case-sensitive (RFC 9110, section 9.1).
    """
    return method.upper() if method in HTTP_METHODS else method


def operation_fields(item: Any) -> Iterator[tuple[str, Tree, Path]]:
    """The operations of a path item: method, Operation Object, path from the item."""
    if not isinstance(item, dict):
        return
    for method in HTTP_METHODS:
        if isinstance(item.get(method), dict):
            yield method, item[method], (method,)
    others = item.get("additionalOperations")
    for method, operation in others.items() if isinstance(others, dict) else ():
        if isinstance(operation, dict):
            yield method, operation, ("additionalOperations", method)
