"""Which names a text may be saying: words that are no English, and what is marked as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocgen.spec.grammar import HTTP_METHODS

# A common word has none of these: camelCase, an underscore, dot or colon inside, a digit beside
# letters. Values are often brands, which have capitals as types do.
_TECHNICAL = re.compile(r"[a-z\d][A-Z]|\w_+\w|\w[.:]\w|[A-Za-z]\d|\d[A-Za-z]")
_BRAND = re.compile(r"[A-Z][A-Za-z]*")
_LETTER = re.compile(r"[^\W\d_]")
_SHORTEST = 3
# A code span (CommonMark, section 6.1) on one line, or what HTML marks as code.
_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)([^\n]+?)(?<!`)\1(?!`)|<code>([^<\n]+)</code>")
# In a span of more words, each may be one of a sentence, or of another language.
_LONGEST_SPAN = 2
# What can stand around a name, in a sentence or in code, and never in it.
_CHUNK = re.compile(r"[^\s`\"'<>(){}\[\]|,;=*&?#!\\“”‘’]+")
_PART = re.compile(r"[\w.-]*\w")
_WORD = re.compile(r"\w+")
_END = ".:/"

_TYPES = ("null", "boolean", "object", "array", "number", "string", "integer")
_METHODS = (*HTTP_METHODS, *(method.upper() for method in HTTP_METHODS))
# Fields of HTTP (RFC 9110, section 18.4), its caching (9111), messages (9112), cookies (6265),
# links (8288) and downloads (6266).
_FIELDS = """
accept accept-charset accept-encoding accept-language accept-ranges age allow authentication-info
authorization cache-control connection content-disposition content-encoding content-language
content-length content-location content-range content-type cookie date etag expect expires from
host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified link
location max-forwards pragma proxy-authenticate proxy-authentication-info proxy-authorization range
referer retry-after server set-cookie te trailer transfer-encoding upgrade user-agent vary via
www-authenticate
"""
_KNOWN = frozenset({"true", "false", *_TYPES, *_METHODS})
_KNOWN_FIELDS = frozenset(_FIELDS.split())


def is_common(name: str, noun: str) -> bool:
    """Whether everybody knows a name: a number, a letter, a word of HTTP, JSON or JSON Schema."""
    if name in _KNOWN or len(name) == 1 or not _LETTER.search(name):
        return True
    return noun == "header" and name.lower() in _KNOWN_FIELDS


def is_technical(name: str, noun: str) -> bool:
    """Whether a name of some kind of thing cannot be taken for a word of a sentence."""
    if len(name) < _SHORTEST or (noun == "value" and _BRAND.fullmatch(name)):
        return False
    return _TECHNICAL.search(name) is not None or (noun == "header" and "-" in name)


def words_said(text: str) -> set[str]:
    """All words of a text in which a technical name may be meant."""
    chunks = set(_CHUNK.findall(text))
    several = " ".join(chunk for chunk in chunks if not chunk.isalnum())
    chunks.update(_PART.findall(several), _WORD.findall(several))
    chunks.update(chunk.strip(_END) for chunk in several.split())
    return chunks


def words_marked(text: str) -> Iterator[str]:
    """What a Markdown text marks as code, whole and, if it is short, piece by piece."""
    for _, span, element in _SPAN.findall(text):
        code = span or element
        yield code.strip()
        if len(code.split()) <= _LONGEST_SPAN:
            for chunk in _CHUNK.findall(code):
                yield chunk.strip(_END)
