"""The search worker of an audience's pages: the theme's own, and our ranking joined to it."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

FOLDER = "assets/javascripts/workers"
"""Beside the theme's worker, which looks for the words of other languages from where it lies."""

NAME = "search.apidocgen.js"
RANKING = "search/exact.js"


def search_worker(assets: dict[str, Path], config: MkDocsConfig) -> File | None:
    """The worker as a file; None if the theme has none that we know."""
    theirs = _theme_worker(config)
    if theirs is None or RANKING not in assets:
        return None
    text = theirs.read_text(encoding="utf-8").rstrip()
    code = text.rpartition("\n//# sourceMappingURL=")[0] or text
    joined = f"{code}\n{assets[RANKING].read_text(encoding='utf-8')}"
    return File.generated(config, f"{FOLDER}/{NAME}", content=joined)


def _theme_worker(config: MkDocsConfig) -> Path | None:
    folders = (Path(folder) / FOLDER for folder in config.theme.dirs)
    found = (worker for folder in folders for worker in folder.glob("search.*.min.js"))
    return next(found, None)
