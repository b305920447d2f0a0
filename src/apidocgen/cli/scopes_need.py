"""``apidocgen scopes need``: the least scopes for a task."""

from __future__ import annotations

import click

from apidocgen.cli.scopes_inputs import Subject, format_option, scheme_option, subject_options
from apidocgen.cli.terminal import print_lines


@click.command("need")
@click.argument("operations", metavar="OP...", nargs=-1, required=True)
@scheme_option
@format_option("text", "json")
@subject_options
def command(
    subject: Subject,
    *,
    operations: tuple[str, ...],
    scheme: str | None,
    form: str,
) -> int:
    """Tell which scopes a token needs for these operations.

    OP is "GET /path" or an operationId. The answer opens as few further operations as possible,
    and has as few scopes as possible then. Exit status 1: no token opens one of the operations.
    """
    from apidocgen.cli import scopes_report
    from apidocgen.reference.scope_answers.access_map import access_map
    from apidocgen.reference.scope_answers.finding import Endpoints, find_scheme
    from apidocgen.reference.scope_answers.questions import need

    filtering, variants = subject.filtering()
    known = access_map(variants.variants)
    endpoints = Endpoints(known, filtering, variants.variants)
    wanted = [endpoints.find(name) for name in operations]
    found = need(known, wanted, find_scheme(known, scheme))
    if form == "json":
        click.echo(scopes_report.need_json(found))
    else:
        print_lines(scopes_report.need_text(found, everything=subject.common.verbose))
    return 1 if found.least.unreachable else 0
