"""A site is built beside the old one and takes its place when it is whole."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apidocgen.site.assets import TARGET
from apidocgen.spec.problems import InputError, Location

if sys.platform != "win32":
    import fcntl

_MARKS = (TARGET, "assets/javascripts/bundle.*.js", "search/search_index.json")
"""By what a site is known: our own assets, the theme's, or what MkDocs itself writes."""


@contextmanager
def staging_beside(site_dir: Path) -> Iterator[Path]:
    """A new folder on the same disk as `site_dir`, gone at the end unless it was published.

    What builds left behind that were killed is cleared first.
    """
    workshop = site_dir.parent / f"{_prefix(site_dir)}{secrets.token_hex(4)}"
    staging = workshop / "new"
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        _clear_abandoned(site_dir)
        workshop.mkdir()
    except OSError as error:
        raise _unusable(site_dir, error) from error
    with _locked(workshop):
        try:
            staging.mkdir()
            yield staging
        finally:
            _put_back(workshop, site_dir)
            shutil.rmtree(workshop, ignore_errors=True)


def publish(staging: Path, site_dir: Path) -> None:
    """Put the staged site in the place of the old one: two renames, nothing in between.

    What is hidden at the top of the old folder (`.gitkeep`, a `.git` worktree) stays, as it
    does when MkDocs cleans a site. Raises InputError, with the old site in place, when the
    folder cannot be exchanged. Who is interrupted in between finds the old site in place as soon
    as `staging_beside` ends, or the next build begins.
    """
    workshop = staging.parent
    try:
        if site_dir.exists():
            site_dir.rename(_old(workshop))
        staging.rename(site_dir)
    except OSError as error:
        _put_back(workshop, site_dir)
        raise _unusable(site_dir, error) from error
    _put_back(workshop, site_dir)


def check_replaceable(site_dir: Path, needed: list[Path]) -> None:
    """Refuse a site folder that cannot be exchanged, or that holds what no build has written."""
    if site_dir.is_mount():
        reason = "the site folder is a mount point, which cannot be exchanged: name a folder in it"
        raise InputError(reason, Location(str(site_dir)))
    if site_dir.exists() and not site_dir.is_dir():
        raise InputError("the site folder is a file", Location(str(site_dir)))
    for path in needed:
        if path.resolve().is_relative_to(site_dir):
            reason = f"the site folder would be replaced, and '{path.name}' is in it"
            raise InputError(reason, Location(str(site_dir)))
    if foreign := _foreign(site_dir):
        reason = (
            f"the site folder would be replaced, and '{foreign}' is in it, although no site was "
            "built there yet: name another folder, or empty this one"
        )
        raise InputError(reason, Location(str(site_dir)))


def _foreign(site_dir: Path) -> str | None:
    """Something in a folder that is no site; what is hidden does not count, since it stays."""
    if any(next(site_dir.glob(mark), None) for mark in _MARKS):
        return None
    names = (each.name for each in site_dir.iterdir()) if site_dir.is_dir() else ()
    return min((name for name in names if not name.startswith(".")), default=None)


def _clear_abandoned(site_dir: Path) -> None:
    """Remove the workshops of builds that ended without doing so."""
    for workshop in site_dir.parent.glob(f"{_prefix(site_dir)}*"):
        with suppress(OSError), _locked(workshop) as alone:
            if alone:
                _put_back(workshop, site_dir)
                shutil.rmtree(workshop)


@contextmanager
def _locked(workshop: Path) -> Iterator[bool]:
    """Keep a workshop to this build; the lock ends with the process, however that ends.

    False is yielded when another build works in it, or where there are no such locks.
    """
    if sys.platform == "win32":
        yield False
    else:
        descriptor = os.open(workshop, os.O_RDONLY)
        try:
            yield _is_free(descriptor)
        finally:
            os.close(descriptor)


if sys.platform != "win32":

    def _is_free(descriptor: int) -> bool:
        """Take the lock of a folder, unless somebody has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _put_back(workshop: Path, site_dir: Path) -> None:
    """Give back of the old site what has to stay: all of it, or what is hidden at its top."""
    old = _old(workshop)
    if not old.exists():
        return
    if not site_dir.exists():
        old.rename(site_dir)
        return
    for entry in old.iterdir():
        target = site_dir / entry.name
        if entry.name.startswith(".") and not target.exists():
            entry.rename(target)


def _old(workshop: Path) -> Path:
    return workshop / "old"


def _prefix(site_dir: Path) -> str:
    return f".{site_dir.name}-build-"


def _unusable(site_dir: Path, error: OSError) -> InputError:
    return InputError(f"cannot write the site: {error.strerror}", Location(str(site_dir)))
