"""Why the encoding of a part of a body is gone (Encoding Object, 4.15 in 3.2)."""

from __future__ import annotations

from apidocgen.spec.pointer import Path
from apidocgen.variants.explaining.names import hidden_properties
from apidocgen.variants.explaining.places import Borne
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import Telling


def by_name(tell: Telling, at: Borne, depth: int) -> Steps:
    """The encoding of a property."""
    if len(at.inner) == 1:
        return
    name = str(at.inner[1])
    hidden = _hidden_part(tell, at, "properties") or hidden_properties(tell, name)
    if hidden:
        yield from tell.because(at, f"is for property {name!r}, which is hidden", hidden, depth)


def by_position(tell: Telling, at: Borne, depth: int) -> Steps:
    """The encoding of an item."""
    if len(at.inner) > 1:
        hidden = _hidden_part(tell, at, "prefixItems")
        yield from tell.because(at, "is for an item that is hidden", hidden, depth)


def _hidden_part(tell: Telling, at: Borne, keyword: str) -> list[Path]:
    """What the schema beside says of the part, if that is hidden."""
    index = tell.look.index
    schema = (*at.owner, "schema")
    if not index.chain(schema):
        return []
    schema = index.leads_to.get(id(index.target(schema)), schema)
    part = (*schema, keyword, at.inner[1])
    return [part] if index.chain(part) and tell.look.is_gone(part) else []
