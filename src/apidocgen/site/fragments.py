"""Our own pieces of the page frame: templates that escape what they are given."""

from __future__ import annotations

from pathlib import Path

import jinja2

from apidocgen.reference.environment import environment, template_folders

FOLDER = "site/apidocgen"


def fragment(name: str, templates: Path | None) -> jinja2.Template:
    """The template of a piece, a project's own before ours."""
    return environment(templates).get_template(f"{FOLDER}/{name}.html")


def theme_folders(templates: Path | None) -> list[str]:
    """Folders in which the theme finds the frame and what replaces parts of the theme."""
    folders = [folder / "site" for folder in template_folders(templates)]
    return [str(folder) for folder in folders if folder.is_dir()]
