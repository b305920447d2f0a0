"""Why a name is gone that speaks of a property, or of a kind of a choice."""

from __future__ import annotations

from typing import Any

from apidocgen.spec.pointer import Path
from apidocgen.variants.enums import text_of
from apidocgen.variants.explaining.places import Borne, borne
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import Telling
from apidocgen.variants.explaining.values import enum_value
from apidocgen.variants.explaining.wording import named
from apidocgen.variants.index import path_of


def listed(tell: Telling, at: Borne, depth: int) -> Steps:
    """The name of a property in a list, or all of them."""
    if isinstance(at.value, list):
        for position, name in enumerate(at.value):
            inner = borne(tell.look.master, (*at.path, position))
            yield from _mention(tell, inner, name, depth)
    else:
        yield from _mention(tell, at, at.value, depth)


def keyed(tell: Telling, at: Borne, depth: int) -> Steps:
    """The name of a property as a key, and names below it."""
    names = [at.value] if isinstance(at.value, str) else []
    names += [str(key) for key in at.inner[1:2]]
    for name in names:
        yield from _mention(tell, at, name, depth)


def _mention(tell: Telling, at: Borne, name: Any, depth: int) -> Steps:
    """What names a property that is hidden."""
    if not isinstance(name, str):
        return
    look = tell.look
    own = (*at.owner, "properties", name)
    is_own = bool(look.index.chain(own)) and look.is_gone(own)
    if is_own or name in look.losses.dropped_names.get(id(at.node), ()):
        declared = [own] if is_own else hidden_properties(tell, name)
        yield from tell.because(at, f"names {name!r}, which is hidden", declared, depth)


def hidden_properties(tell: Telling, name: str) -> list[Path]:
    """The properties of that name that are hidden."""
    cells = tell.look.index.properties.get(name, ())
    return [path_of(cell) for cell in cells if tell.look.losses.is_hidden(cell)]


def extension(tell: Telling, at: Borne, depth: int) -> Steps:
    """What other tools keep beside properties and enum values."""
    for name in (at.value, at.key):
        found = list(_mention(tell, at, name, depth))
        if found:
            yield from found
            return
    position = _position_in_enum(at)
    if position is not None:
        value = (*at.owner, "enum", position)
        yield from enum_value(tell, borne(tell.look.master, value), depth)


def _position_in_enum(at: Borne) -> int | None:
    """Which enum value a member of a list or map beside the enum is for."""
    values, beside = at.node.get("enum"), at.node.get(at.field)
    if not isinstance(values, list) or len(at.inner) == 1:
        return None
    if isinstance(beside, list):
        return int(at.inner[1]) if len(values) == len(beside) else None
    return next((n for n, value in enumerate(values) if text_of(value) == at.inner[1]), None)


def default_mapping(tell: Telling, at: Borne, depth: int) -> Steps:
    """The schema of values that tell no kind (Discriminator Object, 4.25 in 3.2)."""
    entry = (id(at.node), "defaultMapping")
    if entry in tell.look.losses.unmapped:
        target = tell.look.index.mapped[entry]
        yield from tell.because(at, f"leads to {named(target)}, which is gone", [target], depth)


def mapping(tell: Telling, at: Borne, depth: int) -> Steps:
    """An entry of a discriminator's mapping."""
    entries = at.node.get("mapping")
    if len(at.inner) == 1 or (id(entries), at.key) not in tell.look.losses.unmapped:
        return
    target = tell.look.index.mapped.get((id(entries), at.key))
    if target is not None and tell.look.is_gone(target):
        yield from tell.because(at, f"leads to {named(target)}, which is gone", [target], depth)
    else:
        yield tell.step(at.path, f"names the kind {at.key!r}, which is hidden", depth)


def discriminator(tell: Telling, at: Borne, depth: int) -> Steps:
    """A discriminator as a whole."""
    if len(at.inner) > 1 or not isinstance(at.value, dict):
        return
    name = at.value.get("propertyName")
    found = list(_mention(tell, at, name, depth))
    yield from found
    if not found:
        yield tell.step(at.path, "has no kinds left to tell apart", depth)
        for key in at.value.get("mapping") or ():
            inner = borne(tell.look.master, (*at.path, "mapping", key))
            yield from mapping(tell, inner, depth + 1)
