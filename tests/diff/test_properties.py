"""What holds for any two documents: nothing between equals, what came can go, no crash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocgen.diff.compare import compare_documents
from apidocgen.diff.level import Level
from tests.diff.documents import document, request_schema, response_schema

NAMES = st.sampled_from(["a", "b", "c"])
COMPONENTS = ("A", "B")
REFERENCES = st.sampled_from(COMPONENTS).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
SCALARS = st.fixed_dictionaries(
    {"type": st.sampled_from(["string", "integer", "number", "boolean"])},
    optional={
        "enum": st.lists(st.sampled_from(["x", "y", 1, None]), min_size=1, unique_by=repr),
        "maxLength": st.integers(0, 3),
        "minimum": st.integers(-2, 2),
        "format": st.sampled_from(["date", "int32"]),
        "default": st.sampled_from([1, "x", None]),
    },
)


def _containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    properties = st.dictionaries(NAMES, inner, max_size=3)
    required = st.lists(NAMES, unique=True, max_size=2)
    objects = st.fixed_dictionaries(
        {"type": st.just("object"), "properties": properties},
        optional={"required": required, "additionalProperties": st.booleans() | inner},
    )
    arrays = st.fixed_dictionaries({"type": st.just("array"), "items": inner})
    choices = st.sampled_from(["oneOf", "anyOf", "allOf"]).flatmap(
        lambda keyword: st.lists(inner, min_size=1, max_size=3).map(lambda all_: {keyword: all_})
    )
    return objects | arrays | choices | inner.map(lambda schema: {"not": schema}) | st.booleans()


SCHEMAS = st.recursive(SCALARS | REFERENCES, _containers, max_leaves=8)
ROOTS = st.fixed_dictionaries(dict.fromkeys(COMPONENTS, SCHEMAS)).map(
    lambda schemas: {"components": {"schemas": schemas}}
)
SHAPES = st.sampled_from([request_schema, response_schema])


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(SHAPES, SCHEMAS, ROOTS)
def test_nothing_between_equals(shape: Any, schema: Any, root: Any) -> None:
    """Also where the copies are told apart by something that means nothing."""
    old, new = shape(schema, **root), shape(schema, **root)
    new["x-build"] = 7
    comparison = compare_documents(document(old), document(new))
    assert comparison.changes == ()
    assert not comparison.identical


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(SHAPES, SCHEMAS, SCHEMAS, ROOTS, ROOTS)
def test_whatever_changes_can_be_undone(
    shape: Any, old: Any, new: Any, before: Any, after: Any
) -> None:
    """A change is found in both directions of time or in neither, and never crashes."""
    base, revision = document(shape(old, **before)), document(shape(new, **after))
    there = compare_documents(base, revision).changes
    back = compare_documents(revision, base).changes
    assert bool(there) == bool(back)
    assert all(change.message and change.location.line for change in there)


@settings(max_examples=100, deadline=None)
@given(SCHEMAS, ROOTS, SCALARS)
def test_a_new_alternative_never_breaks_a_request(schema: Any, root: Any, other: Any) -> None:
    old = request_schema({"oneOf": [schema, {"type": "object", "title": "T"}]}, **root)
    new = request_schema({"oneOf": [{"type": "object", "title": "T"}, schema, other]}, **root)
    levels = {change.level for change in compare_documents(document(old), document(new)).changes}
    assert Level.BREAKING not in levels
