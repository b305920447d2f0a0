"""Pages as trees of elements, read without any knowledge of how they were made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_IN_LINE = frozenset({"a", "b", "code", "em", "i", "s", "span", "strong", "sub", "sup", "u", "wbr"})


@dataclass(eq=False, slots=True)
class Element:
    """An element of a page; ``page`` is the address of the page it stands on."""

    tag: str
    page: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    classes: frozenset[str] = frozenset()

    @property
    def elements(self) -> Iterator[Element]:
        return (each for each in self.children if isinstance(each, Element))

    def inside(self, without: frozenset[str] = frozenset()) -> Iterator[Element]:
        """Everything inside, depth first, but nothing of elements with one of these classes."""
        for each in self.elements:
            if not each.classes & without:
                yield each
                yield from each.inside(without)

    def having(self, name: str, without: frozenset[str] = frozenset()) -> Iterator[Element]:
        """What has a class."""
        return (each for each in self.inside(without) if name in each.classes)

    def nearest(self, kinds: frozenset[str]) -> Iterator[Element]:
        """What has one of these classes and stands in nothing else that has one."""
        for each in self.elements:
            if each.classes & kinds:
                yield each
            else:
                yield from each.nearest(kinds)

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """All text inside."""
        return "".join(self._texts(without))

    def _texts(self, without: frozenset[str]) -> Iterator[str]:
        for each in self.children:
            if isinstance(each, str):
                yield each
            elif not each.classes & without:
                apart = "" if each.tag in _IN_LINE else " "
                yield apart
                yield from each._texts(without)
                yield apart


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("article", page)
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        classes = frozenset(attributes.get("class", "").split())
        made = Element(tag, self.root.page, attributes, classes=classes)
        self._open[-1].children.append(made)
        if tag not in _VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str, page: str = "") -> Element:
    """The article of a page."""
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    return reader.root
