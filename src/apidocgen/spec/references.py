"""Following local references: JSON pointers, anchors, and ``$id`` of schemas inside the document.

OpenAPI 3.1, section 4.8.24.2 and JSON Schema 2020-12 core, section 8.2: a schema with ``$id`` is
a resource of its own, and a pointer or anchor inside it starts from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apidocgen.spec.file_references import split_reference
from apidocgen.spec.pointer import Path, descend, parse_fragment
from apidocgen.spec.uris import join
from apidocgen.spec.walk import walk

Target = tuple[Path, Any]


class Resolver:
    """Finds what references of one document point to. The document must not change meanwhile."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._found: dict[tuple[str, Path], Target] = {}
        self._identified: dict[str, Path] = {}
        self._read = False
        self._anchors: dict[tuple[Path, str], Path] = {}
        self._dynamic: dict[str, list[Path]] = {}

    def resolve(self, reference: str, base: Path = ()) -> Target:
        """The path and the value a reference leads to.

        ``base`` is the path of the nearest schema with ``$id`` around the reference, empty where
        there is none. Raises LookupError when it leads nowhere inside the document.
        """
        known = self._found.get((reference, base))
        if known is None:
            known = self._look_up(reference, base)
            self._found[reference, base] = known
        return known

    def dynamic_targets(self, reference: str, base: Path = ()) -> list[Target]:
        """All schemas a ``$dynamicRef`` may end at: each with that ``$dynamicAnchor``."""
        self._read_resources()
        name = split_reference(reference)[1]
        paths = self._dynamic.get(name)
        if paths:
            return [descend(self._tree, path) for path in paths]
        return [self.resolve(reference, base)]

    def _look_up(self, reference: str, base: Path) -> Target:
        if reference == "#" or reference.startswith("#/"):
            return self._pointer(reference, base)
        self._read_resources()
        address, fragment = split_reference(reference)
        root = self._resource(address, base) if address else base
        if not fragment or fragment.startswith("/"):
            return self._pointer("#" + fragment, root)
        anchor = self._anchors.get((root, fragment))
        if anchor is None:
            raise LookupError(reference)
        return descend(self._tree, anchor)

    def _pointer(self, reference: str, base: Path) -> Target:
        try:
            inner = parse_fragment(reference)
        except ValueError as error:
            raise LookupError(reference) from error
        if base:
            try:
                return descend(self._tree, (*base, *inner))
            except LookupError:
                pass  # widespread: a pointer from the document's root inside a schema with $id
        return descend(self._tree, inner)

    def _resource(self, address: str, base: Path) -> Path:
        resources = self._identified
        own = next((uri for uri, path in resources.items() if path == base), "")
        for candidate in (join(own, address), address):
            if candidate in resources:
                return resources[candidate]
        raise LookupError(address)

    def _read_resources(self) -> None:
        if self._read:
            return
        self._read = True
        if isinstance(self._tree, dict) and isinstance(self._tree.get("$self"), str):
            self._identified[join("", self._tree["$self"]) or ""] = ()
        bases: dict[Path, str] = {}
        for path, value, type_name in walk(self._tree):
            if type_name == "Schema" and isinstance(value, dict):
                self._read_schema(path, value, bases)

    def _read_schema(self, path: Path, schema: Mapping[str, Any], bases: dict[Path, str]) -> None:
        base = enclosing(path, bases)
        identifier = schema.get("$id")
        if isinstance(identifier, str) and not identifier.startswith("#"):
            uri = join(bases.get(base, ""), identifier) or ""
            self._identified.setdefault(uri, path)
            bases[path] = uri
            base = path
        for keyword in ("$anchor", "$dynamicAnchor"):
            name = schema.get(keyword)
            if isinstance(name, str):
                self._anchors.setdefault((base, name), path)
        dynamic = schema.get("$dynamicAnchor")
        if isinstance(dynamic, str):
            self._dynamic.setdefault(dynamic, []).append(path)


def enclosing(path: Path, bases: Mapping[Path, str]) -> Path:
    """The longest of these paths that ``path`` lies in; empty if none."""
    if not bases:
        return ()
    return next((path[:n] for n in range(len(path), 0, -1) if path[:n] in bases), ())
