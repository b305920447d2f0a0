"""Each file below `cases` is a document; comments in it say what has to be found in which line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from apidocgen.lint.check import Options, check_all
from apidocgen.lint.finding import Finding
from apidocgen.lint.rules import RULES
from apidocgen.spec.loading import load

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
EXPECTED = re.compile(
    r"# (?P<rule>[a-z]+(?:-[a-z]+)+|refused)(?: \[(?P<who>[^]]+)\])?: (?P<text>.+)$"
)


def _expected(path: Path) -> list[tuple[int, re.Match[str]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ((number, EXPECTED.search(line)) for number, line in enumerate(lines, 1))
    return [(number, match) for number, match in found if match]


def _fits(finding: Finding, line: int, expected: re.Match[str]) -> bool:
    audiences = tuple(expected["who"].split(", ")) if expected["who"] else ()
    return (
        finding.rule == expected["rule"]
        and finding.location.line == line
        and finding.audiences == audiences
        and expected["text"] in finding.message
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_findings(case: Path) -> None:
    checked = check_all(load(case).document, Options())
    found = sorted(checked.findings, key=lambda each: each.location)
    expected = _expected(case)
    report = "\n".join(
        f"{each.location.line} {each.rule} {each.audiences} {each.message}" for each in found
    )
    for line, wanted in expected:
        assert any(_fits(each, line, wanted) for each in found), f"missing: {wanted[0]}\n{report}"
    for each in found:
        assert any(_fits(each, *wanted) for wanted in expected), f"not expected: {each}"
        assert each.location.file.endswith(case.name)
        assert each.location.column > 0


def test_every_rule_has_a_case() -> None:
    assert {case.stem for case in CASES} >= {rule.id for rule in RULES}
