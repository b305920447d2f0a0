"""The search index of an audience, in the shape that Material's search worker reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from apidocgen.reference.page import Page

SEARCH_PLUGIN = "material/search"
CONFIG_KEYS = ("lang", "separator", "pipeline", "fields")
INDEX = "search/search_index.json"


def search_config(config: MkDocsConfig) -> dict[str, Any] | None:
    """The options of Material's search plugin; None where a project does without search."""
    plugin = config.plugins.get(SEARCH_PLUGIN)
    if plugin is None or not plugin.config.enabled:
        return None
    return {key: plugin.config[key] for key in CONFIG_KEYS}


def has_search(config: MkDocsConfig) -> bool:
    """Whether a project says anything about search: a list of plugins replaces MkDocs' own list."""
    return any(name.rpartition("/")[2] == "search" for name in config.plugins)


def write_index(pages: Iterable[Page], options: dict[str, Any], folder: Path) -> None:
    """Write the index of one audience below its folder; the frame's base leads readers there."""
    docs = [entry for page in pages for entry in _entries(page)]
    target = folder / INDEX
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"config": options, "docs": docs}, separators=(",", ":"), default=str)
    target.write_text(text, encoding="utf-8")


def _entries(page: Page) -> Iterator[dict[str, str]]:
    """Titles and texts are HTML for the worker, and plain text here."""
    for entry in page.search:
        anchor = f"#{entry.anchor}" if entry.anchor else ""
        yield {
            "location": page.address + anchor,
            "title": escape(entry.title, quote=False),
            "text": escape(entry.text, quote=False),
        }
