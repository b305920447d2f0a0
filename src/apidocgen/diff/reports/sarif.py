"""The comparison as SARIF 2.1.0."""

from __future__ import annotations

import json
from typing import Any

from apidocgen import __version__
from apidocgen.diff.change import Change, Comparison
from apidocgen.diff.level import Level
from apidocgen.diff.reports.places import file_of
from apidocgen.diff.rules.table import BY_ID

_LEVELS = {
    Level.BREAKING: "error",
    Level.ACCESS: "warning",
    Level.WARNING: "warning",
    Level.INFO: "note",
}


def as_sarif(comparison: Comparison) -> str:
    """One run with a result for each change; accepted ones are suppressed."""
    ids = sorted({change.rule for change in comparison.changes})
    driver = {
        "name": "apidocgen diff",
        "version": __version__,
        "rules": [_rule(rule) for rule in ids],
    }
    results = [_result(change, ids.index(change.rule)) for change in comparison.changes]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=2, ensure_ascii=False)


def _rule(name: str) -> dict[str, Any]:
    rule = BY_ID[name]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.meaning},
        "fullDescription": {"text": f"{rule.meaning} {rule.why}"},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _result(change: Change, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": change.rule,
        "ruleIndex": index,
        "level": _LEVELS[change.level],
        "message": {"text": f"{change.message} [{', '.join(change.audiences)}]"},
        "locations": [{"physicalLocation": _place(change)}],
        "partialFingerprints": {"change/v1": change.fingerprint},
        "properties": {"audiences": list(change.audiences), "level": change.level.value},
    }
    if change.accepted is not None:
        result["suppressions"] = [{"kind": "external", "justification": change.accepted}]
    return result


def _place(change: Change) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": file_of(change)}}
    if change.anchor.line:
        place["region"] = {
            "startLine": change.anchor.line,
            "startColumn": max(change.anchor.column, 1),
        }
    return place
