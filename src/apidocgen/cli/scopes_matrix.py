"""``apidocgen scopes matrix``: every endpoint with what it needs."""

from __future__ import annotations

import click

from apidocgen.cli.scopes_inputs import Subject, format_option, subject_options
from apidocgen.cli.terminal import print_lines


@click.command("matrix")
@format_option("text", "json", "csv", "markdown")
@subject_options
def command(subject: Subject, *, form: str) -> int:
    """Print every operation with its audiences, its tier and what a call needs."""
    from apidocgen.cli import scopes_tables

    known = subject.map()
    if form == "text":
        print_lines(scopes_tables.as_text(known))
    else:
        click.echo(scopes_tables.WRITERS[form](known), nl=form != "csv")
    return 0
