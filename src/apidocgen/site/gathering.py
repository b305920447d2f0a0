"""From settings to what a site is made of: load → filter → pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from apidocgen.reference.page import NavSection, Page
from apidocgen.site.settings import Settings
from apidocgen.variants.variant import Variant, VariantSet

if TYPE_CHECKING:
    from apidocgen.reference.pages import Options
    from apidocgen.reference.phrases import Phrases
    from apidocgen.site.history import History


@dataclass(frozen=True, slots=True)
class Contents:
    """The variants to publish, and the files that all of it was read from."""

    variants: VariantSet
    settings: Settings
    sources: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    history: History | None = None

    @property
    def published(self) -> Sequence[Variant]:
        """The variants that get a folder, in menu order."""
        return self.variants.variants

    def pages(self, language: str) -> Iterator[Page]:
        """Render all pages of all audiences, with fixed texts in this language."""
        from apidocgen.reference.pages import render_pages

        yield from render_pages(self.variants, self._options(language))
        if self.history:
            from apidocgen.site.changes import change_pages

            yield from change_pages(self.history, self.phrases(language))

    def navigation(self, variant: Variant, language: str) -> tuple[NavSection, ...]:
        """What the sidebar of an audience lists, with fixed texts in this language."""
        from apidocgen.reference.pages import navigation

        first, *others = navigation(variant, self._options(language))
        return (self._with_changes(first, variant, language), *others)

    def _options(self, language: str) -> Options:
        from apidocgen.reference.pages import Options

        settings = self.settings
        return Options(settings.templates, language, settings.source_url, settings.console)

    def _with_changes(self, section: NavSection, variant: Variant, language: str) -> NavSection:
        if not self.history:
            return section
        from apidocgen.site.changes import change_items

        items = change_items(self.history, variant.audience.name, self.phrases(language))
        return replace(section, items=(*section.items, *items))

    def phrases(self, language: str) -> Phrases:
        """The fixed texts in this language."""
        from apidocgen.reference.environment import template_folders
        from apidocgen.reference.phrases import phrases_for

        return phrases_for(language, template_folders(self.settings.templates))


def gather(settings: Settings) -> Contents:
    """Read the document and filter it. Raises InputError when it cannot be used."""
    from apidocgen.spec.loading import load
    from apidocgen.variants.filter import make_variants

    loaded = load(settings.spec, overlays=settings.overlays, root=settings.root)
    variants = make_variants(loaded.document, audiences=settings.audiences)
    said = [f"{warning.location}: {warning.message}" for warning in loaded.warnings]
    files = (*loaded.files, *settings.overlays)
    return Contents(variants, settings, files, tuple(said), _history(settings, variants))


def _history(settings: Settings, variants: VariantSet) -> History | None:
    """What changed, where the settings ask for it."""
    if not settings.changes and not settings.changelog:
        return None
    from apidocgen.site.history import read_history

    return read_history(settings, variants)
