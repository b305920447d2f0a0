"""What ``apidocgen check`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.text import Text

from apidocgen.lint.check import Checked
from apidocgen.lint.finding import Finding, Severity
from apidocgen.lint.rules import BY_ID
from apidocgen.variants.variant import Variant

SHOWN = 20
"""So many findings of one rule are shown unless all are wanted."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


def as_json(findings: Sequence[Finding]) -> str:
    """The findings in the documented shape."""
    return json.dumps(
        {"findings": [asdict(each) for each in findings]}, indent=2, ensure_ascii=False
    )


def as_text(checked: Checked, *, everything: bool) -> Iterator[Text]:
    """The report for people: worst first, by rule, each finding with its place."""
    ranked = sorted(checked.findings, key=lambda each: each.severity.rank)
    for rule, group in groupby(ranked, key=lambda each: each.rule):
        yield from _rule(rule, list(group), everything=everything)
    yield _summary(checked)


def _rule(rule: str, findings: list[Finding], *, everything: bool) -> Iterator[Text]:
    severity = findings[0].severity
    yield Text.assemble(
        (f"{severity:<8}", _STYLES[severity]),
        (BY_ID[rule].title, "bold"),
        (f"  {rule}", "dim"),
        (f"  {len(findings)}", "bold") if len(findings) > 1 else "",
    )
    shown = findings if everything else findings[:SHOWN]
    width = max(len(str(each.location)) for each in shown)
    for finding in shown:
        yield _line(finding, width)
    if len(shown) < len(findings):
        yield Text(f"  … {len(findings) - len(shown)} more, shown with -v", "dim")
    yield Text(f"  → {BY_ID[rule].remedy}", "dim")
    yield Text()


def _line(finding: Finding, width: int) -> Text:
    line = Text.assemble("  ", (f"{finding.location!s:<{width}}", "cyan"), "  ", finding.message)
    if finding.audiences:
        line.append(f"  [{', '.join(finding.audiences)}]", "magenta")
    return line


def _summary(checked: Checked) -> Text:
    counts = [(checked.count(severity), severity) for severity in Severity]
    said: list[Any] = []
    for count, severity in counts:
        if count:
            said += [", " if said else "", (_counted(count, severity), _STYLES[severity])]
    outcome = said or [("nothing found", "bold green")]
    return Text.assemble(*outcome, (f"  {_subject(checked)}", "dim"))


def _counted(count: int, severity: Severity) -> str:
    return f"{count} {_NOUNS[severity][count != 1]}"


def _subject(checked: Checked) -> str:
    what = f"{checked.document.name}, OpenAPI {checked.document.version}"
    if checked.variants is None:
        return f"{what}, no variants"
    audiences = [variant.audience for variant in checked.variants.variants]
    if any(audience.implicit for audience in audiences):
        return f"{what}, no audiences declared"
    sizes = [f"{each.audience.name} {_size(each)}" for each in checked.variants.variants]
    return f"{what}, operations: {', '.join(sizes)}"


def _size(variant: Variant) -> str:
    """How many operations there are to call, and how many webhooks besides."""
    webhooks = sum(operation.place == "webhooks" for operation in variant.operations)
    calls = str(len(variant.operations) - webhooks)
    return f"{calls} and {webhooks} webhook{'' if webhooks == 1 else 's'}" if webhooks else calls
