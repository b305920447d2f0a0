"""Which operations a scope opens, and how: on its own, with others, as one of several ways.

On its own is meant of one credential: where another is asked for as well, no scope suffices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apidocgen.access.requirement import simplify
from apidocgen.reference.book import Book
from apidocgen.variants.variant import VisibleOperation

ALONE, TOGETHER, CREDENTIALS = "alone", "together", "credentials"
CHOICE, WEBHOOK = "choice", "webhook"


@dataclass(frozen=True, slots=True)
class _Way:
    """One alternative: all scopes that it names, and how many credentials it asks for."""

    scopes: frozenset[str]
    credentials: int


@dataclass(frozen=True, slots=True)
class ScopeUse:
    """An operation that names a scope. ``enough`` says that the scope alone opens it."""

    operation: VisibleOperation
    kind: str
    enough: bool


class ScopeUses:
    """The operations behind every scope of one audience."""

    def __init__(self, book: Book) -> None:
        """Work out what the operations of ``book`` need, aliases expanded."""
        self._aliases = book.variant.access.aliases
        self._needed = [
            (operation, tuple(self._alternatives(operation)))
            for operation in book.variant.operations
        ]

    def _alternatives(self, operation: VisibleOperation) -> Iterator[_Way]:
        simplified = simplify(operation.requirement, self._aliases)
        for each in simplified.requirement.alternatives:
            yield _Way(self._aliases.expand(each.scopes), len(each.uses))

    def of(self, scope: str) -> tuple[ScopeUse, ...]:
        """Every operation that a scope, or one of an alias' members, has to do with."""
        held = self._aliases.expand((scope,))
        return tuple(
            _use(operation, alternatives, held)
            for operation, alternatives in self._needed
            if any(held & each.scopes for each in alternatives)
        )


def _use(
    operation: VisibleOperation, alternatives: tuple[_Way, ...], held: frozenset[str]
) -> ScopeUse:
    touched = [each for each in alternatives if each.scopes & held]
    granted = [each for each in touched if each.scopes <= held]
    enough = any(each.credentials == 1 for each in granted)
    if operation.place == "webhooks":
        return ScopeUse(operation, WEBHOOK, enough)
    if len(touched) < len(alternatives):
        return ScopeUse(operation, CHOICE, enough)
    if enough:
        return ScopeUse(operation, ALONE, enough)
    return ScopeUse(operation, CREDENTIALS if granted else TOGETHER, enough)
