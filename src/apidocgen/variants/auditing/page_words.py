"""The words that pages may use whatever the document says: those of our own texts and the theme."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product

from apidocgen.variants.auditing.page_texts import own_texts, theme_texts, theme_translations
from apidocgen.variants.auditing.wording import pieces_of, words_of

_WORD = re.compile(r"[A-Za-z_]\w{2,}")
# What the frame says beyond its templates: in the addresses of the theme's files, the generator's
# name, the settings of the search in its index, and a palette's media query.
_FRAME = frozenset(
    {"favicon", "images", "initial", "lifted", "mkdocs", "squidfunk", "viewbox"}
    | {"boost", "pipeline", "stopwordfilter", "prefers"}
    # Of palettes: what browsers call schemes, what the theme does, and what its switch says.
    | {"color", "scheme", "light", "dark", "slate", "switch", "mode", "system"}
)
# What pages put together: the format of a body and the type of what is in it.
_FORMATS = ("json", "xml", "text", "form")
_TYPES = ("object", "array", "string", "number", "integer", "boolean")


@cache
def page_words() -> frozenset[str]:
    """Lower-case words of what pages say, and of the markup in which they say it."""
    texts = (*own_texts(), *theme_texts())
    return _FRAME.union(word.lower() for text in texts for word in _WORD.findall(text))


@cache
def page_pairs() -> frozenset[tuple[str, str]]:
    """Words that follow each other in what pages say."""
    texts = (*own_texts(), *theme_texts(), *theme_translations())
    pieces = (piece for text in texts for piece in pieces_of(text))
    said = frozenset(pair for piece in pieces for pair in pairwise(words_of(piece)))
    return said.union(product(_FORMATS, _TYPES))
