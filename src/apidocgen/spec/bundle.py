"""Several files made into one document with local references only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from apidocgen.spec.assembly import Assembly, Holder, Place
from apidocgen.spec.file_mentions import mentions_files
from apidocgen.spec.grammar import COMPONENT_KINDS, LEAVES, ROOT, Shape, Slot, slot_of
from apidocgen.spec.library import Library
from apidocgen.spec.limits import MAX_DEPTH, is_too_deep
from apidocgen.spec.localising import (
    localise_dynamic_reference,
    localise_mapping,
    localise_operation_ref,
    localise_reference,
)
from apidocgen.spec.pointer import Path, Token
from apidocgen.spec.problems import InputError, Location
from apidocgen.spec.provenance import Origin, Provenance
from apidocgen.spec.targets import only_reference


def bundle(
    library: Library, entry: str, version: str
) -> tuple[dict[str, Any], Provenance, Mapping[Path, str]]:
    """Move everything that a document refers to in other files into one tree.

    ``entry`` is the file of the document, already in the library. References are found by the
    grammar, so that a ``$ref`` in an example is data. Targets become components, each once; a
    path item used once, and whatever stands where OpenAPI allows no reference, is put in place.
    Returns the tree, where its parts came from, and the new components, each with the name that
    it would have if no other one wanted it. Raises InputError, at the reference, for everything
    that cannot be followed.
    """
    read = library.get(entry)
    if not mentions_files(read.tree, read.text if read.format == "json" else None):
        return read.tree, Provenance(library, entry), {}
    bundler = _Bundler(Assembly(library, entry, version, Provenance(library, entry)))
    tree = bundler.run()
    if bundler.uses_in_callbacks:  # known only now, and they count like any other use
        assembly = Assembly(library, entry, version, Provenance(library, entry))
        bundler = _Bundler(assembly, bundler.uses_in_callbacks)
        tree = bundler.run()
    if is_too_deep(tree):
        raise InputError(f"nested more than {MAX_DEPTH} levels deep", Location(entry))
    return tree, bundler.assembly.provenance, bundler.assembly.wanted


class _Bundler:
    """Bundles once. ``uses_in_callbacks`` are path items of files that callbacks refer to."""

    def __init__(self, assembly: Assembly, in_callbacks: Counter[Origin] | None = None) -> None:
        self.assembly = assembly
        self.uses_in_callbacks: Counter[Origin] = Counter()
        self._visited: set[Path] = set()
        self._path_item_uses = Counter(in_callbacks or {})
        self._links: list[tuple[dict[str, Any], Place]] = []

    def run(self) -> dict[str, Any]:
        """The bundled tree."""
        tree, root = self.assembly.tree, self.assembly.root
        self._name_components(root)
        self._count_path_items(root)
        self._visit({"": tree}, "", ROOT, root)
        while self.assembly.moved:
            self._visit(*self.assembly.moved.popleft())
        for link, place in self._links:
            localise_operation_ref(self.assembly, link, place)
        return tree

    # Before the walk: names that the document itself gives, and how often path items are used.

    def _name_components(self, root: Place) -> None:
        for components, place in self._part(self.assembly.tree, ROOT, "components", root):
            for kind, type_name in COMPONENT_KINDS.items():
                for entries, inner in self._part(components, "Components", kind, place):
                    for name in entries:
                        self._name_component(entries, name, type_name, inner.step(name))

    def _name_component(
        self, entries: dict[str, Any], name: str, type_name: str, place: Place
    ) -> None:
        """Replace an entry that is nothing but a reference to a file by what that holds."""
        reference = only_reference(entries[name])
        if reference is not None and self.assembly.is_foreign(place, reference):
            target = self.assembly.final_target(place.origin, reference, type_name)
            if self.assembly.mounts.find(target.origin, type_name) is None:
                self.assembly.mount(entries, name, type_name, target, place.path)

    def _count_path_items(self, root: Place) -> None:
        for field in ("paths", "webhooks", "x-webhooks"):
            for items, place in self._part(self.assembly.tree, ROOT, field, root):
                for key, item in items.items():
                    self._count_path_item(item, place.step(key), self._path_item_uses)

    def _count_path_item(self, item: Any, place: Place, uses: Counter[Origin]) -> None:
        reference = item.get("$ref") if isinstance(item, dict) else None
        if isinstance(reference, str) and self.assembly.is_foreign(place, reference):
            target = self.assembly.final_target(place.origin, reference, "PathItem")
            uses[target.origin] += 1

    def _part(
        self, owner: dict[str, Any], type_name: str, field: str, place: Place
    ) -> Iterator[tuple[dict[str, Any], Place]]:
        """The object or map under a field, if there is one, from wherever it comes."""
        slot = slot_of(type_name, field)
        if slot is not None and field in owner:
            value, inner = self.assembly.put_in_place(owner, field, slot, place.step(field))
            if isinstance(value, dict):
                yield value, inner

    # The walk.

    def _visit(self, holder: Holder, key: Token, type_name: str, place: Place) -> None:
        """Make everything inside one object local. The object may be replaced in its holder."""
        place = self.assembly.places.get(place.path, place)
        if place.path in self._visited or not isinstance(holder[key], dict):
            return
        if type_name == "PathItem" and "callbacks" in place.path:
            self._count_path_item(holder[key], place, self.uses_in_callbacks)
        if self._replace(holder, key, type_name, place):
            self._visit(holder, key, type_name, place)
            return
        if place.path in self.assembly.places:
            self._visited.add(place.path)
        value = holder[key]
        self._localise(value, type_name, place)
        for field in list(value):
            slot = slot_of(type_name, field)
            if slot is not None and slot.type not in LEAVES:
                self._visit_field(value, field, slot, place.step(field))

    def _visit_field(self, owner: dict[str, Any], field: str, slot: Slot, place: Place) -> None:
        if slot.shape_of(owner[field]) is Shape.ONE:
            self._visit(owner, field, slot.type, place)
            return
        members, inner = self.assembly.put_in_place(owner, field, slot, place)
        for key in _keys(members, slot.shape_of(members)):
            self._visit(members, key, slot.type, inner.step(key))

    def _replace(self, holder: Holder, key: Token, type_name: str, place: Place) -> bool:
        """Put what a reference leads to in its place, where it belongs there."""
        reference = only_reference(holder[key])
        if reference is None or not self.assembly.is_foreign(place, reference):
            return False
        if not self.assembly.may_refer(type_name):
            self.assembly.put_in_place(holder, key, Slot(type_name), place)
            return True
        if type_name != "PathItem":
            return False
        target = self.assembly.final_target(place.origin, reference, type_name)
        known = self.assembly.mounts.find(target.origin, type_name)
        known = known or self.assembly.components.exactly(target.origin, type_name)
        if known is not None or self._path_item_uses[target.origin] > 1:
            return False
        self.assembly.place_path_item(holder, key, target, place.path)
        return True

    def _localise(self, value: dict[str, Any], type_name: str, place: Place) -> None:
        """Make the references of one object local, not those inside it."""
        mapping = value.get("mapping")
        if isinstance(value.get("$ref"), str) and self.assembly.may_refer(type_name):
            localise_reference(self.assembly, value, type_name, place)
        if type_name == "Schema" and isinstance(value.get("$dynamicRef"), str):
            localise_dynamic_reference(self.assembly, value, place)
        elif type_name == "Discriminator" and isinstance(mapping, dict):
            for name in mapping:
                localise_mapping(self.assembly, mapping, name, place.step("mapping"))
        elif type_name == "Link" and isinstance(value.get("operationRef"), str):
            self._links.append((value, place))


def _keys(members: Any, shape: Shape) -> list[Token]:
    if shape is Shape.MAP and isinstance(members, dict):
        return list(members)
    return list(range(len(members))) if isinstance(members, list) else []
