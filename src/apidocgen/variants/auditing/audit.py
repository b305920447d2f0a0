"""The leak audit: is anything published for an audience that is hidden from it?

It reads what was built, not what was meant: a built site with a folder per audience, or a folder
of variants with a file per audience, or what a single audience gets. Pages that belong to no
audience (the landing page, the manual) are searched for what is hidden from everybody on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from apidocgen.spec.pointer import Path as Pointer
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.auditing.leaks import Leak
from apidocgen.variants.auditing.ownership import EVERYBODY, files_with_owner
from apidocgen.variants.auditing.page_words import page_pairs, page_words
from apidocgen.variants.auditing.publications import published_texts
from apidocgen.variants.auditing.searching import Found, Searcher
from apidocgen.variants.auditing.secret import Secret
from apidocgen.variants.auditing.secrets import find_secrets
from apidocgen.variants.auditing.tracing import Said, said_in_master, told_place, traced
from apidocgen.variants.auditing.wording import words_of
from apidocgen.variants.filter import Filtering, View

_VARIANTS = frozenset({".yaml", ".yml", ".json"})
_OPENAPI = re.compile(r"""^[\s{]*["']?openapi["']?\s*:""", re.MULTILINE)


def views_with(filtering: Filtering, named: Collection[str] = ()) -> list[View]:
    """What the audiences see that are published, and those ``named`` that are not."""
    audiences = filtering.access.audiences
    return [filtering.view(each) for each in audiences if each.publish or each.name in named]


def views_in(filtering: Filtering, folder: Path) -> list[View]:
    """What the audiences see whose files may be in a folder.

    One that is not published is among them if it has files there: somebody asked for them.
    """
    names = [audience.name for audience in filtering.access.audiences]
    return views_with(filtering, {owner for _, owner in files_with_owner(folder, names)})


class Audit:
    """Knows the secrets of every audience of one master.

    ``views`` are those of the audiences whose files are searched, all that are published without
    it. ``allowed`` are names and texts that somebody has looked at and found harmless.
    """

    def __init__(
        self,
        filtering: Filtering,
        views: Sequence[View] | None = None,
        allowed: Collection[str] = (),
    ) -> None:
        self._document = filtering.document
        chosen = views_with(filtering) if views is None else views
        self._views = {view.pruning.losses.audience.name: view for view in chosen}
        harmless = {tuple(words_of(text)) for text in allowed}
        self._secrets = {
            name: [
                secret
                for secret in find_secrets(view, page_words(), page_pairs)
                if harmless.isdisjoint({secret.words, tuple(words_of(secret.text))})
            ]
            for name, view in self._views.items()
        }
        self._of_variants = {name: Searcher(found) for name, found in self._secrets.items()}
        self._of_pages = {
            name: Searcher(self._not_of_pages(found))
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

    def traced(self, leaks: Iterable[Leak]) -> list[Leak]:
        """The same leaks, with the places of the master that say what leaks, and what to do there.

        To find these all of a variant is read: ask only for leaks that are to be told.
        """
        found = list(leaks)
        said: Said = {
            (name, text): paths
            for name, view in self._views.items()
            for text, paths in said_in_master(view, self._leaking(name, found)).items()
        }
        return traced(found, said, self._document)

    def _leaking(self, audience: str, leaks: Sequence[Leak]) -> list[Secret]:
        texts = {leak.secret for leak in leaks if leak.audience == audience}
        return [secret for secret in self._secrets[audience] if secret.text in texts]

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
        place = told_place(found.secret.hidden_at, self._hiding)
        return Leak(audience, file, found.line, found.secret.text, place)

    @cached_property
    def _hiding(self) -> Mapping[Pointer, Location]:
        """Where all secrets are hidden: a file is read once, and only if something leaks."""
        secrets = (secret for found in self._secrets.values() for secret in found)
        return self._document.locate_all({secret.hidden_at for secret in secrets})

    def _not_of_pages(self, secrets: Sequence[Secret]) -> Iterator[Secret]:
        """The secrets that no page says by itself.

        The pages of a site name its audiences to each other, also one that is published nowhere
        else: somebody asked for it.
        """
        audiences = (view.pruning.losses.audience for view in self._views.values())
        named = [
            text
            for audience in audiences
            if not audience.publish
            for text in (audience.name, audience.title, audience.description)
        ]
        told = Searcher(secrets).find(named) if named else {}
        return (secret for secret in secrets if not secret.common and secret not in told)

    def _shared(self) -> list[Secret]:
        """What is a secret for every audience."""
        sets = [{secret.words for secret in found} for found in self._secrets.values()]
        shared = set.intersection(*sets) if sets else set()
        first = next(iter(self._secrets.values()), [])
        return [secret for secret in first if secret.words in shared and secret.meant]
