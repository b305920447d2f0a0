"""The row of audiences at the top of every page: where each of its links leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from apidocgen.reference.page import Page
from apidocgen.site.slots import token
from apidocgen.variants.variant import Variant


@dataclass(frozen=True, slots=True)
class Choice:
    """One audience in the row: its folder, and where its link leads (both safe in HTML)."""

    name: str
    title: str
    href: str
    active: bool = False


def choices_from_outside(variants: Sequence[Variant], base: str) -> list[Choice]:
    """The row on a hand-written page, whose path to the site's root is `base`."""
    root = base.rstrip("/")
    return [
        Choice(name, title, f"{root}/{quote(variant.audience.name)}/")
        for variant, name, title in _names(variants)
    ]


def choices_from_inside(variants: Sequence[Variant], audience: str) -> list[Choice]:
    """The row in the frame of an audience: each link is a slot, filled page by page."""
    return [
        Choice(name, title, token(_slot(number)), active=variant.audience.name == audience)
        for number, (variant, name, title) in enumerate(_names(variants))
    ]


def links(variants: Sequence[Variant], page: Page, base: str) -> dict[str, str]:
    """What fills those slots; `base` leads from the page to its audience's folder.

    The same page in the other audience, or its overview where there is no such page. An
    audience's own link leads to its overview, as a tab of the theme leads to its first page.
    """
    return {
        _slot(number): escape(_href(variant.audience.name, page, base))
        for number, variant in enumerate(variants)
    }


def _href(audience: str, page: Page, base: str) -> str:
    if audience == page.audience:
        return base
    return f"{base}../{quote(audience)}/{page.elsewhere.get(audience, '')}"


def _slot(number: int) -> str:
    return f"audience{number}"


def _names(variants: Sequence[Variant]) -> list[tuple[Variant, str, str]]:
    return [
        (variant, escape(variant.audience.name), escape(variant.audience.title))
        for variant in variants
    ]
