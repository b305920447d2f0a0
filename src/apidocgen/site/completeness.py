"""Pages expected against pages found: a site that lacks one is not finished."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.structure.files import File, Files

from apidocgen.spec.problems import InputError

RESERVED = {"assets", "search", "javascripts", "stylesheets"}


def check_names(audiences: Iterable[str]) -> None:
    """Audiences become folders: their names must differ, whatever the case, and be plain."""
    taken: dict[str, str] = {}
    for name in audiences:
        if not _is_plain(name):
            raise InputError(f"audience '{name}': not usable as the name of a folder")
        other = taken.setdefault(name.casefold(), name)
        if other != name:
            raise InputError(f"audiences '{other}' and '{name}' would share a folder")


def check_collisions(files: Files, audiences: Iterable[str]) -> None:
    """A hand-written file in an audience's folder would be published to that audience."""
    folders = {name.casefold(): name for name in audiences}
    for file in files:
        folder = folders.get(file.dest_uri.partition("/")[0].casefold())
        if folder is not None:
            raise InputError(f"'{file.src_uri}' lies where the pages of '{folder}' are written")


def missing_files(expected: Iterable[File]) -> list[str]:
    """What should have been written and was not."""
    paths = ((file.dest_uri, Path(file.abs_dest_path)) for file in expected)
    return [uri for uri, path in paths if not path.is_file() or not path.stat().st_size]


def _is_plain(name: str) -> bool:
    unsafe = set('/\\:*?"<>|#%')
    return bool(
        name
        and name == name.strip(" .")
        and name.casefold() not in RESERVED
        and not any(char in unsafe or not char.isprintable() for char in name)
    )
