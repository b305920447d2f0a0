"""The comparison as a code quality report for GitLab."""

from __future__ import annotations

import json

from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.level import Level
from apidocgen.diff.reports.places import file_of

_SEVERITIES = {
    Level.BREAKING: "critical",
    Level.ACCESS: "major",
    Level.WARNING: "minor",
    Level.INFO: "info",
}


def as_gitlab(comparison: Comparison) -> str:
    """A list of issues, one for each change that nobody has accepted."""
    return json.dumps([_issue(each) for each in comparison.open], indent=2, ensure_ascii=False)


def _issue(change: Change) -> dict[str, object]:
    text = f"{change.operation}: {change.message}" if change.operation else change.message
    return {
        "description": f"{text} [{', '.join(change.audiences)}]",
        "check_name": change.rule,
        "fingerprint": f"{change.fingerprint}-{'-'.join(change.audiences)}",
        "severity": _SEVERITIES[change.level],
        "location": {"path": file_of(change), "lines": {"begin": max(change.anchor.line, 1)}},
    }
