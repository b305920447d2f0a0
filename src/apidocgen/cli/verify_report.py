"""What ``apidocgen verify`` prints. Credentials are in nothing it gets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.text import Text

from apidocgen.verification.findings import Answer, Verification
from apidocgen.verification.verify import Plan

_TITLES = {
    "allowed-to-anyone": "Let in without credentials, though the document asks for some",
    "allowed-without-scopes": "Let in with a token whose scopes do not suffice",
    "refused-to-anonymous": "Refused without credentials, though the document asks for none",
    "refused-with-scopes": "Refused with a token whose scopes suffice",
}


def as_json(found: Verification) -> str:
    """The report in the documented shape (``verify.json``)."""
    shape = {
        "calls": len(found.answers),
        "compared": found.conclusive,
        "left": found.left,
        "disagreements": [{"kind": each.kind, **_answer(each)} for each in found.disagreements],
        "unclear": [{**_answer(each), "error": each.error or None} for each in found.unclear],
        "skipped": [
            {"operation": {"method": each.method, "path": each.path}, "reason": each.reason}
            for each in found.skipped
        ],
    }
    return json.dumps(shape, indent=2, ensure_ascii=False)


def as_text(found: Verification, *, everything: bool) -> Iterator[Text]:
    """Disagreements by kind, then what could not be said."""
    for kind, title in _TITLES.items():
        answers = [each for each in found.disagreements if each.kind == kind]
        if answers:
            yield Text.assemble((title, "bold red"), (f"  {kind}", "dim"))
            yield from map(_line, answers)
            yield Text()
    if everything:
        yield from _unsaid(found)
    yield _summary(found)


def plan_text(planned: Plan) -> Iterator[Text]:
    """The calls that would be made, with what the document expects."""
    for attempt in planned.attempts:
        yield Text.assemble(
            (f"{attempt.call.method:<7}", "bold"),
            attempt.call.target({}),
            ("  with ", "dim"),
            (attempt.holder.label, "cyan"),
            (f"  expected: {attempt.expected}", "dim"),
        )
    yield Text(f"{len(planned.attempts)} calls, {len(planned.skipped)} operations skipped", "bold")


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "operation": {"method": answer.method, "path": answer.path},
        "holder": answer.holder,
        "scopes": None if answer.scopes is None else list(answer.scopes),
        "expected": str(answer.expected),
        "status": answer.status,
        "missing": list(answer.missing),
    }


def _line(answer: Answer) -> Text:
    line = Text.assemble(
        (f"  {answer.method:<7}", "bold"),
        answer.path,
        ("  with ", "dim"),
        (answer.holder, "cyan"),
        (f"  answered {answer.status}", "dim"),
    )
    return line.append(f"  lacks {' '.join(answer.missing)}", "dim") if answer.missing else line


def _unsaid(found: Verification) -> Iterator[Text]:
    for answer in found.unclear:
        said = answer.error or f"answered {answer.status}"
        yield Text(f"unclear  {answer.method} {answer.path} with {answer.holder}: {said}", "dim")
    for each in found.skipped:
        yield Text(f"skipped  {each.method} {each.path}: {each.reason}", "dim")


def _summary(found: Verification) -> Text:
    count = len(found.disagreements)
    verdict = f"{count} disagreement{'' if count == 1 else 's'}" if count else "no disagreement"
    left = f", {found.left} calls left unmade by --max-calls" if found.left else ""
    figures = (
        f"  {len(found.answers)} calls, {found.conclusive} compared, "
        f"{len(found.unclear)} unclear, {len(found.skipped)} operations skipped{left}"
    )
    return Text.assemble((verdict, "bold red" if count else "bold green"), (figures, "dim"))
