"""What the operations name that an audience sees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from apidocgen.access.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Uses:
    """What the visible operations of an audience name: tags, schemes, scopes."""

    tags: frozenset[str]
    requirements: tuple[Requirement, ...]

    @property
    def schemes(self) -> frozenset[str]:
        """The security schemes that some alternative uses."""
        return frozenset(s for r in self.requirements for a in r.alternatives for s in a.schemes)

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes that some alternative names, aliases as they are written."""
        return frozenset(s for r in self.requirements for a in r.alternatives for s in a.scopes)

    def scopes_of(self, schemes: Collection[str]) -> frozenset[str]:
        """The scopes that are demanded of these schemes, or of no scheme in particular."""
        return frozenset(
            scope
            for requirement in self.requirements
            for alternative in requirement.alternatives
            for use in alternative.uses
            if use.scheme is None or use.scheme in schemes
            for scope in use.scopes
        )
