"""Annotations on elements: who may see the element they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apidocgen.access.audience import Audience, TierLadder

TIER = "x-tier"
INTERNAL = "x-internal"
SCOPES_MODE = "x-scopes-mode"


class AnnotationError(ValueError):
    """An annotation that cannot be understood; ``key`` is the extension that is wrong."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True, slots=True)
class Rule:
    """What the annotations of one element demand."""

    tier: str | None = None
    labels: frozenset[str] | None = None
    internal: bool = False

    @property
    def opens(self) -> bool:
        """Whether it says who may see the element; without that an operation stays hidden."""
        return self.tier is not None or self.labels is not None


class Annotations:
    """Reads annotations by the names one document gives them.

    ``key`` is the extension that carries allow-lists. A document without audiences has labels
    and tiers that mean nothing: they are then neither checked nor applied.
    """

    def __init__(self, key: str, tiers: TierLadder, audiences: tuple[Audience, ...]) -> None:
        self.key = key
        self.keys = frozenset({TIER, INTERNAL, SCOPES_MODE, key})
        self._tiers = tiers
        self._labels = frozenset().union(*(audience.labels for audience in audiences))
        self.has_audiences = not all(audience.implicit for audience in audiences)
        self._known: dict[tuple[Any, ...], Rule] = {}

    def read(self, element: Mapping[str, Any]) -> Rule:
        """The rule of one element. Raises AnnotationError for what a typo may have caused."""
        for key in (TIER, self.key, INTERNAL) if self.has_audiences else (INTERNAL,):
            if key in element and element[key] is None:
                raise AnnotationError(key, f"{key!r} has no value, so it hides nothing")
        tier, labels, internal = (element.get(k) for k in (TIER, self.key, INTERNAL))
        return self.rule(tier, labels, internal)

    def rule(self, tier: Any, labels: Any, internal: Any) -> Rule:
        """The rule that these three values make; None is an annotation that is absent."""
        key = (repr(tier), repr(labels), repr(internal))
        if key not in self._known:
            self._known[key] = Rule(
                self._read_tier(tier), self._read_labels(labels), _read_internal(internal)
            )
        return self._known[key]

    def both(self, one: Rule | None, other: Rule) -> Rule:
        """The rule of an element on which two sets of annotations count."""
        if one is None:
            return other
        tiers = [tier for tier in (one.tier, other.tier) if tier is not None]
        labels = [each for each in (one.labels, other.labels) if each is not None]
        return Rule(
            max(tiers, key=self._tiers.rank, default=None),
            labels[0].intersection(*labels[1:]) if labels else None,
            one.internal or other.internal,
        )

    def admits(self, rule: Rule, audience: Audience) -> bool:
        """Whether an audience may see an element with this rule."""
        if rule.internal:
            return False
        if audience.implicit:
            return True
        if rule.tier is not None and not self._tiers.admits(audience.tier, rule.tier):
            return False
        return rule.labels is None or bool(rule.labels & audience.labels)

    def _read_tier(self, value: Any) -> str | None:
        if value is None or not self.has_audiences:
            return None
        if not isinstance(value, str) or value not in self._tiers:
            known = ", ".join(self._tiers.names) or "none"
            raise AnnotationError(TIER, f"unknown tier {value!r}; declared: {known}")
        return value

    def _read_labels(self, value: Any) -> frozenset[str] | None:
        if value is None or not self.has_audiences:
            return None
        labels = [value] if isinstance(value, str) else value
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            raise AnnotationError(
                self.key, f"{self.key} must be an audience label or a list of them"
            )
        for label in labels:
            if label not in self._labels:
                known = ", ".join(sorted(self._labels)) or "none"
                raise AnnotationError(self.key, f"unknown audience label {label!r}; known: {known}")
        return frozenset(labels)


def _read_internal(value: Any) -> bool:
    if value is None or value is False:
        return False
    if value is True:
        return True
    raise AnnotationError(INTERNAL, f"{INTERNAL} must be true or false, not {value!r}")
