"""The manual's pages about rules are what the table makes of them."""

from __future__ import annotations

from pathlib import Path

from apidocgen.diff.pages import pages


def test_the_manual_has_the_page_of_each_family(root: Path) -> None:
    folder = root / "docs" / "manual" / "diff-rules"
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    again = "python -m apidocgen.diff.pages docs/manual/diff-rules"
    assert committed == dict(pages()), again
