"""Writing several files so that nothing half-written is ever found."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory


def write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, all or none: each appears whole, once all have been written.

    The folder is made where it is missing; other files in it are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".apidocgen-") as staging:
        for name, content in files.items():
            (Path(staging) / name).write_bytes(content)
        for name in files:
            os.replace(Path(staging) / name, folder / name)  # noqa: PTH105 - the atomic call, named
    return tuple(folder / name for name in files)
