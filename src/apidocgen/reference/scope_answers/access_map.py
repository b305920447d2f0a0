"""Everything that can be called and what each call needs, of one audience or of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from apidocgen.access.requirement import Requirement
from apidocgen.access.scopes import Alias, Scope, ScopeAliases
from apidocgen.spec.methods import as_sent
from apidocgen.variants.security import scope_carriers
from apidocgen.variants.variant import TokenProfile, Variant, VisibleOperation


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A call that clients can make; ``audiences`` are those that can make it."""

    method: str
    path: str
    operation_id: str | None
    audiences: tuple[str, ...]
    tier: str | None
    requirement: Requirement

    @property
    def key(self) -> str:
        """What names it everywhere: ``GET /path``."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class AccessMap:
    """Endpoints by key, the names that requirements use, and the schemes whose tokens carry them.

    Of several audiences together an endpoint has the alternatives of all of them: each audience
    knows only those that it can use. ``schemes`` are those that carry scopes: by their type, or
    because some requirement lists scopes or roles for them.
    """

    endpoints: Mapping[str, Endpoint]
    scopes: Mapping[str, Scope]
    aliases: ScopeAliases
    profiles: Mapping[str, TokenProfile]
    schemes: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Every scope, role and alias that is known."""
        asked = (endpoint.requirement.alternatives for endpoint in self.endpoints.values())
        named = (each.scopes for alternatives in asked for each in alternatives)
        return frozenset().union(*named, self.scopes, (alias.name for alias in self.aliases))


def access_map(variants: Sequence[Variant]) -> AccessMap:
    """The map of these variants together; requests that the API itself sends are not on it."""
    endpoints: dict[str, Endpoint] = {}
    for variant in variants:
        for endpoint in _endpoints(variant):
            known = endpoints.get(endpoint.key)
            endpoints[endpoint.key] = endpoint if known is None else _merged(known, endpoint)
    return AccessMap(
        endpoints=endpoints,
        scopes={name: scope for each in variants for name, scope in each.access.scopes.items()},
        aliases=_merged_aliases(variants),
        profiles=_merged_profiles(variants),
        schemes=frozenset(_carrying(variants)),
    )


def callable_operations(variant: Variant) -> Iterator[VisibleOperation]:
    """The operations that clients call, not those by which the API calls them."""
    return (operation for operation in variant.operations if operation.place == "paths")


def _endpoints(variant: Variant) -> Iterator[Endpoint]:
    for operation in callable_operations(variant):
        yield Endpoint(
            method=as_sent(operation.method),
            path=operation.path,
            operation_id=operation.operation_id,
            audiences=(variant.audience.name,),
            tier=operation.tier,
            requirement=operation.requirement,
        )


def _merged(one: Endpoint, other: Endpoint) -> Endpoint:
    first, second = one.requirement, other.requirement
    together = dict.fromkeys((*first.alternatives, *second.alternatives))
    return replace(
        one,
        audiences=(*one.audiences, *other.audiences),
        tier=one.tier or other.tier,
        requirement=replace(
            first,
            alternatives=tuple(together),
            inherited=first.inherited and second.inherited,
        ),
    )


def _merged_aliases(variants: Iterable[Variant]) -> ScopeAliases:
    found: dict[str, Alias] = {}
    for alias in (alias for variant in variants for alias in variant.access.aliases):
        before = found.get(alias.name, alias)
        members = tuple(dict.fromkeys((*before.members, *alias.members)))
        found[alias.name] = replace(before, members=members)
    return ScopeAliases(found)


def _merged_profiles(variants: Iterable[Variant]) -> dict[str, TokenProfile]:
    found: dict[str, TokenProfile] = {}
    for profile in (profile for variant in variants for profile in variant.access.profiles):
        before = found.get(profile.name, profile)
        scopes = tuple(dict.fromkeys((*before.scopes, *profile.scopes)))
        found[profile.name] = replace(before, scopes=scopes)
    return found


def _carrying(variants: Iterable[Variant]) -> Iterator[str]:
    """Schemes whose tokens carry scopes, in every sense that OpenAPI has for it."""
    for variant in variants:
        yield from scope_carriers(variant.document.tree)
        for operation in callable_operations(variant):
            for alternative in operation.requirement.alternatives:
                yield from (use.scheme for use in alternative.uses if use.scopes and use.scheme)
