"""Writing several files so that nothing half-written is ever found."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from apidocgen.spec.problems import InputError, Location


def write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, all or none: each appears whole, once all have been written.

    The folder is made where it is missing; other files in it are left alone. Raises InputError,
    with the file or folder that was to be written, when that is impossible.
    """
    targets = tuple(folder / name for name in files)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for target in targets:
        if target.is_dir():
            raise InputError("cannot write: there is a folder of that name", Location(str(target)))
    with _writing(folder), TemporaryDirectory(dir=folder, prefix=".apidocgen-") as staging:
        for target, content in zip(targets, files.values(), strict=True):
            with _writing(target):
                (Path(staging) / target.name).write_bytes(content)
        for target in targets:
            with _writing(target):
                os.replace(Path(staging) / target.name, target)  # noqa: PTH105 - the atomic call
    return targets


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Say of what cannot be written what it was to become, not how it was called meanwhile."""
    try:
        yield
    except OSError as error:
        reason = f"cannot write: {error.strerror or error}"
        raise InputError(reason, Location(str(target))) from error
