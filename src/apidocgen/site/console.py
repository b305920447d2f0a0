"""The component behind the console page: Swagger UI, in the form a package of PyPI ships it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from apidocgen.site.assets import TARGET as ASSETS
from apidocgen.spec.problems import InputError

PACKAGE = "mkdocs_swagger_ui_tag"
FOLDER = "swagger-ui"
FILES = (
    "LICENSE",
    "NOTICE",
    "javascripts/swagger-ui-bundle.js",
    "oauth2-redirect.html",
    "oauth2-redirect.js",
    "stylesheets/swagger-ui.css",
)
"""What the page loads, and what goes with it by section 4 of its Apache License 2.0."""

OWN = "console/"
"""Where our own assets for the page stand among the others."""

TARGET = f"{ASSETS}/{OWN}{FOLDER}"
MISSING = "'console' needs Swagger UI, which is not installed: pip install 'apidocgen[console]'"


def component_files(config: MkDocsConfig) -> list[File]:
    """The component as files that MkDocs copies, once for all audiences.

    Raises InputError when the package that ships it is not installed.
    """
    folder = component_folder()
    if folder is None:
        raise InputError(MISSING)
    return [
        File.generated(config, f"{TARGET}/{name}", abs_src_path=str(folder / name))
        for name in FILES
    ]


def component_folder() -> Path | None:
    """Where the component's files lie; None unless all are there."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    folders = [Path(place) / FOLDER for place in places or ()]
    whole = (folder for folder in folders if all((folder / name).is_file() for name in FILES))
    return next(whole, None)


def without_console(assets: dict[str, Path]) -> dict[str, Path]:
    """The assets of a site that has no console."""
    return {name: path for name, path in assets.items() if not name.startswith(OWN)}
