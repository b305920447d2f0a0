"""What `mkdocs build` says about the document, as `apidocgen build` would."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.site.settings import Settings
from apidocgen.variants.variant import VariantSet


def findings(variants: VariantSet, settings: Settings) -> Iterator[str]:
    """Yield what the rules find, each with its place; remarks that only inform are left out."""
    from apidocgen.lint.check import Options, check
    from apidocgen.lint.finding import Severity

    file = str(settings.config_file) if settings.config_file else None
    options = Options.configured(settings.rules, validate=settings.validate, file=file)
    for finding in check(variants.master, variants, options):
        if finding.severity is not Severity.INFO:
            yield f"{finding.location}: {finding.message} ({finding.rule})"
