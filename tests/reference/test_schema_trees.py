"""Schemas in words: constraints, merging, alternatives, recursion, and bounds."""

import re

import pytest
from markupsafe import Markup

from apidocgen.reference.constraints import facts
from tests.reference.building import Build


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"minimum": 0, "maximum": 1440}, ["0 to 1440"]),
        ({"minimum": 0, "exclusiveMinimum": True}, ["more than 0"]),
        ({"exclusiveMinimum": 0, "maximum": 1.5}, ["more than 0", "at most 1.5"]),
        ({"exclusiveMaximum": 10}, ["less than 10"]),
        ({"minLength": 1, "maxLength": 255}, ["1 to 255 characters"]),
        ({"minLength": 1}, ["at least 1 character"]),
        ({"minLength": 0, "maxLength": 5}, ["at most 5 characters"]),
        ({"minItems": 2, "maxItems": 2}, ["exactly 2 items"]),
        ({"minProperties": 1}, ["at least 1 property"]),
        ({"multipleOf": 0.5}, ["multiple of 0.5"]),
        ({"const": "x"}, ["always x"]),
        ({"default": ""}, ['default ""']),
        ({"default": None}, ["default null"]),
        ({"additionalProperties": False}, ["no other properties"]),
        ({"contentEncoding": "base64"}, ["encoded as base64"]),
    ],
)
def test_constraints_are_said_in_words(schema: dict[str, object], said: list[str]) -> None:
    assert [f"{each.words} {each.code}".strip() for each in facts(schema)] == said


def built(build: Build, schema: str, more: str = "") -> str:
    source = f"""
paths:
  /x:
    get:
      operationId: x
      responses: {{"200": {{description: d, content: {{application/json: {{schema: {{$ref: "#/components/schemas/A"}}}}}}}}}}
components:
  schemas:
    A: {schema}
    {more}
"""
    return build(source)["schemas/A/"].html


def plain(html: str) -> str:
    words = Markup(html).striptags()  # noqa: S704 - only read
    return re.sub(r"\s+", " ", words)


def test_all_of_is_merged_and_its_members_are_named(build: Build) -> None:
    html = built(
        build,
        '{allOf: [{$ref: "#/components/schemas/B"}, {type: object, required: [b], properties: {a: {type: string}}}]}',
        "B: {type: object, properties: {b: {type: integer, minimum: 3}}}",
    )
    assert 'id="fields.a"' in html
    assert 'id="fields.b"' in html
    assert "integer required at least 3" in plain(html)
    assert "includes B" in plain(html)


def test_alternatives_say_which_value_chooses_them(build: Build) -> None:
    html = built(
        build,
        """{oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}],
            discriminator: {propertyName: kind, mapping: {meow: "#/components/schemas/Cat"}}}""",
        """Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, properties: {kind: {type: string}}}""",
    )
    assert "Exactly one of these" in html
    assert "when kind is meow" in plain(html)
    assert "when kind is Dog" in plain(html)
    assert ".lives" in html


@pytest.mark.parametrize(
    "schema",
    [
        "{type: [string, 'null']}",
        "{type: string, nullable: true}",
        "{oneOf: [{type: string}, {type: 'null'}]}",
        "{anyOf: [{type: 'null'}, {type: string}]}",
    ],
)
def test_null_reads_alike_however_it_is_written(build: Build, schema: str) -> None:
    html = built(build, f"{{type: object, properties: {{f: {schema}}}}}")
    assert "string or null" in plain(html)
    assert "Exactly one" not in html


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("{type: array, items: {type: string}}", "array of strings"),
        (
            "{type: array, items: {type: array, items: {type: number}}}",
            "array of arrays of numbers",
        ),
        ("{type: object, additionalProperties: {type: integer}}", "map of integers"),
        ("{type: array, prefixItems: [{type: string}, {type: number}]}", "tuple of 2"),
        ("{type: [string, integer]}", "string or integer"),
        ("true", "any value"),
        ("false", "no value"),
        ("{}", "any value"),
        ("{enum: [1, 2]}", "integer"),
        ("{const: x}", "always x"),
        ("{type: string, format: binary}", "file"),
        ("{not: {type: string, maxLength: 1}}", "Must not be"),
        ("{if: {required: [a]}, then: {required: [b]}}", "Then"),
        ("{type: object, patternProperties: {'^x-': {type: string, maxLength: 3}}}", "^x-"),
        ("{type: object, dependentSchemas: {a: {required: [b]}}}", "If a is present"),
    ],
)
def test_kinds_of_values_are_said_in_words(build: Build, schema: str, said: str) -> None:
    assert said in plain(built(build, f"{{type: object, properties: {{f: {schema}}}}}"))


def test_a_text_beside_a_reference_wins_over_that_of_its_target(build: Build) -> None:
    html = built(
        build,
        '{type: object, properties: {f: {$ref: "#/components/schemas/B", description: Of this use}}}',
        "B: {type: string, description: Of the target}",
    )
    assert "Of this use" in html
    assert "Of the target" not in html


def test_schemas_that_contain_one_another_end(build: Build) -> None:
    html = built(
        build,
        '{allOf: [{$ref: "#/components/schemas/A"}], properties: {b: {$ref: "#/components/schemas/B"}}}',
        'B: {type: object, properties: {a: {$ref: "#/components/schemas/A"}, b: {$ref: "#/components/schemas/B"}}}',
    )
    assert "Contains itself" in html


def test_a_wide_and_deep_schema_stays_bounded_and_links_to_the_rest(build: Build) -> None:
    fields = ", ".join(f'f{n}: {{$ref: "#/components/schemas/S{n}"}}' for n in range(12))
    more = "\n    ".join(f"S{n}: {{type: object, properties: {{{fields}}}}}" for n in range(12))
    html = built(build, f"{{type: object, properties: {{{fields}}}}}", more)
    assert len(html) < 300_000
    assert "See all of S3" in html


def test_who_uses_a_schema_is_told(build: Build) -> None:
    html = built(
        build,
        '{type: object, properties: {b: {$ref: "#/components/schemas/B"}}}',
        "B: {type: string}",
    )
    assert "Used by" in html
    assert 'href="../../operations/x/"' in html


@pytest.mark.parametrize("refused", ["{}", "true"])
def test_what_refuses_everything_has_no_value(build: Build, refused: str) -> None:
    html = built(build, f"{{type: object, properties: {{f: {{not: {refused}}}}}}}")
    assert "no value" in plain(html)
    assert "Must not be" not in html


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("{not: {type: string}}", "Must not be string"),
        ("{if: {type: string}, then: {type: string, minLength: 2}}", "If string Then string"),
        ("{type: array, contains: {type: string}}", "At least one item string"),
        ("{prefixItems: [{type: string}], items: {type: integer}}", "Each further item integer"),
        (
            "{properties: {a: {type: string}}, additionalProperties: {type: integer}}",
            "Any other property integer",
        ),
        ("{type: string, contentSchema: {type: integer}}", "Content integer"),
    ],
)
def test_a_part_that_has_only_a_type_is_shown(build: Build, schema: str, said: str) -> None:
    assert said in plain(built(build, f"{{type: object, properties: {{f: {schema}}}}}"))


def test_kinds_that_the_type_of_the_owner_names_are_not_repeated(build: Build) -> None:
    html = built(
        build,
        "{properties: {l: {type: array, items: {type: string}}, m: {additionalProperties: {type: integer}}}}",
    )
    assert "array of strings" in plain(html)
    assert "map of integers" in plain(html)
    assert "Each " not in plain(html)
