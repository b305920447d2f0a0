"""The fixed texts of pages in other languages: a catalogue of English phrases as data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

FOLDER = "reference/phrases"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_GAP = re.compile(r"\{(\d*)\}")


class Phrases:
    """Says English phrases in another language.

    A phrase of the catalogue may have gaps, written ``{}``. A translation that needs them in
    another order numbers them: ``{1}``, ``{2}``.
    """

    def __init__(self, catalogue: Mapping[str, str]) -> None:
        """Look phrases up in ``catalogue``; what it lacks stays English."""
        self._catalogue = catalogue
        self._known = {phrase: said for phrase, said in catalogue.items() if "{}" not in phrase}
        # What says more comes first: "at least {} matching items" before "at least {} items".
        gapped = sorted((each for each in catalogue if "{}" in each), key=len, reverse=True)
        self._gapped = [(_pattern(phrase), catalogue[phrase]) for phrase in gapped]

    def __call__(self, words: str, *values: object) -> str:
        """A phrase in the language of the catalogue.

        ``values`` fill its gaps and stay as they are: names, numbers. Without any, ``words`` may
        have its gaps filled already; what stands in one is then itself a phrase if the catalogue
        has it, and stays as it is otherwise.
        """
        if values:
            return _fill(self._catalogue.get(words, words), [str(value) for value in values])
        if words not in self._known:
            self._known[words] = self._filled(words)
        return self._known[words]

    def counted(self, count: int, one: str, many: str, *values: object) -> str:
        """One of two phrases, with the count in its first gap."""
        return self(one if count == 1 else many, count, *values)

    def listed(self, phrases: Sequence[str]) -> dict[str, str]:
        """Those of some phrases that read differently in this language."""
        return {each: self._catalogue[each] for each in phrases if each in self._catalogue}

    def _filled(self, words: str) -> str:
        for pattern, said in self._gapped:
            found = pattern.fullmatch(words)
            if found:
                return _fill(said, [self(gap) for gap in found.groups()])
        return words


def _fill(said: str, gaps: Sequence[str]) -> str:
    following = iter(gaps)
    return _GAP.sub(lambda gap: gaps[int(gap[1]) - 1] if gap[1] else next(following, ""), said)


def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, phrase.split("{}"))), re.DOTALL)


def phrases_for(language: str, folders: Sequence[Path]) -> Phrases:
    """The phrases of a language, for instance ``de`` or ``pt-BR``.

    A project's own catalogue wins over the packaged one phrase by phrase, and that of a region
    over that of its language.
    """
    found: dict[str, str] = {}
    for name in _names(language):
        for folder in reversed(folders):
            file = folder / FOLDER / f"{name}.json"
            if file.is_file():
                found |= json.loads(file.read_text(encoding="utf-8"))
    return Phrases(found)


def _names(language: str) -> Iterator[str]:
    """The names that catalogues for a language may have, the most general first."""
    if _LANGUAGE.fullmatch(language):
        parts = language.split("-")
        yield from ("-".join(parts[:end]) for end in range(1, len(parts) + 1))
