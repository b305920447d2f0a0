"""Scopes that only have another name now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from apidocgen.access.requirement import Requirement
from apidocgen.diff.fact import Fact
from apidocgen.diff.likeness import name_likeness
from apidocgen.diff.schemes import schemes
from apidocgen.diff.side import Node, Side
from apidocgen.spec.pointer import Path

Requirements = Iterable[tuple[Requirement, Requirement]]


def find_renamed_scopes(
    base: Side, revision: Side, both: Requirements
) -> list[tuple[str, str, float]]:
    """Pairs of scopes of which one took the place of the other, with how sure that is."""
    old, new = _catalogue(base), _catalogue(revision)
    pairs = list(both)
    gone = {name for was, _ in pairs for name in _scopes(was)} | old.keys()
    fresh = {name for _, now in pairs for name in _scopes(now)} | new.keys()
    gone, fresh = gone - fresh, fresh - gone
    swaps = _swaps(pairs, gone, fresh)
    found: list[tuple[str, str, float]] = []
    for was in sorted(gone):
        rated = [(_certainty(was, now, old, new, swaps), now) for now in sorted(fresh)]
        certainty, best = max(rated, default=(0.0, ""))
        if certainty >= _ENOUGH:
            fresh.discard(best)
            found.append((was, best, certainty))
    return found


_ENOUGH = 0.6


def _certainty(
    was: str,
    now: str,
    old: Mapping[str, Node],
    new: Mapping[str, Node],
    swaps: Mapping[tuple[str, str], bool],
) -> float:
    described = was in old and now in new and old[was].value == new[now].value != ""
    swapped = swaps.get((was, now))
    if swapped is False:
        return 0.0
    if described and swapped:
        return 0.98
    if described or (swapped and name_likeness(was, now) >= _LIKE):
        return 0.9 if swapped else 0.75
    return 0.6 if swapped else 0.0


_LIKE = 0.6


def _swaps(
    pairs: list[tuple[Requirement, Requirement]], gone: set[str], fresh: set[str]
) -> dict[tuple[str, str], bool]:
    """For each pair of scopes whether one took the other's place in every operation."""
    lost: Counter[str] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for was, now in pairs:
        left, came = _scopes(was) & gone, _scopes(now) & fresh
        lost.update(left)
        if len(left) == len(came) == 1 and len(was.alternatives) == len(now.alternatives):
            found[min(left), min(came)] += 1
    swaps = {pair: count == lost[pair[0]] for pair, count in found.items()}
    return swaps | {
        (one, other): False for one in lost for other in fresh if (one, other) not in found
    }


def _scopes(requirement: Requirement) -> frozenset[str]:
    return frozenset().union(*(each.scopes for each in requirement.alternatives))


def _catalogue(side: Side) -> dict[str, Node]:
    """The scopes that the flows of a variant declare."""
    return {
        name: scope
        for scheme in schemes(side).values()
        for _, flow in scheme.items("flows")
        for name, scope in flow.items("scopes")
    }


def facts(base: Side, revision: Side, renames: Iterable[tuple[str, str, float]]) -> Iterator[Fact]:
    """Report renamed scopes."""
    old, new = _catalogue(base), _catalogue(revision)
    for was, now, certainty in renames:
        where = _place(old, was), _place(new, now)
        yield Fact("scope-renamed", "the scope", was, now, *where, certainty=certainty)


def _place(catalogue: Mapping[str, Node], name: str) -> Path:
    return catalogue[name].path if name in catalogue else ()
