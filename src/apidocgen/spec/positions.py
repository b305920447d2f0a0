"""Where the values of a document stand in its file: one pass, only for the paths asked for."""

from __future__ import annotations

from collections.abc import Iterable

from apidocgen.spec.path_trie import PathNode, path_trie
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import Location

Place = tuple[int, int]


def locate(
    text: str,
    format: str,  # noqa: A002 - the word that callers know
    file: str,
    paths: Iterable[Path],
) -> dict[Path, Location]:
    """Line and column of each path in a file that has been read without errors.

    ``format`` is "json" or "yaml". A member of an object stands where its key stands, an item of
    an array where it begins. A path that does not exist gets the place of its nearest ancestor;
    a value behind a YAML alias or merge key stands where it was written.
    """
    root = path_trie(paths)
    if not root.paths and not root.children:
        return {}
    found: dict[Path, Location] = {}
    _assign(root, (1, 1), _places(text, format, root), file, found)
    return found


def _places(text: str, format: str, root: PathNode) -> dict[int, Place]:  # noqa: A002 - as above
    if format == "json":
        from apidocgen.spec.json_positions import json_positions

        return json_positions(text, root)
    from apidocgen.spec.yaml_positions import yaml_positions

    return yaml_positions(text, root)


def _assign(
    node: PathNode,
    inherited: Place,
    places: dict[int, Place],
    file: str,
    found: dict[Path, Location],
) -> None:
    place = places.get(id(node), inherited)
    for path in node.paths:
        found[path] = Location(file, *place)
    for child in node.children.values():
        _assign(child, place, places, file, found)
