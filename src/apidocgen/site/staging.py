"""A site is built beside the old one and takes its place when it is whole."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apidocgen.spec.problems import InputError, Location


@contextmanager
def staging_beside(site_dir: Path) -> Iterator[Path]:
    """A new folder on the same disk as `site_dir`, gone at the end unless it was published."""
    staging = _sibling(site_dir, "new")
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir()
    except OSError as error:
        raise _unusable(site_dir, error) from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def publish(staging: Path, site_dir: Path) -> None:
    """Put the staged site in the place of the old one: two renames, nothing in between.

    What is hidden at the top of the old folder (`.gitkeep`, a `.git` worktree) stays, as it
    does when MkDocs cleans a site. Raises InputError, with the old site in place, when the
    folder cannot be exchanged.
    """
    old = _sibling(site_dir, "old")
    try:
        existed = site_dir.exists()
        if existed:
            site_dir.rename(old)
        _rename_or_restore(staging, site_dir, old if existed else None)
    except OSError as error:
        raise _unusable(site_dir, error) from error
    if existed:
        _keep_hidden(old, site_dir)
        shutil.rmtree(old, ignore_errors=True)


def check_replaceable(site_dir: Path, needed: list[Path]) -> None:
    """Refuse a site folder that cannot be exchanged, or that holds what the site is made from."""
    if site_dir.is_mount():
        reason = "the site folder is a mount point, which cannot be exchanged: name a folder in it"
        raise InputError(reason, Location(str(site_dir)))
    if site_dir.exists() and not site_dir.is_dir():
        raise InputError("the site folder is a file", Location(str(site_dir)))
    for path in needed:
        if path.resolve().is_relative_to(site_dir):
            reason = f"the site folder would be replaced, and '{path.name}' is in it"
            raise InputError(reason, Location(str(site_dir)))


def _rename_or_restore(staging: Path, site_dir: Path, old: Path | None) -> None:
    try:
        staging.rename(site_dir)
    except OSError:
        if old:
            old.rename(site_dir)
        raise


def _keep_hidden(old: Path, site_dir: Path) -> None:
    for entry in old.iterdir():
        target = site_dir / entry.name
        if entry.name.startswith(".") and not target.exists():
            entry.rename(target)


def _sibling(site_dir: Path, purpose: str) -> Path:
    return site_dir.parent / f".{site_dir.name}-{purpose}-{secrets.token_hex(4)}"


def _unusable(site_dir: Path, error: OSError) -> InputError:
    return InputError(f"cannot write the site: {error.strerror}", Location(str(site_dir)))
