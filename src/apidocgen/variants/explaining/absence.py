"""Why something is not there that no annotation and no reference takes away by itself.

Names in lists, enum values, members of examples, entries of mappings, alternatives, tags: they go
because of something else. Where it is certain what that is, it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from apidocgen.spec.grammar import VALUE, slot_of
from apidocgen.spec.pointer import Path, parse_fragment
from apidocgen.variants.enums import ENUM_VALUES
from apidocgen.variants.explaining import (
    access,
    conditions,
    encodings,
    links,
    names,
    tags,
    values,
)
from apidocgen.variants.explaining.places import Borne, borne
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import DEEPEST, MOST_USERS, Telling
from apidocgen.variants.explaining.wording import CAUSES
from apidocgen.variants.index import unit_of
from apidocgen.variants.reasons import Cause
from apidocgen.variants.vocabulary import (
    ALIASES,
    AUDIENCE_KEY,
    AUDIENCES,
    PROFILES,
    SCOPES,
    TIERS,
)

_VOCABULARY = frozenset({TIERS, AUDIENCES, AUDIENCE_KEY, PROFILES})

_Handler = Callable[[Telling, Borne, int], Steps]

# What tells why a field of an object, or something in it, is gone; then the same for any object.
_HANDLERS: Mapping[tuple[str, str], _Handler] = MappingProxyType(
    {
        ("Schema", "enum"): values.enum_value,
        ("Schema", "const"): values.enum_value,
        ("ServerVariable", "enum"): values.enum_value,
        ("Schema", "required"): names.listed,
        ("Schema", "dependentRequired"): names.keyed,
        ("Schema", "dependentSchemas"): names.keyed,
        ("Schema", "dependencies"): names.keyed,
        ("Schema", "if"): conditions.condition,
        ("Schema", "then"): conditions.dependent,
        ("Schema", "else"): conditions.dependent,
        ("Schema", "minContains"): conditions.dependent,
        ("Schema", "maxContains"): conditions.dependent,
        ("MediaType", "encoding"): encodings.by_name,
        ("MediaType", "prefixEncoding"): encodings.by_position,
        ("Encoding", "encoding"): encodings.by_name,
        ("Encoding", "prefixEncoding"): encodings.by_position,
        ("Example", "serializedValue"): values.member,
        ("Link", "parameters"): links.argument,
        ("Link", "requestBody"): links.body,
        ("Schema", "discriminator"): names.discriminator,
        ("Discriminator", "mapping"): names.mapping,
        ("Discriminator", "defaultMapping"): names.default_mapping,
        ("Operation", "tags"): tags.carried,
        ("Tag", "parent"): tags.parent,
        ("TagGroup", "tags"): tags.grouped,
        ("OpenAPI", "tags"): tags.declared,
        ("OpenAPI", "x-tagGroups"): tags.group,
        ("OpenAPI", SCOPES): access.scope,
        ("OpenAPI", ALIASES): access.alias,
        ("OpenAPI", "servers"): access.servers,
        ("OAuthFlow", "scopes"): access.scope,
    }
)
_FIELDS: Mapping[str, _Handler] = MappingProxyType({"security": access.security})


def absence_steps(tell: Telling, path: Path, depth: int) -> Steps:
    """Why the variant has nothing at a path of the master; at least one step."""
    missing = _missing(tell, path)
    for length in range(len(path), missing - 1, -1):
        at = borne(tell.look.master, path[:length]) if length else None
        found = list(_reasons(tell, at, depth, first=length == missing)) if at else []
        if found:
            yield from found
            return
    yield tell.step(path[:missing], "is not in the variant", depth)


def _missing(tell: Telling, path: Path) -> int:
    """How long the shortest part of a path is that the variant does not have."""
    lengths = range(1, len(path) + 1)
    return next((n for n in lengths if tell.look.view.remaining(path[:n]) is None), len(path))


def _reasons(tell: Telling, at: Borne, depth: int, *, first: bool) -> Steps:
    """Why one part of a path is gone; ``first`` says that all around it is left."""
    if _is_annotation(tell, at):
        yield tell.step(at.path, "is an annotation, which no variant has", depth)
        return
    handler = _HANDLERS.get((at.type, at.field)) or _FIELDS.get(at.field)
    if handler is None and slot_of(at.type, at.field) is None and at.field.startswith("x-"):
        handler = names.extension
    found = list(handler(tell, at, depth)) if handler else []
    if not found and first:
        found = list(_whole(tell, at, depth))
    yield from found


def _is_annotation(tell: Telling, at: Borne) -> bool:
    if not at.owner and at.field in _VOCABULARY:
        return True
    return at.field == ENUM_VALUES or at.field in tell.look.index.annotations.keys


def _whole(tell: Telling, at: Borne, depth: int) -> Steps:
    """Reasons that hold for whatever stands there."""
    slot = slot_of(at.type, at.field)
    if slot is not None and slot.type == VALUE:
        yield from values.member(tell, at, depth)
    elif tell.look.losses.texts.get((id(at.node), at.field)) == "":
        yield from _text(tell, at, depth)
    elif at.value in ({}, []):
        yield tell.step(at.path, "is empty, and means the same if it is not there", depth)
    elif isinstance(at.value, dict | list):
        yield from _emptied(tell, at, depth)


def _text(tell: Telling, at: Borne, depth: int) -> Steps:
    """A text that marked blocks take away, or the pointer that it is."""
    if at.value.startswith("#/"):
        yield tell.step(at.path, CAUSES[Cause.REFERENCE].format(target=at.value), depth)
        yield from tell.behind(parse_fragment(at.value), depth + 1)
    else:
        yield tell.step(at.path, "is written for others from beginning to end", depth)


def _emptied(tell: Telling, at: Borne, depth: int) -> Steps:
    yield tell.step(at.path, "has nothing left", depth)
    for path in _members(at)[:MOST_USERS] if depth < DEEPEST else ():
        yield from _own_reasons(tell, path, depth + 1)


def _own_reasons(tell: Telling, path: Path, depth: int, levels: int = 2) -> Steps:
    """Why something is gone, as far as it does not go with what is around it.

    Where it has no reason of its own, what is inside of it may have, ``levels`` further in.
    """
    if tell.look.is_gone(path) or unit_of(path) == path:
        yield from tell.behind(path, depth)
        return
    at = borne(tell.look.master, path)
    found = list(_reasons(tell, at, depth, first=False))
    yield from found
    if not found and levels:
        for inner in _members(at)[:MOST_USERS]:
            yield from _own_reasons(tell, inner, depth, levels - 1)


def _members(at: Borne) -> list[Path]:
    if isinstance(at.value, dict):
        return [(*at.path, key) for key in at.value]
    size = len(at.value) if isinstance(at.value, list) else 0
    return [(*at.path, position) for position in range(size)]
