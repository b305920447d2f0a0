"""All reference pages of all audiences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.authentication_page import authentication_page
from apidocgen.reference.book import Book, Options, Shared, addresses_of
from apidocgen.reference.console_page import console_page
from apidocgen.reference.environment import environment
from apidocgen.reference.error_page import ADDRESS as ERRORS
from apidocgen.reference.error_page import error_pages, has_errors
from apidocgen.reference.explorer_page import explorer_page
from apidocgen.reference.limits_page import ADDRESS as LIMITS
from apidocgen.reference.limits_page import has_limits, limits_pages
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import without_controls
from apidocgen.reference.matrix_page import matrix_page
from apidocgen.reference.navigation import navigation
from apidocgen.reference.operation_page import operation_pages
from apidocgen.reference.overview_page import overview_page
from apidocgen.reference.page import Page
from apidocgen.reference.part_pages import part_pages
from apidocgen.reference.schema_html import SchemaHtml
from apidocgen.reference.schema_pages import schema_pages
from apidocgen.reference.scope_pages import scope_pages
from apidocgen.reference.source_addresses import source_addresses
from apidocgen.reference.tag_pages import tag_pages
from apidocgen.variants.variant import Variant, VariantSet

__all__ = ["Options", "harmless", "navigation", "render_pages"]


def render_pages(variants: VariantSet, options: Options | None = None) -> Iterator[Page]:
    """Every page of every audience, one audience after the other."""
    options = options or Options()
    templates = environment(options.templates, options.language)
    shared = Shared(
        templates,
        SchemaHtml(templates),
        templates.filters["t"],
        titles={each.audience.name: each.audience.title for each in variants.variants},
        sources=source_addresses(variants, options.source_url) if options.source_url else {},
        console=options.console,
    )
    addresses = {each.audience.name: _addresses(each) for each in variants.variants}
    for variant in variants.variants:
        for page in _pages(Book(variant, addresses, shared)):
            yield harmless(page)


def _addresses(variant: Variant) -> Addresses:
    """The addresses of an audience, with those of the pages that not all have."""
    addresses = addresses_of(variant)
    there = {
        ERRORS: has_errors(variant),
        LIMITS: has_limits(variant, Lookup(variant.document.tree, addresses)),
    }
    return replace(addresses, topics=frozenset(each for each in there if there[each]))


def _pages(book: Book) -> Iterator[Page]:
    yield overview_page(book)
    yield authentication_page(book)
    yield from error_pages(book)
    yield from limits_pages(book)
    yield from tag_pages(book)
    yield from operation_pages(book)
    yield from schema_pages(book)
    yield from part_pages(book)
    yield from scope_pages(book)
    if book.addresses.scopes:
        yield explorer_page(book)
        yield matrix_page(book)
    if book.shared.console:
        yield console_page(book)


def harmless(page: Page) -> Page:
    """A page without characters that reorder the text around them."""
    return replace(
        page,
        title=without_controls(page.title),
        description=without_controls(page.description),
        html=without_controls(page.html),
        markdown=without_controls(page.markdown),
        headings=tuple(replace(h, text=without_controls(h.text)) for h in page.headings),
        search=tuple(
            replace(e, title=without_controls(e.title), text=without_controls(e.text))
            for e in page.search
        ),
    )
