"""``apidocgen audit``: search what was built for what must not be there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from apidocgen.cli.inputs import find_source, read_source
from apidocgen.cli.options import Common, common_options, spec_option
from apidocgen.cli.terminal import print_lines

if TYPE_CHECKING:
    from apidocgen.variants.audit import Leak


@click.command("audit")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@spec_option
@click.option(
    "--allow",
    multiple=True,
    metavar="TEXT",
    help="A name or text that is known to be harmless. Repeatable.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@common_options
def command(
    common: Common, *, folder: Path, spec: str | None, allow: tuple[str, ...], form: str
) -> int:
    """Search DIR, a built site or a folder of variants, for leaks.

    Looked for is every name and text of the master that an audience must not see, in every file
    published for it. Exit status 1: something was found.
    """
    from apidocgen.spec.problems import InputError, Location
    from apidocgen.variants.audit import Audit
    from apidocgen.variants.filter import Filtering

    if not folder.is_dir():
        raise InputError("no such folder", Location(str(folder)))
    source = find_source(common, spec)
    audit = Audit(Filtering(read_source(common, source)), allowed=(*source.allowed, *allow))
    leaks = list(audit.folder(folder))
    if form == "json":
        click.echo(as_json(leaks))
    else:
        print_lines(as_text(leaks, audit.size))
    return 1 if leaks else 0


def as_json(leaks: Sequence[Leak]) -> str:
    """The leaks in the documented shape."""
    return json.dumps({"leaks": [asdict(leak) for leak in leaks]}, indent=2, ensure_ascii=False)


def as_text(leaks: Sequence[Leak], secrets: int) -> Iterator[Text]:
    """The report for people: by audience, each leak with the place where it is hidden."""
    ordered = sorted(leaks, key=lambda leak: leak.audience)
    for audience, group in groupby(ordered, key=lambda leak: leak.audience):
        yield Text.assemble(("leak     ", "bold red"), (_whose(audience), "bold"))
        for leak in group:
            place = f"{leak.file}:{leak.line}" if leak.line else f"{leak.file} (its name)"
            yield Text.assemble("  ", (place, "cyan"), f"  {leak.secret!r}")
            yield Text(f"    hidden at {leak.hidden_at}", "dim")
        yield Text()
    if leaks:
        yield Text(f"{len(leaks)} found, {secrets} secrets looked for", "bold red")
    else:
        yield Text.assemble(("nothing found", "bold green"), (f"  {secrets} secrets", "dim"))


def line(leak: Leak) -> str:
    """One leak in one line, for the commands that refuse to publish it."""
    return f"{leak.file}:{leak.line}: {leak.secret!r} leaks to {leak.audience}; {leak.hidden_at}"


def _whose(audience: str) -> str:
    from apidocgen.variants.audit import EVERYBODY

    return "in pages for everybody" if audience == EVERYBODY else f"to {audience}"
