"""Copy on write: what remains of an object, sharing all that is untouched."""

from __future__ import annotations

from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import LEAVES, Shape, Slot, slot_of
from apidocgen.spec.pointer import Path
from apidocgen.variants.composition import Composition
from apidocgen.variants.finishing import FINISHERS
from apidocgen.variants.interning import Interning
from apidocgen.variants.losses import Losses
from apidocgen.variants.values import GONE, Projector

# What the loss of a field takes with it: the object around, instead of the field alone.
_TAKES_ALL = frozenset(
    {
        ("Schema", "items"),
        ("Schema", "oneOf"),
        ("Schema", "anyOf"),
        ("Parameter", "schema"),
        ("Parameter", "content"),
        ("Header", "schema"),
        ("Header", "content"),
        ("MediaType", "schema"),
        ("MediaType", "itemSchema"),
        ("RequestBody", "content"),
        ("Operation", "servers"),
        ("PathItem", "servers"),
        ("SecurityScheme", "flows"),
    }
)
# Objects whose every field may go, and which then go themselves.
_NEVER_EMPTY = frozenset({"Responses", "Callback", "OAuthFlows"})
# Texts that must stand, if only empty (Response Object, 4.8.17 in 3.1; Info Object, 4.8.2).
_REQUIRED_TEXTS = frozenset({("Response", "description"), ("Info", "title")})


class CopyPass:
    """One pass over the parts of a master that change for an audience.

    ``references`` collects the targets of all references in what is copied or shared. Objects of
    which nothing valid remains are noted in ``losses`` while copying.
    """

    def __init__(self, losses: Losses, interning: Interning) -> None:
        self.losses = losses
        self.interning = interning
        self.composition = Composition(losses.index, losses.removed)
        self.projector = Projector(self.composition, losses.removed)
        self.references: list[Path] = []

    def part(self, unit: Path) -> tuple[Any, list[Path]]:
        """What remains of one part of the master, and where the references in it lead."""
        self.references = []
        node = self.losses.index.target(unit)
        shown = self.copy(node, self.losses.index.types.get(id(node), ""))
        return shown, self.references

    def copy(self, node: Any, type_name: str) -> Any:
        """What remains of one object: itself if untouched, a copy, or GONE."""
        index, nid = self.losses.index, id(node)
        if nid in self.losses.removed and isinstance(node, dict):
            return GONE
        if nid not in self.losses.dirty or not type_name:
            self.references.extend(index.below.get(nid, ()))
            return node
        start = len(self.references)
        shown = self._fields(node, type_name)
        if shown is GONE:
            del self.references[start:]
            return GONE
        self.references.extend(t for t in index.own.get(nid, ()) if t not in self.losses.gone)
        return self.interning.one(node, shown)

    def _fields(self, node: Tree, type_name: str) -> Any:
        shown: Tree = {}
        lost: list[str] = []
        for key, child in node.items():
            kept = self._field(node, type_name, key, child)
            if kept is GONE:
                lost.append(key)
                if (type_name, key) in _TAKES_ALL:
                    self.losses.empty(node, key)
                    return GONE
            else:
                shown[key] = kept
        return self._finish(node, type_name, shown, lost)

    def _field(self, node: Tree, type_name: str, key: str, child: Any) -> Any:
        slot = slot_of(type_name, key)
        if slot is None:
            if key in self.losses.index.annotations.keys and type_name != "SecurityRequirement":
                return GONE
            if key == "$ref" and isinstance(child, str):
                return self.losses.moved.get(child, child)
            return self._opaque(child)
        if slot.type in LEAVES:
            return self._text(node, type_name, key) if isinstance(child, str) else child
        return self._slot(child, slot)

    def _text(self, node: Tree, type_name: str, key: str) -> Any:
        shown = self.losses.texts.get((id(node), key))
        if shown is None:
            return node[key]
        return shown if shown or (type_name, key) in _REQUIRED_TEXTS else GONE

    def _slot(self, child: Any, slot: Slot) -> Any:
        if slot.shape is Shape.ONE:
            return self.copy(child, slot.type) if isinstance(child, dict) else child
        if not isinstance(child, dict | list) or id(child) not in self.losses.dirty:
            self.references.extend(self.losses.index.below.get(id(child), ()))
            return child
        if isinstance(child, dict):
            return self._map(child, slot.type)
        return self._list(child, slot.type)

    def _map(self, child: Tree, type_name: str) -> Any:
        kept = {
            key: shown
            for key, item in child.items()
            if (shown := self.copy(item, type_name)) is not GONE
        }
        return self.interning.one(child, kept) if kept else GONE

    def _list(self, child: list[Any], type_name: str) -> Any:
        kept: list[Any] = []
        positions: list[int] = []
        for position, item in enumerate(child):
            shown = self.copy(item, type_name)
            if shown is not GONE:
                kept.append(shown)
                positions.append(position)
        if not kept:
            return GONE
        result = self.interning.one(child, kept)
        if len(kept) < len(child):
            self.interning.positions(result, positions)
        return result

    def _opaque(self, child: Any) -> Any:
        """What the grammar does not know, but references lead into."""
        if not isinstance(child, dict | list) or id(child) not in self.losses.dirty:
            return child
        type_name = self.losses.index.types.get(id(child))
        if type_name:
            return self.copy(child, type_name)
        if isinstance(child, dict):
            pairs = ((key, self._opaque(item)) for key, item in child.items())
            return {key: item for key, item in pairs if item is not GONE}
        return [shown for item in child if (shown := self._opaque(item)) is not GONE]

    def _finish(self, node: Tree, type_name: str, shown: Tree, lost: list[str]) -> Any:
        if type_name in _NEVER_EMPTY:
            if lost and all(key.startswith("x-") for key in shown):
                self.losses.empty(node, "")
                return GONE
            return shown
        finisher = FINISHERS.get(type_name)
        return finisher(self, node, shown, lost) if finisher else shown
