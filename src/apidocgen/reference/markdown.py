"""Descriptions: CommonMark to HTML that can do no harm.

Whatever a description holds, script, event handlers, ``javascript:`` addresses and unbalanced
tags do not survive: the parser's output is sanitised, and nothing of it is a template.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup
from pygments.token import STANDARD_TYPES

from apidocgen.reference.addresses import slug
from apidocgen.reference.highlight import code_block
from apidocgen.reference.page import Heading

_BLOCKS = {
    "p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td",
    "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "details", "summary", "div",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "u", "var",
}  # fmt: skip
_CLASSES = {
    "div": {"highlight"},
    "span": {short for short in STANDARD_TYPES.values() if short},
}
_ELSEWHERE = re.compile(r"(?i)^\s*(?:[a-z][a-z0-9+.-]*:|//|\\)")
_UNWANTED = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that reorder the text around them, and control characters that mean nothing here."""
_LINE_ENDS = re.compile(r"\r\n?|\n")
_RAW_HEADING = re.compile(r"(?i)<h[1-6][\s>]")
_UNWANTED_BYTES = bytes(code for code in range(128) if _UNWANTED.match(chr(code)))


def without_controls(text: str) -> str:
    """Text without bidirectional controls and other invisible ones."""
    if not text.isascii():
        return _UNWANTED.sub("", text)
    kept = text.encode().translate(None, _UNWANTED_BYTES)  # whole pages come by: ten times as fast
    return text if len(kept) == len(text) else kept.decode()


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    # An image from elsewhere would tell a third party who reads the page.
    return None if tag == "img" and name == "src" and _ELSEWHERE.match(value) else value


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes={
            "a": {"href", "title"},
            "abbr": {"title"},
            "img": {"src", "alt", "title"},
            "ol": {"start"},
            "th": {"align"},
            "td": {"align"},
        },
        attribute_filter=_keep_attribute,
        allowed_classes=_CLASSES,
        set_tag_attribute_values={"pre": {"tabindex": "0"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )


_CLEAN = _cleaner(_BLOCKS | _INLINE)
_CLEAN_INLINE = _cleaner(_INLINE)


def _highlight(code: str, language: str, _attributes: str) -> str:
    return str(code_block(code.rstrip("\n"), language))


def _fence(_self: RendererHTML, tokens: Sequence[Token], index: int, *_more: Any) -> str:
    token = tokens[index]
    return _highlight(token.content, token.info.strip().split(" ")[0].lower(), "")


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """An image of this site as it is; one from elsewhere as a link to it."""
    token = tokens[index]
    source = str(token.attrGet("src") or "")
    alternative = escape(self.renderInlineAsText(token.children or [], options, env))
    if _ELSEWHERE.match(source):
        return f'<a href="{escape(source)}">{alternative or escape(source)}</a>'
    return f'<img src="{escape(source)}" alt="{alternative}">'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_block", _fence)
    parser.add_render_rule("image", _image)
    return parser


_PARSER = _parser()


class Described(Markup):
    """HTML that knows the text it was made from."""

    source = ""


def described(html: str, source: str) -> Markup:
    """Safe HTML together with the text it was made from."""
    found = Described(html)
    found.source = source
    return found


def source_of(html: Markup) -> str:
    """The text that HTML was made from; its words where that is not known."""
    return html.source if isinstance(html, Described) else html.striptags()


@lru_cache(maxsize=65536)
def to_html(text: str, level: int = 4) -> Markup:
    """A description as a block; its highest heading becomes one of ``level``."""
    return _block(text, level, {}) if text.strip() else Markup("")


def _block(text: str, level: int, env: dict[str, Any]) -> Markup:
    """Text as a block; ``env`` has the addresses of links that are defined elsewhere in it."""
    tokens = _PARSER.parse(without_controls(text), env)
    _shift_headings(tokens, level)
    html = _PARSER.renderer.render(tokens, _PARSER.options, env)
    return described(_CLEAN.clean(html), text)


@lru_cache(maxsize=65536)
def to_inline(text: str) -> Markup:
    """A description within a line: its first paragraph, without block elements."""
    first = without_controls(text).strip().split("\n\n")[0]
    html = _CLEAN_INLINE.clean(_PARSER.renderInline(first)) if first else ""
    return described(html, first)


@lru_cache(maxsize=65536)
def to_plain(text: str) -> str:
    """A description as plain text in one line, for search and meta data."""
    return to_html(text).striptags() if text.strip() else ""


def introduced(text: str, level: int) -> tuple[Markup, str]:
    """What a description says before its first heading, as a block, and the text of the rest.

    A link of the introduction may be defined in the rest (CommonMark, section 4.7).
    """
    env: dict[str, Any] = {}
    start = _first_headed(_PARSER.parse(text, env))
    if start is None:
        return to_html(text, level), ""
    lines = _LINE_ENDS.split(text)
    lead, rest = ("\n".join(part) for part in (lines[:start], lines[start:]))
    return (_block(lead, level, env) if lead.strip() else Markup("")), rest


def _first_headed(tokens: Sequence[Token]) -> int | None:
    """The line with which the first block begins that is a heading or holds one."""
    start = 0
    for token in tokens:
        if not token.level and token.map:
            start = token.map[0]
        if token.type == "heading_open" or _is_raw_heading(token):
            return start
    return None


def _is_raw_heading(token: Token) -> bool:
    pieces = [token, *(token.children or ())]
    return any(
        piece.type in {"html_block", "html_inline"} and _RAW_HEADING.search(piece.content)
        for piece in pieces
    )


def with_headings(text: str, level: int, prefix: str) -> tuple[Markup, tuple[Heading, ...]]:
    """A description as a block whose headings can be linked to, and those headings."""
    html = str(to_html(text, level))
    found: list[Heading] = []

    def give_id(match: re.Match[str]) -> str:
        words = Markup(match[2]).striptags()  # noqa: S704 - only read
        name = f"{prefix}-{slug(words).lower() or 'section'}"
        if any(heading.id == name for heading in found):
            name = f"{name}-{len(found) + 1}"
        found.append(Heading(words, name, int(match[1])))
        return f'<h{match[1]} id="{name}">{match[2]}</h{match[1]}>'

    marked = re.sub(r"(?s)<h([1-6])>(.*?)</h\1>", give_id, html)
    return described(marked, text), tuple(found)


def _shift_headings(tokens: Sequence[Token], level: int) -> None:
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    if headings:
        shift = level - min(int(token.tag[1]) for token in headings)
        for token in headings:
            token.tag = f"h{max(2, min(6, int(token.tag[1]) + shift))}"
