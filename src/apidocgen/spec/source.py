"""Where the text of a document and of the files it refers to comes from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from apidocgen.spec.file_source import FileSource
from apidocgen.spec.problems import InputError, Location

_REVISION_AND_PATH = re.compile(r"([^:]+):([^/\\:].*)\Z", re.DOTALL)


class Source(Protocol):
    """A place to read a document and its files from.

    A *file* is a name for people, unique within the source; ``name`` is that of the entry.
    """

    @property
    def name(self) -> str:
        """The file of the document itself."""

    def read(self, file: str) -> str:
        """The text of a file. Raises InputError if there is none that can be used."""

    def resolve(self, base_file: str, address: str) -> str:
        """The file that a relative address in ``base_file`` means.

        Raises InputError without a place for URLs, absolute paths, and what lies outside.
        """

    def local_path(self, file: str) -> Path | None:
        """Where the file lies on disk, None if it does not."""


def open_source(spec: str, root: Path | None = None) -> Source:
    """Open what ``spec`` names: an existing file, else ``REV:path`` in git.

    The repository is that of the working directory. ``root`` is the project's folder, which files
    must not leave. Raises InputError if ``spec`` is neither.
    """
    path = Path(spec)
    if _exists(path):
        return FileSource(project_root(path, root), path)
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*://", spec):
        raise InputError("network references are off: download the document first", Location(spec))
    match = _REVISION_AND_PATH.match(spec)
    if match:
        from apidocgen.spec.git_source import GitSource

        return GitSource(Path.cwd(), match.group(1), match.group(2))
    raise InputError("no such file", Location(spec))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def project_root(path: Path, root: Path | None) -> Path:
    """The folder that references must not leave.

    The given one, or else the working directory, if the document lies inside; if not, the
    document's own.
    """
    resolved = path.resolve()
    for candidate in (root, Path.cwd()):
        if candidate is not None and resolved.is_relative_to(candidate.resolve()):
            return candidate
    return path.parent
