"""Examples that are made up fit their schemas, always the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_schema_validator import (
    OAS30ReadValidator,
    OAS30WriteValidator,
    OAS31Validator,
)

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.book import addresses_of
from apidocgen.reference.examples.accepts import Checker
from apidocgen.reference.examples.generate import REQUEST, RESPONSE, Generator
from apidocgen.reference.examples.patterns import is_matched, text_for
from apidocgen.reference.lenient import table
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.schema_merge import Merger
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant
from tests.reference.building import Build

EMPTY = Addresses({}, {}, {}, {})


def generator(tree: dict[str, Any], hidden: str = RESPONSE) -> Generator:
    lookup = Lookup(tree, EMPTY)
    merger = Merger(lookup)
    return Generator(merger, Checker(lookup, merger, hidden), hidden)


def example(schema: object, hidden: str = RESPONSE, **schemas: object) -> Any:
    return generator({"components": {"schemas": schemas}}, hidden).example(schema).value


TEXTS = st.builds(
    lambda low, more, form: {"type": "string", "minLength": low, "maxLength": low + more, **form},
    st.integers(0, 8),
    st.integers(0, 40),
    st.just({}),
)
PATTERNS = st.sampled_from(
    [
        r"^[a-z]{3,8}$",
        r"^\d{4}-\d{2}$",
        "^(red|blue)$",
        r"^[A-Z][a-z]*( [A-Z][a-z]*)?$",
        "^x-",
        "a?b+c*",
    ]
).map(lambda pattern: {"type": "string", "pattern": pattern})
NUMBERS = st.builds(
    lambda kind, low, more, step: {
        "type": kind, "minimum": low, "maximum": low + more * step, "multipleOf": step
    },
    st.sampled_from(["integer", "number"]),
    st.integers(-50, 50).map(lambda n: n * 60),
    st.integers(0, 20),
    st.sampled_from([1, 2, 5, 60]),
)  # fmt: skip
OPEN_NUMBERS = st.builds(
    lambda low: {"type": "number", "exclusiveMinimum": low, "exclusiveMaximum": low + 0.5},
    st.integers(-9, 9),
)
LEAVES = st.one_of(
    TEXTS,
    PATTERNS,
    NUMBERS,
    OPEN_NUMBERS,
    st.just({"type": "boolean"}),
    st.just({"type": ["string", "null"], "format": "date-time"}),
    st.just({"enum": [None, "a", 3]}),
    st.just({"const": {"a": [1]}}),
    st.just({"type": "string", "format": "uuid", "example": "not one, but a string"}),
    st.just({}),
)
NAMES = st.sampled_from(["id", "name", "email", "created_at", "count", "tags", "weird $name"])


def inside(schemas: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    fields = st.dictionaries(NAMES, schemas, max_size=4)
    objects = st.builds(
        lambda properties, every: {
            "type": "object",
            "properties": properties,
            "required": [name for index, name in enumerate(properties) if every or index % 2],
            "additionalProperties": False,
        },
        fields,
        st.booleans(),
    )
    arrays = st.builds(
        lambda items, low: {"type": "array", "items": items, "minItems": low},
        schemas,
        st.integers(0, 3),
    )
    maps = st.builds(
        lambda values: {"type": "object", "additionalProperties": values, "minProperties": 2},
        schemas,
    )
    choices = st.builds(
        lambda kind, options: {kind: options},
        st.sampled_from(["anyOf", "allOf"]),
        st.lists(schemas, min_size=1, max_size=1),
    )
    return st.one_of(objects, arrays, maps, choices)


@given(st.recursive(LEAVES, inside, max_leaves=12))
@settings(max_examples=400, deadline=None)
def test_an_example_of_any_schema_fits_it(schema: dict[str, Any]) -> None:
    made = generator({}).example(schema)
    assert made.exists
    OAS31Validator(schema).validate(made.value)
    assert generator({}).example(schema).value == made.value


@given(st.recursive(LEAVES, inside, max_leaves=6), st.recursive(LEAVES, inside, max_leaves=6))
@settings(max_examples=300, deadline=None)
def test_what_the_checker_accepts_a_full_validator_accepts(
    schema: dict[str, Any], other: dict[str, Any]
) -> None:
    lookup = Lookup({}, EMPTY)
    checker = Checker(lookup, Merger(lookup))
    value = generator({}).example(other).value
    assert checker.accepts(value, schema) == OAS31Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string", "format": "email"}, "ada@example.com"),
        ({"oneOf": [{"type": "integer", "minimum": 5}, {"type": "string"}]}, 5),
        ({"type": "string", "default": "d"}, "d"),
        ({"type": "int", "minimum": 20}, 20),
        ({"properties": {"err": {"type": "null"}}, "required": ["err"]}, {"err": None}),
        ({"type": "object", "properties": {"lat": {"type": "float"}}}, {"lat": 52.52}),
        ({"type": "string", "examples": ["e", "f"], "default": "d"}, "e"),
        ({"type": "string", "enum": ["x"], "example": "not in it"}, "x"),
        ({"type": "array", "uniqueItems": True, "minItems": 3, "items": {"enum": [1, 2, 3]}}, [1, 2, 3]),
        ({"allOf": [{"properties": {"id": {"type": "integer"}}}, {"required": ["id"]}]}, {"id": 42}),
        ({"type": "object", "properties": {"a": {"type": "string", "deprecated": True}}}, {}),
        ({"type": "array", "prefixItems": [{"const": 1}, {"const": 2}]}, [1, 2]),
        ({"type": "object", "minProperties": 1, "propertyNames": {"enum": ["en"]}}, {"en": "example"}),
    ],
)  # fmt: skip
def test_examples_are_what_the_schema_says_first(schema: object, value: object) -> None:
    assert example(schema) == value


def test_the_direction_decides_what_is_part_of_a_message() -> None:
    schema = {
        "type": "object",
        "required": ["id", "secret"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
            "name": {"type": "string"},
        },
    }
    assert example(schema, REQUEST).keys() == {"secret", "name"}
    assert example(schema, RESPONSE).keys() == {"id", "name"}


def test_recursion_ends_where_it_may() -> None:
    reference = {"$ref": "#/components/schemas/Node"}
    node = {"type": "object", "required": ["next"], "properties": {"next": reference}}
    optional = {"type": "object", "properties": {"next": reference, "name": {"type": "string"}}}
    nullable = {**node, "properties": {"next": {"oneOf": [reference, {"type": "null"}]}}}
    assert example(reference, Node=optional) == {"name": "example"}
    assert example(reference, Node=nullable) == {"next": None}
    assert not generator({"components": {"schemas": {"Node": node}}}).example(reference).exists


def test_the_discriminating_property_names_its_alternative() -> None:
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    choice = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}],
        "discriminator": {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat"}},
    }
    both = {**choice, "oneOf": [*choice["oneOf"], {"type": "integer"}]}
    assert example(both, Cat=cat) == {"kind": "meow"}


@pytest.mark.parametrize(
    "pattern", [r"^\w+@\w+\.com$", r"^[^/]+/[^/]+$", r"^v\d+(\.\d+){2}$", "^(?:[A-Z]{4})*$", "a|b"]
)
def test_simple_patterns_are_matched(pattern: str) -> None:
    found = text_for(pattern)
    assert found is not None
    assert re.search(pattern, found)


def test_a_pattern_that_never_ends_is_not_tried() -> None:
    assert is_matched("^(a+)+$", "a" * 40 + "!")
    assert text_for("(?=x)y") is None


def test_the_document_speaks_first(build: Build) -> None:
    page = build("""
paths:
  /x:
    post:
      operationId: x
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}, example: {a: told}}}}
      responses:
        "200": {description: d, content: {application/json: {schema: {type: object, properties: {b: {type: integer}}}}}}
""")["operations/x/"].html
    assert "told" in page
    assert '<span class="nt">&quot;b&quot;</span>' in page or '<span class="nt">"b"</span>' in page


class Body(NamedTuple):
    hidden: str
    schema: object


def bodies(variant: Variant) -> Iterator[Body]:
    lookup = Lookup(variant.document.tree, EMPTY)
    for operation in variant.operations:
        sent, got = (RESPONSE, REQUEST) if operation.place == "webhooks" else (REQUEST, RESPONSE)
        parts = [(sent, operation.node.get("requestBody"))]
        parts += [(got, each) for each in table(operation.node.get("responses")).values()]
        for hidden, part in parts:
            for media in table(lookup.resolve(part).get("content")).values():
                node = lookup.resolve(media)
                if "schema" in node:
                    yield Body(hidden, node["schema"])


# What cannot be filled in, or what a validator sees differently: discriminators that name nothing,
# required properties that are only read, patterns that Python does not know.
REST = {"spotify.yaml": 8, "okta.yaml": 14, "github.json": 4}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["figma.yaml", "spotify.yaml", "okta.yaml", "stripe-2023-09.yaml", "github.json"]
)
def test_examples_for_real_documents_are_valid(real_documents: Path, name: str) -> None:
    document = load(real_documents / name, root=real_documents).document
    variant = make_variants(document).variants[0]
    lookup = Lookup(variant.document.tree, addresses_of(variant))
    merger = Merger(lookup)
    makers = {hidden: Generator(merger, Checker(lookup, merger, hidden), hidden) for hidden in (REQUEST, RESPONSE)}  # fmt: skip
    old = {REQUEST: OAS30WriteValidator, RESPONSE: OAS30ReadValidator}
    unique = {(body.hidden, id(body.schema)): body for body in bodies(variant)}
    wrong = 0
    for body in unique.values():
        made = makers[body.hidden].example(body.schema)
        validator = old[body.hidden] if document.version == "3.0" else OAS31Validator
        whole = {"allOf": [body.schema], "components": variant.document.tree.get("components", {})}
        if not made.exists or not validator(whole).is_valid(made.value):
            wrong += 1
    assert wrong <= REST.get(name, 1)
    assert len(unique) > 50
