"""Why a tag is gone from where it is declared, carried or put into a group."""

from __future__ import annotations

from apidocgen.spec.pointer import Path
from apidocgen.variants.explaining.places import Borne, borne
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import MOST_USERS, Telling


def carried(tell: Telling, at: Borne, depth: int) -> Steps:
    """A tag that an operation carries."""
    if isinstance(at.value, str) and at.value in tell.look.losses.hidden_tags:
        tags = _tags_called(tell, at.value)
        yield from tell.because(at, f"names tag {at.value!r}, which is hidden", tags, depth)


def grouped(tell: Telling, at: Borne, depth: int) -> Steps:
    """A tag in a group."""
    found = list(carried(tell, at, depth))
    yield from found
    if not found and isinstance(at.value, str):
        yield tell.step(at.path, f"names {_uncarried(at.value)}", depth)


def parent(tell: Telling, at: Borne, depth: int) -> Steps:
    """The tag above another (Tag Object, 4.22 in 3.2)."""
    return carried(tell, at, depth)


def group(tell: Telling, at: Borne, depth: int) -> Steps:
    """A group of tags."""
    tags = at.value.get("tags") if isinstance(at.value, dict) else None
    if isinstance(tags, list) and tags:
        yield tell.step(at.path, "has none of its tags left", depth)
        for position in range(len(tags))[:MOST_USERS]:
            inner = borne(tell.look.master, (*at.path, "tags", position))
            yield from grouped(tell, inner, depth + 1)


def declared(tell: Telling, at: Borne, depth: int) -> Steps:
    """A tag where it is declared."""
    name = at.value.get("name") if isinstance(at.value, dict) else None
    if len(at.inner) > 1 and isinstance(name, str):
        yield tell.step(at.path, f"declares {_uncarried(name)}", depth)


def _tags_called(tell: Telling, name: str) -> list[Path]:
    tags = tell.look.master.get("tags")
    listed = enumerate(tags if isinstance(tags, list) else ())
    return [("tags", n) for n, tag in listed if isinstance(tag, dict) and tag.get("name") == name]


def _uncarried(name: str) -> str:
    return f"tag {name!r}, which no visible operation carries"
