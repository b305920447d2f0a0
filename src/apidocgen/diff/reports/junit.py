"""The comparison as a JUnit report: a test case for each operation."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.level import Level
from apidocgen.diff.reports.grouping import grouped

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(comparison: Comparison, fail_on: Level | None = Level.BREAKING) -> str:
    """Each audience is a suite; an operation fails with changes of ``fail_on`` or worse."""
    suites = [_suite(comparison, name, fail_on) for name in comparison.audiences]
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="apidocgen diff">']
        + [line for suite in suites for line in suite]
        + ["</testsuites>", ""]
    )


def _suite(comparison: Comparison, name: str, fail_on: Level | None) -> list[str]:
    cases = grouped(comparison.concerning(name))
    failed = {
        heading: [change for change in changes if _fails(change, fail_on)]
        for heading, changes in cases.items()
    }
    count = max(len(cases), 1)
    failures = sum(bool(changes) for changes in failed.values())
    head = f'<testsuite name={_quoted(name)} tests="{count}" failures="{failures}" errors="0">'
    lines = [line for heading in cases for line in _case(heading, failed[heading])]
    return [head, *(lines or _case("nothing changes", [])), "</testsuite>"]


def _fails(change: Change, fail_on: Level | None) -> bool:
    return fail_on is not None and change.level.rank <= fail_on.rank


def _case(heading: str, failures: list[Change]) -> list[str]:
    head = f'<testcase classname="apidocgen.diff" name={_quoted(heading)}'
    if not failures:
        return [f"{head}/>"]
    text = "\n".join(f"{each.location}: {each.message} ({each.rule})" for each in failures)
    first = f"<failure type={_quoted(failures[0].rule)} message={_quoted(failures[0].message)}>"
    return [f"{head}>", f"{first}{escape(_clean(text))}</failure>", "</testcase>"]


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
