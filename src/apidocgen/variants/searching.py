"""Finding secrets in files.

Every text file is read the way a reader or a program would: markup taken away, entities, escapes
and percent-encoding undone, compressed files unpacked. A secret is looked up by the rarest of its
words, so that thousands of files cost one pass each.
"""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from urllib.parse import unquote

from apidocgen.variants.secrets import Secret, words_of

TEXT_FILES = frozenset(
    {".html", ".htm", ".json", ".yaml", ".yml", ".txt", ".md", ".xml", ".js", ".css", ".svg"}
    | {".csv", ".atom", ".rss", ".map", ".webmanifest", ""}
)
_TAG = re.compile(r"<[^>]*>")
_MARKUP = frozenset({".html", ".htm", ".xml", ".svg", ".atom", ".rss"})
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrt\"\\/]))")
_PLAIN_ESCAPES = {"n": "\n", "r": "\n", "t": " ", '"': '"', "\\": "\\", "/": "/"}


@dataclass(frozen=True, slots=True)
class Found:
    """A secret found in one text, with the line it stands on."""

    secret: Secret
    line: int


class Searcher:
    """Looks for many secrets at once."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._by_word: dict[str, list[Secret]] = {}
        counts: dict[str, int] = {}
        everything = list(secrets)
        for secret in everything:
            for word in set(secret.words):
                counts[word] = counts.get(word, 0) + 1
        for secret in everything:
            rarest = min(secret.words, key=lambda word: (counts[word], -len(word)))
            self._by_word.setdefault(rarest, []).append(secret)

    def search(self, text: str, suffix: str = "") -> Iterator[Found]:
        """The secrets in one text; ``suffix`` tells how it is written."""
        reported: set[Secret] = set()
        for reading in readings(text, suffix):
            for secret in self._in_reading(reading):
                if secret not in reported:
                    reported.add(secret)
                    yield Found(secret, _line_of(secret, text))

    def _in_reading(self, reading: str) -> Iterator[Secret]:
        words = words_of(reading)
        candidates = self._by_word.keys() & set(words)
        if not candidates:
            return
        normal = f" {' '.join(words)} "
        for word in sorted(candidates):
            for secret in self._by_word[word]:
                if f" {' '.join(secret.words)} " in normal and _stands(secret, reading):
                    yield secret


def _stands(secret: Secret, reading: str) -> bool:
    """Whether a name stands there as it is; of a text its words in order are enough."""
    return not secret.is_name or len(secret.words) == 1 or secret.text in reading


def readings(text: str, suffix: str) -> Iterator[str]:
    """The ways in which a file can be read: its source decoded, and without its markup."""
    source = _decoded(text)
    yield source
    if suffix in _MARKUP or "<" in source:
        yield unquote(html.unescape(_TAG.sub("", text)))
        yield unquote(html.unescape(_TAG.sub(" ", text)))


def _decoded(text: str) -> str:
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if "&" in text:
        text = html.unescape(text)
    return unquote(text) if "%" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    return chr(int(code, 16)) if code else _PLAIN_ESCAPES[found.group(3)]


def _line_of(secret: Secret, text: str) -> int:
    """The line of a secret in the file itself, found across markup and escapes."""
    spots = (pattern.search(text) for pattern in _patterns(secret))
    position = next((spot.start() for spot in spots if spot), 0)
    return text.count("\n", 0, position) + 1


def _patterns(secret: Secret) -> Iterator[re.Pattern[str]]:
    """Ways in which a secret may stand in a file, the most certain first."""
    tags = "(?:<[^>]*>)*"
    yield re.compile(tags.join(map(re.escape, secret.text)), re.IGNORECASE)
    yield re.compile(r"(?:<[^>]*>|[^\w<])+".join(map(re.escape, secret.words)), re.IGNORECASE)
    # Written with escapes: the longest stretch of letters is there all the same.
    stretch = max(re.findall(r"[A-Za-z0-9]+", secret.text) or [secret.text], key=len)
    yield re.compile(re.escape(stretch), re.IGNORECASE)


def search_file(file: FilePath, searcher: Searcher) -> Iterator[Found]:
    """The secrets in one file, if it is a text file or a compressed one."""
    suffix = file.suffix.lower()
    if suffix == ".gz":
        text = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
        suffix = FilePath(file.stem).suffix.lower()
    elif suffix in TEXT_FILES:
        text = file.read_text(encoding="utf-8", errors="replace")
    else:
        return
    yield from searcher.search(text, suffix)
