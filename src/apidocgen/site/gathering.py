"""From settings to what a site is made of: load → filter → pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from apidocgen.reference.page import NavSection, Page
from apidocgen.site.settings import Settings
from apidocgen.variants.variant import Variant, VariantSet


@dataclass(frozen=True, slots=True)
class Contents:
    """The variants to publish, and the files that all of it was read from."""

    variants: VariantSet
    settings: Settings
    sources: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def published(self) -> Sequence[Variant]:
        """The variants that get a folder, in menu order."""
        return self.variants.variants

    def pages(self, language: str) -> Iterator[Page]:
        """Render all pages of all audiences, with fixed texts in this language."""
        from apidocgen.reference.pages import Options, render_pages

        options = Options(self.settings.templates, language, self.settings.source_url)
        return render_pages(self.variants, options)

    def navigation(self, variant: Variant, language: str) -> tuple[NavSection, ...]:
        """What the sidebar of an audience lists, with fixed texts in this language."""
        from apidocgen.reference.pages import navigation

        return navigation(variant, language, self.settings.templates)


def gather(settings: Settings) -> Contents:
    """Read the document and filter it. Raises InputError when it cannot be used."""
    from apidocgen.spec.loading import load
    from apidocgen.variants.filter import make_variants

    loaded = load(settings.spec, overlays=settings.overlays, root=settings.root)
    variants = make_variants(loaded.document, audiences=settings.audiences)
    said = [f"{warning.location}: {warning.message}" for warning in loaded.warnings]
    return Contents(variants, settings, (*loaded.files, *settings.overlays), tuple(said))
