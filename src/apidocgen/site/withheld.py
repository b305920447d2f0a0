"""Nothing that was read to make the site is published as it is."""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from pathlib import Path

from mkdocs.structure.files import File, Files


def withhold(files: Files, sources: Sequence[Path]) -> list[str]:
    """Remove the document, its parts and overlays, and copies of them, from what is copied.

    Returns the paths of what was removed, as they lie in `docs_dir`.
    """
    removed = [file for file in files if _is_source(file, sources)]
    for file in removed:
        files.remove(file)
    return [file.src_uri for file in removed]


def _is_source(file: File, sources: Sequence[Path]) -> bool:
    if not file.abs_src_path or file.generated_by:
        return False
    path = Path(file.abs_src_path)
    return path.is_file() and any(_same(path, source) for source in sources)


def _same(path: Path, source: Path) -> bool:
    """Tell whether two paths are one file, or two with the same bytes."""
    if not source.is_file():
        return False
    return path.samefile(source) or _equal_bytes(path, source)


def _equal_bytes(path: Path, source: Path) -> bool:
    same_size = path.stat().st_size == source.stat().st_size > 0
    return same_size and filecmp.cmp(path, source, shallow=False)
