"""Audiences of a document and the ladder of tiers they stand on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """One readership of a document, for which a variant is made.

    Attributes:
        name: The key in `x-audiences`, also the folder its pages live in.
        title: What a reader sees.
        description: Markdown shown beside the title.
        tier: The rung it stands on; None when tier annotations do not restrict it.
        schemes: Security schemes it can use; None for all.
        scopes: What may be granted to it: scope names, aliases, globs; None for all.
        labels: The words in allow-lists that mean this audience.
        publish: False for an audience that is known but gets no variant.
        implicit: True for the audience `all` of a document that declares none.
    """

    name: str
    title: str
    description: str = ""
    tier: str | None = None
    schemes: frozenset[str] | None = None
    scopes: tuple[str, ...] | None = None
    labels: frozenset[str] = frozenset()
    publish: bool = True
    implicit: bool = False

    def uses_scheme(self, scheme: str | None) -> bool:
        """Tell whether this audience can use a security scheme.

        `scheme` is a name in `components.securitySchemes`, or None where scopes are demanded
        without a declared scheme: no scheme is then excluded, the scopes alone decide.
        """
        return scheme is None or self.schemes is None or scheme in self.schemes


@dataclass(frozen=True, slots=True)
class TierLadder:
    """The tiers of a document in order, lowest first.

    A name listed twice is ambiguous and is read strictly: as a demand it means its highest rung,
    as the place where an audience stands its lowest.
    """

    names: tuple[str, ...]

    def __contains__(self, name: object) -> bool:
        """Tell whether a tier of this name is declared."""
        return name in self.names

    def rank(self, name: str) -> int:
        """Return the rung of a tier, 0 being the lowest; KeyError when it is not declared."""
        if name not in self.names:
            raise KeyError(name)
        return self.names.index(name)

    def admits(self, audience_tier: str | None, required: str) -> bool:
        """Tell whether an audience on `audience_tier` may see what needs `required`.

        None as `audience_tier` is an audience that tiers do not restrict. Raises KeyError when
        either name is not declared, also for such an audience: a misspelt tier must be noticed
        by the caller, who hides the element, and never pass as "no restriction".
        """
        demanded = self._highest_rung(required)
        return audience_tier is None or self.rank(audience_tier) >= demanded

    def _highest_rung(self, name: str) -> int:
        self.rank(name)
        return len(self.names) - 1 - self.names[::-1].index(name)
