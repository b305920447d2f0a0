"""Discriminators: which property tells the members of a choice apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.diff.fact import Fact, Unit
from apidocgen.diff.flatten import Flat
from apidocgen.diff.level import Direction
from apidocgen.diff.scope import Pair
from apidocgen.diff.side import COMPONENT, name_of
from apidocgen.spec.pointer import escape


def discriminators(
    pair: Pair, old: Flat, new: Flat, what: str, direction: Direction
) -> Iterator[Fact]:
    """What changed about the discriminator."""
    was, now = _discriminator(old), _discriminator(new)
    if was == now:
        return
    where = old.place("discriminator"), new.place("discriminator")
    before, after = was.get("propertyName"), now.get("propertyName")
    if not was or not now:
        kind = "discriminator-removed" if was else "discriminator-added"
        yield Fact(kind, what, before, after, *where, direction)
        return
    if before != after:
        yield Fact("discriminator-changed", what, before, after, *where, direction)
    mappings = _mapping(was), _mapping(now)
    for value in sorted(mappings[0].keys() | mappings[1].keys()):
        target, other = (_target(mapping, value) for mapping in mappings)
        if target != other and not _renamed(pair, target, other):
            change = "added" if target is None else "removed" if other is None else "changed"
            shown = _shown(value, target), _shown(value, other)
            yield Fact(f"discriminator-mapping-{change}", what, *shown, *where, direction)


def _shown(value: str, target: str | None) -> str | None:
    return f"{value}: {name_of(target)}" if target else None


def _target(mapping: dict[str, str], value: str) -> str | None:
    return _reference(mapping[value]) if value in mapping else None


def _renamed(pair: Pair, old: str | None, new: str | None) -> bool:
    """Whether the schema behind a mapping only seems to have another name."""
    if old is None or new is None:
        return False
    return pair.revision.target(old) is None and pair.base.target(new) is None


def mapped(pair: Pair, old: Flat, new: Flat, direction: Direction) -> set[Unit]:
    """The schemas that a discriminator leads to on both sides."""
    was, now = _mapping(_discriminator(old)), _mapping(_discriminator(new))
    units: set[Unit] = set()
    for value in was.keys() & now.keys():
        target, other = _reference(was[value]), _reference(now[value])
        known = pair.base.target(target) and pair.revision.target(other)
        kept = target == other and pair.differing.reference_differs(other)
        if known and (kept or (target != other and _renamed(pair, target, other))):
            units.add(Unit("Schema", target, other, direction))
    return units


def _discriminator(flat: Flat) -> dict[str, Any]:
    found = [value for value in flat.values("discriminator") if isinstance(value, dict)]
    return found[0] if found else {}


def _mapping(discriminator: dict[str, Any]) -> dict[str, str]:
    mapping = discriminator.get("mapping")
    pairs = mapping.items() if isinstance(mapping, dict) else ()
    return {name: target for name, target in pairs if isinstance(target, str)}


def _reference(target: str) -> str:
    return target if "/" in target or "#" in target else f"{COMPONENT}schemas/{escape(target)}"
