"""The ways in which a file can be read: as a program reads it, and as people see it on a page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from apidocgen.variants.auditing.wording import CUT

_MARKUP = frozenset({".html", ".htm", ".xhtml", ".xml", ".svg", ".atom", ".rss"})
_JSON = frozenset({".json", ".map", ".webmanifest", ".har", ".ipynb", ".geojson"})

_TAG = re.compile(
    rf"<!--|-->|</?([A-Za-z][\w:-]*)(?:[\s/][^<>{CUT}]*)?>|(<\?[^<>{CUT}]*\?>|<![A-Za-z][^<>{CUT}]*>)"
)
# Elements that end the sentence before them (HTML Living Standard, section 15.3, "display: block"
# and what belongs to tables, lists and forms).
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details"}
    | {"dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "link"}
    | {"main", "meta", "nav", "ol", "optgroup", "option", "p", "pre", "script", "section"}
    | {"select", "style", "summary", "table", "tbody", "td", "template", "textarea", "tfoot"}
    | {"th", "thead", "title", "tr", "ul"}
)

_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})"
    r"|([0-7]{3})|([!-/:-@\[-`{-~nrt]))"
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\S))")
_WHITE = {"n": "\n", "r": "\n", "t": " "}
_LAST_CODE_POINT = 0x10FFFF
# What nobody sees between the letters of a word, and emphasis inside a word.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]|(?<=\w)\*\*(?=\w)")
_ENCODED = re.compile(r"&(?:#\w+|\w+);|%[0-9a-fA-F]{2}")
_ENCODED_TWICE = 2
_GAP = "\x1d"  # where a tag was that ends no sentence

_LINK = re.compile(rf"!?\[([^\]{CUT}]*)\](?:\([^){CUT}]*\)|\[[^\]{CUT}]*\])")
_EMPHASIS = re.compile(rf"(?<![\w`])_([^_`\s{CUT}][^_`{CUT}]*)_(?![\w`])")
_MARKS = re.compile(r"[*`~]+")
_COMMENT = re.compile(r"(?:^|\s)#.*", re.MULTILINE)


def readings(text: str, suffix: str = "") -> Iterator[str]:
    """The readings of a file: its source decoded, and without its markup. May hold ``CUT``."""
    whole = _strings_apart(text) if suffix in _JSON else text
    yield (source := decoded(whole, suffix))
    if suffix in _MARKUP:
        yield from map(_decoded_twice, _without_tags(whole, "", " "))
    elif "<" in source:
        yield from _without_tags(source, "", " ")


def decoded(text: str, suffix: str = "") -> str:
    """A text with escapes, entities and percent-encoding undone, and nothing invisible in it."""
    if "\\" in text:
        css = suffix == ".css"
        text = (_CSS_ESCAPE if css else _ESCAPE).sub(_css_unescaped if css else _unescaped, text)
    return _decoded_twice(text)


def plain(markdown: str) -> str:
    """What a page shows of a text in CommonMark: no link targets, no marks, no tags."""
    text = _LINK.sub(r"\1", markdown)
    text = _MARKS.sub("", _EMPHASIS.sub(r"\1", text))
    return next(_without_tags(decoded(text), ""))


def _without_tags(text: str, *glues: str) -> Iterator[str]:
    """A text without tags: cut at blocks, and with each ``glue`` where anything else was."""
    untagged = _TAG.sub(_in_place_of, text)
    yield from (untagged.replace(_GAP, glue) for glue in glues)


def _in_place_of(tag: re.Match[str]) -> str:
    name = tag[1]
    if name is None:
        return CUT if tag[2] else _GAP
    name = name.lower()
    return CUT if name in _BLOCKS else " " if name == "br" else _GAP


def yaml_strings(tree: Any, text: str) -> str:
    """The strings of a YAML file, whose tree is given, and its comments, apart from each other."""
    return CUT.join((*dict.fromkeys(_strings([tree])), *dict.fromkeys(_COMMENT.findall(text))))


def _strings_apart(text: str) -> str:
    """The strings of JSON text, each once; the text itself if it is no JSON."""
    try:
        tree = json.loads(text, object_pairs_hook=list)
    except (ValueError, RecursionError):
        return text
    return CUT.join(dict.fromkeys(_strings([tree])))


def _strings(stack: list[Any]) -> Iterator[str]:
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            stack.extend(reversed([part for pair in item.items() for part in pair]))
        elif isinstance(item, list | tuple):
            stack.extend(reversed(item))


def _decoded_twice(text: str) -> str:
    for _ in range(_ENCODED_TWICE):
        if _ENCODED.search(text) is None:
            break
        text = unquote(html.unescape(text))
    return _INVISIBLE.sub("", text)


def _unescaped(found: re.Match[str]) -> str:
    short, hexadecimal, braced, long, octal, mark = found.groups()
    if mark:
        return _WHITE.get(mark, mark)
    code = int(octal, 8) if octal else int(short or hexadecimal or braced or long, 16)
    return _character(code, found.group())


def _css_unescaped(found: re.Match[str]) -> str:
    code, mark = found.groups()
    return mark or _character(int(code, 16), found.group())


def _character(code: int, otherwise: str) -> str:
    return chr(code) if code <= _LAST_CODE_POINT else otherwise
