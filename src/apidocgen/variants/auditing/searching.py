"""Finding secrets in texts.

A secret is looked up by the rarest of its words, in every way a text can be read, so that
thousands of files cost one pass each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apidocgen.spec.problems import InputError
from apidocgen.variants.auditing.readings import decoded, readings, yaml_strings
from apidocgen.variants.auditing.secret import Secret
from apidocgen.variants.auditing.wording import folded, pieces_of, words_of

_YAML = frozenset({".yaml", ".yml"})
_LONGEST_KNOWN = 200


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
        # Pages have much in common: what was looked at once, navigation above all, is known.
        self._known: dict[str, tuple[Secret, ...]] = {}
        for secret in everything:
            for word in set(secret.words):
                counts[word] = counts.get(word, 0) + 1
        for secret in everything:
            rarest = min(secret.words, key=lambda word: (counts[word], -len(word)))
            self._by_word.setdefault(rarest, []).append(secret)

    def search(self, text: str, suffix: str = "") -> Iterator[Found]:
        """The secrets in one text, each once; ``suffix`` tells how it is written."""
        reported: set[str] = set()
        for secret in self._confirmed(self.find(readings(text, suffix)), text, suffix):
            if secret.text not in reported:
                reported.add(secret.text)
                yield Found(secret, _line_of(secret, text, suffix))

    def find(self, texts: Iterable[str]) -> dict[Secret, None]:
        """The secrets in texts that are decoded already, in the order in which they stand."""
        found: dict[Secret, None] = {}
        for text in texts:
            for piece in pieces_of(text):
                secrets = self._known.get(piece)
                if secrets is None:
                    secrets = tuple(self._in_piece(piece))
                    if len(piece) <= _LONGEST_KNOWN:
                        self._known[piece] = secrets
                if secrets:
                    found.update(dict.fromkeys(secrets))
        return found

    def _in_piece(self, piece: str) -> Iterator[Secret]:
        words = words_of(piece)
        if self._by_word.keys().isdisjoint(words):
            return
        normal = f" {' '.join(words)} "
        for word in dict.fromkeys(words):
            for secret in self._by_word.get(word, ()):
                if f" {' '.join(secret.words)} " in normal and _stands(secret, piece):
                    yield secret

    def _confirmed(self, found: dict[Secret, None], text: str, suffix: str) -> Iterable[Secret]:
        """What is found, without sentences that only seem to run from one YAML string to the next.

        Reading YAML takes long, and is needed only where there is such a sentence.
        """
        if suffix not in _YAML or all(secret.is_name for secret in found):
            return found
        # Loaded where it is needed: reading YAML takes a library of its own.
        from apidocgen.spec.yaml_reader import read_yaml

        try:
            strings = yaml_strings(read_yaml(text, suffix), text)
        except InputError:
            return found
        apart = self.find(readings(decoded(strings)))
        return [secret for secret in found if secret.is_name or secret in apart]


def _stands(secret: Secret, piece: str) -> bool:
    """Whether a name stands there as it is; of a text its words in order are enough."""
    if secret.exact:
        return re.search(rf"(?<!\w){re.escape(secret.text)}(?!\w)", piece) is not None
    said = " ".join(folded(piece).split())
    return not secret.spelling or re.search(_alone(secret.spelling), said) is not None


def _alone(text: str) -> str:
    """A pattern for a text that is no part of longer words."""
    before = r"(?<!\w)" if re.match(r"\w", text) else ""
    after = r"(?!\w)" if re.search(r"\w$", text) else ""
    return f"{before}{re.escape(text)}{after}"


def _line_of(secret: Secret, text: str, suffix: str) -> int:
    """The line of a secret in the file itself, found across markup and escapes."""
    position = text.find(secret.text)
    if position < 0:
        spots = (pattern.search(text) for pattern in _patterns(secret))
        position = next((spot.start() for spot in spots if spot), -1)
    return (
        text.count("\n", 0, position) + 1 if position >= 0 else _decoded_line(secret, text, suffix)
    )


def _decoded_line(secret: Secret, text: str, suffix: str) -> int:
    """The line on which most of a secret's words stand in whatever way; the first of these."""
    wanted = frozenset(secret.words)
    best, most = 1, 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = max(len(wanted.intersection(words_of(each))) for each in readings(line, suffix))
        if found == len(wanted):
            return number
        best, most = (number, found) if found > most else (best, most)
    return best


def _patterns(secret: Secret) -> Iterator[re.Pattern[str]]:
    """Ways in which a secret may stand in a file, the most certain first."""
    tags = "(?:<[^>]*>)*"
    yield re.compile(tags.join(map(re.escape, secret.text)), re.IGNORECASE)
    yield re.compile(r"(?:<[^>]*>|[^\w<])+".join(map(re.escape, secret.words)), re.IGNORECASE)
