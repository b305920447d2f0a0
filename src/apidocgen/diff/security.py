"""Requirements compared by whom they let in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from apidocgen.access.requirement import Alternative, Requirement, SchemeUse
from apidocgen.access.scopes import ScopeAliases
from apidocgen.diff.fact import Fact
from apidocgen.variants.security import security_schemes
from apidocgen.variants.variant import VariantSet

WHAT = "the operation"
_ABOUT = ("description",)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is known about credentials on one side."""

    schemes: Mapping[str, str]
    aliases: ScopeAliases
    renamed_scopes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, variants: VariantSet) -> Credentials:
        """The credentials that a master knows: a variant names only those somebody needs."""
        tree = variants.master.tree
        schemes = {name: essence(scheme) for name, scheme in security_schemes(tree)}
        return cls(schemes, variants.access.aliases)

    def leaves(self, use: SchemeUse) -> frozenset[str]:
        """The scopes that a use demands, aliases expanded and renamed ones called anew."""
        return frozenset(
            self.renamed_scopes.get(scope, scope) for scope in self.aliases.expand(use.scopes)
        )


def essence(scheme: Mapping[str, Any]) -> str:
    """What a scheme is, whatever its name: equal for two that take the same credential."""
    kept = {key: value for key, value in scheme.items() if not key.startswith("x-")}
    kept = {key: value for key, value in kept.items() if key not in _ABOUT}
    if isinstance(kept.get("scheme"), str):
        kept["scheme"] = kept["scheme"].lower()
    flows = kept.get("flows")
    if isinstance(flows, dict):
        kept["flows"] = {
            name: {key: value for key, value in flow.items() if key.endswith("Url")}
            for name, flow in flows.items()
            if isinstance(flow, dict)
        }
    return json.dumps(kept, sort_keys=True, default=str)


class RequirementComparison:
    """Asks of two requirements: is every credential that worked still accepted?"""

    def __init__(self, base: Credentials, revision: Credentials) -> None:
        self._base, self._revision = base, revision

    def facts(self, old: Requirement, new: Requirement) -> Iterator[Fact]:
        """What changed for those who hold credentials, and for those who hold none."""
        if old.alternatives == new.alternatives and self._base == self._revision:
            return
        lost = [each for each in old.alternatives if not self._still_accepted(each, new)]
        gained = [each for each in new.alternatives if not self._was_accepted(each, old)]
        for alternative in lost:
            best = self._nearest(alternative, new)
            if best in gained:
                gained.remove(best)
            yield self._lost(alternative, best, new)
        for alternative in gained:
            yield self._gained(alternative, old)

    def _still_accepted(self, old: Alternative, new: Requirement) -> bool:
        return any(self._suffices(old, each) for each in new.alternatives)

    def _was_accepted(self, new: Alternative, old: Requirement) -> bool:
        return any(self._sufficed(new, each) for each in old.alternatives)

    def _suffices(self, old: Alternative, new: Alternative) -> bool:
        """Whether whoever met the old alternative meets the new one."""
        return all(any(self._covers(use, wanted) for use in old.uses) for wanted in new.uses)

    def _sufficed(self, new: Alternative, old: Alternative) -> bool:
        """Whether whoever meets the new alternative met the old one."""
        return all(
            any(self._same_scheme(wanted, use) and self._fewer(wanted, use) for use in new.uses)
            for wanted in old.uses
        )

    def _covers(self, old: SchemeUse, new: SchemeUse) -> bool:
        if not self._same_scheme(old, new):
            return False
        return self._revision.leaves(new) <= self._base.leaves(old) or new.scopes <= old.scopes

    def _fewer(self, old: SchemeUse, new: SchemeUse) -> bool:
        return self._base.leaves(old) <= self._revision.leaves(new) or old.scopes <= new.scopes

    def _same_scheme(self, old: SchemeUse, new: SchemeUse) -> bool:
        if old.scheme is None or new.scheme is None or old.scheme == new.scheme:
            return True
        if old.scheme in self._revision.schemes or new.scheme in self._base.schemes:
            return False  # two schemes that look alike: their credentials are not the same
        was = self._base.schemes.get(old.scheme)
        return was is not None and was == self._revision.schemes.get(new.scheme)

    def _nearest(self, old: Alternative, new: Requirement) -> Alternative | None:
        """The new alternative that the old one most probably became: the same schemes or more."""
        found = [each for each in new.alternatives if each.uses and self._keeps(old, each)]
        return min(found, key=lambda each: self._missing(old, each), default=None)

    def _keeps(self, old: Alternative, new: Alternative) -> bool:
        return bool(old.uses) and all(
            any(self._same_scheme(use, each) for each in new.uses) for use in old.uses
        )

    def _missing(self, old: Alternative, new: Alternative) -> tuple[int, int]:
        return len(new.uses), len(self._added_scopes(old, new))

    def _added_scopes(self, old: Alternative, new: Alternative) -> frozenset[str]:
        held = frozenset(scope for use in old.uses for scope in self._base.leaves(use))
        return frozenset(scope for use in new.uses for scope in self._revision.leaves(use)) - held

    def _lost(self, old: Alternative, best: Alternative | None, new: Requirement) -> Fact:
        if old.anonymous:
            kind = "anonymous-access-removed"
            return Fact(kind, WHAT, words(old), " or ".join(map(words, new.alternatives)))
        if best is None:
            return Fact("security-alternative-removed", WHAT, words(old), None)
        kind = "scope-required" if len(best.uses) == len(old.uses) else "scheme-required"
        return Fact(kind, WHAT, words(old), words(best))

    def _gained(self, new: Alternative, old: Requirement) -> Fact:
        if new.anonymous:
            before = " or ".join(map(words, old.alternatives))
            return Fact("anonymous-access-added", WHAT, before, words(new))
        weaker = next((each for each in old.alternatives if self._suffices(each, new)), None)
        if weaker is None:
            return Fact("security-alternative-added", WHAT, None, words(new))
        dropped = len(weaker.uses) == len(new.uses)
        kind = "scope-no-longer-required" if dropped else "scheme-no-longer-required"
        return Fact(kind, WHAT, words(weaker), words(new))


def words(alternative: Alternative) -> str:
    """An alternative for people."""
    return " and ".join(map(_use, alternative.uses)) or "no credential"


def _use(use: SchemeUse) -> str:
    name = use.scheme or "a token"
    return f"{name} with {', '.join(sorted(use.scopes))}" if use.scopes else name


def with_renames(credentials: Credentials, renamed: Mapping[str, str]) -> Credentials:
    """Credentials whose scopes are called as they are now."""
    return replace(credentials, renamed_scopes=renamed)
