"""The theme that the pages are made for."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from apidocgen.site.wording import LANGUAGE
from apidocgen.spec.problems import InputError, Location

_WRITTEN = re.compile(r"^theme[ \t]*:", re.MULTILINE)


def check_theme(config: MkDocsConfig) -> None:
    """Raise InputError, with the place in `mkdocs.yml`, unless the theme is Material.

    A theme made from it will do: what counts is that the files which we ask for are there.
    """
    if any((Path(folder) / LANGUAGE).is_file() for folder in config.theme.dirs):
        return
    name = f"'{config.theme.name}'" if config.theme.name else "of no name"
    raise InputError(
        f"the theme must be Material, and it is {name}: write 'theme: {{name: material}}'",
        _place(Path(config.config_file_path)) if config.config_file_path else None,
    )


def _place(file: Path) -> Location:
    """Where the theme is set; the file's beginning where it is not, and is MkDocs' own."""
    text = file.read_text("utf-8", errors="replace")
    found = _WRITTEN.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return Location(str(file), line, 1)
