"""Small pieces of Markdown that several pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from apidocgen.reference.access_words import Phrase
from apidocgen.reference.brief import Brief
from apidocgen.reference.markdown import source_of, without_controls
from apidocgen.reference.phrases import Phrases

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_LEADS = re.compile(r"^(?:#{1,6})(?=\s)", re.MULTILINE)


@lru_cache(maxsize=65536)
def plain(words: str) -> str:
    """Words in which nothing is Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(without_controls(words).split()))


@lru_cache(maxsize=65536)
def code(name: str) -> str:
    """A name as code, whatever it holds."""
    text = " ".join(without_controls(name).split())
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def block(text: str, language: str = "") -> str:
    """Lines of code."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def described(html: Markup, level: int = 3) -> str:
    """A description as it was written; its headings are moved below ``level``."""
    text = without_controls(source_of(html)).strip()
    found = [len(each) for each in _LEADS.findall(text)]
    shift = max(0, level - min(found)) if found else 0
    return _LEADS.sub(lambda lead: "#" * min(6, len(lead[0]) + shift), text) if shift else text


def in_line(html: Markup) -> str:
    """A description within a line."""
    return _one_line(source_of(html)) if html else ""


@lru_cache(maxsize=65536)
def _one_line(text: str) -> str:
    return " ".join(without_controls(text).split())


def web_link(address: str) -> str:
    """A web address as a link to itself; anything else as code."""
    is_web = re.fullmatch(r"https?://[^\s<>]+", without_controls(address), re.IGNORECASE)
    return f"<{address}>" if is_web else code(address)


def indented(text: str, by: str) -> str:
    """Text below an item of a list."""
    return "\n".join(f"{by}{line}" if line else "" for line in text.split("\n"))


def phrases(say: Phrases, all_of_them: Iterable[Phrase], root: str) -> str:
    """A sentence with its names as code and its links."""
    return "".join(_phrase(say, each, root) for each in all_of_them)


def _phrase(say: Phrases, phrase: Phrase, root: str) -> str:
    said = code(phrase.text) if phrase.is_code else _words(say, phrase)
    return f"[{said}]({target(root, phrase.address)})" if phrase.address else said


def _words(say: Phrases, phrase: Phrase) -> str:
    """Words of a sentence, with the blanks around them."""
    escaped = _SPECIAL.sub(r"\\\1", say(phrase.text))
    return f"**{escaped}**" if phrase.strong and escaped == escaped.strip() else escaped


def target(root: str, address: str) -> str:
    """A link to the Markdown of another page."""
    path, sign, anchor = address.partition("#")
    return f"{root}{path}index.md{sign}{anchor}"


def endpoints(say: Phrases, operations: Sequence[Brief], root: str) -> str:
    """A list of operations with what each needs."""
    return "\n".join(_endpoint(say, each, root) for each in operations)


def _endpoint(say: Phrases, each: Brief, root: str) -> str:
    summary = f": {in_line(each.summary)}" if each.summary else ""
    marks = f" ({say('deprecated')})" if each.deprecated else ""
    needs = phrases(say, each.needs, root)
    call = f"[{code(f'{each.method} {each.path}')}]({target(root, each.address)})"
    return f"- {call}{summary}{marks} — {say('needs')} {needs}"


def joined(pieces: Iterable[str]) -> str:
    """A page of pieces with an empty line between them."""
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip()) + "\n"
