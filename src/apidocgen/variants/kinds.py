"""The kinds that a discriminator tells apart, and which of them an audience may know of.

A kind is what a payload says in the property that the discriminator names: the key of a mapping,
or the bare name of a component schema (Discriminator Object, 4.8.25 in OpenAPI 3.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.spec.pointer import Path
from apidocgen.variants.constants import demanded
from apidocgen.variants.index import Cell, Index, ReferenceSite, path_of
from apidocgen.variants.losses import Losses

_SCHEMAS = ("components", "schemas")
_BARE = 3  # components, schemas, name
_NAMED_KIND = "x-ms-discriminator-value"


@dataclass(slots=True)
class Kinds:
    """What one discriminator may say.

    Attributes:
        schema: The schema with the discriminator.
        member: The name of the property that says it.
        shown: Kinds that the audience may know of.
        gone: Kinds whose schema nobody shows to the audience.
        left_out: Kinds that are hidden here, and that others show.
        entries: Entries of the mapping that lead to one of these last, with the map around.
    """

    schema: Tree
    member: str
    shown: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    entries: list[tuple[Cell, str]] = field(default_factory=list)


def kinds_told_apart(losses: Losses) -> Iterator[Kinds]:
    """The kinds of every discriminator that the audience sees."""
    for cell in losses.index.discriminators:
        if not losses.is_gone(cell):
            yield _Reading(losses, cell).kinds()


class _Reading:
    """Reads one discriminator for one audience."""

    def __init__(self, losses: Losses, cell: Cell) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._cell = cell
        self._own: Tree = cell[2]["discriminator"]
        self._hidden: dict[int, Path] = {}
        self._visible: dict[int, Path] = {}
        mapping = self._own.get("mapping")
        keys = mapping if isinstance(mapping, dict) else ()
        paths = (self._index.mapped.get((id(mapping), key)) for key in keys)
        self._mapped = {self._meant(path) for path in paths if path is not None}

    def kinds(self) -> Kinds:
        """The kinds, by what the audience may know of their schemas."""
        schema: Tree = self._cell[2]
        found = Kinds(schema, str(self._own.get("propertyName")))
        self._read_members(schema)
        self._read_children(self._cell, set())
        mapped = self._read_mapping(found, (self._cell, "discriminator", self._own))
        # What a mapping names goes by that name alone.
        for nid, path in {**self._hidden, **self._visible}.items():
            if nid not in mapped and path[:2] == _SCHEMAS and len(path) == _BARE:
                self._note(found, str(path[2]), nid, path)
            if nid not in mapped:
                self._note_constant(found, nid, path)
        found.gone -= found.shown
        found.left_out -= found.shown
        return found

    def _read_members(self, schema: Tree, *, hidden: bool = False) -> None:
        """Members of choices, and of choices in these."""
        for choice in CHOICES:
            members = schema.get(choice)
            for member in members if isinstance(members, list) else ():
                if not isinstance(member, dict):
                    continue
                gone = hidden or id(member) in self._losses.removed
                path = self._index.leads_to.get(id(member))
                if path is not None:
                    self._sort(gone, path)
                else:
                    self._read_wrapped(member, gone)
                    self._read_members(member, hidden=gone)

    def _read_wrapped(self, member: Tree, hidden: bool) -> None:
        """What a member of its own includes by reference, where the mapping names it."""
        parts = member.get("allOf")
        for part in parts if isinstance(parts, list) else ():
            path = self._index.leads_to.get(id(part))
            if path is not None and self._meant(path) in self._mapped:
                self._sort(hidden, path)

    def _read_children(self, cell: Cell, seen: set[Path]) -> None:
        """Components that include this schema in their ``allOf``, and those that include these."""
        for site in self._index.references.get(path_of(cell), ()):
            if site.type != "Schema" or site.cell[0][1] != "allOf":
                continue
            child = site.cell[0][0]
            path = path_of(child)
            if path not in seen:
                seen.add(path)
                hidden = self._losses.is_hidden(child)
                # Nobody uses a schema by its extending a base: that hides no name.
                if hidden or (_is_kind(child) and not self._losses.is_gone(child)):
                    self._sort(hidden, path)
                self._read_children(child, seen)

    def _sort(self, hidden: bool, path: Path) -> None:
        (self._hidden if hidden else self._visible)[self._meant(path)] = path

    def _meant(self, path: Path) -> int:
        """The id of the schema that a reference leads to in the end."""
        return id(self._index.followed(self._index.target(path)))

    def _read_mapping(self, found: Kinds, around: Cell) -> set[int]:
        """Sort the keys of the mapping; returns the ids of the schemas that they stand for."""
        mapping = around[2].get("mapping")
        place: Cell = (around, "mapping", mapping)
        places = [(place, key) for key in (mapping if isinstance(mapping, dict) else ())]
        mapped: set[int] = set()
        for at, key in (*places, (around, "defaultMapping")):
            path = self._index.mapped.get((id(at[2]), key))
            if path is None:
                if at is place:
                    found.shown.add(key)
                continue
            nid = self._meant(path)
            self._note_entry(found, at, key, nid, path)
            if at is place:
                mapped.add(nid)
        return mapped

    def _note_entry(self, found: Kinds, at: Cell, key: str, nid: int, path: Path) -> None:
        is_kind = at[1] == "mapping"
        if nid in self._hidden and nid not in self._visible:
            found.entries.append((at, key))
        if not is_kind:
            return
        if (id(at[2]), key) in self._losses.unmapped:
            (found.gone if self._is_nobodys(path) else found.left_out).add(key)
        else:
            self._note(found, key, nid, path)

    def _note(self, found: Kinds, kind: str, nid: int, path: Path) -> None:
        if nid in self._visible or (nid not in self._hidden and not self._is_gone(path)):
            found.shown.add(kind)
        else:
            (found.gone if self._is_nobodys(path) else found.left_out).add(kind)

    def _note_constant(self, found: Kinds, nid: int, path: Path) -> None:
        """A kind that no mapping names may be told by its schema.

        By the only value that it allows there, or by the extension that AutoRest reads.
        """
        schema = self._index.followed(self._index.target(path))
        parts = schema.get("allOf") if isinstance(schema, dict) else None
        for each in (schema, *(parts if isinstance(parts, list) else ())):
            if not isinstance(each, dict):
                continue
            if isinstance(each.get(_NAMED_KIND), str):
                self._note(found, each[_NAMED_KIND], nid, path)
            members = each.get("properties")
            member = members.get(found.member) if isinstance(members, dict) else None
            values = list(demanded(member)) if isinstance(member, dict) else []
            if len(values) == 1:
                self._note(found, values[0], nid, path)

    def _is_gone(self, path: Path) -> bool:
        return path in self._losses.gone

    def _is_nobodys(self, path: Path, names: frozenset[Path] = frozenset()) -> bool:
        """Whether a schema is gone, or nothing that is left leads to it but itself.

        ``names`` are other names for it, components that only refer to it, which are asked already.
        """
        if self._is_gone(path):
            return True
        sites = self._index.references.get(path, ())
        return not any(self._stands(site, path, names | {path}) for site in sites)

    def _stands(self, site: ReferenceSite, path: Path, names: frozenset[Path]) -> bool:
        at = path_of(site.cell)
        if self._losses.is_gone(site.cell) or at[: len(path)] == path:
            return False
        if site.key == "$ref" and at[:2] == _SCHEMAS and len(at) == _BARE:
            return at not in names and not self._is_nobodys(at, names)
        if site.type != "Discriminator":
            return True
        is_own = site.cell[2] is self._own or site.cell[0][2] is self._own
        return not is_own and (id(site.cell[2]), site.key) not in self._losses.unmapped


def _is_kind(cell: Cell) -> bool:
    """Whether a schema is one of its own, rather than what some property or item may be."""
    return (path_of(cell)[:2] == _SCHEMAS and len(path_of(cell)) == _BARE) or cell[0][1] in CHOICES
