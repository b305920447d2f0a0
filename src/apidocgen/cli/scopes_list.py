"""``apidocgen scopes list``: the catalogue."""

from __future__ import annotations

import click

from apidocgen.cli.scopes_inputs import Subject, format_option, subject_options
from apidocgen.cli.terminal import print_lines


@click.command("list")
@format_option("text", "json")
@subject_options
def command(subject: Subject, *, form: str) -> int:
    """List scopes, aliases and token profiles, with how many endpoints name each."""
    from apidocgen.cli import scopes_report

    known = subject.map()
    if form == "json":
        click.echo(scopes_report.list_json(known))
    else:
        print_lines(scopes_report.list_text(known))
    return 0
