"""Which operations a scope opens, and how: on its own, with others, as one of several ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apidocgen.access.requirement import simplify
from apidocgen.reference.book import Book
from apidocgen.variants.variant import VisibleOperation

ALONE, TOGETHER, CHOICE = "alone", "together", "choice"


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

    def _alternatives(self, operation: VisibleOperation) -> Iterator[frozenset[str]]:
        simplified = simplify(operation.requirement, self._aliases)
        for each in simplified.requirement.alternatives:
            yield self._aliases.expand(each.scopes)

    def of(self, scope: str) -> tuple[ScopeUse, ...]:
        """Every operation that a scope, or one of an alias' members, has to do with."""
        held = self._aliases.expand((scope,))
        return tuple(
            _use(operation, alternatives, held)
            for operation, alternatives in self._needed
            if any(held & each for each in alternatives)
        )


def _use(
    operation: VisibleOperation, alternatives: tuple[frozenset[str], ...], held: frozenset[str]
) -> ScopeUse:
    touched = [each for each in alternatives if each & held]
    enough = any(each <= held for each in touched)
    if len(touched) < len(alternatives):
        return ScopeUse(operation, CHOICE, enough)
    return ScopeUse(operation, ALONE if enough else TOGETHER, enough)
