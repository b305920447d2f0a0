"""``apidocgen explain``: why an audience sees something, or does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.text import Text

from apidocgen.cli.inputs import find_source, read_source
from apidocgen.cli.options import Common, common_options, spec_option
from apidocgen.cli.terminal import print_lines

if TYPE_CHECKING:
    from apidocgen.variants.explain import Explanation, Step

_SIGNS = {True: ("✓ ", "green"), False: ("✗ ", "bold red"), None: ("· ", "dim")}


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

    TARGET is an operation ("GET /path" or its operationId), a JSON pointer into the document, a
    component (Name or Name.property), or a scope. Exit status 0 whatever the answer is.
    """
    from apidocgen.variants.explain import explain
    from apidocgen.variants.filter import Filtering

    filtering = Filtering(read_source(common, find_source(common, spec)))
    answers = [explain(filtering, audience, target) for audience in audiences]
    if form == "json":
        click.echo(as_json(answers))
    else:
        for answer in answers:
            print_lines(as_text(answer))
    return 0


def as_json(answers: list[Explanation]) -> str:
    """The explanations as JSON; a step's ``passes`` is null where it decides nothing."""
    document = {"explanations": [asdict(answer) for answer in answers]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_text(answer: Explanation) -> Iterator[Text]:
    """The explanation for people, outermost reason first."""
    verdict = ("visible", "bold green") if answer.visible else ("hidden", "bold red")
    yield Text.assemble((answer.target, "bold"), f" for {answer.audience}: ", verdict)
    for step in answer.steps:
        yield _line(step)
    if not answer.steps:
        yield Text("  nothing around it restricts anybody", "dim")
    yield Text()


def _line(step: Step) -> Text:
    line = Text("  " + "  " * step.depth)
    line.append(*_SIGNS[step.passes])
    line.append(step.text)
    if step.location is not None:
        line.append(f"  {step.location}", "cyan")
    return line
