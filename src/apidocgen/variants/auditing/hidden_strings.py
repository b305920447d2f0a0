"""The strings of a master that an audience does not get, and where each of them stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.pointer import Path, descend
from apidocgen.variants.auditing.strings import KEYWORDS, strings_in
from apidocgen.variants.filter import View
from apidocgen.variants.index import path_of
from apidocgen.variants.markers import hidden_texts
from apidocgen.variants.reasons import Cause
from apidocgen.variants.vocabulary import AUDIENCES, PROFILES, TIERS
from apidocgen.variants.written_data import said_in, taken_away

_TAKEN_AWAY = frozenset({Cause.ANNOTATION, Cause.UNANNOTATED, Cause.SECURITY})

_Link = tuple[Any, Any]
"""A place in a tree: the link to the container around it (None at the root) and the key there."""


@dataclass(frozen=True, slots=True)
class HiddenStrings:
    """Hidden strings: where each stands in the master, and whether it is hidden on purpose.

    ``projected`` are texts that hold data, as they are when what they must not say is gone.
    """

    places: dict[str, tuple[Path, bool]]
    projected: tuple[str, ...]


def hidden_strings(view: View, shown: Collection[str]) -> HiddenStrings:
    """The hidden strings of one audience; ``shown`` are the strings of its variant."""
    collecting = _Collecting(view, shown)
    collecting.run()
    found = collecting.found
    places = {text: (_path_at(link), meant) for text, (link, meant) in found.items()}
    losses = view.pruning.losses
    for cell, key, block in losses.index.texts:
        for text in hidden_texts(block, losses.admits):
            places[text] = ((*path_of(cell), key), True)
    for cell in losses.index.discriminators:
        for kind in losses.hidden_kinds_of(cell[2]):
            places[kind] = ((*path_of(cell), "discriminator"), True)
    return HiddenStrings(places, tuple(collecting.projected))


class _Collecting:
    """One pass over a master, whatever the grammar says of it."""

    def __init__(self, view: View, shown: Collection[str]) -> None:
        self._view = view
        self._losses = view.pruning.losses
        self._shown = shown
        # Variants have no profiles as such: what they say is told elsewhere.
        profiles = view.filtering.document.tree.get(PROFILES)
        self._used = frozenset(strings_in([view.filtering.whole.tree, profiles]))
        self.found: dict[str, tuple[_Link, bool]] = {}
        self.projected: list[str] = []

    def run(self) -> None:
        """Find what is taken away on purpose, and what the variant does not have."""
        removed = self._losses.removed.items()
        taken = {nid for nid, reason in removed if reason.cause in _TAKEN_AWAY}
        tree = self._losses.index.document.tree
        taken.update(self._paths_without_operations())
        stack: list[tuple[Any, _Link | None, bool]] = [(tree, None, False)]
        while stack:
            node, link, around = stack.pop()
            for key, value in _fields(node, link):
                meant = around or id(value) in taken
                self._strings_of(node, (link, key), value, meant)
                if isinstance(value, dict | list):
                    stack.append((value, (link, key), meant))

    def _paths_without_operations(self) -> Iterator[int]:
        """The ids of path items of which the audience sees nothing."""
        every, own = self._view.filtering.whole.reach.users, self._view.reach.users
        items = self._losses.index.document.tree.get("paths")
        for name, item in items.items() if isinstance(items, dict) else ():
            if ("paths", name) in every and ("paths", name) not in own:
                yield id(item)

    def _strings_of(self, node: Any, link: _Link, value: Any, meant: bool) -> None:
        """What one field says; of a text with marked blocks, what the audience may see of it."""
        key = link[1]
        remaining = self._losses.texts.get((id(node), key))
        if remaining is None:
            for text in _own_strings(node, key, value):
                self._string(text, link, meant)
        elif remaining and (meant or (value in self._used and remaining not in self._shown)):
            self._find(remaining, link, meant)

    def _find(self, text: str, link: _Link, meant: bool) -> None:
        known = self.found.get(text)
        if known is None or meant > known[1]:
            self.found[text] = (link, meant)

    def _string(self, text: str, link: _Link, meant: bool) -> None:
        # What the master itself uses nowhere is left out, but nobody hides it.
        if meant or (text not in self._shown and text in self._used):
            for lost in [text] if meant else self._lost(text, link):
                for each in _apart(lost):
                    self._find(each, link, meant)

    def _lost(self, text: str, link: _Link) -> list[str]:
        """What a string has lost that the variant does not have: all, or a part of its data."""
        left = _left_of_data(self._view, link, text)
        if not left:
            return [text]
        self.projected.append(left)
        return [each for each in taken_away(text, left) if each not in self._shown]


def _apart(text: str) -> Iterable[str]:
    """The strings of JSON in a text, which says them one by one; any other text itself."""
    return [said for said, _ in said_in(text)] or [text]


def _left_of_data(view: View, link: _Link, text: str) -> str:
    """What is left of a text that holds data and was projected; empty if it is none or gone."""
    if not any(said_in(text)):
        return ""
    place = view.remaining(_path_at(link))
    left = descend(view.tree, place)[1] if place is not None else None
    return left if isinstance(left, str) else ""


def _fields(node: Any, link: _Link | None) -> Iterable[tuple[Any, Any]]:
    """What stands in a container, without the vocabulary at the root: it is no part of the API."""
    if isinstance(node, list):
        return enumerate(node)
    if link is None:
        return ((key, value) for key, value in node.items() if key not in (AUDIENCES, TIERS))
    items: Iterable[tuple[Any, Any]] = node.items()
    return items


def _own_strings(node: Any, key: Any, value: Any) -> Iterator[str]:
    if isinstance(node, dict) and key not in KEYWORDS:
        yield key
    # Where a reference leads has a name, which says all there is to say.
    if isinstance(value, str) and not value.startswith("#/"):
        yield value


def _path_at(link: _Link | None) -> Path:
    steps: list[Any] = []
    while link is not None:
        link, key = link
        steps.append(key)
    return tuple(reversed(steps))
