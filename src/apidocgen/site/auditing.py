"""The last look at a built site: is anything in it that its readers must not see?"""

from __future__ import annotations

import filecmp
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_theme_dir, get_theme_names

from apidocgen.reference.environment import packaged_templates
from apidocgen.site.assets import TARGET
from apidocgen.site.console import TARGET as CONSOLE
from apidocgen.site.console import component_folder
from apidocgen.site.search_worker import FOLDER, NAME
from apidocgen.variants.auditing.audit import Audit, views_with
from apidocgen.variants.auditing.leaks import Leak, by_secret
from apidocgen.variants.filter import Filtering
from apidocgen.variants.variant import VariantSet

NAMED = 10
"""So many leaks are named in the message of a failed build; the rest are counted."""


def leaks(
    site_dir: Path, variants: VariantSet, allowed: Sequence[str], shipped: Mapping[Path, str]
) -> Iterator[str]:
    """One line for each secret that leaks: files, lines, to whom, where it is hidden and said.

    `shipped` are folders of files that came with the packages, and where they go: such a file
    was written before the document was, and whatever word is in it, it tells nothing.
    """
    filtering = Filtering(variants.master)
    built = {variant.audience.name for variant in variants.variants}
    # All that are published, whichever are built: pages for everybody are judged alike every time.
    audit = Audit(filtering, views_with(filtering, built), allowed)
    found = outside_of(shipped, audit.folder(site_dir), site_dir)
    yield from map(str, by_secret(audit.traced(found)))


def outside_of(
    shipped: Mapping[Path, str], found: Iterable[Leak], site_dir: Path
) -> Iterator[Leak]:
    """The leaks of a built site that are in no file that came with the packages."""
    return (leak for leak in found if not _is_shipped(site_dir, leak.file, shipped))


def installed_files() -> dict[Path, str]:
    """Folders of all installed themes, this package and the console, and where their files go.

    For a site of which only the folder is known that it was built into.
    """
    themes = {Path(get_theme_dir(name)).resolve(): "" for name in get_theme_names()}
    return themes | _own_files()


def shipped_files(config: MkDocsConfig) -> dict[Path, str]:
    """Folders of the theme, this package and the console; a project's own are not among them."""
    own = Path(config.config_file_path or ".").resolve().parent
    folders = (Path(folder).resolve() for folder in config.theme.dirs)
    theme = {folder: "" for folder in folders if not folder.is_relative_to(own)}
    return theme | _own_files()


def _own_files() -> dict[Path, str]:
    component = component_folder()
    console = {component: f"{CONSOLE}/"} if component else {}
    return {packaged_templates() / "assets": f"{TARGET}/"} | console


def summary(found: Sequence[str]) -> str:
    """What a build that stops because of leaks says."""
    more = [f"… and {len(found) - NAMED} more"] if len(found) > NAMED else []
    first = "a leak" if len(found) == 1 else f"{len(found)} leaks"
    return "\n  ".join([f"{first} in the built site, do not publish it:", *found[:NAMED], *more])


def _is_shipped(site_dir: Path, uri: str, shipped: Mapping[Path, str]) -> bool:
    if uri == f"{FOLDER}/{NAME}":  # the theme's worker and ours in one file
        return True
    sources = (
        folder / uri.removeprefix(prefix)
        for folder, prefix in shipped.items()
        if uri.startswith(prefix)
    )
    return any(
        source.is_file() and filecmp.cmp(source, site_dir / uri, shallow=False)
        for source in sources
    )
