"""An endpoint on the start page: how it is called, and the access box of its own page.

`<!-- endpoint: AUDIENCE OPERATION_ID -->` in the start page asks for it. Nothing is shown unasked:
whoever reads the start page may not be who reads that audience's pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from apidocgen.reference.book import addresses_of
from apidocgen.site.fragments import fragment
from apidocgen.site.hosting import HostedPage
from apidocgen.site.wording import Wording
from apidocgen.variants.variant import Variant, VisibleOperation

MARKER = re.compile(r"<!--\s*endpoint:\s*(\S+)\s+(\S+)\s*-->")
ACCESS = re.compile(r'<section class="ag-access.*?</section>', re.DOTALL)
ANCHOR = re.compile(r'<a class="ag-anchor".*?</a>')
UP = re.compile(r'href="(?:\.\./)+')


def with_examples(
    html: str,
    variants: Sequence[Variant],
    pages: Mapping[str, Sequence[HostedPage]],
    wording: Wording,
    templates: Path | None,
) -> str:
    """Replace the markers; one whose endpoint is not published leaves nothing behind."""

    def shown(asked: re.Match[str]) -> str:
        found = _operation(variants, asked[1], asked[2])
        if found is None:
            return ""
        variant, operation = found
        address = addresses_of(variant).operation(operation)
        page = next(each for each in pages[asked[1]] if each.reference.address == address)
        return fragment("endpoint", templates).render(
            operation=operation,
            title=page.reference.title,
            href=f"{quote(asked[1])}/{address}",
            access=_access(page.html, f"{quote(asked[1])}/", address),
            wording=wording,
        )

    return MARKER.sub(shown, html)


def _operation(
    variants: Sequence[Variant], audience: str, operation_id: str
) -> tuple[Variant, VisibleOperation] | None:
    operations = (
        (variant, each)
        for variant in variants
        if variant.audience.name == audience
        for each in variant.operations
        if each.operation_id == operation_id
    )
    return next(operations, None)


def _access(html: str, base: str, address: str) -> Markup:
    """The access box of the page at `address`, with links that start where `base` leads."""
    found = ACCESS.search(html)
    box = UP.sub(f'href="{base}', ANCHOR.sub("", found[0])) if found else ""
    box = box.replace('href="#', f'href="{base}{address}#')
    return Markup(box)  # noqa: S704 - from a page that is safe already
