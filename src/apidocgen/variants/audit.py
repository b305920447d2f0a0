"""The leak audit: is anything published for an audience that is hidden from it?

It reads what was built, not what was meant: a built site with a folder per audience, or a folder
of variants with a file per audience, or what a single audience gets. Pages that belong to no
audience (the landing page, the manual) are searched for what is hidden from everybody on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from apidocgen.spec.pointer import to_pointer
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.filter import Filtering, View
from apidocgen.variants.ownership import EVERYBODY, files_with_owner
from apidocgen.variants.page_words import page_pairs, page_words
from apidocgen.variants.publications import published_texts
from apidocgen.variants.searching import Found, Searcher
from apidocgen.variants.secret import Secret
from apidocgen.variants.secrets import find_secrets
from apidocgen.variants.wording import words_of

_VARIANTS = frozenset({".yaml", ".yml", ".json"})
_OPENAPI = re.compile(r"""^[\s{]*["']?openapi["']?\s*:""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret that was found: in which file of which audience, and where it is hidden.

    ``file`` is relative to the folder searched; line 0 means the file's own name.
    """

    audience: str
    file: str
    line: int
    secret: str
    hidden_at: str

    def __str__(self) -> str:
        """The leak in one line, for whoever refuses to publish it."""
        return (
            f"{self.file}:{self.line}: {self.secret!r} leaks to {self.audience}; {self.hidden_at}"
        )


class Audit:
    """Knows the secrets of every audience of one master.

    ``allowed`` are names and texts that somebody has looked at and found harmless.
    """

    def __init__(
        self,
        filtering: Filtering,
        views: Sequence[View] | None = None,
        allowed: Collection[str] = (),
    ) -> None:
        self._document = filtering.document
        if views is None:
            views = [filtering.view(a) for a in filtering.access.audiences if a.publish]
        harmless = {tuple(words_of(text)) for text in allowed}
        self._secrets = {
            view.pruning.losses.audience.name: [
                secret
                for secret in find_secrets(view, page_words(), page_pairs)
                if harmless.isdisjoint({secret.words, tuple(words_of(secret.text))})
            ]
            for view in views
        }
        self._of_variants = {name: Searcher(found) for name, found in self._secrets.items()}
        self._of_pages = {
            name: Searcher(secret for secret in found if not secret.common)
            for name, found in (*self._secrets.items(), (EVERYBODY, self._shared()))
        }

    @property
    def size(self) -> int:
        """How many different secrets there are."""
        return len({secret.text for found in self._secrets.values() for secret in found})

    def files(self, folder: Path, owner: str | None = None) -> dict[str, list[str]]:
        """Whose each file of a folder is: for each audience, and for everybody, its files.

        ``owner`` is the audience whose own the folder is. Raises InputError if no file is an
        audience's: a search would compare nothing and find nothing.
        """
        owned: dict[str, list[str]] = {name: [] for name in (*self._secrets, EVERYBODY)}
        for file, whose in files_with_owner(folder, self._secrets, owner):
            owned[whose].append(file.as_posix())
        if not any(files for whose, files in owned.items() if whose != EVERYBODY):
            reason = "there is no file in it" if owner else self._unowned(folder)
            raise InputError(reason, Location(str(folder)))
        return owned

    def folder(self, folder: Path, owner: str | None = None) -> Iterator[Leak]:
        """The leaks in a folder, file by file in order; ``owner`` as for `files`."""
        for file, whose in files_with_owner(folder, self._secrets, owner):
            yield from self._file(folder, file, whose)

    def text(self, audience: str, text: str, suffix: str, name: str) -> Iterator[Leak]:
        """The leaks in one text that is to be published for an audience as ``name``."""
        for found in self._searcher(audience, text, suffix).search(text, suffix):
            yield self._leak(audience, name, found)

    def _file(self, folder: Path, relative: Path, audience: str) -> Iterator[Leak]:
        searcher = self._of_pages[audience]
        name = relative.as_posix()
        for found in searcher.search(name):
            yield self._leak(audience, name, Found(found.secret, 0))
        for text in published_texts(folder / relative):
            for found in searcher.search(text.name):
                yield self._leak(audience, name, Found(found.secret, 0))
            inner = self._searcher(audience, text.text, text.suffix)
            for found in inner.search(text.text, text.suffix):
                yield self._leak(audience, name, found)

    def _searcher(self, audience: str, text: str, suffix: str) -> Searcher:
        """A variant holds nothing but what the document says; any other file, our words too."""
        is_variant = suffix in _VARIANTS and _OPENAPI.search(text) is not None
        pages = self._of_pages[audience]
        return self._of_variants.get(audience, pages) if is_variant else pages

    def _unowned(self, folder: Path) -> str:
        name = folder.resolve().name
        whose = name if name in self._secrets else "NAME"
        known = ", ".join(self._secrets) or "none"
        return (
            "no file in it belongs to an audience; expected NAME/… or NAME.yaml, .yml, .json, .md "
            f"or .atom, where NAME is one of: {known}. If the whole folder is one "
            f"audience's, say whose with --audience {whose}"
        )

    def _leak(self, audience: str, file: str, found: Found) -> Leak:
        path = found.secret.hidden_at
        place = f"{self._document.locate(path)} (#{to_pointer(path)})"
        return Leak(audience, file, found.line, found.secret.text, place)

    def _shared(self) -> list[Secret]:
        """What is a secret for every audience."""
        sets = [{secret.words for secret in found} for found in self._secrets.values()]
        shared = set.intersection(*sets) if sets else set()
        first = next(iter(self._secrets.values()), [])
        return [secret for secret in first if secret.words in shared and secret.meant]
