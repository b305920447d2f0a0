"""Documents on disk."""

from __future__ import annotations

import os
from pathlib import Path

from apidocgen.spec.decoding import decode
from apidocgen.spec.file_references import relative_path
from apidocgen.spec.problems import InputError, Location


class FileSource:
    """Reads a document and the files it refers to, all of them below one folder."""

    def __init__(self, root: Path, entry: Path) -> None:
        self._root = root.resolve()
        self.name = _display(entry)

    def read(self, file: str) -> str:
        """The text of a file. Raises InputError if it is missing, no file, or not UTF-8."""
        return read_text(Path(file), file)

    def resolve(self, base_file: str, address: str) -> str:
        """The file that a relative address means.

        Raises InputError if it leaves the folder, be it through a symbolic link.
        """
        path = Path(base_file).parent / relative_path(address)
        if not path.resolve().is_relative_to(self._root):
            raise InputError(f"the reference leaves the project: {address}")
        return _display(path)

    def local_path(self, file: str) -> Path | None:
        """Where the file lies on disk."""
        return Path(file)


def read_text(path: Path, file: str) -> str:
    """The text of a file on disk; ``file`` is its name for messages.

    Raises InputError if it is missing, a directory, unreadable, or not UTF-8.
    """
    if path.is_dir():
        raise InputError("this is a directory, not a file", Location(file))
    try:
        if path.exists() and not path.is_file():
            raise InputError("this is not a regular file", Location(file))
        return decode(path.read_bytes(), file)
    except FileNotFoundError:
        raise InputError("no such file", Location(file)) from None
    except OSError as error:
        raise InputError(f"cannot read it: {error.strerror}", Location(file)) from None


def _display(path: Path) -> str:
    """A path as people know it: from the working directory if it lies below that."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - the name that was given, links unresolved
    relative = os.path.relpath(absolute)
    return Path(absolute if relative.startswith("..") else relative).as_posix()
