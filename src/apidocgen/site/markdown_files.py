"""Each page as Markdown beside it, for machines and for copying."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from apidocgen.site.hosting import HostedPage

NAME = "index.md"


def write_markdown(pages: Iterable[HostedPage], folder: Path) -> None:
    """Write `index.md` next to the `index.html` of every page that has Markdown."""
    for page in pages:
        if text := page.text:
            target = folder / page.reference.address / NAME
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
