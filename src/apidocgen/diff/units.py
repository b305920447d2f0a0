"""Comparing a pair of components, once for all who refer to them."""

from __future__ import annotations

from apidocgen.diff.fact import Fact, Unit
from apidocgen.diff.messages import compare_body_content, compare_header, compare_response
from apidocgen.diff.parameters import Parameter, compare_parameter
from apidocgen.diff.schemas import SchemaComparison
from apidocgen.diff.scope import Pair, Scope, Spot
from apidocgen.diff.side import Node, name_of

_WORDS = {
    "Schema": "schema",
    "Response": "the shared response",
    "RequestBody": "the shared request body",
    "Header": "the shared header",
}


def compare_unit(pair: Pair, unit: Unit) -> Scope:
    """Compare two components."""
    scope = Scope(pair)
    old, new = pair.base.target(unit.old), pair.revision.target(unit.new)
    if old is not None and new is not None:
        if unit.type == "Schema":
            _schemas(scope, unit, old, new)
        else:
            _others(scope, unit, pair.base.followed(old), pair.revision.followed(new))
    scope.finish()
    return scope


def label(unit: Unit) -> str:
    """What people call a pair of components."""
    old, new = name_of(unit.old), name_of(unit.new)
    now = "" if old == new else f" (now `{new}`)"
    return f"{_WORDS.get(unit.type, 'the shared parameter')} `{old}`{now}"


def _schemas(scope: Scope, unit: Unit, old: Node, new: Node) -> None:
    comparison = SchemaComparison(scope, unit.direction)
    comparison.compare((old,), (new,), Spot(label(unit)), start=True)
    gone = scope.pair.revision.target(unit.old) is None
    fresh = scope.pair.base.target(unit.new) is None
    if unit.old != unit.new and gone and fresh:
        names = name_of(unit.old), name_of(unit.new)
        certainty = 0.9 if not scope.facts else 0.6
        where = old.path, new.path
        scope.add([Fact("schema-renamed", "the schema", *names, *where, certainty=certainty)])


def _others(scope: Scope, unit: Unit, old: Node, new: Node) -> None:
    words, direction = label(unit), unit.direction
    if not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return
    if unit.type == "Response":
        compare_response(scope, old, new, words, direction)
    elif unit.type == "Header":
        compare_header(scope, old, new, words, direction)
    elif unit.type == "RequestBody":
        compare_body_content(scope, old, new, words, direction)
    else:
        compare_parameter(scope, Parameter(old, old), Parameter(new, new), direction)
