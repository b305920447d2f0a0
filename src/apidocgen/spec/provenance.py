"""Which file each part of a bundled document came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apidocgen.spec.document import Around
from apidocgen.spec.library import Library
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import Location


@dataclass(frozen=True, slots=True)
class Origin:
    """A place inside a file."""

    file: str
    path: Path

    def step(self, *tokens: str | int) -> Origin:
        """A place further inside."""
        return Origin(self.file, (*self.path, *tokens))


class Provenance:
    """Remembers where subtrees were mounted, and tells positions from that."""

    def __init__(self, library: Library, entry: str) -> None:
        self._library = library
        self._mounts: dict[Path, Origin] = {(): Origin(entry, ())}
        self._around: dict[Path, tuple[Around, ...]] = {}

    @property
    def around(self) -> Mapping[Path, tuple[Around, ...]]:
        """What stands in files around subtrees that came from their inside, by the paths here."""
        return self._around

    def mount(self, path: Path, origin: Origin, around: tuple[Around, ...] = ()) -> None:
        """Note that the subtree at ``path``, which is new there, is the one at ``origin``.

        ``around`` is added to what was noted of references that led there in several steps.
        """
        self._mounts[path] = origin
        if around:
            self._around[path] = (*self._around.get(path, ()), *around)

    def forget(self, path: Path) -> None:
        """Drop what is known about a subtree that has been replaced or removed."""
        if path:
            for mounted in self._inside(path):
                del self._mounts[mounted]
                self._around.pop(mounted, None)

    def remove_item(self, path: Path, index: int, length: int) -> None:
        """Note that an item of the array at ``path``, ``length`` items long, is removed."""
        for later in range(index, length - 1):
            origin = self.origin((*path, later + 1))
            inner = {
                mounted[len(path) + 1 :]: (self._mounts[mounted], self._around.get(mounted, ()))
                for mounted in self._inside((*path, later + 1))
            }
            self.forget((*path, later))
            self.mount((*path, later), origin)
            for rest, (place, around) in inner.items():
                self.mount((*path, later, *rest), place, around)
        self.forget((*path, length - 1))

    def origin(self, path: Path) -> Origin:
        """The place in a file that a path of the document came from."""
        for length in range(len(path), -1, -1):
            mounted = self._mounts.get(path[:length])
            if mounted is not None:
                return mounted.step(*path[length:])
        raise KeyError(path)

    def locate_all(self, paths: Iterable[Path]) -> Mapping[Path, Location]:
        """Line and column of each path, one pass over each file that is concerned."""
        wanted: dict[str, dict[Path, Path]] = defaultdict(dict)
        for path in paths:
            origin = self.origin(path)
            wanted[origin.file][path] = origin.path
        found: dict[Path, Location] = {}
        for file, origins in wanted.items():
            places = self._library.locate_many(file, list(origins.values()))
            found.update((path, places[inner]) for path, inner in origins.items())
        return found

    def _inside(self, path: Path) -> list[Path]:
        return [mounted for mounted in self._mounts if mounted[: len(path)] == path]
