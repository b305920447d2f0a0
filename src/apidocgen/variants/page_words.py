"""The words that pages may use whatever the document says: those of this package itself."""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from importlib.util import find_spec
from itertools import pairwise, product
from pathlib import Path

import apidocgen
from apidocgen.variants.wording import pieces_of, words_of

_WORD = re.compile(r"[A-Za-z_]\w{2,}")
# What the theme's own frame says, in the addresses of its files and in attributes as well.
_THEME = frozenset(
    {"copyright", "doctype", "dialog", "favicon", "generator", "images", "initial", "initializing"}
    | {"lifted", "scale", "squidfunk", "translations", "viewbox", "viewport"}
)
_LANGUAGES = "templates/partials/languages/*.html"
# What pages put together: the format of a body and the type of what is in it.
_FORMATS = ("json", "xml", "text", "form")
_TYPES = ("object", "array", "string", "number", "integer", "boolean")
_SOURCES = ("*.py", "*.html", "*.md", "*.txt", "*.js", "*.xml", "*.json")


@cache
def page_words() -> frozenset[str]:
    """Lower-case words of the package's code and templates, and of the theme around them."""
    return _THEME.union(word.lower() for text in _texts() for word in _WORD.findall(text))


@cache
def page_pairs() -> frozenset[tuple[str, str]]:
    """Words that follow each other in the package's code and templates, or name a status."""
    texts = (*_texts(), *_theme_texts(), *(status.phrase for status in HTTPStatus))
    pieces = (piece for text in texts for piece in pieces_of(text))
    said = frozenset(pair for piece in pieces for pair in pairwise(words_of(piece)))
    return said.union(product(_FORMATS, _TYPES))


@cache
def _theme_texts() -> tuple[str, ...]:
    """What the theme's frame says, in all of its languages; nothing where it is not installed."""
    theme = find_spec("material")
    folders = [Path(place) for place in theme.submodule_search_locations or ()] if theme else []
    files = (file for folder in folders for file in sorted(folder.glob(_LANGUAGES)))
    return tuple(file.read_text(encoding="utf-8", errors="replace") for file in files)


@cache
def _texts() -> tuple[str, ...]:
    package = Path(apidocgen.__file__).parent
    templates = package.parents[1] / "templates"
    folders = [package, templates] if templates.is_dir() else [package]
    files = (file for folder in folders for kind in _SOURCES for file in folder.rglob(kind))
    return tuple(file.read_text(encoding="utf-8", errors="replace") for file in files)
