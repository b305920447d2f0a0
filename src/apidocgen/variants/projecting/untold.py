"""Names that perhaps are hidden in a value: where nothing tells of which branch of a choice it is.

Such a value shows only what all of the branches show. They are asked one by one for the members
that they hide; all else, as an item or a constant, is judged by what they say together.
"""

from __future__ import annotations

from typing import Any

from apidocgen.variants.composition import Applying
from apidocgen.variants.losses import Losses
from apidocgen.variants.mentions import keys_in
from apidocgen.variants.projecting.expected_shapes import takes_no_list, takes_text
from apidocgen.variants.projecting.governing import Governing, all_of
from apidocgen.variants.projecting.narrowing import Narrowing, Way
from apidocgen.variants.written_data import read_json, write_json


class Untold:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, governing: Governing, narrowing: Narrowing, losses: Losses) -> None:
        self._governing = governing
        self._narrowing = narrowing
        self._hidden_names = losses.hidden_names
        self._shrunk = losses.shrunk

    def without_members(self, value: Any, way: Way, applying: Applying) -> Any:
        """A value without members whose names are hidden by one of the branches on the ``way``.

        ``applying`` is what applies to it if it is of all of them. Returns the value itself if
        nothing goes.
        """
        if self._has_hidden_names(value):
            for each in self._narrowing.alone(way, applying):
                value = self._cut(value, each)
        return value

    def _has_hidden_names(self, value: Any) -> bool:
        """Whether a key in a value is a name that is hidden somewhere."""
        return not self._hidden_names.isdisjoint(keys_in([value]))

    def _cut(self, value: Any, applying: Applying) -> Any:
        if all(id(schema) not in self._shrunk for schema in applying.visible):
            return value
        if isinstance(value, str):
            written = None if takes_text(applying.visible) else read_json(value)
            kept = None if written is None else self._cut(written, applying)
            return value if kept is written else write_json(kept, value)
        if isinstance(value, list):
            return self._cut_items(value, applying)
        if not isinstance(value, dict):
            return value
        alone = self._governing.items_alone(applying)
        return self._cut_member(value, *alone) if alone else self._cut_object(value, applying)

    def _cut_items(self, value: list[Any], applying: Applying) -> list[Any]:
        if takes_no_list(all_of(applying)):  # several values where one is expected
            kept = [self._cut(item, applying) for item in value]
        else:
            kept = [
                self._cut_member(item, *self._governing.items(position, applying))
                for position, item in enumerate(value)
            ]
        return value if all(a is b for a, b in zip(kept, value, strict=True)) else kept

    def _cut_object(self, value: dict[str, Any], applying: Applying) -> dict[str, Any]:
        kept = {}
        for key, item in value.items():
            shown, hidden = self._governing.members(key, applying)
            if shown or not hidden:
                kept[key] = self._cut_member(item, shown, hidden)
        same = len(kept) == len(value) and all(kept[key] is value[key] for key in kept)
        return value if same else kept

    def _cut_member(self, value: Any, shown: list[Any], hidden: list[Any]) -> Any:
        if not shown or not self._has_hidden_names(value):
            return value
        applying = self._governing.together(shown, hidden)
        return self._cut(value, self._narrowing.mainly(value, applying, [*shown, *hidden]))
