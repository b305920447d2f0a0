"""A document that has been read: one tree with local references, and where each part came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import Location

Tree = dict[str, Any]
Locate = Callable[[Iterable[Path]], Mapping[Path, Location]]


@dataclass(frozen=True, slots=True)
class Around:
    """An object of a file around something that was moved into a document without it.

    ``extensions`` are its fields that begin with ``x-`` and hold no object: in a map, such a name
    may be one like any other. ``locate`` says where one of them stands.
    """

    extensions: Tree
    locate: Callable[[str], Location] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """An OpenAPI document in memory.

    ``tree`` is plain dict, list and scalars, a true tree (no container occurs twice), and every
    ``$ref`` in it is local (``#/…``, ``#anchor`` or the ``$id`` of a schema inside it): what came
    from other files has been moved in. ``version`` is "3.0", "3.1" or "3.2". Nobody writes to the
    tree; later stages copy what they change. ``moved_in`` are the paths of components that the
    document itself does not name, each with the name that it would have if no other wanted it.
    ``around`` has what stands in a file around that which came from its inside, by its path here.
    """

    tree: Tree
    version: str
    name: str
    locate_all: Locate = field(repr=False)
    files: tuple[str, ...] = ()
    moved_in: Mapping[Path, str] = field(default_factory=dict)
    around: Mapping[Path, tuple[Around, ...]] = field(default_factory=dict)

    def locate(self, path: Path) -> Location:
        """Where the value at ``path`` stands in the source; the nearest ancestor if unknown."""
        return self.locate_all([path])[path]
