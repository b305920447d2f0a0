"""``apidocgen changelog``: what every release brought to each audience."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apidocgen.cli.diff_inputs import base_source
from apidocgen.cli.inputs import Source, find_source, read_source
from apidocgen.cli.options import Common, audience_option, common_options
from apidocgen.cli.staging import write_together
from apidocgen.cli.terminal import note

if TYPE_CHECKING:
    from apidocgen.diff.history import Release
    from apidocgen.spec.document import Document


@click.command("changelog")
@click.argument("spec", required=False)
@click.option(
    "--tags", "pattern", default="v*", show_default=True, metavar="PATTERN", help="Which tags."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("changelog"),
    show_default=True,
    metavar="DIR",
    help="Folder to write to.",
)
@click.option("--address", default="", metavar="URL", help="Where the changelogs are published.")
@audience_option
@common_options
def command(
    common: Common,
    *,
    spec: str | None,
    pattern: str,
    output: Path,
    address: str,
    audiences: tuple[str, ...],
) -> int:
    """Write what each tagged release of SPEC brought to each audience.

    DIR/<audience>.md is kept up to date: what it says of releases stays as it is. Beside it,
    DIR/<audience>.atom is a feed. What is not tagged yet is told as unreleased.
    """
    from apidocgen.diff.audiences import refuse_unknown
    from apidocgen.diff.changelog import as_atom, as_changelog, without_hidden
    from apidocgen.diff.hidden_now import HiddenNow
    from apidocgen.diff.news import news_of
    from apidocgen.variants.vocabulary import read_access

    source = find_source(common, spec)
    releases = _releases(common, source, pattern)
    latest = releases[-1].document
    refuse_unknown(audiences, latest, latest)
    declared, hidden = read_access(latest).audiences, HiddenNow(latest, source.allowed)
    files: dict[str, bytes] = {}
    for audience in declared:
        if audience.publish and (not audiences or audience.name in audiences):
            told = news_of(releases, audience.name, hidden)
            page = output / f"{audience.name}.md"
            title = f"{audience.title}: what changed"
            written = page.read_text(encoding="utf-8") if page.is_file() else ""
            known = without_hidden(written, partial(hidden.names, audience.name))
            if known != written:
                note(common, f"{page}: left out what names something that is hidden now")
            where = f"{address.rstrip('/')}/{audience.name}" if address else audience.name
            files[f"{audience.name}.md"] = as_changelog(told, title, known).encode()
            files[f"{audience.name}.atom"] = as_atom(told, title, where).encode()
    for path in write_together(output, files):
        note(common, f"wrote {path}")
    return 0


def _releases(common: Common, source: Source, pattern: str) -> list[Release]:
    """Every tagged version of the document that can be read, and the one that is there now."""
    from apidocgen.diff.changelog import UNRELEASED
    from apidocgen.diff.history import Release, released

    def read(tag: str) -> Document:
        return read_source(common, base_source(common, f"{tag}:", source))

    found = released(pattern, read, lambda line: note(common, line))
    return [*found, Release(UNRELEASED, "", read_source(common, source))]
