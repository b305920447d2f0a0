"""How much an audience sees, counted in one way wherever a number stands.

An endpoint is an operation below a path; what the API sends (webhooks) is counted apart, and so
are aliases, since each is a name for scopes that are counted already.
"""

from __future__ import annotations

from dataclasses import dataclass

from apidocgen.reference.book import scopes_of
from apidocgen.variants.variant import Variant


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each."""

    endpoints: int
    webhooks: int
    scopes: int
    aliases: int


def counts_of(variant: Variant) -> Counts:
    """The counts of an audience's variant."""
    webhooks = sum(operation.place == "webhooks" for operation in variant.operations)
    aliases = len(variant.access.aliases)
    return Counts(
        endpoints=len(variant.operations) - webhooks,
        webhooks=webhooks,
        scopes=len(scopes_of(variant)) - aliases,
        aliases=aliases,
    )
