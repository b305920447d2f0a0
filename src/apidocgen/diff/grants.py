"""Audiences, aliases and token profiles: what can be granted, and what a grant opens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from apidocgen.access.audience import Audience
from apidocgen.access.requirement import Requirement, Token, reaches
from apidocgen.access.scopes import ScopeAliases
from apidocgen.diff.audience_pair import AudiencePair
from apidocgen.diff.fact import Fact
from apidocgen.diff.masters import Master
from apidocgen.diff.operations import Key, key_of
from apidocgen.variants.vocabulary import ALIASES, AUDIENCES, PROFILES

_SHOWN = 5


Found = tuple[Fact, list[Key]]


@dataclass(frozen=True, slots=True)
class Grants:
    """Compares what one audience can be granted, as far as it may know."""

    pair: AudiencePair
    base: Master
    revision: Master

    def facts(self) -> Iterator[Found]:
        """What changed about the audience itself, about aliases and about token profiles.

        With each fact come the operations that it opens or closes.
        """
        for fact in self._audience(self.pair.old.audience, self.pair.new.audience):
            yield fact, []
        yield from self._aliases()
        yield from self._profiles()

    def _audience(self, old: Audience, new: Audience) -> Iterator[Fact]:
        if old.implicit or new.implicit:
            return
        what = f"the audience `{new.name}`"
        base, at = (AUDIENCES, old.name), (AUDIENCES, new.name)
        for field in ("schemes", "scopes"):
            was, now = getattr(old, field), getattr(new, field)
            narrowed, widened = _compared(was, now)
            shown = _shown(was), _shown(now)
            where = (*base, field), (*at, field)
            if narrowed:
                yield Fact(f"audience-{field}-narrowed", what, *shown, *where)
            if widened:
                yield Fact(f"audience-{field}-widened", what, *shown, *where)

    def _aliases(self) -> Iterator[Found]:
        masters = self.base.access.aliases, self.revision.access.aliases
        visible = self.pair.old.access.aliases, self.pair.new.access.aliases
        for alias in visible[0]:
            if alias.name not in masters[1]:
                what, where = f"the alias `{alias.name}`", (ALIASES, alias.name)
                yield Fact("alias-removed", what, alias.name, None, where), []
                continue
            known = visible[0].expand([alias.name]), visible[1].expand([alias.name])
            held = masters[0].expand([alias.name]), masters[1].expand([alias.name])
            lost = sorted((held[0] - held[1]) & known[0])
            gained = sorted((held[1] - held[0]) & known[1])
            if lost or gained:
                reach = self._through((held[0] & known[0], held[1] & known[1]))
                yield from self._alias(alias.name, (lost, gained), reach)
        for alias in visible[1]:
            if alias.name not in masters[0]:
                what, where = f"the alias `{alias.name}`", (ALIASES, alias.name)
                yield Fact("alias-added", what, None, alias.name, None, where), []

    def _alias(
        self, name: str, scopes: tuple[list[str], list[str]], keys: tuple[list[Key], list[Key]]
    ) -> Iterator[Found]:
        """What an alias lost and gained: scopes, and operations that they decide about."""
        what, where = f"the alias `{name}`", (ALIASES, name)
        (lost, gained), (closed, opened) = scopes, keys
        if lost:
            says = self._detail(lost, "lose", closed)
            yield Fact("alias-lost-scope", what, lost, None, where, where, detail=says), closed
        if gained:
            says = self._detail(gained, "gain", opened)
            yield Fact("alias-gained-scope", what, None, gained, where, where, detail=says), opened

    def _through(self, held: tuple[frozenset[str], frozenset[str]]) -> tuple[list[Key], list[Key]]:
        """The operations that holders of an alias lose, and those that they gain, by its change.

        What they would lose or gain all the same, had the alias kept its scopes, is the doing of
        the operation, which is reported where it belongs.
        """
        lost: list[Key] = []
        gained: list[Key] = []
        for key, old, new in self.pair.paired.both:
            had = _opens(held[0], old.requirement, self._known(0))
            has = _opens(held[1], new.requirement, self._known(1))
            if had != has and has != _opens(held[0], new.requirement, self._known(1)):
                (lost if had else gained).append(key)
        return lost, gained

    def _detail(self, scopes: list[str], verb: str, keys: list[Key]) -> str:
        """Which scopes an alias lost or gained, and what that does to its holders."""
        opened = f"; its holders {verb} {named(self._names(keys))}" if keys else ""
        return ", ".join(scopes) + opened

    def _names(self, keys: Iterable[Key]) -> list[str]:
        known = self.pair.paired.names()
        return [str(known[key]) for key in keys]

    def _known(self, side: int) -> ScopeAliases:
        return (self.base, self.revision)[side].access.aliases

    def _profiles(self) -> Iterator[Found]:
        old = {profile.name: profile for profile in self.pair.old.access.profiles}
        for profile in self.pair.new.access.profiles:
            before = old.get(profile.name)
            if before is None:
                continue
            scopes = before.scopes, profile.scopes
            aliases = self.base.access.aliases, self.revision.access.aliases
            held = aliases[0].expand(scopes[0]), aliases[1].expand(scopes[1])
            yield from self._profile(profile.name, held)

    def _profile(self, name: str, held: tuple[frozenset[str], frozenset[str]]) -> Iterator[Found]:
        what, where = f"tokens of the profile `{name}`", (PROFILES, name)
        was, now = self._reached(held)
        lost = [key for key in was if key not in now]
        gained = [key for key in now if key not in was]
        for kind, keys in (("lost", lost), ("gained", gained)):
            if keys:
                names = self._names(keys)
                before, after = (names, None) if kind == "lost" else (None, names)
                rule, detail = f"profile-{kind}-operations", named(names)
                yield Fact(rule, what, before, after, where, where, detail=detail), keys

    def _reached(
        self, held: tuple[frozenset[str], frozenset[str]]
    ) -> tuple[dict[Key, None], dict[Key, None]]:
        both = self.pair.paired.both
        was = {
            key: None for key, old, _ in both if _opens(held[0], old.requirement, self._known(0))
        }
        now = {
            key: None for key, _, new in both if _opens(held[1], new.requirement, self._known(1))
        }
        gone = self.pair.paired.gone
        hidden = {
            key_of(operation): None
            for operation in gone
            if not _open_to_all(operation.requirement)
            and _opens(held[0], operation.requirement, self._known(0))
            and self.revision.standing(key_of(operation)) is not None
        }
        return was | hidden, now


def _opens(scopes: frozenset[str], requirement: Requirement, aliases: ScopeAliases) -> bool:
    """Whether a token with these scopes opens an operation, as any does that is open to everybody.

    Credentials that carry no scopes open nothing here: a token is not known to be one of them.
    """
    token = Token(None, scopes)
    return any(
        reaches(replace(requirement, alternatives=(each,)), (token,), aliases)
        for each in requirement.alternatives
        if each.anonymous or each.scopes
    )


def _open_to_all(requirement: Requirement) -> bool:
    return any(each.anonymous for each in requirement.alternatives)


def _compared(was: Iterable[str] | None, now: Iterable[str] | None) -> tuple[bool, bool]:
    """Whether less and whether more can be granted; None is everything."""
    if was is None or now is None:
        return was is None and now is not None, was is not None and now is None
    return bool(set(was) - set(now)), bool(set(now) - set(was))


def _shown(granted: Iterable[str] | None) -> object:
    return "everything" if granted is None else sorted(granted)


def named(operations: Iterable[str]) -> str:
    """The first few of many operations, for a message."""
    listed = list(operations)
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more


def audiences(old: Collection[str], new: Collection[str]) -> Iterator[Fact]:
    """Audiences that came, went, or are no longer published."""
    for name in old:
        if name not in new:
            what = f"the audience `{name}`"
            yield Fact("audience-removed", what, name, None, (AUDIENCES, name))
    for name in new:
        if name not in old:
            what = f"the audience `{name}`"
            yield Fact("audience-added", what, None, name, None, (AUDIENCES, name))
