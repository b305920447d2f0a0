"""What one audience may know of scopes, aliases, token profiles and OAuth flows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apidocgen.access.scopes import Alias, Scope, ScopeAliases
from apidocgen.spec.document import Tree
from apidocgen.variants.annotations import Annotations
from apidocgen.variants.gone import GONE
from apidocgen.variants.interning import Interning
from apidocgen.variants.markers import has_markers, parse_markers, visible_text
from apidocgen.variants.prune import Pruning
from apidocgen.variants.security import SecurityFilter, names_by_scheme, security_schemes
from apidocgen.variants.uses import Uses
from apidocgen.variants.variant import AccessModel, TokenProfile
from apidocgen.variants.vocabulary import flow_scopes, flows_of, scope_text


class AccessCut:
    """Cuts a master's access model to what its visible operations use."""

    def __init__(
        self,
        pruning: Pruning,
        security: SecurityFilter,
        access: AccessModel,
        interning: Interning,
        uses: Uses,
    ) -> None:
        self._pruning = pruning
        self._security = security
        self._access = access
        self._interning = interning
        self._uses = uses
        self._master = pruning.index.document.tree
        self._names = names_by_scheme(self._master)
        self._flow_texts = self._read_flow_texts()
        self.access = self._cut_access()
        """The access model as this audience may know it."""

    def scheme(self, name: str, scheme: Tree) -> Tree:
        """A security scheme whose OAuth flows declare only scopes the audience may know."""
        flows = scheme.get("flows")
        if not isinstance(flows, dict):
            return scheme
        known = self._known(self._uses.scopes_of(self._names_of(name)))
        cut = {key: self._cut_flow(flow, known) for key, flow in flows.items()}
        shown: Tree = {**scheme, "flows": self._interning.one(flows, cut)}
        result: Tree = self._interning.one(scheme, shown)
        return result

    def _names_of(self, name: str) -> tuple[str, ...]:
        """The names under which requirements demand the scheme that the master gives this one."""
        given = self._master["components"]["securitySchemes"][name]
        return self._names.get(id(given), (name,))

    def _cut_flow(self, flow: Any, known: frozenset[str]) -> Any:
        scopes = flow.get("scopes") if isinstance(flow, dict) else None
        if not isinstance(scopes, dict):
            return flow
        kept = {scope: self._text(text) for scope, text in scopes.items() if scope in known}
        shown = {**flow, "scopes": self._interning.one(scopes, kept)}
        return self._interning.one(flow, shown)

    def _known(self, needed: Iterable[str]) -> frozenset[str]:
        """Scopes that are needed, and the aliases the audience may use that hold one of them."""
        aliases = self._access.aliases
        leaves = aliases.expand(needed)
        held = {
            alias.name
            for alias in aliases
            if self._security.may_know(alias.name)
            and not leaves.isdisjoint(aliases.expand((alias.name,)))
        }
        return frozenset(needed) | leaves | held

    def _text(self, text: Any) -> Any:
        """A text outside the grammar's reach (scopes, aliases), without what is not for all."""
        annotations: Annotations = self._pruning.index.annotations
        if not isinstance(text, str) or not has_markers(text):
            return text
        return visible_text(parse_markers(text, annotations), self._pruning.losses.admits)

    def scopes(self, value: Any) -> Any:
        """The catalogue of scopes (``x-scopes``); GONE if nothing of it remains."""
        kept: Tree = {}
        for name, entry in value.items() if isinstance(value, dict) else ():
            if name in self.access.scopes:
                kept[name] = self._catalogue_entry(entry)
        return kept or GONE

    def _catalogue_entry(self, entry: Any) -> Any:
        if not isinstance(entry, dict):
            return self._text(entry)
        keys = self._pruning.index.annotations.keys
        return {key: self._text(value) for key, value in entry.items() if key not in keys}

    def aliases(self, value: Any) -> Any:
        """The aliases (``x-scope-aliases``); GONE if nothing of them remains."""
        kept: Tree = {}
        for name, entry in value.items() if isinstance(value, dict) else ():
            if name in self.access.aliases:
                members = list(self.access.aliases[name].members)
                inner = self._catalogue_entry(entry)
                kept[name] = {**inner, "scopes": members} if isinstance(inner, dict) else members
        return kept or GONE

    def _cut_access(self) -> AccessModel:
        """The access model as this audience may know it."""
        access = self._access
        known = self._known(self._uses.scopes)
        aliases = {a.name: self._cut_alias(a, known) for a in access.aliases if a.name in known}
        plain = sorted(known - {alias.name for alias in access.aliases})
        order = {name: position for position, name in enumerate(access.scopes)}
        plain.sort(key=lambda name: order.get(name, len(order)))
        return AccessModel(
            tiers=access.tiers,
            audiences=(self._pruning.losses.audience,),
            scopes={name: self._cut_scope(name) for name in plain},
            aliases=ScopeAliases(aliases),
            profiles=tuple(self._cut_profiles(known)),
        )

    def _cut_scope(self, name: str) -> Scope:
        scope = self._access.scopes.get(name, Scope(name))
        text = scope_text(self._master, name) or self._flow_texts.get(name, "")
        return Scope(name, self._text(text), scope.deprecated)

    def _read_flow_texts(self) -> dict[str, str]:
        """What the flows that the audience sees say of their scopes."""
        removed = self._pruning.losses.removed
        return dict(
            flow_scopes(
                flow
                for name, scheme in security_schemes(self._master)
                if name in self._uses.schemes
                for flow in flows_of(scheme)
                if id(flow) not in removed
            )
        )

    def _cut_alias(self, alias: Alias, known: frozenset[str]) -> Alias:
        members = tuple(self._known_members(alias.members, known))
        return Alias(alias.name, members, self._text(alias.description))

    def _known_members(self, names: Iterable[str], known: frozenset[str]) -> Iterable[str]:
        """Names of a list that are known; for an alias that may not be named, what it holds."""
        found: dict[str, None] = {}
        for name in names:
            if name in known:
                found[name] = None
            elif name in self._access.aliases:
                inner = self._known_members(self._access.aliases[name].members, known)
                found.update(dict.fromkeys(inner))
        return found

    def _cut_profiles(self, known: frozenset[str]) -> Iterable[TokenProfile]:
        for profile in self._access.profiles:
            scopes = tuple(self._known_members(profile.scopes, known))
            if scopes:
                yield TokenProfile(profile.name, scopes, self._text(profile.description))
