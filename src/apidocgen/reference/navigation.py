"""The side navigation of one audience."""

from __future__ import annotations

from collections.abc import Iterable

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.book import Options, addresses_of, given_title, operation_tags, tags_of
from apidocgen.reference.console_page import ADDRESS as CONSOLE
from apidocgen.reference.console_page import TITLE as CONSOLE_TITLE
from apidocgen.reference.environment import template_folders
from apidocgen.reference.error_page import ADDRESS as ERRORS
from apidocgen.reference.error_page import has_errors
from apidocgen.reference.limits_page import ADDRESS as LIMITS
from apidocgen.reference.limits_page import TITLE as LIMITS_TITLE
from apidocgen.reference.limits_page import has_limits
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_plain, without_controls
from apidocgen.reference.page import NavItem, NavSection
from apidocgen.reference.phrases import Phrases, phrases_for
from apidocgen.reference.tag_groups import tag_groups
from apidocgen.reference.tag_pages import UNTAGGED
from apidocgen.spec.methods import as_sent
from apidocgen.variants.variant import Variant, VisibleOperation

REST = "Other"
"""Heads what belongs to no group, where there are groups."""


def navigation(variant: Variant, options: Options | None = None) -> tuple[NavSection, ...]:
    """The general pages first, then a section for each tag in its group, then the webhooks."""
    options = options or Options()
    say = phrases_for(options.language, template_folders(options.templates))
    addresses = addresses_of(variant)
    general = list(_general(variant, addresses, say))
    if options.console:
        general.append(NavItem(say(CONSOLE_TITLE), CONSOLE))
    sections = [NavSection(say("Reference"), tuple(general))]
    groups = tag_groups(variant.document.tree, tags_of(variant))
    rest = say(REST) if any(group.title for group in groups) else ""
    for group in groups:
        heading = without_controls(group.title) or rest
        sections += (_section(variant, tag, heading, addresses, say) for tag in group.tags)
    webhooks = [each for each in variant.operations if each.place == "webhooks"]
    if webhooks:
        sections.append(NavSection(say("Webhooks"), _items(webhooks, addresses), group=rest))
    return tuple(sections)


def _section(
    variant: Variant, tag: str, group: str, addresses: Addresses, say: Phrases
) -> NavSection:
    operations = [
        each for each in variant.operations if each.place == "paths" and tag in operation_tags(each)
    ]
    title = without_controls(tag or say(UNTAGGED))
    return NavSection(title, _items(operations, addresses), addresses.tags[tag], group)


def _general(variant: Variant, addresses: Addresses, say: Phrases) -> Iterable[NavItem]:
    yield NavItem(say("Overview"), "")
    yield NavItem(say("Authentication"), "authentication/")
    if addresses.scopes:
        yield NavItem(say("Scopes"), "scopes/")
        yield NavItem(say("Scope explorer"), "scopes/explorer/")
        yield NavItem(say("Scope matrix"), "scopes/matrix/")
    if addresses.schemas:
        yield NavItem(say("Schemas"), "schemas/")
    if has_errors(variant):
        yield NavItem(say("Errors"), ERRORS)
    if has_limits(variant, Lookup(variant.document.tree, addresses)):
        yield NavItem(say(LIMITS_TITLE), LIMITS)


def _items(operations: list[VisibleOperation], addresses: Addresses) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(
            title=to_plain(given_title(each)) or each.path,
            address=addresses.operation(each),
            method=as_sent(each.method),
            deprecated=each.node.get("deprecated") is True,
            is_path=not to_plain(given_title(each)),
        )
        for each in operations
    )
