"""The tree that a document and its files are put together in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from apidocgen.spec.component_names import free_name, wanted_name
from apidocgen.spec.enclosing_schema import enclosing_schema
from apidocgen.spec.grammar import GRAMMAR, ROOT, Slot
from apidocgen.spec.library import Library
from apidocgen.spec.limits import MAX_COPIED_NODES, MAX_INCLUSIONS
from apidocgen.spec.mounts import Mounts, slot_inside
from apidocgen.spec.pointer import Path, Token
from apidocgen.spec.problems import InputError, Location
from apidocgen.spec.provenance import Origin, Provenance
from apidocgen.spec.surroundings import surroundings
from apidocgen.spec.targets import Target, TargetFinder, only_reference

_DEPTH_OF_MAPS = 2  # the paths of ``paths``, of ``components`` and of each kind of these
Holder = Any  # a dict or list; what is looked at stands in it under a key or index


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the document, and where it came from.

    ``root`` is what was moved in as a whole, and ``slot`` as what; ``included`` is what is being
    put in place around here.
    """

    path: Path
    origin: Origin
    root: Origin
    slot: Slot
    included: frozenset[Origin] = frozenset()

    def step(self, token: Token) -> Place:
        """The place of a member or item."""
        return replace(self, path=(*self.path, token), origin=self.origin.step(token))

    def beside(self, origin: Origin, type_name: str) -> Path | None:
        """Where something else is that was moved in together with this; None if it was not."""
        length = len(self.root.path)
        rest = origin.path[length:]
        if origin.file != self.root.file or origin.path[:length] != self.root.path:
            return None
        if slot_inside(self.slot, rest) != Slot(type_name):
            return None
        start = self.path[: len(self.path) - (len(self.origin.path) - length)]
        return (*start, *rest)


class Assembly:
    """A copy of the document's tree, with what has been moved into it so far.

    ``mounts`` are the places that the document itself has for parts of files, ``components``
    what became a component of its own because something refers to it. ``moved`` holds new
    components whose own references have not been looked at yet, ``wanted`` the names of all new
    ones, as they would be if they were alone; ``provenance`` says where everything came from.
    """

    def __init__(self, library: Library, entry: str, version: str, provenance: Provenance) -> None:
        self.library = library
        self.version = version
        self.targets = TargetFinder(library)
        self.mounts = Mounts(entry)
        self.components = Mounts(entry)
        self.wanted: dict[Path, str] = {}
        self.places: dict[Path, Place] = {}
        self._guarded: dict[tuple[Origin, str, tuple[Origin, ...]], Path] = {}
        self.moved: deque[tuple[Holder, Token, str, Place]] = deque()
        self._entry = entry
        self.provenance = provenance
        self._copied = 0
        self._included = 0
        self.tree: dict[str, Any] = self._copy(library.get(entry).tree)

    @property
    def root(self) -> Place:
        """The place of the document itself."""
        origin = Origin(self._entry, ())
        return Place((), origin, origin, Slot(ROOT))

    def may_refer(self, type_name: str) -> bool:
        """Whether the document's version allows a reference in place of such an object."""
        if type_name == "MediaType" and self.version < "3.2":
            return False
        return GRAMMAR[type_name].referable

    def is_foreign(self, place: Place, reference: str) -> bool:
        """Whether a reference is more than a local one of the document itself."""
        return place.origin.file != self._entry or not reference.startswith("#")

    def final_target(self, origin: Origin, reference: str, type_name: str) -> Target:
        """What a reference leads to in the end, references of references followed.

        One with something around it that may speak of it is the end. Raises InputError, at the
        reference, if that is itself.
        """
        seen: set[Origin] = {origin}
        start, first = origin, reference
        end: Target | None = None
        while True:
            target = self.targets.find(origin.step("$ref"), reference)
            following = only_reference(target.value)
            if following is None or not self.may_refer(type_name):
                return end or target
            if target.origin in seen:
                raise self.error(f"the reference {first!r} leads back to itself", start)
            if target.origin.file == self._entry and following.startswith("#"):
                return end or target
            if end is None and any(map(self._guards, (target.origin, *target.way))):
                end = target
            seen.add(target.origin)
            origin, reference = target.origin, following

    def move_in(self, type_name: str, target: Target, place: Place) -> Path:
        """Where a target is in the document; it becomes a component unless it is there already.

        ``place`` is that of the reference. What has been moved in together with it is meant
        before any other copy. Otherwise the target alone decides what becomes a component, never
        what else refers to the same file: a variant would tell of uses that it does not have.
        """
        guards = tuple(filter(self._guards, target.way))
        known = None if guards else self._known(type_name, target, place)
        if known is not None:
            return known
        around = self._around(type_name, target)
        rest = target.origin.path[len(around.origin.path) :]
        if guards:  # what stands around these counts only for who comes this way
            key = (around.origin, type_name, guards)
            if key not in self._guarded:
                self._guarded[key] = self._add_component(type_name, around, Mounts(self._entry))
            return (*self._guarded[key], *rest)
        known = self.components.exactly(around.origin, type_name)
        return (*(known or self._add_component(type_name, around, self.components)), *rest)

    def _guards(self, place: Origin) -> bool:
        """Whether something around a place of a file may speak of what is taken from there.

        What stands around a place of the document itself does so there.
        """
        return place.file != self._entry and any(surroundings(self.library, place))

    def home_of_operation(self, origin: Origin, place: Place) -> Path | None:
        """Where an operation is, if it is part of the document; ``place`` is that of the link."""
        beside = place.beside(origin, "Operation")
        if beside is not None and place.root != self.root.origin:
            return beside
        known = self.mounts.find(origin, "Operation")
        return self.components.find(origin, "Operation") if known is None else known

    def _known(self, type_name: str, target: Target, place: Place) -> Path | None:
        origin = target.origin
        if place.root != self.root.origin:
            beside = place.beside(origin, type_name)
            if beside is not None:
                return beside
        return self.mounts.find(origin, type_name)

    def _around(self, type_name: str, target: Target) -> Target:
        """What has to be moved in for a target: a schema's inside comes with the schema around."""
        if type_name != "Schema":
            return target
        origin = target.origin
        path = enclosing_schema(self._file(origin), origin.path)
        if path == origin.path:
            return target
        return replace(self.targets.at(Origin(origin.file, path)), way=target.way)

    def _file(self, origin: Origin) -> Any:
        return self.library.get(origin.file).tree

    def _add_component(self, type_name: str, target: Target, found: Mounts) -> Path:
        kind = str(GRAMMAR[type_name].component)
        if type_name == "PathItem" and self.version < "3.1":
            kind = "x-pathItems"
        entries = _map_in(_map_in(self.tree, "components"), kind)
        wanted = wanted_name(target.origin)
        name = free_name(wanted, entries)
        path: Path = ("components", kind, name)
        self.wanted[path] = wanted
        entries[name] = self._copy(target.value)
        slot = Slot(type_name)
        self._note(Place(path, target.origin, target.origin, slot), found, target.way)
        self.moved.append((entries, name, type_name, self.places[path]))
        return path

    def mount(self, holder: Holder, key: Token, type_name: str, target: Target, path: Path) -> None:
        """Put a copy of a target into its holder, which is at ``path`` but for the last step."""
        holder[key] = self._copy(target.value)
        place = Place(path, target.origin, target.origin, Slot(type_name))
        self._note(place, self.mounts, target.way)

    def place_path_item(self, items: Holder, key: Token, target: Target, path: Path) -> None:
        """Put a copy of a path item in the place of the only reference to it.

        What it holds is found by references from elsewhere as if it were a component: if it has
        one use only depends on uses that a variant may not have.
        """
        items[key] = self._copy(target.value)
        place = Place(path, target.origin, target.origin, Slot("PathItem"))
        self._note(place, self.components, target.way)

    def put_in_place(
        self, holder: Holder, key: Token, slot: Slot, place: Place
    ) -> tuple[Any, Place]:
        """Replace what is nothing but a reference to a file by what the file holds.

        For places where OpenAPI allows no reference. Returns the value there now, and where it
        comes from. Raises InputError, at the reference, if a file would include itself.
        """
        place = self.places.get(place.path, place)
        value = holder[key]
        while (reference := only_reference(value)) and self.is_foreign(place, reference):
            target = self.targets.find(place.origin.step("$ref"), reference)
            if target.origin in place.included:
                message = f"the reference {reference!r} leads back to itself"
                raise self.error(message, place.origin)
            self._included += 1
            if self._included > MAX_INCLUSIONS:
                message = f"more than {MAX_INCLUSIONS:,} references to files are to be included"
                raise self.error(message, place.origin)
            value = holder[key] = self._copy(target.value)
            included = place.included | {target.origin}
            place = Place(place.path, target.origin, target.origin, slot, included)
            self._note(place, self._mounts_at(place.path), target.way)
        return value, place

    def _mounts_at(self, path: Path) -> Mounts:
        """Where to note what is put in place: with the document itself, or inside of a part of it.

        A part may be hidden, and what other references lead to must not depend on that.
        """
        return self.mounts if len(path) <= _DEPTH_OF_MAPS else self.components

    def error(self, message: str, origin: Origin, keyword: str = "$ref") -> InputError:
        """An error at a keyword of what stands at ``origin``."""
        return InputError(message, self.library.locate(origin.file, (*origin.path, keyword)))

    def _note(self, place: Place, mounts: Mounts, way: tuple[Origin, ...]) -> None:
        self.places[place.path] = place
        mounts.add(place.origin, place.slot, place.path)
        places = (place.origin, *way)
        around = (each for one in places for each in surroundings(self.library, one))
        self.provenance.mount(place.path, place.origin, tuple(around))

    def _copy(self, value: Any) -> Any:
        """A copy, so that nothing in the tree is shared."""
        self._copied += 1
        if self._copied > MAX_COPIED_NODES:
            message = f"the files expand to more than {MAX_COPIED_NODES:,} values"
            raise InputError(message, Location(self._entry))
        if isinstance(value, dict):
            return {key: self._copy(child) for key, child in value.items()}
        if isinstance(value, list):
            return [self._copy(child) for child in value]
        return value


def _map_in(owner: dict[str, Any], key: str) -> dict[str, Any]:
    """The map under a key, made where there is none."""
    if not isinstance(owner.get(key), dict):
        owner[key] = {}
    entries: dict[str, Any] = owner[key]
    return entries
