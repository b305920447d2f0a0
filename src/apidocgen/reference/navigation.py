"""The side navigation of one audience."""

from __future__ import annotations

from collections.abc import Iterable

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.book import addresses_of, operation_tags, tags_of, title_of
from apidocgen.reference.markdown import to_plain, without_controls
from apidocgen.reference.page import NavItem, NavSection
from apidocgen.reference.tag_pages import tag_title
from apidocgen.variants.variant import Variant, VisibleOperation


def navigation(variant: Variant) -> tuple[NavSection, ...]:
    """The general pages first, then a section for each tag, then the webhooks."""
    addresses = addresses_of(variant)
    sections = [NavSection("Reference", tuple(_general(addresses)))]
    for tag in tags_of(variant):
        operations = [
            each
            for each in variant.operations
            if each.place == "paths" and tag in operation_tags(each)
        ]
        title = without_controls(tag_title(tag))
        items = _items(operations, addresses)
        sections.append(NavSection(title, items, addresses.tags[tag]))
    webhooks = [each for each in variant.operations if each.place == "webhooks"]
    if webhooks:
        sections.append(NavSection("Webhooks", _items(webhooks, addresses)))
    return tuple(sections)


def _general(addresses: Addresses) -> Iterable[NavItem]:
    yield NavItem("Overview", "")
    yield NavItem("Authentication", "authentication/")
    if addresses.scopes:
        yield NavItem("Scopes", "scopes/")
        yield NavItem("Scope explorer", "scopes/explorer/")
        yield NavItem("Scope matrix", "scopes/matrix/")
    if addresses.schemas:
        yield NavItem("Schemas", "schemas/")


def _items(operations: list[VisibleOperation], addresses: Addresses) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(
            title=to_plain(title_of(each)),
            address=addresses.operation(each),
            method=each.method.upper(),
            deprecated=each.node.get("deprecated") is True,
        )
        for each in operations
    )
