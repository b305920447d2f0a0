"""Members of `oneOf` and `anyOf`: matched by what they are, not by where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apidocgen.diff.fact import Fact
from apidocgen.diff.flatten import Flat, Parts, flatten
from apidocgen.diff.scope import Spot
from apidocgen.diff.side import name_of
from apidocgen.spec.grammar import CHOICES

if TYPE_CHECKING:
    from apidocgen.diff.schemas import SchemaComparison

Members = list[Parts]

_MAX_TRIALS = 400
_ALIKE = 0.5
_SAYS_NOTHING = frozenset(
    {*CHOICES, "$ref", "allOf", "discriminator", "description", "title", "example", "nullable"}
    | {"type", "x-sunset", "deprecated", "externalDocs"}
)


def is_only_choice(flat: Flat) -> bool:
    """Whether a schema says nothing but that it is one of several."""
    return len(flat.choices) == 1 and flat.keywords() <= _SAYS_NOTHING


def match(comparison: SchemaComparison, old: Members, new: Members, spot: Spot) -> None:
    """Pair the members of two choices; compare the pairs, report the rest."""
    old, new = list(old), list(new)
    _take_equal(comparison, old, new, spot)
    for was, now in _alike(comparison, old, new):
        comparison.compare(was, now, spot.step(_step(was, now)))
    for member in old:
        _report(comparison, "alternative-removed", member, spot, gone=True)
    for member in new:
        _report(comparison, "alternative-added", member, spot, gone=False)


def _take_equal(comparison: SchemaComparison, old: Members, new: Members, spot: Spot) -> None:
    """Remove from both lists what means the same; the same reference is compared elsewhere."""
    for was in list(old):
        twin = next((now for now in new if _same_reference(was, now)), None)
        if twin is not None:
            comparison.compare(was, twin, spot)
            old.remove(was)
            new.remove(twin)
    if len(old) * len(new) > _MAX_TRIALS:
        return
    for was in list(old):
        twin = next((now for now in new if comparison.equivalent(was, now)), None)
        if twin is not None:
            old.remove(was)
            new.remove(twin)


def _same_reference(was: Parts, now: Parts) -> bool:
    return was[0].reference is not None and was[0].reference == now[0].reference


def _alike(comparison: SchemaComparison, old: Members, new: Members) -> list[tuple[Parts, Parts]]:
    """Take pairs out of both lists that are most probably one member that changed."""
    found: list[tuple[Parts, Parts]] = []
    for was in list(old):
        best = max(new, key=lambda now: _likeness(comparison, was, now), default=None)
        if best is not None and _likeness(comparison, was, best) >= _ALIKE:
            found.append((was, best))
            old.remove(was)
            new.remove(best)
    return found


def _likeness(comparison: SchemaComparison, was: Parts, now: Parts) -> float:
    pair = comparison.scope.pair
    old, new = flatten(pair.base, was), flatten(pair.revision, now)
    if old.values("title") and old.values("title") == new.values("title"):
        return 1.0
    names, others = old.members("properties").keys(), new.members("properties").keys()
    if names or others:
        return len(names & others) / len(names | others)
    types = old.types()
    if types is None or types != new.types():
        return 0.0
    return 0.0 if "object" in types else 1.0


def _step(was: Parts, now: Parts) -> str:
    reference = now[0].reference or was[0].reference
    return f"({name_of(reference)})" if reference else ""


def _report(
    comparison: SchemaComparison, kind: str, member: Parts, spot: Spot, *, gone: bool
) -> None:
    from apidocgen.diff.schemas import title

    name, path = title(member), member[0].path
    before, after = (name, None) if gone else (None, name)
    old, new = (path, None) if gone else (None, path)
    fact = Fact(kind, str(spot), before, after, old, new, comparison.direction)
    comparison.scope.add([fact])
