"""``apidocgen scopes reach``: what a token reaches."""

from __future__ import annotations

import click

from apidocgen.cli.scopes_inputs import Subject, format_option, scheme_option, subject_options
from apidocgen.cli.terminal import print_lines


@click.command("reach")
@click.argument("scopes", metavar="[SCOPE]...", nargs=-1)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Add the scopes of a token profile. Repeatable.",
)
@scheme_option
@format_option("text", "json")
@subject_options
def command(
    subject: Subject,
    *,
    scopes: tuple[str, ...],
    profiles: tuple[str, ...],
    scheme: str | None,
    form: str,
) -> int:
    """Tell what a token with these scopes and aliases can call, and what it lacks for the rest.

    Several scopes may be given as one argument, as they stand in a token. Exit status 1: some of
    them do not occur in the document.
    """
    from apidocgen.cli import scopes_report
    from apidocgen.reference.scope_answers.finding import find_scheme, profile_scopes
    from apidocgen.reference.scope_answers.questions import reached

    known = subject.map()
    held = [name for given in scopes for name in given.split()]
    held += [name for profile in profiles for name in profile_scopes(known, profile)]
    found = reached(known, held, find_scheme(known, scheme))
    if form == "json":
        click.echo(scopes_report.reach_json(known, found))
    else:
        print_lines(scopes_report.reach_text(known, found))
    return 1 if found.unknown else 0
