"""`robots.txt`: everything may be read, and where the sitemaps are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

NAME = "robots.txt"
EVERYTHING = "User-agent: *\nDisallow:\n"


def write_robots(site_url: str | None, audiences: Iterable[str], site_dir: Path) -> None:
    """Write it at the top of the site, unless the project has one of its own."""
    target = site_dir / NAME
    if target.exists():
        return
    folders = ["", *(f"{quote(name)}/" for name in audiences)]
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    maps = [f"Sitemap: {base}{folder}sitemap.xml\n" for folder in folders if base]
    target.write_text(EVERYTHING + "".join(maps), encoding="utf-8")
