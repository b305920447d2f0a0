"""The whole navigation of an audience in a file, for the filter on pages that list a part of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from apidocgen.site.sidebar import Sidebar

NAME = "navigation.json"


def write_navigation(sidebar: Sidebar, folder: Path) -> None:
    """Write it where pages leave something out: title, address, method, group of each line."""
    if sidebar.is_pruned:
        text = json.dumps(list(_lines(sidebar)), ensure_ascii=False, separators=(",", ":"))
        (folder / NAME).write_text(text, encoding="utf-8")


def _lines(sidebar: Sidebar) -> Iterator[tuple[str, ...]]:
    for section in sidebar.places.sections:
        group = (section.group,) if section.group else ()
        if section.address:
            yield section.title, section.address, "", *group
        for item in section.items:
            yield item.title, item.address, item.method, *group
