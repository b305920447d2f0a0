"""Positions in YAML text, from the parser's events."""

from __future__ import annotations

from typing import Any

import yaml

from apidocgen.spec.path_trie import PathNode
from apidocgen.spec.yaml_events import Loader

Place = tuple[int, int]
# Of a mapping or sequence: key or index → where it stands and the index of its value. An alias
# shares the index of its anchor, so that aliases cost nothing however far they would expand.
Index = dict[str, tuple[Place, "Index | None"]]


def yaml_positions(text: str, root: PathNode) -> dict[int, Place]:
    """Line and column for every node of the trie that exists in the text, by the node's id."""
    builder = _IndexBuilder()
    for event in yaml.parse(text, Loader=Loader):
        builder.take(event)
    places: dict[int, Place] = {id(root): builder.start}
    _match(builder.root, root, places)
    return places


def _match(index: Index | None, wanted: PathNode, places: dict[int, Place]) -> None:
    for key, child in wanted.children.items():
        entry = (index or {}).get(key)
        if entry is not None:
            places[id(child)] = entry[0]
            _match(entry[1], child, places)


class _IndexBuilder:
    """Makes an index out of events that the reader has accepted before."""

    def __init__(self) -> None:
        self.root: Index | None = None
        self.start: Place = (1, 1)
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Index | None, str]] = {}

    def take(self, event: Any) -> None:
        """Handle the next event of the stream."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.AliasEvent:
            index, text = self._anchors[event.anchor]
            self._add(index, event, text)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = (None, event.value)
        merges = event.value == "<<" and event.implicit[0]
        self._add(None, event, event.value, merges)

    def _open(self, event: Any, is_mapping: bool) -> None:
        index: Index = {}
        if event.anchor is not None:
            self._anchors[event.anchor] = (index, "")
        frame = _Frame(index, is_mapping)
        if self._stack:
            frame.outer_place = self._stack[-1].place_for(event)
        else:
            self.start = _place(event)
        self._stack.append(frame)

    def _close(self) -> None:
        frame = self._stack.pop()
        frame.apply_merges()
        if self._stack:
            self._stack[-1].add(frame.index, frame.outer_place)
        else:
            self.root = frame.index

    def _add(self, index: Index | None, event: Any, text: str, merges: bool = False) -> None:
        if not self._stack:
            self.start = _place(event)
            return
        frame = self._stack[-1]
        if frame.is_mapping and frame.key is None:
            frame.key, frame.key_place, frame.is_merge = text, _place(event), merges
        else:
            frame.add(index, frame.place_for(event))


class _Frame:
    """A collection whose members are being read."""

    __slots__ = ("index", "is_mapping", "is_merge", "key", "key_place", "merged", "outer_place")

    def __init__(self, index: Index, is_mapping: bool) -> None:
        self.index = index
        self.is_mapping = is_mapping
        self.is_merge = False
        self.key: str | None = None
        self.key_place: Place = (1, 1)
        self.merged: Index | None = None
        self.outer_place: Place = (1, 1)

    def place_for(self, event: Any) -> Place:
        """Where the value that begins with this event stands: at its key, if it has one."""
        return self.key_place if self.is_mapping else _place(event)

    def add(self, index: Index | None, place: Place) -> None:
        """Put in the next value, or remember what a merge key merges."""
        if not self.is_mapping:
            self.index[str(len(self.index))] = (place, index)
        elif self.is_merge:
            self.merged, self.is_merge = index, False
        elif self.key is not None:
            self.index[self.key] = (place, index)
        self.key = None

    def apply_merges(self) -> None:
        """Add merged members that the mapping does not define itself."""
        for key, entry in _merge_members(self.merged or {}).items():
            self.index.setdefault(key, entry)


def _merge_members(merged: Index) -> Index:
    if "0" not in merged or merged["0"][1] is None:
        return merged
    members: Index = {}
    for _, source in merged.values():
        for key, entry in (source or {}).items():
            members.setdefault(key, entry)
    return members


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
