"""The Markdown of pages as the same trees of elements that their HTML is read as.

Which thing a heading, a paragraph or an item of a list is about is told by its shape alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from tests.pages.dom import Element

Piece = Element | str

_PLACE = re.compile(r"(Path|Query|Header|Cookie) parameters|Query string")
_STATUS = re.compile(r"\d\d\d|\dXX|default")
_MEDIA_TYPE = re.compile(r"[\w.+*-]+/[\w.+*-]+")
_REQUIRED = re.compile(r"(?<=, )required(?=,|$|\. )")
_NOTES = {
    "value ": "ag-values",
    "includes ": "ag-includes",
    "told apart by ": "ag-kinds",
    "Exactly one of these:": "ag-group",
    "One or more of these:": "ag-group",
    "Contains itself: ": "ag-elsewhere",
    "See all of ": "ag-elsewhere",
}
"""How items of a list begin that are neither a field nor a part of a schema."""

_OF_FIELDS = frozenset({"Headers:", "Fields:", "Parts:"})
"""What is said before lists of fields; after any other colon a list is of something else."""

_AFTER_CONTENTS = frozenset({"Headers:", "What can follow:"})


def parse(markdown: str, page: str = "") -> Element:
    """A page."""
    tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(markdown))
    root = Element("article", page)
    _Blocks(root).read(tree.children)
    return root


class _Blocks:
    """Reads what stands one below the other: a page, or an item of a list."""

    def __init__(self, around: Element) -> None:
        self._page = around.page
        self._sections = [(0, around)]
        self._content: Element | None = None
        self._no_fields = False

    def read(self, blocks: Iterable[SyntaxTreeNode]) -> None:
        for block in blocks:
            if block.type == "heading":
                self._heading(int(block.tag[1:]), block.children[0])
            elif block.type == "paragraph":
                self._paragraph(block.children[0])
            elif block.type == "bullet_list":
                self._list(block)
            elif block.children:
                self._add("div", [_plain(block, self._page)])
            else:
                self._add("pre", [block.content], "ag-example-block")

    def _add(self, tag: str, pieces: Iterable[Piece], *classes: str) -> Element:
        made = _made(self._page, tag, pieces, *classes)
        (self._content or self._sections[-1][1]).children.append(made)
        return made

    def _heading(self, level: int, inline: SyntaxTreeNode) -> None:
        self._content = None
        while self._sections[-1][0] >= level:
            self._sections.pop()
        pieces = list(_inline(inline, self._page))
        words = _text(pieces)
        if words.startswith("Callback "):
            head, kind = [_made(self._page, "summary", pieces)], ["ag-callback"]
        elif _STATUS.match(words):
            status, _, phrase = words.partition(" ")
            mark = _made(self._page, "span", [status], "ag-status")
            head, kind = [_made(self._page, "p", [mark, " ", phrase])], ["ag-response"]
        else:
            place = ["ag-place"] if _PLACE.fullmatch(words) else []
            head, kind = [_made(self._page, "h2", pieces, *place)], []
        self._sections.append((level, self._add("section", head, *kind)))

    def _paragraph(self, inline: SyntaxTreeNode) -> None:
        pieces = list(_inline(inline, self._page))
        words = _text(pieces)
        first = pieces[0]
        if words in _AFTER_CONTENTS:
            self._content = None
        if _is_code(first) and _MEDIA_TYPE.fullmatch(_text([first])):
            self._content = None
            self._content = self._add("div", [], "ag-content")
            self._add("div", _media_types(pieces), "ag-content-head")
        else:
            self._add("p", pieces)
        self._no_fields = words.endswith(":") and words not in _OF_FIELDS

    def _list(self, block: SyntaxTreeNode) -> None:
        around = self._add("ul", [], *([] if self._no_fields else ["ag-parameters"]))
        for item in block.children:
            made = _plain(item, self._page) if self._no_fields else _item(item, self._page)
            around.children.append(made)
        self._no_fields = False


def _made(page: str, tag: str, pieces: Iterable[Piece], *classes: str) -> Element:
    return Element(tag, page, children=list(pieces), classes=frozenset(classes))


def _plain(block: SyntaxTreeNode, page: str) -> Element:
    """Something of which nothing but the text matters."""
    if block.type in {"paragraph", "heading"}:
        return _made(page, "p", _inline(block.children[0], page))
    if block.children:
        return _made(page, "div", [_plain(each, page) for each in block.children])
    return _made(page, "pre", [block.content])


def _item(item: SyntaxTreeNode, page: str) -> Element:
    """A field, a part of a schema, or a note about one."""
    start = item.children[0] if item.children else None
    has_text = start is not None and start.type == "paragraph"
    pieces = list(_inline(start.children[0], page)) if start is not None and has_text else []
    words = _text(pieces)
    note = next((kind for begin, kind in _NOTES.items() if words.startswith(begin)), "")
    if note or not pieces or _is_link(pieces[0]) or ":" not in words:
        made = _made(page, "li", [_made(page, "p", pieces, *filter(None, [note]))])
    elif _is_code(pieces[0]) and _text(pieces[1:]).startswith(":"):
        name = _made(page, "code", [_text(pieces[:1])], "ag-name")
        made = _made(page, "li", _head([name, *pieces[1:]], page), "ag-field")
    else:
        made = _made(page, "li", _head(_labelled(pieces, page), page), "ag-option")
    _Blocks(made).read(item.children[1:] if has_text else item.children)
    return made


def _labelled(pieces: list[Piece], page: str) -> Iterator[Piece]:
    """The line of a part, its label told from the rest."""
    first = pieces[0]
    if isinstance(first, str):
        label, colon, rest = first.partition(": ")
        yield _made(page, "span", [label], "ag-label")
        yield f"{colon}{rest}"
        yield from pieces[1:]
    else:
        yield from pieces


def _head(pieces: Iterable[Piece], page: str) -> Iterator[Element]:
    """A line of a list: what kind of value, and after a full stop the description."""
    told: list[Piece] = []
    rest = iter(pieces)
    prose: list[Piece] = []
    for piece in rest:
        if isinstance(piece, str) and ". " in piece:
            before, _, after = piece.partition(". ")
            told.extend(_with_required(before, page))
            prose = [after, *rest]
        else:
            told.extend(_with_required(piece, page) if isinstance(piece, str) else [piece])
    yield _made(page, "div", told, "ag-field-head")
    yield _made(page, "div", prose, "ag-text")


def _with_required(text: str, page: str) -> Iterator[Piece]:
    found = _REQUIRED.search(text)
    if not found:
        yield text
        return
    yield text[: found.start()]
    yield _made(page, "span", ["required"], "ag-required")
    yield text[found.end() :]


def _media_types(pieces: list[Piece]) -> Iterator[Piece]:
    """The line above a body: the codes it begins with are media types."""
    leads = True
    for piece in pieces:
        leads = leads and (_is_code(piece) or piece == " ")
        if leads and isinstance(piece, Element):
            yield _made(piece.page, "code", piece.children, "ag-media-type")
        else:
            yield piece


def _is_code(piece: Piece) -> bool:
    return isinstance(piece, Element) and piece.tag == "code"


def _is_link(piece: Piece) -> bool:
    return isinstance(piece, Element) and piece.tag == "a"


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(each if isinstance(each, str) else each.text() for each in pieces)


def _inline(node: SyntaxTreeNode, page: str) -> Iterator[Piece]:
    for each in node.children:
        if each.type == "code_inline":
            yield _made(page, "code", [each.content])
        elif each.type == "link":
            made = _made(page, "a", _inline(each, page))
            made.attributes["href"] = re.sub(r"index\.md(?=#|$)", "", str(each.attrs["href"]))
            yield made
        elif each.children:
            yield from _inline(each, page)
        else:
            apart = each.type in {"softbreak", "hardbreak", "html_inline"}
            yield " " if apart else each.content
