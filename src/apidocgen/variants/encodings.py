"""What remains of the encodings of a body's parts: they follow the schemas of these parts.

Encoding Object and the fields of a Media Type Object that hold it (4.14 and 4.15 in 3.2). Part by
name in ``encoding``, by position in ``prefixEncoding``, all others in ``itemEncoding``; and again
inside each part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import is_
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.variants.projecting.values import Projector

ENCODINGS = ("encoding", "prefixEncoding", "itemEncoding")
_BEYOND_ALL_PREFIXES = 1_000_000


def cut_encodings(
    holder: Tree, schemas: Sequence[Any], projector: Projector, items: Sequence[Any] = ()
) -> Tree:
    """A media type or encoding without what tells of parts that are hidden.

    ``schemas`` describe the body, ``items`` each of its items (``itemSchema``). Returns the very
    same object where nothing is hidden; keywords left empty are gone.
    """
    cut = _Cut(schemas, items, projector)
    kept = {key: cut.field(key, holder[key]) for key in ENCODINGS if key in holder}
    if all(kept[key] is holder[key] for key in kept):
        return holder
    shown = {key: kept.get(key, value) for key, value in holder.items()}
    return {key: value for key, value in shown.items() if value or key not in kept}


@dataclass(frozen=True, slots=True)
class _Cut:
    schemas: Sequence[Any]
    items: Sequence[Any]
    projector: Projector

    def field(self, key: str, value: Any) -> Any:
        if key == "encoding":
            return self._by_name(value) if isinstance(value, dict) else value
        if key == "prefixEncoding":
            return self._by_position(value) if isinstance(value, list) else value
        return self._inside(value, *self._item(_BEYOND_ALL_PREFIXES)) or {}

    def _by_name(self, encodings: Tree) -> Tree:
        kept: Tree = {}
        for name, encoding in encodings.items():
            inside = self._inside(encoding, *self.projector.governing.member(name, self.schemas))
            if inside is not None:
                kept[name] = inside
        same = len(kept) == len(encodings) and all(kept[n] is encodings[n] for n in kept)
        return encodings if same else kept

    def _by_position(self, encodings: list[Any]) -> list[Any]:
        each = [self._inside(encoding, *self._item(n)) for n, encoding in enumerate(encodings)]
        kept = [encoding for encoding in each if encoding is not None]
        same = len(kept) == len(encodings) and all(map(is_, kept, encodings))
        return encodings if same else kept

    def _item(self, position: int) -> tuple[list[Any], bool]:
        shown, hidden = self.projector.governing.item(position, self.schemas)
        return [*shown, *self.items], hidden

    def _inside(self, encoding: Any, shown: list[Any], hidden: bool) -> Any:
        """An encoding without what its part hides; None if the part itself is hidden."""
        if hidden and not shown:
            return None
        if not isinstance(encoding, dict):
            return encoding
        return cut_encodings(encoding, shown, self.projector)
