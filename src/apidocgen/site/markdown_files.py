"""Each page as Markdown beside it, for machines and for copying."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from apidocgen.reference.page import Page

NAME = "index.md"


def write_markdown(pages: Iterable[Page], folder: Path) -> None:
    """Write `index.md` next to the `index.html` of every page that has Markdown."""
    for page in pages:
        if page.markdown:
            target = folder / page.address / NAME
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page.markdown, encoding="utf-8")
