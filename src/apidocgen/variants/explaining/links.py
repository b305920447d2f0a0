"""Why a link says less of what the operation it leads to is sent (Link Object, 4.20 in 3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.spec.pointer import Path, parse_pointer
from apidocgen.variants.explaining.names import hidden_properties
from apidocgen.variants.explaining.places import Borne
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import Telling
from apidocgen.variants.index import path_of


def argument(tell: Telling, at: Borne, depth: int) -> Steps:
    """A value for a parameter."""
    if len(at.inner) == 1:
        return
    name = str(at.inner[1])
    hidden = [path for path in _parameters(tell, at, name) if tell.look.is_gone(path)]
    if hidden:
        yield from tell.because(at, f"is for parameter {name!r}, which is hidden", hidden, depth)
    else:
        yield from _expression(tell, at, depth)


def body(tell: Telling, at: Borne, depth: int) -> Steps:
    """A value for the body."""
    yield from _expression(tell, at, depth)


def _expression(tell: Telling, at: Borne, depth: int) -> Steps:
    """A value that is an expression, or holds one; anything else is projected like an example."""
    for name in _named(at.value):
        hidden = hidden_properties(tell, name)
        if hidden:
            yield from tell.because(at, f"names {name!r}, which is hidden", hidden, depth)
            return
    yield tell.step(at.path, "says something that is hidden", depth)


def _named(value: Any) -> list[str]:
    """The properties that a runtime expression names (4.20.3.3 in 3.1)."""
    pointer = value.partition("#")[2].rstrip("}") if isinstance(value, str) else ""
    return list(map(str, parse_pointer(pointer))) if pointer.startswith("/") else []


def _parameters(tell: Telling, at: Borne, key: str) -> Iterator[Path]:
    """The parameters of the target that are called ``name``, or ``query.name`` and so on."""
    index = tell.look.index
    target = index.leads_to.get(id(at.node))
    if target is None:
        called = at.node.get("operationId")
        sites = (site for site in index.operations if called is not None)
        found = (path_of(site.cell) for site in sites if site.node.get("operationId") == called)
        target = next(found, None)
    for around in (target, target[:2]) if target else ():
        listed = index.target(around).get("parameters")
        for position, given in enumerate(listed if isinstance(listed, list) else ()):
            meant = index.followed(given)
            name = meant.get("name") if isinstance(meant, dict) else None
            if name is not None and key in (name, f"{meant.get('in')}.{name}"):
                yield (*around, "parameters", position)
