"""An operation in one line: method, path, summary, and what it needs in brief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from apidocgen.reference.access_box import AccessBox, Row
from apidocgen.reference.access_words import Phrase
from apidocgen.reference.book import Book, title_of
from apidocgen.reference.lenient import text
from apidocgen.reference.markdown import to_inline, to_plain
from apidocgen.spec.methods import as_sent
from apidocgen.variants.variant import VisibleOperation


@dataclass(frozen=True, slots=True)
class Brief:
    """A line of a list of operations."""

    method: str
    path: str
    title: str
    summary: Markup
    address: str
    tier: str
    needs: tuple[Phrase, ...]
    deprecated: bool = False
    webhook: bool = False


def brief(book: Book, operation: VisibleOperation) -> Brief:
    """An operation as a line of a list."""
    box = book.boxes.box(operation.requirement, operation.tier)
    summary = text(operation.node.get("summary"))
    return Brief(
        method=as_sent(operation.method),
        path=operation.path,
        title=to_plain(title_of(operation)),
        summary=to_inline(summary),
        address=book.addresses.operation(operation),
        tier=operation.tier or "",
        needs=tuple(needs(box)),
        deprecated=operation.node.get("deprecated") is True,
        webhook=operation.place == "webhooks",
    )


def briefs(book: Book, operations: Iterable[VisibleOperation]) -> tuple[Brief, ...]:
    """Operations as lines of a list."""
    return tuple(brief(book, each) for each in operations)


def needs(box: AccessBox) -> list[Phrase]:
    """What a call needs as a short formula: alternatives in full, none merged with another."""
    if box.kind not in {"required", "optional"}:
        return [Phrase("no authentication")]
    found: dict[tuple[str, ...], list[Phrase]] = {}
    for row in box.rows:
        phrases = _row(row)
        found.setdefault(tuple(each.text for each in phrases), phrases)
    joined: list[Phrase] = []
    for phrases in found.values():
        joined += [*([Phrase(" or ", strong=True)] if joined else []), *phrases]
    return joined


def _row(row: Row) -> list[Phrase]:
    if row.anonymous:
        return [Phrase("no authentication")]
    parts: list[Phrase] = []
    for demand in row.demands:
        scopes = [Phrase(each.name, is_code=True, address=each.address) for each in demand.scopes]
        several = len(row.demands) > 1
        words = [Phrase(demand.scheme.name)] if several or not scopes else []
        for phrase in (*words, *scopes):
            parts += [*([Phrase(" + ", strong=True)] if parts else []), phrase]
    return parts
