"""``apidocgen check``: report what would make a variant lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from apidocgen.cli.inputs import Source, find_source, read_source
from apidocgen.cli.options import Common, common_options
from apidocgen.cli.terminal import print_lines

if TYPE_CHECKING:
    from apidocgen.lint.check import Checked

_LEVELS = ("error", "warning", "info", "never")


@click.command("check")
@click.argument("spec", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default="error",
    show_default=True,
    help="The lowest severity that makes the exit status 1.",
)
@common_options
def command(common: Common, *, spec: str | None, form: str, fail_on: str) -> int:
    """Check SPEC and the variant of every audience.

    SPEC is a file, or REV:path from git; without it, the one in mkdocs.yml. Exit status 1: there
    are findings at or above the level asked.
    """
    from apidocgen.cli import check_report

    checked = _checked(common, find_source(common, spec))
    if form == "json":
        click.echo(check_report.as_json(checked.findings))
    else:
        print_lines(check_report.as_text(checked, everything=common.verbose))
    return 1 if checked.reaches(fail_on) else 0


def _checked(common: Common, source: Source) -> Checked:
    from apidocgen.lint.check import Options, check_all

    options = Options.configured(source.rules, validate=common.validate, file=source.config)
    return check_all(read_source(common, source), options)
