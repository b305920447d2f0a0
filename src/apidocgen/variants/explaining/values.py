"""Why enum values and members of examples are gone."""

from __future__ import annotations

from apidocgen.variants.enums import ENUM_VALUES, hidden_values, text_of
from apidocgen.variants.explaining.places import Borne
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import Telling
from apidocgen.variants.index import path_of


def enum_value(tell: Telling, at: Borne, depth: int) -> Steps:
    """A value that a schema or a server variable lists."""
    text = text_of(at.value)
    if text not in tell.look.losses.hidden_values(at.node):
        return
    own = (*at.owner, ENUM_VALUES, text)
    if text in hidden_values(at.node, tell.look.losses.removed):
        yield from tell.because(at, f"holds {text!r}, which is hidden", [own], depth)
        return
    others = [
        (*path_of(cell), ENUM_VALUES, text)
        for cell in tell.look.index.enums
        if text in hidden_values(cell[2], tell.look.losses.removed)
    ]
    why = f"holds {text!r}, which is hidden where the same is listed"
    yield from tell.because(at, why, others, depth)


def member(tell: Telling, at: Borne, depth: int) -> Steps:
    """Something in an example, a default or a constant, or the whole of it."""
    cells = tell.look.index.properties.get(str(at.key), ())
    hidden = [path_of(cell) for cell in cells if tell.look.losses.is_hidden(cell)]
    # A name that something visible bears as well may be gone for another reason.
    is_name = len(at.inner) > 1 and isinstance(at.key, str)
    if is_name and hidden and len(hidden) == len(cells):
        yield from tell.because(at, "goes with the property that is hidden", hidden, depth)
    else:
        yield tell.step(at.path, "goes with what is hidden of the schemas that describe it", depth)
