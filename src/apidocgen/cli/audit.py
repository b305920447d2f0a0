"""``apidocgen audit``: search what was built for what must not be there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from apidocgen.cli.inputs import find_source, read_source
from apidocgen.cli.options import Common, common_options, spec_option
from apidocgen.cli.terminal import note, print_lines

if TYPE_CHECKING:
    from apidocgen.variants.auditing.leaks import Leak


@click.command("audit")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@spec_option
@click.option(
    "--audience",
    "owner",
    metavar="NAME",
    help="DIR as a whole is what this audience gets, such as site/NAME.",
)
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
    common: Common,
    *,
    folder: Path,
    spec: str | None,
    owner: str | None,
    allow: tuple[str, ...],
    form: str,
) -> int:
    """Search DIR, a built site or a folder of variants, for leaks.

    Looked for is every name and text of the master that an audience must not see, in every file
    published for it: NAME/… and NAME.yaml, .yml, .json, .md or .atom. In other files it is what
    nobody may see. Exit status 1: something was found. 2: no file is an audience's.
    """
    from apidocgen.cli import audit_report
    from apidocgen.spec.problems import InputError, Location
    from apidocgen.variants.auditing.audit import Audit, views_in
    from apidocgen.variants.filter import Filtering

    if not folder.is_dir():
        raise InputError("no such folder", Location(str(folder)))
    source = find_source(common, spec)
    filtering = Filtering(read_source(common, source))
    views = [filtering.view(filtering.audience(owner))] if owner else views_in(filtering, folder)
    audit = Audit(filtering, views, (*source.allowed, *allow))
    files = audit.files(folder, owner)
    leaks = audit.traced(_told(list(audit.folder(folder, owner)), folder))
    unpublished = {each.name for each in filtering.access.audiences if not each.publish}
    if form == "json":
        click.echo(audit_report.as_json(leaks))
        for line in audit_report.searched(files, unpublished):
            note(common, line.plain)
    else:
        print_lines(audit_report.as_text(leaks, audit.size, files, unpublished))
    return 1 if leaks else 0


def _told(found: list[Leak], folder: Path) -> list[Leak]:
    """What was found, without what files of the installed themes and packages say anyway."""
    if not found:
        return found
    # Only what was found is judged: to know the themes takes MkDocs.
    from apidocgen.site.auditing import installed_files, outside_of

    return list(outside_of(installed_files(), found, folder))
