"""Where parts of files ended up in the bundled document, so that references find them."""

from __future__ import annotations

from apidocgen.spec.grammar import Shape, Slot, slot_of
from apidocgen.spec.pointer import Path
from apidocgen.spec.provenance import Origin


class Mounts:
    """Places in files → places in the document."""

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self._mounted: dict[Origin, dict[Slot, Path]] = {}

    def add(self, origin: Origin, slot: Slot, path: Path) -> None:
        """Note that what stands at ``origin`` is now at ``path``, as what the slot says.

        The first place counts, if there are several.
        """
        self._mounted.setdefault(origin, {}).setdefault(slot, path)

    def find(self, origin: Origin, type_name: str) -> Path | None:
        """Where an object of this type from a place in a file is, None if nowhere yet.

        Everything in the document's own file is where it always was.
        """
        for length in range(len(origin.path), -1, -1):
            outer = Origin(origin.file, origin.path[:length])
            rest = origin.path[length:]
            for slot, path in self._mounted.get(outer, {}).items():
                if slot_inside(slot, rest) == Slot(type_name):
                    return (*path, *rest)
        return origin.path if origin.file == self._entry else None

    def exactly(self, origin: Origin, type_name: str) -> Path | None:
        """Where that object is by itself, and not as the inside of another one."""
        return self._mounted.get(origin, {}).get(Slot(type_name))


def slot_inside(slot: Slot | None, rest: Path) -> Slot | None:
    """What the grammar says about a place inside a slot's value."""
    for token in rest:
        if slot is None:
            return None
        in_list = slot.shape is not Shape.ONE or (slot.or_list and isinstance(token, int))
        slot = Slot(slot.type) if in_list else _field(slot, str(token))
    return slot and (Slot(slot.type) if slot.shape is Shape.ONE else slot)


def _field(slot: Slot, key: str) -> Slot | None:
    try:
        return slot_of(slot.type, key)
    except KeyError:  # a leaf type: nothing inside it is known to the grammar
        return None
