"""Links within a reference: which lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath

from apidocgen.reference.page import Page

OUTSIDE = re.compile(r"openapi\.(?:json|yaml)$|assets/|scopes\.json$|^[a-z]+:|^/")


def dangling(pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    """Links that the templates make to pages or ids that do not exist, with their page."""
    ids = {address: set(re.findall(r' id="([^"]+)"', page.html)) for address, page in pages.items()}
    for page in pages.values():
        for link in re.findall(r'<a (?:class="[^"]+" )?href="([^"]*)"(?! rel)', page.html):
            path, _, anchor = link.partition("#")
            if OUTSIDE.search(path):
                continue
            target = normpath(join(page.address or ".", path)) + "/" if path else page.address
            target = "" if target == "./" else target
            if target not in ids or (anchor and anchor not in ids[target]):
                yield page.address, link
