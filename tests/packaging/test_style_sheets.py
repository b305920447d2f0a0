"""Style sheets suit every direction of reading."""

from __future__ import annotations

import re
from pathlib import Path

PHYSICAL = re.compile(
    r"(?:margin|padding|border|inset|scroll-\w+)-(?:left|right)|(?<![-\w])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


def test_style_sheets_name_no_side_of_the_screen(root: Path) -> None:
    sheets = [*(root / "templates/assets").rglob("*.css")]
    assert len(sheets) >= 3
    for sheet in sheets:
        assert PHYSICAL.findall(sheet.read_text(encoding="utf-8")) == [], sheet.name
