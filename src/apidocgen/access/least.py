"""Least privilege: which scopes a task needs, what a set of scopes reaches.

Operations are any hashable keys. What each needs is given as the sets of leaf scopes of which any
one suffices, as `requirement.scope_alternatives` makes them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from apidocgen.access.cover import best_covers, choice
from apidocgen.access.requirement import minimal_sets
from apidocgen.access.scopes import Grants, ScopeAliases

K = TypeVar("K", bound=Hashable)

ScopeSets: TypeAlias = frozenset[frozenset[str]]
"""Sets of leaf scopes of which any one suffices; the empty one: none is needed."""

MAX_WORK = 250_000
"""A second or two on a hard case made for the purpose; documents need a few hundred."""

_NO_ALIASES = ScopeAliases()


@dataclass(frozen=True, slots=True)
class LeastSet(Generic[K]):
    """One least set of scopes.

    Attributes:
        scopes: Leaf scopes, sorted.
        excess: Operations it reaches beyond those wanted, in the order of the requirements;
            operations that need no scope at all are not counted.
        because: For each scope the wanted operations that are lost without it. A scope never
            stands without one; an operation that two of the scopes open may stand at neither.
    """

    scopes: tuple[str, ...]
    excess: tuple[K, ...]
    because: Mapping[str, tuple[K, ...]]


@dataclass(frozen=True, slots=True)
class LeastAnswer(Generic[K]):
    """All least sets of scopes for what is wanted.

    Attributes:
        options: Equally good sets, sorted by their scopes. There is at least one: the empty set
            when nothing that is wanted and reachable needs a scope.
        unreachable: Wanted operations that are unknown or that no scope opens; the options
            answer for the others.
        total: How many equally good sets are known, including those left out of `options`.
        exact: Whether no better set exists. False only when the search had to be cut.
        complete: Whether `total` counts every set that is as good.
    """

    options: tuple[LeastSet[K], ...]
    unreachable: tuple[K, ...]
    total: int
    exact: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class AliasOption(Generic[K]):
    """An alias requested in place of some scopes, and what it opens needlessly.

    Attributes:
        alias: The alias.
        scopes: The scopes to request then: the alias and those it does not replace, sorted.
        replaces: The scopes it stands for, sorted.
        excess_scopes: Leaf scopes it grants besides, sorted.
        excess_operations: Operations reached besides, in the order of the requirements.
    """

    alias: str
    scopes: tuple[str, ...]
    replaces: tuple[str, ...]
    excess_scopes: tuple[str, ...]
    excess_operations: tuple[K, ...]


@dataclass(frozen=True, slots=True)
class Reach(Generic[K]):
    """What somebody holding certain scopes can call.

    Attributes:
        reachable: Operations that can be called, in the order of the requirements.
        missing: For every other operation the fewest leaf scopes that are missing, sorted; the
            first in alphabetical order where several are as few.
        closed: Operations that no scope opens; they are not in `missing`.
        surplus: Held names, as given, that nothing reachable needs; all of them could be dropped
            together without losing an operation.
    """

    reachable: tuple[K, ...]
    missing: Mapping[K, tuple[str, ...]]
    closed: tuple[K, ...]
    surplus: tuple[str, ...]


def least_scopes(
    wanted: Sequence[K],
    requirements: Mapping[K, ScopeSets],
    *,
    max_options: int = 64,
    max_work: int = MAX_WORK,
) -> LeastAnswer[K]:
    """Find every least set of scopes that reaches all wanted operations.

    Least means: fewest operations reachable beyond those wanted, then fewest scopes. The answer
    is exact, not greedy (`cover` has the argument and the search).

    Args:
        wanted: Operations to reach; a repetition counts once.
        requirements: For every operation of the audience the sets of leaf scopes of which any
            one suffices. An operation without any set is open to no scope.
        max_options: How many of equally good sets to return.
        max_work: Bound of the search (see `cover`); real documents need a small part of it.
    """
    asked = tuple(dict.fromkeys(wanted))
    reachable = [key for key in asked if requirements.get(key)]
    answered = set(reachable)
    masks = _Masks(requirements)
    covers = best_covers(
        [masks.choices[key] for key in reachable],
        [masks.choices[key] for key in requirements if key not in answered],
        max_masks=max_options,
        max_work=max_work,
    )
    found = sorted(masks.names(mask) for mask in covers.masks)
    return LeastAnswer(
        options=tuple(_explained(scopes, reachable, requirements) for scopes in found),
        unreachable=tuple(key for key in asked if not requirements.get(key)),
        total=covers.total,
        exact=covers.exact,
        complete=covers.complete,
    )


class _Masks(Generic[K]):
    """Requirements as bit masks, the scopes in alphabetical order from the lowest bit."""

    __slots__ = ("choices", "scopes")

    def __init__(self, requirements: Mapping[K, ScopeSets]) -> None:
        named = {scope for sets in requirements.values() for each in sets for scope in each}
        self.scopes = sorted(named)
        bits = {scope: 1 << position for position, scope in enumerate(self.scopes)}
        self.choices = {
            key: choice(sum(bits[scope] for scope in each) for each in sets)
            for key, sets in requirements.items()
        }

    def names(self, mask: int) -> tuple[str, ...]:
        return tuple(scope for position, scope in enumerate(self.scopes) if mask >> position & 1)


def _explained(
    scopes: tuple[str, ...], wanted: Sequence[K], requirements: Mapping[K, ScopeSets]
) -> LeastSet[K]:
    held = frozenset(scopes)
    asked = set(wanted)
    because: dict[str, list[K]] = {scope: [] for scope in scopes}
    for key in wanted:
        for scope in _indispensable(held, requirements[key]):
            because[scope].append(key)
    return LeastSet(
        scopes=scopes,
        excess=tuple(
            key
            for key, sets in requirements.items()
            if key not in asked and _opened(held, sets) and not _opened(frozenset(), sets)
        ),
        because={scope: tuple(keys) for scope, keys in because.items()},
    )


def _opened(held: frozenset[str], sets: ScopeSets) -> bool:
    return any(each <= held for each in sets)


def _indispensable(held: frozenset[str], sets: ScopeSets) -> frozenset[str]:
    """Return the scopes without any one of which the rest of `held` would not suffice."""
    return frozenset.intersection(*(each for each in sets if each <= held))


def alias_options(
    scopes: Iterable[str],
    aliases: ScopeAliases,
    requirements: Mapping[K, ScopeSets],
    grants: Grants | None = None,
) -> tuple[AliasOption[K], ...]:
    """Return what each alias that covers some of `scopes` would replace and grant in excess.

    Args:
        scopes: Leaf scopes, for example of a `LeastSet`.
        aliases: The document's aliases.
        requirements: As for `least_scopes`.
        grants: What may be granted to the audience; an alias it may not request is left out.

    Returns:
        Options with the fewest needless operations first, then the fewest needless scopes, then
        the shortest request; equal ones as the aliases are declared.
    """
    held = frozenset(scopes)
    options = [
        _alias_option(alias.name, held, aliases, requirements)
        for alias in aliases
        if held & aliases.expand((alias.name,))
        and (grants is None or grants.allows_alias(alias.name))
    ]
    return tuple(sorted(options, key=_needlessness))


def _needlessness(option: AliasOption[K]) -> tuple[int, int, int]:
    return len(option.excess_operations), len(option.excess_scopes), len(option.scopes)


def _alias_option(
    alias: str, held: frozenset[str], aliases: ScopeAliases, requirements: Mapping[K, ScopeSets]
) -> AliasOption[K]:
    leaves = aliases.expand((alias,))
    return AliasOption(
        alias=alias,
        scopes=tuple(sorted((held - leaves) | {alias})),
        replaces=tuple(sorted(held & leaves)),
        excess_scopes=tuple(sorted(leaves - held)),
        excess_operations=tuple(
            key
            for key, sets in requirements.items()
            if _opened(held | leaves, sets) and not _opened(held, sets)
        ),
    )


def reach(
    scopes: Iterable[str],
    requirements: Mapping[K, ScopeSets],
    aliases: ScopeAliases = _NO_ALIASES,
) -> Reach[K]:
    """Tell what somebody holding `scopes` (names and aliases) can call, and what is missing."""
    names = tuple(dict.fromkeys(scopes))
    held = aliases.expand(names)
    needed: set[str] = set()
    reachable: list[K] = []
    missing: dict[K, tuple[str, ...]] = {}
    for key, sets in requirements.items():
        if _opened(held, sets):
            reachable.append(key)
            needed.update(*(each for each in minimal_sets(sets) if each <= held))
        elif sets:
            missing[key] = _fewest(each - held for each in sets)
    return Reach(
        reachable=tuple(reachable),
        missing=missing,
        closed=tuple(key for key, sets in requirements.items() if not sets),
        surplus=tuple(name for name in names if not aliases.expand((name,)) & needed),
    )


def _fewest(sets: Iterable[frozenset[str]]) -> tuple[str, ...]:
    return min((tuple(sorted(each)) for each in sets), key=lambda names: (len(names), names))
