"""Copy on write: what remains of an object, sharing all that is untouched."""

from __future__ import annotations

from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import LEAVES, Shape, Slot, slot_of
from apidocgen.spec.pointer import Path, Token
from apidocgen.spec.walk import objects_in
from apidocgen.variants.composition import Composition
from apidocgen.variants.expressions import Expressions
from apidocgen.variants.fellows import Fellows
from apidocgen.variants.finishing import FINISHERS
from apidocgen.variants.gone import GONE
from apidocgen.variants.interning import Interning
from apidocgen.variants.losses import Losses
from apidocgen.variants.projecting.values import Projector
from apidocgen.variants.shared_examples import SharedExamples

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
        ("SecurityScheme", "flows"),
    }
)
# Objects whose every field may go, and which then go themselves.
_NEVER_EMPTY = frozenset({"Responses", "Callback", "OAuthFlows"})
# Texts that must stand, if only empty (Response Object, 4.8.17 in 3.1; Info Object, 4.8.2).
_REQUIRED_TEXTS = frozenset(
    {("Response", "description"), ("Info", "title"), ("License", "name"), ("TagGroup", "name")}
    | {("CodeSample", "source")}
)


class CopyPass:
    """One pass over the parts of a master that change for an audience.

    Objects of which nothing valid remains are noted in ``losses`` while copying.
    """

    def __init__(self, losses: Losses, interning: Interning) -> None:
        self.losses = losses
        self.interning = interning
        self.composition = Composition(losses)
        self.fellows = Fellows(losses, self.composition)
        likely = interning.likely(losses)
        self.projector = Projector(self.composition, losses, self.fellows, likely)
        self.shared = SharedExamples(losses)
        self.expressions = Expressions(
            losses.index, self.composition, self.projector, losses.removed
        )

    def part(self, unit: Path) -> tuple[Any, list[Path]]:
        """What remains of one part of the master, and where the references in it lead."""
        node = self.losses.index.target(unit)
        shown = self.opaque(node)
        return shown, [] if shown is GONE else self._references(shown, node)

    def copy(self, node: Any, type_name: str) -> Any:
        """What remains of one object: itself if untouched, a copy, or GONE."""
        nid = id(node)
        if nid in self.losses.removed and isinstance(node, dict):
            return GONE
        if nid not in self.losses.dirty:
            return node
        shown = self._fields(node, type_name)
        return GONE if shown is GONE else self.interning.one(node, shown)

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
        if key in self.losses.index.annotations.keys and type_name != "SecurityRequirement":
            return GONE
        if isinstance(child, str):
            return self._text(node, type_name, key)
        slot = slot_of(type_name, key)
        if slot is None:
            return self.opaque(child)
        return child if slot.type in LEAVES else self._slot(child, slot)

    def _text(self, node: Any, type_name: str, key: Token) -> Any:
        if key in ("$ref", "$dynamicRef"):
            return self.losses.moved.get((id(node), key), node[key])
        shown = self.losses.texts.get((id(node), key))
        if shown is None:
            return node[key]
        return shown if shown or (type_name, key) in _REQUIRED_TEXTS else GONE

    def _slot(self, child: Any, slot: Slot) -> Any:
        if slot.shape_of(child) is Shape.ONE:
            return self.copy(child, slot.type) if isinstance(child, dict) else child
        if not isinstance(child, dict | list) or id(child) not in self.losses.dirty:
            return child
        if isinstance(child, dict):
            return self._map(child, slot.type)
        return self._list(child, slot.type)

    def _map(self, child: Tree, type_name: str) -> Any:
        kept: Tree = {}
        for key, item in child.items():
            shown = self.copy(item, type_name)
            if isinstance(item, str):
                shown = self._text(child, "", key)
            if shown is not GONE:
                kept[key] = shown
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

    def opaque(self, child: Any) -> Any:
        """What the grammar does not know, but references lead into or texts with markers are in."""
        if not isinstance(child, dict | list) or id(child) not in self.losses.dirty:
            return child
        if id(child) in self.losses.removed and isinstance(child, dict):
            return GONE
        type_name = self.losses.index.types.get(id(child))
        if type_name:
            return self.copy(child, type_name)
        kept: Any
        if isinstance(child, dict):
            pairs = ((key, self._inside(child, key, item)) for key, item in child.items())
            kept = {key: item for key, item in pairs if item is not GONE}
        else:
            items = [self._inside(child, position, item) for position, item in enumerate(child)]
            # A text of which nothing remains leaves its place: such lists often run in parallel.
            kept = [
                "" if shown is GONE else shown
                for item, shown in zip(child, items, strict=True)
                if shown is not GONE or (isinstance(item, str) and not item.startswith("#/"))
            ]
        return self.interning.one(child, kept)

    def _inside(self, around: Any, key: Token, item: Any) -> Any:
        return self._text(around, "", key) if isinstance(item, str) else self.opaque(item)

    def _references(self, shown: Any, node: Any) -> list[Path]:
        """Where the references lead that are left in an object, ``node`` being the master's."""
        index = self.losses.index
        found: list[Path] = []
        waiting = [(shown, index.types.get(id(node), ""))]
        while waiting:
            value, type_name = waiting.pop()
            source = self.interning.source(value)
            if source is value and id(value) not in self.losses.dirty:
                found += index.below.get(id(value), ())
                continue
            own = index.own.get(id(source), ())
            if own and type_name == "Discriminator":
                own = self._mapped(source)
            found += [path for path in own if path not in self.losses.gone]
            waiting += objects_in(value, type_name) if type_name else ()
        return found

    def _mapped(self, discriminator: Tree) -> tuple[Path, ...]:
        """Where the entries of a discriminator lead that are left."""
        mapping = discriminator.get("mapping")
        entries = [(id(mapping), key) for key in (mapping if isinstance(mapping, dict) else ())]
        entries.append((id(discriminator), "defaultMapping"))
        mapped, unmapped = self.losses.index.mapped, self.losses.unmapped
        return tuple(mapped[each] for each in entries if each in mapped and each not in unmapped)

    def _finish(self, node: Tree, type_name: str, shown: Tree, lost: list[str]) -> Any:
        if type_name in _NEVER_EMPTY:
            if lost and all(key.startswith("x-") for key in shown):
                self.losses.empty(node, "")
                return GONE
            return shown
        finisher = FINISHERS.get(type_name)
        return finisher(self, node, shown, lost) if finisher else shown
