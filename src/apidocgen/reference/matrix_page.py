"""The matrix of endpoints against scopes, a table for each tag.

A tag's endpoints need few of all scopes, so a table has only the columns its rows use, and cells
in between are spanned, not written: the page grows with what is needed, not with the product.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from apidocgen.access.requirement import Alternative, order_least_privileged, simplify
from apidocgen.reference.access_box import ScopeView
from apidocgen.reference.book import Book, operation_tags
from apidocgen.reference.brief import Brief, brief
from apidocgen.reference.explorer_page import ASSETS, inert_json
from apidocgen.reference.page import Page, SearchEntry
from apidocgen.reference.scope_answers.access_map import access_map, callable_operations
from apidocgen.reference.scope_answers.facets import ACTIONS, Facets, facets_of
from apidocgen.reference.script_phrases import FILTER
from apidocgen.reference.tag_pages import tag_title
from apidocgen.variants.variant import VisibleOperation

ADDRESS = "scopes/matrix/"

NEEDED = "needed"
"""Marks a scope that every way of calling an endpoint needs."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark for a scope, or as many empty cells as ``span`` says where ``mark`` is empty."""

    mark: str
    span: int = 1
    scope: ScopeView | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An endpoint: its cells, what is asked beside scopes, and what filters look for."""

    endpoint: Brief
    cells: tuple[Cell, ...]
    besides: str
    scopes: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """The endpoints of one tag against the scopes they name."""

    title: str
    address: str
    scopes: tuple[ScopeView, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def has_besides(self) -> bool:
        """Whether some row asks for something beside scopes."""
        return any(row.besides for row in self.rows)

    @property
    def has_tiers(self) -> bool:
        """Whether some row is reserved for a tier."""
        return any(row.endpoint.tier for row in self.rows)


def matrix_page(book: Book) -> Page:
    """The matrix of one audience."""
    tables = tuple(_tables(book))
    used = {scope for table in tables for row in table.rows for scope in row.scopes}
    actions = {action for table in tables for row in table.rows for action in row.actions}
    html = book.render(
        "matrix.html",
        ADDRESS,
        tables=tables,
        scopes=sorted(used),
        actions=[action for action in ACTIONS if action in actions],
        total=sum(len(table.rows) for table in tables),
        words=inert_json(book.say.listed(FILTER)),
        assets=ASSETS,
    )
    return Page(
        audience=book.audience,
        address=ADDRESS,
        kind="scope-matrix",
        title=book.say("Scope matrix"),
        description=book.say("Every endpoint against the scopes it needs."),
        html=html,
        search=(
            SearchEntry(
                book.say("Scope matrix"), book.say("Every endpoint against the scopes it needs.")
            ),
        ),
        elsewhere=book.elsewhere(lambda other: ADDRESS if other.scopes else None),
    )


def _tables(book: Book) -> Iterator[MatrixTable]:
    """A table for each tag; an endpoint stands in that of its first."""
    facets = facets_of(access_map([book.variant]))
    by_tag: dict[str, list[VisibleOperation]] = {tag: [] for tag in book.by_tag}
    for operation in callable_operations(book.variant):
        by_tag[operation_tags(operation)[0]].append(operation)
    for tag, operations in by_tag.items():
        if operations:
            yield _table(book, tag, operations, facets)


def _table(
    book: Book, tag: str, operations: Sequence[VisibleOperation], facets: dict[str, Facets]
) -> MatrixTable:
    ways = [_ways(book, each) for each in operations]
    columns = sorted({scope for each in ways for way in each for scope in way.scopes})
    scopes = tuple(map(book.boxes.scope, columns))
    return MatrixTable(
        title=tag_title(book, tag),
        address=book.addresses.tags[tag],
        scopes=scopes,
        rows=tuple(
            _row(book, operation, each, scopes, facets)
            for operation, each in zip(operations, ways, strict=True)
        ),
    )


def _ways(book: Book, operation: VisibleOperation) -> tuple[Alternative, ...]:
    """The alternatives as the access box shows them."""
    aliases = book.variant.access.aliases
    simplified = simplify(operation.requirement, aliases).requirement
    return order_least_privileged(simplified, aliases).alternatives


def _row(
    book: Book,
    operation: VisibleOperation,
    ways: tuple[Alternative, ...],
    columns: Sequence[ScopeView],
    facets: dict[str, Facets],
) -> MatrixRow:
    distinct = tuple(dict.fromkeys(way.scopes for way in ways if way.scopes))
    every = len(distinct) == 1
    marks = {
        scope: NEEDED if every else " ".join(_numbers(scope, distinct))
        for way in distinct
        for scope in way
    }
    named = frozenset(marks) | book.variant.access.aliases.expand(marks)
    actions = {action for scope in named for action in facets[scope].actions}
    return MatrixRow(
        endpoint=brief(book, operation),
        cells=tuple(_cells(marks, columns)),
        besides=_besides(book, ways),
        scopes=tuple(sorted(named)),
        actions=tuple(action for action in ACTIONS if action in actions),
    )


def _numbers(scope: str, ways: Sequence[frozenset[str]]) -> Iterator[str]:
    return (str(number) for number, way in enumerate(ways, start=1) if scope in way)


def _cells(marks: dict[str, str], columns: Sequence[ScopeView]) -> Iterator[Cell]:
    """Marks where they belong, each gap as one cell."""
    places = [place for place, scope in enumerate(columns) if scope.name in marks]
    for before, place in pairwise((-1, *places, len(columns))):
        if place - before > 1:
            yield Cell("", place - before - 1)
        if place < len(columns):
            yield Cell(marks[columns[place].name], scope=columns[place])


def _besides(book: Book, ways: Sequence[Alternative]) -> str:
    """Ways that need no scope, and credentials that are asked for with a scope."""
    scoped = [way for way in ways if way.scopes]
    with_scopes = [_credentials(book, way, unscoped_only=True) for way in scoped]
    says = "with {}" if len(set(with_scopes)) == 1 else "with {} in one of the ways"
    free = [
        _credentials(book, way) or book.say("no authentication") for way in ways if not way.scopes
    ]
    also = [book.say(says, each) for each in with_scopes if each]
    others = [book.say("or {}", each) if scoped else each for each in free]
    return ", ".join(dict.fromkeys([*also, *others]))


def _credentials(book: Book, way: Alternative, *, unscoped_only: bool = False) -> str:
    uses = [use for use in way.uses if not (unscoped_only and use.scopes)]
    names = [book.say(book.boxes.scheme(use.scheme).name) for use in uses]
    return f" {book.say('and')} ".join(names)
