"""``apidocgen diff``: what a change of the document does to each audience."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from apidocgen.cli.diff_inputs import find_sources
from apidocgen.cli.inputs import Source, read_source
from apidocgen.cli.options import Common, audience_option, common_options
from apidocgen.cli.terminal import print_lines
from apidocgen.spec.problems import InputError

if TYPE_CHECKING:
    from apidocgen.diff.change import Comparison
    from apidocgen.diff.scope import Settings

_LEVELS = ("breaking", "access", "warning", "info", "never")
_FORMATS = ("text", "markdown", "json", "sarif", "junit", "github", "gitlab")


@click.command("diff")
@click.argument("base")
@click.argument("revision", required=False)
@audience_option
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default="breaking",
    show_default=True,
    help="The lowest level that makes the exit status 1.",
)
@click.option("--accept", metavar="FILE", help="Changes that somebody has accepted, with reasons.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option(
    "--also",
    "others",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the report in another format too. Repeatable.",
)
@click.option("--no-texts", is_flag=True, help="Leave out changed descriptions and examples.")
@click.option(
    "--extension",
    "extensions",
    multiple=True,
    metavar="X-NAME",
    help="Report changes of this extension too. Repeatable.",
)
@common_options
def command(
    common: Common,
    *,
    base: str,
    revision: str | None,
    audiences: tuple[str, ...],
    fail_on: str,
    accept: str | None,
    form: str,
    others: tuple[str, ...],
    no_texts: bool,
    extensions: tuple[str, ...],
) -> int:
    """Compare BASE with REVISION for every audience.

    Both are files or REV:path from git; REV: alone means the file of the other, or of mkdocs.yml
    if both are alone. Without REVISION, the document in mkdocs.yml. Exit status 1: there are
    changes at or above the level asked.
    """
    from apidocgen.diff.scope import Settings

    settings = Settings(texts=not no_texts, extensions=extensions)
    files = [_other(each) for each in others]
    sources = find_sources(common, base, revision)
    comparison = _compared(common, sources, audiences, settings)
    if accept:
        comparison = _accepted(comparison, accept, settings)
    for name, file in files:
        file.write_text(written(comparison, name, fail_on) + "\n", encoding="utf-8")
    _print(comparison, form, fail_on, everything=common.verbose)
    return 1 if comparison.reaches(fail_on) else 0


def _other(value: str) -> tuple[str, Path]:
    """A format and a file, as ``--also`` names them."""
    name, _, file = value.partition("=")
    known = [each for each in _FORMATS if each != "text"]
    if name not in known or not file:
        raise InputError(f"--also takes FORMAT=FILE, FORMAT being one of {', '.join(known)}")
    return name, Path(file)


def _compared(
    common: Common, sources: tuple[Source, Source], audiences: tuple[str, ...], settings: Settings
) -> Comparison:
    from apidocgen.diff.audiences import refuse_unknown
    from apidocgen.diff.compare import compare_documents

    old, new = (read_source(common, source) for source in sources)
    refuse_unknown(audiences, old, new)
    return compare_documents(old, new, settings, audiences or sources[1].audiences)


def _accepted(comparison: Comparison, file: str, settings: Settings) -> Comparison:
    from apidocgen.diff.accept import accept, read_accepted

    return accept(comparison, read_accepted(file), settings.today)


def _print(comparison: Comparison, form: str, fail_on: str, *, everything: bool) -> None:
    if form == "text":
        from rich.text import Text

        from apidocgen.diff.reports.text import as_text

        lines = as_text(comparison, everything=everything)
        print_lines(Text.assemble(*line) for line in lines)
    else:
        click.echo(written(comparison, form, fail_on))


def written(comparison: Comparison, form: str, fail_on: str) -> str:
    """The report in one of the formats that are not for a terminal."""
    from apidocgen.diff.level import Level
    from apidocgen.diff.reports import annotations, gitlab, json_format, junit, markdown, sarif

    if form == "junit":
        return junit.as_junit(comparison, None if fail_on == "never" else Level(fail_on))
    writers = {
        "markdown": markdown.as_markdown,
        "json": json_format.as_json,
        "sarif": sarif.as_sarif,
        "github": annotations.as_annotations,
        "gitlab": gitlab.as_gitlab,
    }
    return writers[form](comparison)
