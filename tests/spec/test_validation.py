from __future__ import annotations

from typing import Any

import pytest

from apidocgen.spec.document import Document
from apidocgen.spec.loading import load
from apidocgen.spec.problems import Location
from apidocgen.spec.validation import Validator
from tests.spec.conftest import WriteFiles

INFO = 'info: {title: T, version: "1"}\n'
OK = "responses: {'200': {description: x}}"


def _problems(project: WriteFiles, text: str, version: str = "3.1.0") -> list[str]:
    project({"api.yaml": f"openapi: {version}\n{INFO}{text}"})
    return [str(problem) for problem in Validator().problems(load("api.yaml").document)]


SCHEMA = """\
paths:
  /a:
    get:
      responses:
        '200':
          description: x
          content:
            application/json:
              schema:
                properties:
                  a: {type: int}
                  b: {enum: {}}
"""


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_errors_in_schemas_are_reported_at_their_own_places(
    project: WriteFiles, version: str
) -> None:
    null = "" if version == "3.0.3" else "null, "
    last = "object, string" if null else "string"
    names = f"array, boolean, integer, {null}number, {last}"
    if not null:
        names = "array, boolean, integer, number, object, string"
    assert _problems(project, SCHEMA, version) == [
        f"api.yaml:13:23: 'int' is not one of: {names}",
        "api.yaml:14:23: {} is not of type array",
    ]


CASES: list[tuple[str, str, list[str]]] = [
    ("3.0.3", "paths: {}\nfoo: 1\n", ["api.yaml:4:1: the field 'foo' is not allowed here"]),
    ("3.1.0", "paths: {}\nfoo: 1\n", ["api.yaml:4:1: the field 'foo' is not allowed here"]),
    (
        "3.0.3",
        f"paths: {{/a: {{get: {{{OK}, parameters: [{{name: x, in: query, schema: {{}}, foo: 1}}]}}}}}}\n",
        ["api.yaml:3:104: the field 'foo' is not allowed here"],
    ),
    (
        "3.0.3",
        "paths: {/a: {get: {responses: {'200': {}}}}}\n",
        ["api.yaml:3:32: the field 'description' is missing"],
    ),
    ("3.0.3", "", ["api.yaml:1:1: the field 'paths' is missing"]),
    *(
        (
            version,
            "",
            ["api.yaml:1:1: one of the fields 'paths', 'components' and 'webhooks' is needed"],
        )
        for version in ("3.1.0", "3.2.0")
    ),
    (
        "3.1.0",
        f"paths: {{/a: {{get: {{{OK}, parameters: [{{name: x, in: query}}]}}}}}}\n",
        ["api.yaml:3:71: one of the fields 'schema' and 'content' is needed"],
    ),
    (
        "3.0.3",
        "paths: {}\ncomponents: {securitySchemes: {a: {type: foo}}}\n",
        [("api.yaml:4:36: 'foo' is not one of: apiKey, http, oauth2, openIdConnect")],
    ),
    (
        "3.0.3",
        "paths: {}\ncomponents: {securitySchemes: {a: {type: apiKey, name: n, in: body}}}\n",
        ["api.yaml:4:59: 'body' is not one of: header, query, cookie"],
    ),
    (
        "3.1.0",
        "paths: {}\ncomponents: {schemas: {A b: {}}}\n",
        ["api.yaml:4:24: the key is not allowed: 'A b' does not match ^[a-zA-Z0-9._-]+$"],
    ),
    (
        "3.1.0",
        "paths: {}\ncomponents: {schemas: {A: {required: [a, a]}}}\n",
        ['api.yaml:4:28: ["a", "a"] has the same item twice'],
    ),
    (
        "3.1.0",
        "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}}}\n",
        ["api.yaml:4:28: the reference '#/components/schemas/B' leads nowhere"],
    ),
    (
        "3.1.0",
        "paths: {}\ncomponents: {schemas: {A: {$dynamicRef: '#b'}, C: {$ref: '#c'}}}\n",
        [
            "api.yaml:4:28: the reference '#b' leads nowhere",
            "api.yaml:4:52: the reference '#c' leads nowhere",
        ],
    ),
    (
        "3.1.0",
        (
            "paths: {}\ncomponents: {schemas: {A: {type: object, discriminator: "
            "{propertyName: p, mapping: {x: '#/components/schemas/B'}}}}}\n"
        ),
        ["api.yaml:4:85: the reference '#/components/schemas/B' leads nowhere"],
    ),
    (
        "3.1.0",
        f"paths:\n  /a: {{get: {{operationId: x, {OK}}}}}\n  /b: {{put: {{operationId: x, {OK}}}}}\n",
        ["api.yaml:5:14: the operationId 'x' is already used at paths /a get"],
    ),
    (
        "3.1.0",
        "paths: {}\ncomponents: {links: {a: {operationId: nope}}}\n",
        ["api.yaml:4:26: there is no operation with the operationId 'nope'"],
    ),
    (
        "3.1.0",
        (
            f"paths:\n  /a/{{b}}/{{c}}:\n    parameters: [{{$ref: '#/components/parameters/b'}}]\n    get: {{{OK}}}\n"
            "components: {parameters: {b: {name: b, in: path, required: true, schema: {}}}}\n"
        ),
        ["api.yaml:6:5: the path parameter 'c' of /a/{b}/{c} is not declared"],
    ),
    (
        "3.1.0",
        f"paths:\n  /a:\n    get: {{{OK}, parameters: [&p {{name: n, in: query, schema: {{}}}}, *p]}}\n",
        ["api.yaml:5:99: the query parameter 'n' is declared twice"],
    ),
]


@pytest.mark.parametrize(("version", "text", "expected"), CASES)
def test_each_problem_is_said_once_for_people(
    project: WriteFiles, version: str, text: str, expected: list[str]
) -> None:
    assert _problems(project, text, version) == expected


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_annotations_beside_a_reference_are_no_problem(project: WriteFiles, version: str) -> None:
    parameters = "[{$ref: '#/components/parameters/p', x-tier: free}]"
    text = (
        f"paths: {{/a: {{get: {{{OK}, parameters: {parameters}}}}}}}\n"
        "components:\n"
        "  examples: {e: {value: 1}}\n"
        "  parameters:\n"
        "    p:\n"
        "      {name: p, in: query, schema: {},\n"
        "       examples: {e: {$ref: '#/components/examples/e', x-tier: free}}}\n"
    )
    assert _problems(project, text, version) == []


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_callback_may_be_extended_and_its_path_items_are_looked_into(
    project: WriteFiles, version: str
) -> None:
    text = """\
paths:
  /a:
    post:
      responses: {'200': {description: x}}
      callbacks:
        done:
          x-tier: premium
          "{$request.body#/url}": {post: {responses: {'200': {description: x}}, foo: 1}}
"""
    problems = _problems(project, text, version)
    assert problems == ["api.yaml:10:81: the field 'foo' is not allowed here"]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_link_may_pass_values_of_any_type(project: WriteFiles, version: str) -> None:
    text = """\
paths:
  /a:
    get:
      operationId: a
      responses:
        '200': {description: x, links: {again: {operationId: a, parameters: {page: 2}}}}
"""
    assert _problems(project, text, version) == []
    assert _problems(project, text.replace("{page: 2}", "[2]"), version) != []


def test_schemas_of_another_dialect_are_not_looked_into(project: WriteFiles) -> None:
    text = "jsonSchemaDialect: https://a.example/d\npaths: {}\ncomponents: {schemas: {A: {type: int}}}\n"
    assert _problems(project, text) == []


def test_references_of_references_end(project: WriteFiles) -> None:
    text = "paths: {/a: {parameters: [{$ref: '#/components/parameters/p'}]}}\ncomponents: {parameters: {p: {$ref: '#/components/parameters/p'}}}\n"
    assert _problems(project, text) == []


def test_shared_parts_are_looked_into_once(
    project: WriteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apidocgen.spec import unit_facts, validation

    project({"api.yaml": f"openapi: 3.1.0\n{INFO}paths:\n  /a: {{get: {{{OK}}}}}\n  /b: {{}}\n"})
    master = load("api.yaml").document
    paths = dict(master.tree["paths"])
    paths["/b"] = {"put": {"operationId": "b"}}
    variant = Document({**master.tree, "paths": paths}, "3.1", "v", _nowhere)
    looked_into: list[Any] = []
    original = unit_facts.gather_facts

    def gather(unit: Any, type_name: str) -> Any:
        looked_into.append(unit)
        return original(unit, type_name)

    monkeypatch.setattr(validation, "gather_facts", gather)
    validator = Validator()
    assert validator.problems(master) == []
    assert validator.problems(variant) == []
    expected = [*master.tree["paths"].values(), paths["/b"]]
    assert list(map(id, looked_into)) == list(map(id, expected))


def _nowhere(paths: Any) -> Any:
    return {path: Location("v") for path in paths}
