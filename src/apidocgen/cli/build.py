"""``apidocgen build``: check, stage, build and audit the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apidocgen.cli.inputs import settings_for_site
from apidocgen.cli.options import Common, audience_option, common_options
from apidocgen.cli.terminal import note, progress, warn

if TYPE_CHECKING:
    from apidocgen.lint.check import Options
    from apidocgen.site.build import BuildReport
    from apidocgen.variants.variant import VariantSet


@click.command("build")
@audience_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the site goes; by default what mkdocs.yml says.",
)
@click.option("--strict", is_flag=True, help="Publish nothing if there are warnings or errors.")
@common_options
def command(
    common: Common, *, audiences: tuple[str, ...], site_dir: Path | None, strict: bool
) -> int:
    """Build the site that mkdocs.yml describes.

    The site is built aside and put in place when it is complete: after a failure, the last good
    one is still there. Exit status 1: it was not published.
    """
    from apidocgen.lint.check import Options
    from apidocgen.site.build import build_site

    settings = settings_for_site(common)
    options = Options.configured(
        settings.rules, validate=settings.validate, file=str(common.config_file)
    )
    inspection = _Inspection(options, strict)
    with progress(common) as step:
        report = build_site(
            settings,
            site_dir,
            audiences or None,
            strict=strict,
            progress=step,
            inspect=inspection.look,
        )
    _tell(common, report, inspection)
    return 0 if report.published else 1


@dataclass(slots=True)
class _Inspection:
    """Looks at what is about to be published; errors keep it from that when strict."""

    options: Options
    strict: bool
    errors: list[str] = field(default_factory=list)

    def look(self, _staging: Path, variants: VariantSet) -> Sequence[str]:
        """Run the rules; return what must not be published."""
        from apidocgen.lint.check import check
        from apidocgen.lint.finding import Severity

        self.errors = [
            f"{finding.location}: {finding.message} ({finding.rule})"
            for finding in check(variants.master, variants, self.options)
            if finding.severity is Severity.ERROR
        ]
        return self.errors if self.strict else ()


def _tell(common: Common, report: BuildReport, inspection: _Inspection) -> None:
    for warning in report.warnings:
        note(common, f"warning: {warning}")
    for line in inspection.errors:
        warn(line)
    others = [each for each in report.objections if each not in inspection.errors]
    for objection in others:
        warn(objection)
    if report.published:
        pages = sum(report.pages.values())
        note(common, f"built {pages} pages in {report.seconds:.1f} s: {report.site_dir}")
    else:
        warn("not published; what was there before is still in place")
