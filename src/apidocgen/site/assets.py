"""Our style sheets and scripts, and a project's own in their place."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from apidocgen.reference.environment import packaged_templates, template_folders

TARGET = "assets/apidocgen"

COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
"""A comment that has its lines to itself."""


def find_assets(templates: Path | None) -> dict[str, Path]:
    """Every asset by its name; the first template folder that has a file wins."""
    found: dict[str, Path] = {}
    for folder in reversed(template_folders(templates)):
        assets = folder / "assets"
        files = sorted(path for path in assets.rglob("*") if path.is_file())
        found |= {path.relative_to(assets).as_posix(): path for path in files}
    return dict(sorted(found.items()))


def asset_files(assets: dict[str, Path], config: MkDocsConfig) -> list[File]:
    """The assets as files that MkDocs copies; ours go without what is said to maintainers."""
    return [_published(name, path, config) for name, path in assets.items()]


def _published(name: str, path: Path, config: MkDocsConfig) -> File:
    target = f"{TARGET}/{name}"
    # A project's own file may hold such lines in a text, and is published as it is.
    if path.suffix not in {".css", ".js"} or not path.is_relative_to(packaged_templates()):
        return File.generated(config, target, abs_src_path=str(path))
    return File.generated(config, target, content=without_comments(path.read_text("utf-8")))


def without_comments(code: str) -> str:
    """A script or style sheet without the comments that stand on lines of their own.

    Those behind code stay: telling them from what only looks like one takes a parser.
    """
    return COMMENT.sub("", code)


def link_assets(assets: dict[str, Path], config: MkDocsConfig) -> None:
    """Have every page load them, before what the project itself adds.

    Those in folders belong to single pages, which load them themselves.
    """
    common = [f"{TARGET}/{name}" for name in assets if "/" not in name]
    styles = [name for name in common if name.endswith(".css")]
    scripts = [name for name in common if name.endswith(".js")]
    config.extra_css = [*styles, *config.extra_css]
    config.extra_javascript = [*scripts, *config.extra_javascript]
