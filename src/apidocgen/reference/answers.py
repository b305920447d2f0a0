"""What comes back from a call: an example of each answer, to stand beside the samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from apidocgen.reference.operation_view import OperationView, ResponseView

MOST = 5_000
"""Characters of all examples: they are on the page a second time, with their answers."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An example of an answer; ``anchor`` is the id of what the page says of that answer."""

    title: str
    phrase: str
    anchor: str
    html: Markup


def answers_of(view: OperationView) -> tuple[AnswerView, ...]:
    """An example of each answer that has one, those of success first.

    Nothing where no success has an example that is short enough; errors alone would mislead.
    """
    successes = [each for each in view.responses if each.outcome == "success"]
    others = [each for each in view.responses if each.outcome != "success"]
    shown = tuple(_fitting([*successes, *others]))
    return shown if shown and shown[0].title in {each.status for each in successes} else ()


def _fitting(responses: list[ResponseView]) -> Iterator[AnswerView]:
    room = MOST
    for response in responses:
        examples = [each for content in response.contents for each in content.examples]
        first = next((each for each in examples if each.code), None)
        if first and len(first.code) <= room:
            room -= len(first.code)
            yield AnswerView(response.status, response.phrase, response.anchor, first.html)
