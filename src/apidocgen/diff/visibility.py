"""Operations that an audience gained or lost, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from apidocgen.access.audience import Audience, TierLadder
from apidocgen.diff.audience_pair import AudiencePair
from apidocgen.diff.fact import Fact
from apidocgen.diff.lifecycle import Farewell, unstable
from apidocgen.diff.masters import Master, Standing
from apidocgen.diff.operations import Key, key_of
from apidocgen.diff.security import words
from apidocgen.spec.methods import as_sent
from apidocgen.spec.pointer import Path, descend
from apidocgen.variants.annotations import INTERNAL, TIER
from apidocgen.variants.variant import VisibleOperation
from apidocgen.variants.vocabulary import audience_key

WHAT = "the operation"
EVERYONE = "everyone"
Found = tuple[Key, Fact]


@dataclass(frozen=True, slots=True)
class Visibility:
    """Explains differences between what one audience saw and sees."""

    pair: AudiencePair
    base: Master
    revision: Master

    def facts(self) -> Iterator[Found]:
        """Operations gone, new and moved."""
        for move in self.pair.paired.moved:
            before, after = (f"{as_sent(each.method)} {each.path}" for each in (move.old, move.new))
            where = move.old.at, move.new.at
            fact = Fact("operation-moved", WHAT, before, after, *where, certainty=move.certainty)
            yield move.key, fact
        for operation in self.pair.paired.gone:
            yield key_of(operation), self._gone(operation)
        for operation in self.pair.paired.fresh:
            yield key_of(operation), self._fresh(operation)

    def _gone(self, operation: VisibleOperation) -> Fact:
        key = key_of(operation)
        standing = self.revision.standing(key)
        if standing is None:
            return self._removed(operation)
        was = self.base.standing(key)
        kind, before, after = self._left(was, standing)
        fact = Fact(kind, WHAT, before, after, operation.at, self._annotation(standing.path))
        return replace(fact, detail=_everyone(self.base, was)) if _unlisted(fact) else fact

    def _annotation(self, path: Path) -> Path:
        """Where the revision says for whom an operation is, if it says so at the operation."""
        for key in (TIER, INTERNAL, audience_key(self.revision.document.tree)):
            try:
                return descend(self.revision.document.tree, (*path, key))[0]
            except LookupError:
                continue
        return path

    def _removed(self, operation: VisibleOperation) -> Fact:
        if operation.place == "webhooks":
            return Fact("webhook-removed", WHAT, _name(operation), None, operation.at)
        farewell = Farewell.of(operation.node).kind(self.pair.pair.settings.today)
        if unstable(operation.node):
            farewell = "removed-while-unstable"
        return Fact(f"operation-{farewell}", WHAT, _name(operation), None, operation.at)

    def _fresh(self, operation: VisibleOperation) -> Fact:
        key = key_of(operation)
        standing, now = self.base.standing(key), self.revision.standing(key)
        if standing is None or now is None:
            kind = "webhook-added" if operation.place == "webhooks" else "operation-added"
            return Fact(kind, WHAT, None, _name(operation), None, operation.at)
        kind, before, after = self._came(standing, now)
        fact = Fact(kind, WHAT, before, after, None, operation.at)
        if _unlisted(fact):
            return replace(fact, detail=_everyone(self.revision, now))
        if kind != "operation-in-reach":
            return fact
        if standing.demand == now.demand:
            return replace(fact, detail="what it demands can be granted here now")
        demand = " or ".join(map(words, operation.requirement.alternatives))
        return replace(fact, after=demand, detail=f"it demands {demand} now")

    def _left(self, was: Standing | None, now: Standing) -> tuple[str, str | None, str | None]:
        audience = self.pair.new.audience
        before = was.tier if was else None
        if now.internal:
            return "operation-made-internal", None, "internal"
        if not _admits(self.revision.access.tiers, audience, now.tier):
            if before != now.tier:
                return "tier-raised", before, now.tier
            return "audience-tier-lowered", self.pair.old.audience.tier, audience.tier
        if now.labels is not None and not now.labels & audience.labels:
            return "allow-list-narrowed", _list(was.labels if was else None), _list(now.labels)
        if now.labels is None and now.tier is None and not audience.implicit:
            return "operation-unannotated", None, None
        return "operation-out-of-reach", None, None

    def _came(self, was: Standing, now: Standing) -> tuple[str, str | None, str | None]:
        audience = self.pair.old.audience
        if was.internal:
            return "operation-published", "internal", None
        if not _admits(self.base.access.tiers, audience, was.tier):
            if was.tier != now.tier:
                return "tier-lowered", was.tier, now.tier
            return "audience-tier-raised", audience.tier, self.pair.new.audience.tier
        if was.labels is None and was.tier is None:
            return "operation-annotated", None, now.tier or _list(now.labels) or EVERYONE
        if was.labels is not None and not was.labels & audience.labels:
            return "allow-list-widened", _list(was.labels), _list(now.labels)
        return "operation-in-reach", None, None


def _admits(tiers: TierLadder, audience: Audience, tier: str | None) -> bool:
    return tier is None or tiers.admits(audience.tier, tier)


def _list(labels: frozenset[str] | None) -> str | None:
    return None if labels is None else ", ".join(sorted(labels)) or "nobody"


def _unlisted(fact: Fact) -> bool:
    """Whether an allow-list came where there was none, or went."""
    return fact.kind.startswith("allow-list-") and None in (fact.before, fact.after)


def _everyone(master: Master, standing: Standing | None) -> str:
    """For whom an operation without an allow-list is, in words."""
    tier = standing.tier if standing else None
    bars_nobody = (None, *master.access.tiers.names[:1])
    return EVERYONE if tier in bars_nobody else f"{EVERYONE} whom the tier {tier} admits"


def _name(operation: VisibleOperation) -> str:
    return f"{as_sent(operation.method)} {operation.path}"
