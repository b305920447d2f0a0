"""Our style sheets and scripts, and a project's own in their place."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from apidocgen.reference.environment import template_folders

TARGET = "assets/apidocgen"


def find_assets(templates: Path | None) -> dict[str, Path]:
    """Every asset by its name; the first template folder that has a file wins."""
    found: dict[str, Path] = {}
    for folder in reversed(template_folders(templates)):
        assets = folder / "assets"
        files = sorted(path for path in assets.rglob("*") if path.is_file())
        found |= {path.relative_to(assets).as_posix(): path for path in files}
    return dict(sorted(found.items()))


def asset_files(assets: dict[str, Path], config: MkDocsConfig) -> list[File]:
    """The assets as files that MkDocs copies."""
    return [
        File.generated(config, f"{TARGET}/{name}", abs_src_path=str(path))
        for name, path in assets.items()
    ]


def link_assets(assets: dict[str, Path], config: MkDocsConfig) -> None:
    """Have every page load them, before what the project itself adds.

    Those in folders belong to single pages, which load them themselves.
    """
    common = [f"{TARGET}/{name}" for name in assets if "/" not in name]
    styles = [name for name in common if name.endswith(".css")]
    scripts = [name for name in common if name.endswith(".js")]
    config.extra_css = [*styles, *config.extra_css]
    config.extra_javascript = [*scripts, *config.extra_javascript]
