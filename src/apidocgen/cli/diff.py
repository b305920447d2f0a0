"""``apidocgen diff``: what a change of the document does to each audience."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apidocgen.cli.inputs import Source, find_source, read_source
from apidocgen.cli.options import Common, audience_option, common_options
from apidocgen.cli.terminal import note, print_lines
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

    Both are files or REV:path from git; REV: alone means the same file in that revision. Without
    REVISION, the document in mkdocs.yml. Exit status 1: there are changes at or above the level
    asked.
    """
    from apidocgen.diff.scope import Settings

    settings = Settings(texts=not no_texts, extensions=extensions)
    files = [_other(each) for each in others]
    source = find_source(common, revision)
    comparison = _compared(common, (base, source), audiences, settings)
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
    common: Common, sources: tuple[str, Source], audiences: tuple[str, ...], settings: Settings
) -> Comparison:
    from apidocgen.diff.compare import compare_documents

    base, source = sources
    old = read_source(common, base_source(common, base, source))
    new = read_source(common, source)
    comparison = compare_documents(old, new, settings, audiences or source.audiences)
    for name in audiences:
        if name not in comparison.audiences:
            known = ", ".join(comparison.audiences) or "none"
            raise InputError(f"unknown audience {name!r}; on both sides: {known}")
    return comparison


def base_source(common: Common, base: str, revision: Source) -> Source:
    """What BASE means: REV: alone is the revision's own file, with its overlays, as it was."""
    from apidocgen.diff.revisions import overlays_then, split_revision

    found = split_revision(base)
    if found is None:
        return find_source(common, base)
    rev, path = found
    same = _without_revision(revision.spec)
    if path and Path(path) != Path(same):
        return Source(base, common.overlays)
    paths = (_without_revision(str(overlay)) for overlay in revision.overlays)
    overlays = overlays_then(rev, paths, lambda line: note(common, line))
    return replace(revision, spec=f"{rev}:{path or same}", overlays=overlays, root=None)


def _without_revision(spec: str) -> str:
    from apidocgen.diff.revisions import split_revision

    found = split_revision(spec)
    return found[1] if found else spec


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
