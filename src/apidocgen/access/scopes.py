"""Scopes, the aliases that bundle them, and what may be granted to an audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope (or role) of the catalogue: a plain name, its description, whether it is retired."""

    name: str
    description: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that stands for several scopes; `members` are scopes or other aliases."""

    name: str
    members: tuple[str, ...]
    description: str = ""


class AliasCycleError(ValueError):
    """Aliases that contain one another.

    `path` names each alias of the cycle once, every one containing the next and the last the
    first.
    """

    def __init__(self, path: tuple[str, ...]) -> None:
        """Describe the cycle `path`."""
        super().__init__("scope aliases contain one another: " + " → ".join((*path, path[0])))
        self.path = path


class ScopeAliases:
    """The aliases of a document, expanded once and immutable from then on.

    An alias without members expands to itself: were it to expand to nothing, a requirement that
    names it would demand nothing.
    """

    __slots__ = ("_aliases", "_leaves")

    def __init__(self, aliases: Mapping[str, Alias] | None = None) -> None:
        """Expand `aliases`, keyed by name in declaration order.

        Raises AliasCycleError when aliases contain one another.
        """
        self._aliases: dict[str, Alias] = dict(aliases or {})
        order, cycle = _contained_first(self._aliases)
        if cycle is not None:
            raise AliasCycleError(cycle)
        self._leaves: dict[str, frozenset[str]] = {}
        for name in order:
            members = self._aliases[name].members
            self._leaves[name] = self.expand(members) if members else frozenset({name})

    @staticmethod
    def find_cycle(aliases: Mapping[str, Alias]) -> tuple[str, ...] | None:
        """Return the first cycle among `aliases` as AliasCycleError would name it, or None."""
        return _contained_first(aliases)[1]

    def __contains__(self, name: object) -> bool:
        """Tell whether `name` is an alias."""
        return name in self._aliases

    def __iter__(self) -> Iterator[Alias]:
        """Yield the aliases in declaration order."""
        return iter(self._aliases.values())

    def __len__(self) -> int:
        """Count the aliases."""
        return len(self._aliases)

    def __getitem__(self, name: str) -> Alias:
        """Return the alias called `name`; KeyError when there is none."""
        return self._aliases[name]

    def expand(self, scopes: Iterable[str]) -> frozenset[str]:
        """Return the leaf scopes of `scopes`: aliases replaced by what they hold, however deep.

        A name that is no alias is a leaf itself, whether or not the catalogue knows it.
        """
        leaves: set[str] = set()
        for scope in scopes:
            leaves |= self._leaves.get(scope, frozenset({scope}))
        return frozenset(leaves)

    def containing(self, scope: str) -> tuple[str, ...]:
        """Return the aliases that grant all of `scope`, directly or nested, as declared.

        `scope` may itself be an alias: those that contain it are meant then, not those that
        merely hold the same leaves, and never the alias itself.
        """
        if scope not in self._aliases:
            return tuple(name for name, leaves in self._leaves_as_declared() if scope in leaves)
        return tuple(name for name in self._aliases if scope in self._nested(name))

    def _leaves_as_declared(self) -> Iterator[tuple[str, frozenset[str]]]:
        return ((name, self._leaves[name]) for name in self._aliases)

    def _nested(self, name: str) -> set[str]:
        """Return every name below an alias, aliases and leaves alike, without its own."""
        found: set[str] = set()
        waiting = list(self._aliases[name].members)
        while waiting:
            member = waiting.pop()
            if member not in found:
                found.add(member)
                waiting.extend(self._aliases[member].members if member in self._aliases else ())
        return found


def _contained_first(
    aliases: Mapping[str, Alias],
) -> tuple[list[str], tuple[str, ...] | None]:
    """Order aliases so that each follows those it contains; or return the first cycle met.

    Depth-first with a stack of its own, since a hostile document may nest deeper than Python
    recurses.
    """
    done: dict[str, None] = {}
    for start in aliases:
        path: dict[str, Iterator[str]] = {} if start in done else {start: _below(aliases, start)}
        while path:
            name, members = next(reversed(path.items()))
            member = next((each for each in members if each not in done), None)
            if member is None:
                done[name] = None
                del path[name]
            elif member in path:
                names = tuple(path)
                return list(done), names[names.index(member) :]
            else:
                path[member] = _below(aliases, member)
    return list(done), None


def _below(aliases: Mapping[str, Alias], name: str) -> Iterator[str]:
    return (member for member in aliases[name].members if member in aliases)


class Grants:
    """What may be granted to an audience.

    A pattern is the name of a scope, the name of an alias, or a glob over both (`*_write`), case
    counting. One that matches an alias grants all its leaves.
    """

    __slots__ = ("_aliases", "_leaves", "_patterns")

    def __init__(self, patterns: Sequence[str] | None, aliases: ScopeAliases) -> None:
        """Prepare the grants of `patterns`; None grants everything, no patterns grant nothing."""
        self._patterns = None if patterns is None else tuple(patterns)
        self._aliases = aliases
        self._leaves = aliases.expand(alias.name for alias in aliases if self._matches(alias.name))

    def allows(self, scope: str) -> bool:
        """Tell whether a scope may be granted; for an alias, whether all its leaves may."""
        return all(self._allows_leaf(leaf) for leaf in self._aliases.expand((scope,)))

    def allows_alias(self, alias: str) -> bool:
        """Tell whether an alias may be requested by its own name.

        That its leaves may all be granted is not enough: the name must match a pattern.
        """
        return alias in self._aliases and self._matches(alias)

    def _allows_leaf(self, scope: str) -> bool:
        return scope in self._leaves or self._matches(scope)

    def _matches(self, name: str) -> bool:
        if self._patterns is None:
            return True
        # A scope may itself contain `*` or `[`: its exact name must match it.
        return any(name == pattern or fnmatchcase(name, pattern) for pattern in self._patterns)
