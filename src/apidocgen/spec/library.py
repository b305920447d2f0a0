"""The files of one document, each read once."""

from __future__ import annotations

from apidocgen.spec.pointer import Path
from apidocgen.spec.positions import locate
from apidocgen.spec.problems import InputError, Location
from apidocgen.spec.reading import ReadFile, read_document
from apidocgen.spec.source import Source


class Library:
    """Reads files of a source on demand and remembers them. Their trees are never changed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._files: dict[str, ReadFile] = {}
        self._located: dict[str, dict[Path, Location]] = {}
        self._followed: dict[tuple[str, str], ReadFile] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """The files read so far, in that order."""
        return tuple(self._files)

    def put(self, file: ReadFile) -> None:
        """Add a file that has been read already."""
        self._files[file.file] = file

    def get(self, file: str) -> ReadFile:
        """A file, read now if it was not before. Raises InputError if it cannot be used."""
        if file not in self._files:
            self._files[file] = read_document(self._source.read(file), file)
        return self._files[file]

    def follow(self, base_file: str, address: str, path: Path) -> ReadFile:
        """The file that a relative address in another file means.

        ``path`` is where in that other file the reference stands. Raises InputError, at that
        place unless the file it leads to has a better one.
        """
        known = self._followed.get((base_file, address))
        if known is None:
            known = self._follow(base_file, address, path)
            self._followed[base_file, address] = known
        return known

    def _follow(self, base_file: str, address: str, path: Path) -> ReadFile:
        try:
            return self.get(self._source.resolve(base_file, address))
        except InputError as error:
            if error.location is not None and error.location.line:
                raise
            message = error.message if error.location is None else f"{error.message}: {address}"
            raise InputError(message, self.locate(base_file, path)) from None

    def locate(self, file: str, path: Path) -> Location:
        """Where a path stands in a file."""
        return self.locate_many(file, [path])[path]

    def locate_many(self, file: str, paths: list[Path]) -> dict[Path, Location]:
        """Where several paths stand in a file: one pass for those not asked for before."""
        known = self._located.setdefault(file, {})
        missing = [path for path in paths if path not in known]
        if missing:
            read = self._files[file]
            known.update(locate(read.text, read.format, read.file, missing))
        return {path: known[path] for path in paths}
