"""What pages say whatever the document says: templates, phrases, and texts in the code.

Names and comments in the code are on no page, and nor is what a docstring says.
"""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path

import apidocgen
from apidocgen.variants.auditing.literals import literals, texts_in_code

_ROOMS = ("reference", "site", "diff")
"""Whose texts pages have. What the others say is for the terminal."""
_MARKUP = frozenset({".html", ".xml"})
_PHRASES = frozenset({".json"})
# What a template does, not what it says; but texts stand in what it does.
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)

_LANGUAGES = "languages"
# The theme's icons, and scripts in whose place ours are.
_NOT_ON_PAGES = frozenset({".icons", "javascripts", _LANGUAGES})
_SHIPPED_LANGUAGES = frozenset({"en", "de"})


@cache
def own_texts() -> tuple[str, ...]:
    """What this package says on pages, and how it calls the parts of a page."""
    package = Path(apidocgen.__file__).parent
    templates = package.parents[1] / "templates"
    code = (file for room in _ROOMS for file in sorted((package / room).rglob("*.py")))
    folders = [package, templates] if templates.is_dir() else [package]
    files = [file for folder in folders for file in sorted(folder.rglob("*"))]
    return (
        *(text for file in code for text in literals(_read(file))),
        *(_said(_read(file)) for file in files if file.suffix in _MARKUP),
        *(_read(file) for file in files if file.suffix in _PHRASES),
        *(status.phrase for status in HTTPStatus),
    )


@cache
def theme_texts() -> tuple[str, ...]:
    """What the theme's frame says in the languages that ours has too; nothing without a theme."""
    frame = [file for file in _theme_files() if _NOT_ON_PAGES.isdisjoint(file.parts)]
    shipped = [file for file in _theme_languages() if file.stem in _SHIPPED_LANGUAGES]
    return tuple(_said(_read(file)) for file in (*frame, *shipped))


@cache
def theme_translations() -> tuple[str, ...]:
    """What the theme's frame says, in all of its languages."""
    return tuple(map(_read, _theme_languages()))


def _said(template: str) -> str:
    """A template without its code, but with the texts in that."""
    return _CODE.sub(texts_in_code, _COMMENT.sub("", template))


def _theme_languages() -> list[Path]:
    return [file for file in _theme_files() if file.parent.name == _LANGUAGES]


@cache
def _theme_files() -> tuple[Path, ...]:
    theme = find_spec("material")
    folders = [Path(place) for place in theme.submodule_search_locations or ()] if theme else []
    return tuple(
        file for folder in folders for file in sorted((folder / "templates").rglob("*.html"))
    )


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
