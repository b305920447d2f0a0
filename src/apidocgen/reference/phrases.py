"""The fixed texts of pages in other languages: a catalogue of English phrases as data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = "reference/phrases"


class Phrases:
    """Says English phrases in another language.

    A phrase of the catalogue may have gaps, written ``{}``. What stands in a gap is itself a
    phrase if the catalogue has it, and stays as it is otherwise.
    """

    def __init__(self, catalogue: Mapping[str, str]) -> None:
        """Look phrases up in ``catalogue``; what it lacks stays English."""
        self._known = {phrase: said for phrase, said in catalogue.items() if "{}" not in phrase}
        self._gapped = [
            (_pattern(phrase), said) for phrase, said in catalogue.items() if "{}" in phrase
        ]

    def __call__(self, words: str) -> str:
        """A phrase in the language of the catalogue."""
        if words not in self._known:
            self._known[words] = self._filled(words)
        return self._known[words]

    def _filled(self, words: str) -> str:
        for pattern, said in self._gapped:
            found = pattern.fullmatch(words)
            if found:
                gaps = [*map(self, found.groups()), ""]
                return "".join(map("".join, zip(said.split("{}"), gaps, strict=True)))
        return words


def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, phrase.split("{}"))), re.DOTALL)


def phrases_for(language: str, folders: Sequence[Path]) -> Phrases:
    """The phrases of a language; a project's own catalogue wins over the packaged one."""
    found: dict[str, str] = {}
    for folder in reversed(folders):
        file = folder / FOLDER / f"{language}.json"
        if re.fullmatch(r"[a-z]{2,3}", language) and file.is_file():
            found |= json.loads(file.read_text(encoding="utf-8"))
    return Phrases(found)
