"""The comparison as JSON, in the documented shape."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from apidocgen.diff.bump import suggested_bump
from apidocgen.diff.change import Change, Comparison, OperationName


def as_json(comparison: Comparison) -> str:
    """The comparison as ``diff.schema.json`` describes it."""
    return json.dumps(as_values(comparison), indent=2, ensure_ascii=False, default=str)


def as_values(comparison: Comparison) -> dict[str, Any]:
    """The same as plain values."""
    bump = suggested_bump(comparison)
    return {
        "summary": {level.value: count for level, count in comparison.counts().items()},
        "changes": [_change(change) for change in comparison.changes],
        "base": comparison.base,
        "revision": comparison.revision,
        "audiences": list(comparison.audiences),
        "version": {"bump": bump.size, "suggestion": bump.suggestion, "met": bump.met},
        "stale": list(comparison.stale),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "rule": change.rule,
        "level": change.level.value,
        "audiences": list(change.audiences),
        "operation": _operation(change.operation) if change.operation else None,
        "pointer": change.pointer,
        "message": change.message,
        "before": change.before,
        "after": change.after,
        "location": asdict(change.location),
        "operations": [_operation(operation) for operation in change.operations],
        "directions": [direction.value for direction in change.directions],
        "certainty": change.certainty,
        "fingerprint": change.fingerprint,
        "accepted": change.accepted,
    }


def _operation(operation: OperationName) -> dict[str, str]:
    return {"method": operation.method, "path": operation.path}
