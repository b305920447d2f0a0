"""What ``apidocgen explain`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from rich.text import Text

from apidocgen.variants.explaining.step import Explanation, Step

_SIGNS = {True: ("✓ ", "green"), False: ("✗ ", "bold red"), None: ("· ", "dim")}


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
