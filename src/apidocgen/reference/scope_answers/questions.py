"""The two questions about scopes: which does a task need, and what does a token reach?

A token is what carries scopes. A credential that carries none anywhere in the document, such as
an API key, is no answer to "which scopes do I need?": alternatives that use no other are left
out. An endpoint with no further alternative is closed to tokens. Where an alternative demands
such a credential together with a token, it is taken as given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from apidocgen.access.least import (
    AliasOption,
    LeastAnswer,
    Reach,
    ScopeSets,
    alias_options,
    least_scopes,
    reach,
)
from apidocgen.access.requirement import Alternative, Requirement, scope_alternatives
from apidocgen.reference.scope_answers.access_map import AccessMap


@dataclass(frozen=True, slots=True)
class Need:
    """The least scopes for a task; ``aliases`` could stand in for the first of the options."""

    least: LeastAnswer[str]
    aliases: tuple[AliasOption[str], ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """What a token reaches; ``unknown`` are names it holds that the document does not know."""

    reach: Reach[str]
    unknown: tuple[str, ...]


def need(known: AccessMap, wanted: Sequence[str], scheme: str | None = None) -> Need:
    """Tell which scopes a token needs for the endpoints with these keys.

    ``scheme`` restricts the answer to tokens of one security scheme.
    """
    requirements = openings(known, scheme)
    least = least_scopes(wanted, requirements)
    options = alias_options(least.options[0].scopes, known.aliases, requirements)
    return Need(least, options)


def reached(known: AccessMap, scopes: Iterable[str], scheme: str | None = None) -> Reached:
    """Tell what a token with these scopes and aliases reaches."""
    held = tuple(dict.fromkeys(scopes))
    found = reach(held, openings(known, scheme), known.aliases)
    names = known.names
    return Reached(found, tuple(name for name in held if name not in names))


def openings(known: AccessMap, scheme: str | None = None) -> dict[str, ScopeSets]:
    """For each endpoint the sets of leaf scopes that open it to a token; none: it is closed."""
    tokens = known.schemes if scheme is None else frozenset({scheme})
    return {
        key: _sets(endpoint.requirement, known, tokens) for key, endpoint in known.endpoints.items()
    }


def _sets(requirement: Requirement, known: AccessMap, tokens: frozenset[str]) -> ScopeSets:
    usable = tuple(each for each in requirement.alternatives if _takes(each, tokens))
    if not usable:
        return frozenset()
    only = next(iter(tokens)) if len(tokens) == 1 else None
    return scope_alternatives(replace(requirement, alternatives=usable), known.aliases, only)


def _takes(alternative: Alternative, tokens: frozenset[str]) -> bool:
    """Tell whether a token is of use here, or nothing is asked for at all."""
    return alternative.anonymous or any(
        use.scheme is None or use.scheme in tokens for use in alternative.uses
    )
