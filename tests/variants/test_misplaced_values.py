"""Values in documents that are not valid: they are projected wherever a reader sees a value."""

from __future__ import annotations

from typing import Any

import pytest

from tests.variants.masters import shown

PET = {"properties": {"id": {}, "sec": {"x-tier": "premium"}}}
WHOLE = {"id": 1, "sec": "x"}
CUT = {"id": 1}
SHOWS_SEC: dict[str, Any] = {"schema": {"properties": {"sec": {}}}}


def _shown(get: dict[str, Any], components: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the audience ``free`` gets of a document with one operation."""
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "x-tiers": ["free", "premium"],
        "x-audiences": {"free": {"tier": "free"}},
        "paths": {"/it": {"get": {"x-tier": "free", **get}}},
        "components": {"schemas": {"Unused": {"properties": {"sec": {}}}}, **(components or {})},
    }
    return shown(tree, "free")


def _answering(content: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {"200": {"description": "fine", "content": content}}}


def _holder_of(given: dict[str, Any]) -> Any:
    """A media type in the only answer of the only operation, for the audience ``free``."""
    paths = _shown(_answering({"a/b": given, "c/d": SHOWS_SEC}))["paths"]
    return paths["/it"]["get"]["responses"]["200"]["content"]["a/b"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"examples": {"one": WHOLE}}, {"examples": {"one": CUT}}),
        ({"examples": {"one": '{"id": 1, "sec": "x"}'}}, {"examples": {"one": '{"id": 1}'}}),
        ({"examples": [WHOLE, {"id": 2}]}, {"examples": [CUT, {"id": 2}]}),
        ({"examples": {"one": {"summary": "S"}}}, {"examples": {"one": {"summary": "S"}}}),
        ({"examples": {"one": {"x-a": 1, "sec": "x"}}}, {"examples": {"one": {"x-a": 1}}}),
    ],
)
def test_examples_that_are_no_example_objects(written: Any, expected: Any) -> None:
    found = _holder_of({"schema": PET, **written})
    assert found == {"schema": {"properties": {"id": {}}}, **expected}


def test_a_shared_example_that_is_a_value_is_cut_where_it_stands() -> None:
    use = {"$ref": "#/components/examples/Bare"}
    get = _answering({"a/b": {"schema": PET, "examples": {"one": use}}})
    found = _shown(get, {"examples": {"Bare": WHOLE}})
    assert found["components"] == {"examples": {"Bare": CUT}}


@pytest.mark.parametrize(
    ("examples", "expected"),
    [
        ({"one": {"value": WHOLE}, "two": WHOLE}, {"one": {"value": CUT}, "two": CUT}),
        ({"one": {"value": CUT}}, {"one": {"value": CUT}}),
    ],
)
def test_a_schema_whose_examples_are_a_map(examples: Any, expected: Any) -> None:
    found = _holder_of({"schema": {**PET, "examples": examples}})
    assert found["schema"]["examples"] == expected


def test_an_example_beside_the_content_of_a_parameter() -> None:
    parameter = {
        "name": "by",
        "in": "query",
        "content": {"application/json": {"schema": PET}},
        "example": WHOLE,
        "examples": {"one": {"value": WHOLE}},
    }
    get = {"parameters": [parameter], "responses": {"200": {"description": "fine"}}}
    found = _shown(get)["paths"]["/it"]["get"]["parameters"][0]
    assert found["example"] == CUT
    assert found["examples"] == {"one": {"value": CUT}}
