"""The words that pages may use whatever the document says: those of this package itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import apidocgen

_WORD = re.compile(r"[A-Za-z_]\w{2,}")
_SOURCES = ("*.py", "*.html", "*.md", "*.txt", "*.js", "*.xml", "*.json")


@cache
def page_words() -> frozenset[str]:
    """Lower-case words of the package's code and templates."""
    package = Path(apidocgen.__file__).parent
    templates = package.parents[1] / "templates"
    folders = [package, templates] if templates.is_dir() else [package]
    files = (file for folder in folders for kind in _SOURCES for file in folder.rglob(kind))
    return frozenset(
        word.lower()
        for file in files
        for word in _WORD.findall(file.read_text(encoding="utf-8", errors="replace"))
    )
