"""What is hidden from an audience by now, whatever it once saw."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from apidocgen.spec.document import Document
from apidocgen.variants.auditing.page_words import page_words
from apidocgen.variants.auditing.searching import Searcher
from apidocgen.variants.auditing.secrets import find_secrets
from apidocgen.variants.auditing.wording import words_of
from apidocgen.variants.filter import Filtering


class HiddenNow:
    """Tells whether a text names something that a master hides from an audience.

    ``allowed`` are names and texts that somebody has looked at and found harmless. Secrets are
    those that the audit of a site looks for; each audience's are found when they are asked for.
    """

    def __init__(self, master: Document, allowed: Collection[str] = ()) -> None:
        self._master = master
        self._harmless = {tuple(words_of(text)) for text in allowed}
        self._searchers: dict[str, Searcher] = {}

    def names(self, audience: str, text: str) -> bool:
        """Whether a text names a secret of an audience."""
        return any(True for _ in self._searcher(audience).search(text))

    def _searcher(self, audience: str) -> Searcher:
        if audience not in self._searchers:
            view = self._filtering.view(self._filtering.audience(audience))
            self._searchers[audience] = Searcher(
                secret
                for secret in find_secrets(view, page_words())
                if not secret.common  # what messages themselves say
                and self._harmless.isdisjoint({secret.words, tuple(words_of(secret.text))})
            )
        return self._searchers[audience]

    @cached_property
    def _filtering(self) -> Filtering:
        return Filtering(self._master)
