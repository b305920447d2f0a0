"""Code, highlighted while the page is built, with the class names that the theme colours."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from markupsafe import Markup
from pygments import highlight as pygments_highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

LARGEST = 40_000
"""Characters of code that are worth colouring; beyond, it is shown plain."""

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)
_JSON_TOKEN = re.compile(
    r'(?P<nt>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<s2>"(?:[^"\\]|\\.)*")'
    r"|(?P<kc>true|false|null)|(?P<mi>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<other>[&<>])"
)


@lru_cache(maxsize=4096)
def code_block(code: str, language: str = "") -> Markup:
    """A block of code as HTML."""
    inner = _coloured(code, language) if len(code) <= LARGEST else escape(code)
    html = f'<div class="highlight"><pre tabindex="0"><code>{inner}</code></pre></div>'
    return Markup(html)  # noqa: S704 - the code in it is escaped


def _coloured(code: str, language: str) -> str:
    if language == "json":
        return _coloured_json(code)
    lexer = _lexer(language)
    return pygments_highlight(code, lexer, _FORMATTER) if lexer else escape(code)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False) if language else None
    except ClassNotFound:
        return None


def _coloured_json(code: str) -> str:
    """Colour JSON in one pass: most code here is JSON, and Pygments takes ten times as long."""
    return _JSON_TOKEN.sub(_json_token, code)


def _json_token(found: re.Match[str]) -> str:
    kind = found.lastgroup
    inner = escape(found[0], quote=False)
    return inner if kind == "other" else f'<span class="{kind}">{inner}</span>'


_WORDS = {
    "bash": "curl",
    "python": "import|None|True|False|open",
    "javascript": "const|await|new|import|from|true|false|null|return",
    "go": "package|import|func|var|if|defer|nil",
    "php": "true|false|null|echo|new|if|throw",
    "java": "import|var|new",
    "csharp": "using|var|new|await",
}
_DOUBLE = r'"""[\s\S]*?(?<!\\)"""|"(?:[^"\\\n]|\\.)*"'
_STRINGS = {
    "bash": r"(?:'[^']*'|\\')+",
    "php": r"""'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\.)*\"""",
    "go": r'`[^`]*`|"(?:[^"\\\n]|\\.)*"',
}
_TOKENS = {
    language: re.compile(
        rf"(?P<s>{_STRINGS.get(language, _DOUBLE)})|(?P<k>\b(?:{words})\b)"
        r"|(?P<na>(?<=\s)--?[a-z][a-z-]*)|(?P<mi>\b\d+(?:\.\d+)?\b)|(?P<other>[&<>])"
    )
    for language, words in _WORDS.items()
}


_CONTINUED = '<span class="ag-continued"> \\</span>\n'
"""The end of a line that goes on: its class keeps it beside the word before it."""


def sample_block(code: str, language: str) -> Markup:
    """Code of our own making as HTML: coloured in one pass, since there is much of it."""
    inner = _TOKENS[language].sub(_json_token, code).replace(" \\\n", _CONTINUED)
    html = f'<div class="highlight"><pre tabindex="0"><code>{inner}</code></pre></div>'
    return Markup(html)  # noqa: S704 - the code in it is escaped


def language_of(media_type: str) -> str:
    """The language a media type is written in, as the highlighter calls it; empty if unknown."""
    essence = media_type.partition(";")[0].strip().lower()
    subtype = essence.partition("/")[2]
    for language in ("json", "xml", "yaml", "html", "javascript", "css"):
        if subtype == language or subtype.endswith(f"+{language}"):
            return language
    return "json" if subtype in {"x-ndjson", "jsonl", "json-seq"} else ""
