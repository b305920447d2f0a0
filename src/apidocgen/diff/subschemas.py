"""Keywords that hold one schema, where an absent one allows everything."""

from __future__ import annotations

from apidocgen.diff.flatten import Parts

SINGLE = {
    "items": "items",
    "additionalItems": "additional-items",
    "unevaluatedItems": "unevaluated-items",
    "additionalProperties": "additional-properties",
    "unevaluatedProperties": "unevaluated-properties",
    "propertyNames": "property-names",
    "contains": "contains",
    "contentSchema": "content-schema",
    "then": "then",
    "else": "else",
}
MAPS = {
    "patternProperties": "pattern-properties",
    "dependentSchemas": "dependent-schemas",
}


def state_change(old: Parts, new: Parts) -> str | None:
    """How a keyword changed: "both" where both sides hold a schema worth comparing."""
    was, now = _state(old), _state(new)
    if was == now:
        return "both" if was == "schema" else None
    if now == "closed":
        return "closed"
    if was == "closed":
        return "opened"
    return "added" if was == "open" else "removed"


def _state(parts: Parts) -> str:
    if any(part.value is False or part.value == {"not": {}} for part in parts):
        return "closed"
    return "open" if all(part.value in (True, {}) for part in parts) else "schema"
