"""A sitemap per audience, so that a folder says what is in it and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from apidocgen.site.hosting import HostedPage

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(pages: Iterable[HostedPage], folder: Path) -> None:
    """List the canonical addresses of an audience's pages; empty without a `site_url`."""
    urls = [page.canonical_url for page in pages if page.canonical_url]
    lines = [f"  <url><loc>{escape(url)}</loc></url>\n" for url in urls]
    text = f'{HEAD}<urlset xmlns="{NAMESPACE}">\n{"".join(lines)}</urlset>\n'
    (folder / "sitemap.xml").write_text(text, encoding="utf-8")
