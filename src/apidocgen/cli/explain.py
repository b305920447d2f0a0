"""``apidocgen explain``: why an audience sees something, or does not."""

from __future__ import annotations

import click

from apidocgen.cli.inputs import find_source, read_source
from apidocgen.cli.options import Common, common_options, spec_option
from apidocgen.cli.terminal import print_lines


@click.command("explain")
@click.argument("target")
@click.option(
    "--audience", "audiences", multiple=True, required=True, metavar="NAME", help="Whose view."
)
@spec_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@common_options
def command(
    common: Common, *, target: str, audiences: tuple[str, ...], spec: str | None, form: str
) -> int:
    """Say why TARGET is visible to an audience, or why not.

    TARGET is an operation ("GET /path" or its operationId), a parameter (operationId.name), a
    path, webhook or tag, a JSON pointer into the document, a component (Name), a property or enum
    value (Name.property.value), or a scope. Exit status 0 whatever the answer is.
    """
    from apidocgen.cli import explain_report
    from apidocgen.variants.explain import explain
    from apidocgen.variants.filter import Filtering

    filtering = Filtering(read_source(common, find_source(common, spec)))
    answers = [explain(filtering, audience, target) for audience in audiences]
    if form == "json":
        click.echo(explain_report.as_json(answers))
    else:
        for answer in answers:
            print_lines(explain_report.as_text(answer))
    return 0
