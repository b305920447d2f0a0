"""Reading a document with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from apidocgen.spec.bundle import bundle
from apidocgen.spec.document import Document
from apidocgen.spec.library import Library
from apidocgen.spec.overlay import LoadWarning, apply_overlay
from apidocgen.spec.positions import locate
from apidocgen.spec.problems import InputError, Location
from apidocgen.spec.reading import ReadFile, read_document
from apidocgen.spec.scheme_uris import name_schemes
from apidocgen.spec.source import Source, open_source
from apidocgen.spec.versions import detect_version, version_key


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, what was odd about it, and the files on disk that it was read from."""

    document: Document
    warnings: tuple[LoadWarning, ...]
    files: tuple[Path, ...]


def load(
    spec: str | Path, *, overlays: Sequence[str | Path] = (), root: Path | None = None
) -> Loaded:
    """Read a document: a file, or ``REV:path`` from git.

    Files that it refers to are moved in, then overlays are applied in order. ``root`` is the
    folder that references must not leave (by default the working directory if the document is
    in it, else the document's folder). Raises InputError, with file, line and column where
    they are known, for everything that cannot be read or is no OpenAPI 3 document.
    """
    source = open_source(str(spec), root)
    library = Library(source)
    entry = read_entry(source)
    library.put(entry)
    version = detect_version(entry.tree, entry.file)
    tree, provenance, moved_in = bundle(library, entry.file, version)
    local = [path for file in library.files if (path := source.local_path(file))]
    warnings: list[LoadWarning] = []
    for overlay in overlays:
        read, path = _read_overlay(str(overlay), root)
        local += [path] if path else []
        warnings += apply_overlay(tree, read, library, provenance)
    version = detect_version(tree, entry.file)
    if version >= "3.2":
        name_schemes(tree, entry.file)
    document = Document(
        tree,
        version,
        entry.file,
        provenance.locate_all,
        library.files,
        moved_in,
        dict(provenance.around),
    )
    return Loaded(document, tuple(warnings), tuple(local))


def _read_overlay(overlay: str, root: Path | None) -> tuple[ReadFile, Path | None]:
    source = open_source(overlay, root)
    return read_document(source.read(source.name), source.name), source.local_path(source.name)


def read_entry(source: Source) -> ReadFile:
    """Read the document itself. Raises InputError unless it is an OpenAPI 3 object."""
    entry = read_document(source.read(source.name), source.name)
    place = Location(entry.file, 1, 1)
    if entry.tree is None:
        raise InputError("the document is empty", place)
    if not isinstance(entry.tree, dict):
        raise InputError("the document is not an object", place)
    try:
        detect_version(entry.tree, entry.file)
    except InputError as error:
        path = (version_key(entry.tree),)
        place = locate(entry.text, entry.format, entry.file, [path])[path]
        raise InputError(error.message, place) from None
    return entry
