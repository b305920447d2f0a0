"""Where changes stand in the sources, and where to point at them in the revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from apidocgen.diff.collecting import Entry
from apidocgen.diff.hiding import hidden_at, master_path
from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path, Token, descend, exists
from apidocgen.spec.problems import Location

NOWHERE = Location("")


class Place(NamedTuple):
    """Where a change stands, and the place of the revision that shows it.

    They differ for what is gone: it stands in the base, and is shown where it is missing.
    """

    location: Location = NOWHERE
    anchor: Location = NOWHERE


Spot = tuple[Document, Path]


def places(entries: Iterable[Entry]) -> dict[int, Place]:
    """The place of each entry, by its id; every source is read once."""
    spots = {id(entry): (source(entry), _anchors(entry)) for entry in entries}
    located = _located(spot for at, anchors in spots.values() for spot in (at, *anchors))
    found = {}
    for key, (at, anchors) in spots.items():
        shown = [located[_key(spot)] for spot in anchors]
        found[key] = Place(located[_key(at)], _nearest(shown))
    return found


def _nearest(shown: list[Location]) -> Location:
    """The first of several places that is in the file of the last, which is around them."""
    return next(each for each in shown if each.file == shown[-1].file)


def _key(spot: Spot) -> tuple[int, Path]:
    return id(spot[0]), spot[1]


def _located(spots: Iterable[Spot]) -> Mapping[tuple[int, Path], Location]:
    wanted: dict[int, tuple[Document, dict[Path, None]]] = {}
    for document, path in spots:
        wanted.setdefault(id(document), (document, {}))[1][path] = None
    return {
        (key, path): location
        for key, (document, paths) in wanted.items()
        for path, location in document.locate_all(list(paths)).items()
    }


def source(entry: Entry) -> Spot:
    """Where to look: the revision; its master for what is only hidden; else the base."""
    fact, view = entry.fact, entry.view
    if fact.new is not None:
        return _in_master(view.new, view.new_master, fact.new)
    hidden = hidden_at(view.new_master, view.new, fact.old)
    if hidden is not None:
        return view.new_master, hidden
    return _in_master(view.old, view.old_master, fact.old or ())


def _in_master(variant: Document, master: Document, path: Path) -> Spot:
    """The place in the master, so that each source is read once; else that in the variant."""
    origin = master_path(variant, master, path)
    return (variant, path) if origin is None else (master, origin)


def _anchors(entry: Entry) -> list[Spot]:
    """Places of the revision that show a change, the best first, what is around it last."""
    document, path = source(entry)
    view = entry.view
    if document is not view.old_master and document is not view.old:
        return [(document, path)]
    return [(view.new_master, each) for each in _remains(document.tree, view.new_master.tree, path)]


def _remains(old: Any, new: Any, path: Path) -> Iterator[Path]:
    """What is left around a path that is gone: its neighbours, then what they stand in."""
    around = next(path[:n] for n in range(len(path), -1, -1) if exists(new, path[:n]))
    if len(around) < len(path) and exists(old, around):
        was, now = (descend(tree, around)[1] for tree in (old, new))
        for neighbour in _neighbours(was, now, path[len(around)]):
            yield (*around, neighbour)
    yield around


def _neighbours(was: Any, now: Any, token: Token) -> Iterator[Token]:
    """The next and the last key before one that is gone, as far as they are still there."""
    if isinstance(was, dict) and isinstance(now, dict) and token in was:
        keys = list(was)
        at = keys.index(token)
        for side in (keys[at + 1 :], keys[at - 1 :: -1] if at else []):
            yield from islice((key for key in side if key in now), 1)
