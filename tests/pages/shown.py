"""What a reader finds at one place of a site: the text there, and what its links lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from posixpath import join, normpath
from urllib.parse import unquote

from tests.pages.dom import Element

FIELD, PARTS = "ag-field", ("ag-items", "ag-option", "ag-rule")
ENDS = frozenset({FIELD, *PARTS, "ag-response", "ag-callback", "ag-content", "ag-access"})
"""Where another thing begins, of which nothing counts for the thing around it."""

EXAMPLES = frozenset({"ag-tabs", "ag-example-block"})
PROSE = frozenset({"ag-text", "ag-response-about", "ag-line-about"})
LEADING_ON = frozenset({"ag-field-head", "ag-content-head", "ag-includes", "ag-elsewhere"})
"""Pieces of a field whose links lead to more about it; links in prose lead anywhere."""

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def squeezed(text: str) -> str:
    """Text as a browser shows it."""
    return " ".join(_UNSEEN.sub("", text).split())


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


@cache
def _said(area: Element) -> str:
    return squeezed(area.text(ENDS | EXAMPLES | PROSE))


@cache
def _words(area: Element) -> tuple[str, ...]:
    return tuple(words(area.text(ENDS | EXAMPLES)))


@cache
def _codes(area: Element) -> frozenset[str]:
    inside = area.inside(ENDS | EXAMPLES | PROSE)
    return frozenset(squeezed(each.text()) for each in inside if each.tag == "code")


@cache
def _nearest(area: Element) -> tuple[Element, ...]:
    return tuple(area.nearest(ENDS))


@dataclass(eq=False)
class Place:
    """One thing on a site, wherever it is told: where it stands and where its links lead."""

    areas: tuple[Element, ...]

    @cached_property
    def said(self) -> str:
        """What is told in fixed words: type, constraints, marks, labels."""
        return " ¶ ".join(map(_said, self.areas))

    @cached_property
    def words(self) -> list[str]:
        """All its words, those of descriptions included."""
        return [word for area in self.areas for word in _words(area)]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Names and values, each as it is shown."""
        return frozenset(name for area in self.areas for name in _codes(area))

    @cached_property
    def links(self) -> frozenset[str]:
        """Where its links lead."""
        inside = (each for area in self.areas for each in area.inside(ENDS))
        return frozenset(each.attributes.get("href", "") for each in inside if each.tag == "a")

    @cached_property
    def examples(self) -> str:
        """The text of its examples."""
        return squeezed(" ".join(area.text(ENDS) for area in self.areas))

    @cached_property
    def fields(self) -> Mapping[str, tuple[Element, ...]]:
        """The fields directly inside, by name."""
        found: dict[str, tuple[Element, ...]] = {}
        for each in self.nearest(FIELD):
            name = squeezed(next(each.having("ag-name")).text())
            found[name] = (*found.get(name, ()), each)
        return found

    def nearest(self, *kinds: str) -> Iterator[Element]:
        """Things of these kinds that stand directly inside."""
        for area in self.areas:
            yield from (each for each in _nearest(area) if each.classes & set(kinds))


class Site:
    """The pages of one audience."""

    def __init__(self, pages: Mapping[str, str], parse: Callable[[str, str], Element]) -> None:
        self._pages = pages
        self._parse = parse
        self._roots: dict[str, Element] = {}
        self._places: dict[tuple[int, ...], Place] = {}
        self._closures: dict[int, tuple[Element, ...]] = {}

    def page(self, address: str) -> Element:
        """A page, read once."""
        if address not in self._roots:
            self._roots[address] = self._parse(self._pages[address], address)
        return self._roots[address]

    def place(self, elements: Iterable[Element]) -> Place:
        """The place that elements and the chains of links in them make."""
        areas = tuple(dict.fromkeys(area for each in elements for area in self._closure(each)))
        key = tuple(map(id, areas))
        if key not in self._places:
            self._places[key] = Place(areas)
        return self._places[key]

    def _closure(self, start: Element) -> tuple[Element, ...]:
        known = self._closures.get(id(start))
        if known is None:
            found, waiting = {start: None}, [start]
            while waiting:
                for target in self._leads_to(waiting.pop()):
                    if target not in found:
                        found[target] = None
                        waiting.append(target)
            known = self._closures[id(start)] = tuple(found)
        return known

    def _leads_to(self, element: Element) -> Iterator[Element]:
        for piece in element.inside(ENDS | EXAMPLES | PROSE):
            if piece.classes & LEADING_ON:
                for link in piece.inside():
                    if link.tag == "a" and "ag-anchor" not in link.classes:
                        yield from self._target(element.page, link.attributes.get("href", ""))

    def _target(self, page: str, href: str) -> Iterator[Element]:
        path, _, anchor = href.partition("#")
        address = normpath(join(page, path)) + "/" if path else page
        if address in self._pages:
            root = self.page(address)
            wanted = unquote(anchor)
            found = (each for each in root.inside() if each.attributes.get("id") == wanted)
            target = next(found, None) if anchor else root
            # The heading of the fields stands for the page.
            yield root if target is None or target.tag == "h2" else target
