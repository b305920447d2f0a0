"""Positions in JSON text."""

from __future__ import annotations

from apidocgen.spec.json_scan import LineIndex, Members, skip_space
from apidocgen.spec.path_trie import PathNode


def json_positions(text: str, root: PathNode) -> dict[int, tuple[int, int]]:
    """Line and column for every node of the trie that exists in the text, by the node's id."""
    lines = LineIndex(text)
    start = skip_space(text, 0)
    places = {id(root): lines.place(start)}
    _descend(text, start, root, lines, places)
    return places


def _descend(
    text: str,
    offset: int,
    node: PathNode,
    lines: LineIndex,
    places: dict[int, tuple[int, int]],
) -> int | None:
    """Walk the value at ``offset``; where it ended, None if that was not needed."""
    if not node.children or text[offset] not in "{[":
        return None
    members = Members(text, offset)
    for key, start, value in members:
        child = node.children.get(str(key))
        if child is not None:
            places[id(child)] = lines.place(start)
            members.end = _descend(text, value, child, lines, places)
    return members.end
