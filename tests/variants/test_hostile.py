"""Documents made to hurt: they end soon, in a variant or in a message."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from apidocgen.spec.problems import InputError
from tests.variants.masters import shown, variants, written

Tree = dict[str, Any]

ENDLESS = 200.0  # seconds of CPU: what is merely slow, on whatever machine, takes far less
HIDDEN: Tree = {"type": "string", "x-internal": True}


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < ENDLESS


def master(schema: Any, schemas: Tree | None = None, **media: Any) -> Tree:
    """A document around a schema; as one that was read, no object of it stands in two places."""
    content = {"application/json": {"schema": schema, **media}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "a", "content": content}}}}},
        "components": {"schemas": schemas or {}},
    }
    made: Tree = json.loads(json.dumps(tree))
    return made


def ref(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def nested(depth: int, inner: Any, *keys: str) -> Any:
    for number in range(depth):
        inner = {keys[number % len(keys)]: inner}
    return inner


def test_references_in_a_circle() -> None:
    schemas = {"A": ref("B"), "B": ref("C"), "C": ref("A"), "H": HIDDEN}
    tree = master({"allOf": [ref("A"), ref("H")]}, schemas, example={"a": 1})
    assert "#/components/schemas/A" in written(shown(tree, "all"))


def test_a_schema_that_is_all_of_itself() -> None:
    schemas = {
        "A": {"allOf": [ref("A"), ref("B")], "required": ["h"], "properties": {"h": HIDDEN}},
        "B": {"allOf": [ref("A"), ref("A")], "oneOf": [ref("A"), ref("B"), HIDDEN]},
    }
    tree = master(ref("A"), schemas, example=nested(60, {"h": 1}, "h", "x"))
    assert '"h"' not in written(shown(tree, "all"))


@pytest.mark.slow
def test_choices_that_lead_to_each_other() -> None:
    names = [f"S{n}" for n in range(9)]
    schemas: Tree = {
        name: {
            "oneOf": [*map(ref, names), HIDDEN],
            "properties": {"next": ref(name), "h": HIDDEN},
        }
        for name in names
    }
    value: Any = {"h": 1}
    for _ in range(60):
        value = {"next": value, "h": 1}
    assert "h" not in written(shown(master(ref("S0"), schemas, example=value), "all")).split('"')


def test_a_long_chain_of_references() -> None:
    schemas: Tree = {f"S{n}": ref(f"S{n + 1}") for n in range(3000)}
    schemas["S3000"] = {"type": "object", "properties": {"a": {"type": "string"}, "h": HIDDEN}}
    tree = master(ref("S0"), schemas, example={"a": "x", "h": "y"})
    assert '"h"' not in written(shown(tree, "all"))


def test_a_long_chain_that_ends_in_the_dark() -> None:
    schemas: Tree = {f"S{n}": ref(f"S{n + 1}") for n in range(3000)}
    schemas["S3000"] = HIDDEN
    assert "S1" not in written(shown(master(ref("S0"), schemas), "all"))


@pytest.mark.parametrize("keys", [("properties", "a"), ("items",), ("not",), ("allOf",)])
def test_schemas_nested_deep(keys: tuple[str, ...]) -> None:
    schema: Any = {"type": "object", "properties": {"a": {"type": "string"}, "h": HIDDEN}}
    for _ in range(120):
        schema = {"allOf": [schema], "type": "object"} if keys == ("allOf",) else schema
        if keys != ("allOf",):
            schema = nested(len(keys), schema, *reversed(keys))
    assert '"h"' not in written(shown(master(schema), "all"))


def test_schemas_nested_too_deep() -> None:
    schema = nested(400, {"type": "string"}, "items")
    with pytest.raises(InputError, match="deep"):
        shown(master(schema), "all")


def test_values_nested_deep() -> None:
    schemas: Tree = {
        "N": {"type": "object", "properties": {"n": ref("N"), "h": HIDDEN}},
        "L": {"type": "array", "items": ref("L")},
    }
    deep: Any = {"h": 1}
    for _ in range(230):
        deep = {"n": deep, "h": 1}
    lists: Any = []
    for _ in range(230):
        lists = [lists]
    schema = {"anyOf": [ref("N"), ref("L"), HIDDEN]}
    tree = master(schema, schemas, examples={"a": {"value": deep}, "b": {"value": lists}})
    assert '"h"' not in written(shown(tree, "all"))


def test_json_in_a_text_nested_deep() -> None:
    schema = {"type": "object", "properties": {"h": HIDDEN}}
    text = '{"a":' * 5000 + '{"h": 1}' + "}" * 5000
    assert '"h' not in written(shown(master(schema, example=text), "all"))


@pytest.mark.slow
def test_ten_thousand_members() -> None:
    many = range(10_000)
    schema: Tree = {
        "type": "object",
        "required": [f"p{n}" for n in many],
        "properties": {f"p{n}": HIDDEN if n % 2 else {"type": "string"} for n in many},
    }
    tree = master(
        schema,
        {
            "E": {
                "enum": [f"v{n}" for n in many],
                "x-enum-values": {f"v{n}": {"x-internal": n % 2 == 1} for n in many},
            },
            "O": {"oneOf": [HIDDEN if n % 2 else {"const": n} for n in range(2000)]},
            "V": {
                "type": "object",
                "properties": {"h": HIDDEN},
                "examples": [{"h": n, "a": n} for n in many],
                "enum": [{"h": n, "a": n} for n in many],
            },
        },
        example={f"p{n}": "x" for n in many},
    )
    members = {name: ref(name) for name in ("E", "O", "V")}
    tree["paths"]["/b"] = master(
        {"type": "object", "properties": members}, example={"E": "v1", "O": 1, "V": {"h": 1}}
    )["paths"]["/a"]
    made = shown(tree, "all")
    response = made["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]
    assert len(response["schema"]["required"]) == len(response["example"]) == 5000
    assert len(made["components"]["schemas"]["E"]["enum"]) == 5000


def test_ten_thousand_operations_of_one_path_item() -> None:
    tree = master({"type": "string"})
    operation = {"responses": {"default": {"description": "a"}}}
    tree["components"]["pathItems"] = {"P": {"get": operation}}
    tree["paths"] |= {f"/{n}": {"$ref": "#/components/pathItems/P"} for n in range(10_000)}
    tree |= {"x-tiers": ["free"], "x-audiences": {"free": {"tier": "free"}}}
    for n in range(0, 10_000, 2):
        tree["paths"][f"/{n}"]["x-tier"] = "free"
    assert len(shown(tree, "free")["paths"]) == 5000


def test_many_links_and_callbacks() -> None:
    tree = master({"type": "object", "properties": {"h": HIDDEN, "a": {"type": "string"}}})
    response = tree["paths"]["/a"]["get"]["responses"]["200"]
    tree["paths"]["/a"]["get"]["operationId"] = "it"
    response["links"] = {
        f"l{n}": {"operationId": "it", "parameters": {"p": f"$response.body#/{'ah'[n % 2]}"}}
        for n in range(3000)
    }
    for n in range(3000):
        tree["paths"][f"/o{n}"] = {"get": {"operationId": f"o{n}", "responses": {}}}
    links = shown(tree, "all")["paths"]["/a"]["get"]["responses"]["200"]["links"]
    assert sum("parameters" in link for link in links.values()) == 1500


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "((a+)b?)+$", "a*a*a*a*a*a*b", "([", "(a)\\1+"]
)
def test_patterns_that_take_for_ever(pattern: str) -> None:
    schema = {"type": "object", "patternProperties": {pattern: HIDDEN, "^b": {"type": "string"}}}
    tree = master(schema, example={"a" * 60 + "!": "x", "b": "y"})
    assert '"b": "y"' in written(shown(tree, "all"))


@pytest.mark.parametrize(
    "text",
    [
        "<!--" + " " * 200_000,
        "<!-- x-tier:" + " " * 200_000,
        " " * 200_000 + "<!-- x-internal -->a<!-- /x-internal -->",
        "<!-- x-internal -->a<!-- /x-internal -->" + " " * 200_000 + "b",
        "<!-- x-internal -->" * 3000 + "<!-- /x-internal -->" * 3000,
        "<!-- x-internal -->a<!-- /x-internal --> " * 20_000,
        "<!-- x-" * 40_000,
    ],
    ids=range(7),
)
def test_texts_that_take_for_ever(text: str) -> None:
    tree = master({"type": "string"})
    tree["info"]["description"] = text
    try:
        made = shown(tree, "all")
    except InputError:
        return
    assert "x-internal" not in written(made)


@pytest.mark.parametrize(
    "broken",
    [
        {"properties": []},
        {"properties": {"a": None, "b": 1, "c": HIDDEN}},
        {"required": "a", "properties": {"a": HIDDEN}},
        {"required": [1, None, "a"], "properties": {"a": HIDDEN}, "example": {"a": 1}},
        {"enum": {"a": 1}, "x-enum-values": {"a": {"x-internal": True}}},
        {"enum": 5, "x-enum-values": []},
        {"oneOf": {"a": {}}, "allOf": None, "properties": {"a": HIDDEN}, "example": {"a": 1}},
        {"discriminator": "kind", "oneOf": [HIDDEN, {"type": "string"}], "example": {"kind": 1}},
        {
            "discriminator": {"propertyName": 5, "mapping": [1]},
            "oneOf": [HIDDEN, {}],
            "example": {},
        },
        {"items": [HIDDEN, {"type": "string"}], "example": [1, 2]},
        {"dependentRequired": {"a": "b"}, "properties": {"b": HIDDEN}},
        {"patternProperties": {"a": 1}, "properties": {"b": HIDDEN}, "example": {"a": 1, "b": 2}},
        {"examples": {"a": {"value": {"b": 1}}}, "properties": {"b": HIDDEN}},
        {"type": ["object", 5, None], "properties": {"b": HIDDEN}, "example": "b"},
        {"$ref": 5, "properties": {"b": HIDDEN}},
        {"type": "object", "properties": {"b": HIDDEN}, "propertyNames": {"enum": "b"}},
    ],
)
def test_what_is_not_as_it_should_be(broken: Tree) -> None:
    tree = master({"anyOf": [broken, HIDDEN]}, {"A": broken}, examples={"a": {"value": {"a": 1}}})
    tree["paths"]["/a"]["get"] |= {"tags": [{"name": "t"}], "parameters": {}, "callbacks": [1]}
    tree["paths"]["/b"] = None
    tree["paths"]["/c"] = {"get": None, "parameters": [None, 1, "x"], "servers": {}}
    tree["tags"] = [None, {"name": 5}, "x"]
    tree["x-tagGroups"] = {"a": 1}
    variants(tree)


def test_a_tuple_written_as_before_is_cut_like_one_of_today() -> None:
    items = [{"type": "string"}, {**HIDDEN, "title": "Secret"}, {"properties": {"h": HIDDEN}}]
    tree = master({"type": "array", "items": items, "example": ["a", "b", {"h": "c", "i": 1}]})
    content = shown(tree, "all")["paths"]["/a"]["get"]["responses"]["200"]["content"]
    assert content["application/json"]["schema"] == {
        "type": "array",
        "items": [{"type": "string"}, {}],
        "example": ["a", {"i": 1}],
    }


def test_names_and_properties_of_the_wrong_type() -> None:
    inner = {"type": "object", "required": True, "properties": {"b": {}, "h": HIDDEN}}
    odd = {"type": "object", "properties": ["a"], "required": [{"a": 1}]}
    schema = {"oneOf": [{"properties": {"a": inner}}, odd, {**HIDDEN, "type": "object"}]}
    text = written(shown(master(schema, example={"a": {"b": "x", "h": "y"}}), "all"))
    assert '"b": "x"' in text
    assert '"h"' not in text
