"""What references between files lead to, ``$id`` and anchors included.

JSON Schema 2020-12 core, section 8.2; OpenAPI 3.1, section 4.6 (relative references).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from apidocgen.spec.file_references import split_reference
from apidocgen.spec.library import Library
from apidocgen.spec.pointer import Path, descend, parse_fragment
from apidocgen.spec.problems import InputError
from apidocgen.spec.provenance import Origin
from apidocgen.spec.references import enclosing
from apidocgen.spec.uris import join


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to.

    ``resource`` is the schema with an ``$id`` by which the reference finds its way, if it does:
    such a reference stays as it is, provided that this schema is moved in as a whole. ``way`` are
    the references that stand in the middle of the path to it, from where it goes on elsewhere.
    """

    origin: Origin
    value: Any
    resource: Path | None = None
    way: tuple[Origin, ...] = ()


@dataclass(slots=True)
class _Index:
    """Schemas of a file that have names of their own."""

    identifiers: dict[Path, str] = field(default_factory=dict)
    resources: dict[str, Path] = field(default_factory=dict)
    anchors: dict[tuple[Path, str], Path] = field(default_factory=dict)


class TargetFinder:
    """Finds what references lead to, reading files as needed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._indexes: dict[str, _Index] = {}
        self._detours: set[Origin] = set()

    def find(self, origin: Origin, reference: str) -> Target:
        """What a reference that stands at ``origin`` leads to.

        ``origin`` is the place of the reference itself. Raises InputError at that place if it
        leads nowhere, or where it must not.
        """
        address, fragment = split_reference(reference)
        base = enclosing(origin.path, self._index(origin.file).identifiers)
        file, resource = origin.file, base
        if address:
            named = self._by_identifier(origin.file, base, address)
            if named is None:
                file = self._library.follow(origin.file, address, origin.path).file
                resource = ()
            else:
                file, resource = named
        found = self._inside(Origin(file, resource), fragment)
        if found is None:
            message = f"the reference {reference!r} leads nowhere"
            raise InputError(message, self._library.locate(origin.file, origin.path))
        place = found.origin
        by_name = bool(resource) and place.path[: len(resource)] == resource
        return replace(found, resource=resource if by_name and place.file == file else None)

    def at(self, origin: Origin) -> Target:
        """What stands at a place that is known to exist."""
        return self._descend(Origin(origin.file, ()), origin.path)

    def _by_identifier(self, file: str, base: Path, address: str) -> tuple[str, Path] | None:
        own = self._index(file).identifiers.get(base, "")
        for candidate in dict.fromkeys((join(own, address) or address, address)):
            for known in (file, *self._library.files):
                path = self._index(known).resources.get(candidate)
                if path is not None:
                    return known, path
        return None

    def _inside(self, resource: Origin, fragment: str) -> Target | None:
        if fragment and not fragment.startswith("/"):
            anchors = self._index(resource.file).anchors
            anchor = anchors.get((resource.path, fragment), anchors.get(((), fragment)))
            return None if anchor is None else self._descend(Origin(resource.file, ()), anchor)
        inner = parse_fragment(fragment)
        for start in dict.fromkeys((resource, Origin(resource.file, ()))):
            try:
                return self._descend(Origin(start.file, ()), (*start.path, *inner))
            except LookupError:
                continue
        return None

    def _descend(self, origin: Origin, path: Path) -> Target:
        """Follow a path, and on the way what stands there only as a reference to a file.

        Raises LookupError when the path leads nowhere.
        """
        value = descend(self._library.get(origin.file).tree, origin.path)[1]
        for number, key in enumerate(path):
            reference = only_reference(value)
            if reference is not None and key != "$ref":
                return self._detour(origin, reference, path[number:])
            step, value = descend(value, (key,))
            origin = origin.step(*step)
        return Target(origin, value)

    def _detour(self, origin: Origin, reference: str, rest: Path) -> Target:
        if origin in self._detours:
            raise LookupError(reference)
        self._detours.add(origin)
        try:
            around = self.find(origin.step("$ref"), reference)
            found = self._descend(around.origin, rest)
            return replace(found, way=(origin, *around.way, *found.way))
        finally:
            self._detours.remove(origin)

    def _index(self, file: str) -> _Index:
        if file not in self._indexes:
            self._indexes[file] = _Index()
            _fill(self._indexes[file], self._library.get(file).tree)
        return self._indexes[file]


def only_reference(value: Any) -> str | None:
    """The reference, if a value is nothing but one."""
    if isinstance(value, dict) and len(value) == 1:
        reference = value.get("$ref")
        if isinstance(reference, str):
            return reference
    return None


def _fill(index: _Index, tree: Any) -> None:
    """Note every schema with a name.

    Files are fragments of any type, so the grammar cannot say where schemas stand; an example that
    looks like one does no harm.
    """
    if isinstance(tree, dict) and isinstance(tree.get("$self"), str):
        index.resources[join("", tree["$self"]) or ""] = ()
    pending: list[tuple[Path, Any, Path]] = [((), tree, ())]
    while pending:
        path, value, base = pending.pop()
        if isinstance(value, dict):
            base = _note(index, path, value, base)
            pending += [((*path, key), child, base) for key, child in value.items()]
        elif isinstance(value, list):
            pending += [((*path, place), child, base) for place, child in enumerate(value)]


def _note(index: _Index, path: Path, schema: dict[str, Any], base: Path) -> Path:
    identifier = schema.get("$id")
    if isinstance(identifier, str) and not identifier.startswith("#"):
        uri = join(index.identifiers.get(base, ""), identifier) or ""
        index.identifiers[path] = uri
        index.resources.setdefault(uri, path)
        base = path
    for keyword in ("$anchor", "$dynamicAnchor"):
        name = schema.get(keyword)
        if isinstance(name, str):
            index.anchors.setdefault((base, name), path)
    return base
