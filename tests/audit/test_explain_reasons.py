"""Reasons of what goes with something else: with a keyword, a part, a parameter, a scheme."""

from __future__ import annotations

import pytest
import yaml

from apidocgen.variants.explain import explain
from apidocgen.variants.filter import Filtering
from tests.variants.masters import document

MASTER = """
openapi: 3.2.0
info: {title: T, version: "1"}
x-tiers: [free, premium]
x-audiences: {pub: {tier: free}, full: {tier: premium}}
x-tier: free
tags: [{name: Up, x-tier: premium}, {name: Down, parent: Up}, {name: Lone}]
webhooks: {w: {post: {responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Z"}}}}}}}}
paths:
  /a:
    get:
      tags: [Down]
      operationId: getA
      security: [{s: []}, {t: []}]
      parameters: [{name: hidq, in: query, x-tier: premium, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
      responses:
        "200":
          description: d
          links:
            l: {operationId: getA, parameters: {query.hidq: 1, q: 2}}
            m: {operationId: getA, parameters: {q: "$response.body#/hid"}}
          content:
            application/json:
              schema:
                anyOf:
                  - {$ref: "#/components/schemas/P"}
                  - {$ref: "#/components/schemas/Follows"}
                  - {$ref: "#/components/schemas/Asks"}
                  - {$ref: "#/components/schemas/Unasked"}
                  - {$ref: "#/components/schemas/Decides"}
              examples:
                e: {dataValue: {hid: 1, a: 2}, serializedValue: "hid=1&a=2"}
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {hid: {type: string, x-tier: premium}, a: {type: string}}}
            encoding: {hid: {contentType: text/plain}, a: {contentType: text/plain}}
          multipart/mixed:
            schema: {type: array, prefixItems: [{type: string}, {type: string, x-tier: premium}]}
            prefixEncoding: [{contentType: text/plain}, {contentType: text/plain}]
      responses: {"200": {description: d}}
components:
  securitySchemes: {s: {type: http, scheme: bearer, x-tier: premium}, t: {type: http, scheme: bearer}}
  schemas:
    Z: {type: string}
    K1: {type: object, x-tier: premium, properties: {k: {const: one}}}
    K2: {type: object, properties: {k: {const: two}}}
    P:
      type: object
      properties:
        a: {type: string, enum: [x, gold], x-enum-descriptions: {x: X, gold: G}, x-enum-values: {gold: {x-tier: premium}}}
        hid: {type: string, x-tier: premium}
        ch: {oneOf: [{$ref: "#/components/schemas/K1"}, {$ref: "#/components/schemas/K2"}], discriminator: {propertyName: k, defaultMapping: K1, mapping: {two: K2}}}
        arr: {type: array, minContains: 1, maxContains: 2, contains: {x-tier: premium, type: string}}
      dependentRequired: {hid: [a]}
      dependentSchemas: {hid: {required: [a]}}
    Follows:
      type: object
      properties: {a: {type: string}, cut: {type: string, x-tier: premium}}
      if: {properties: {a: {const: x}}}
      then: {required: [cut]}
      else: {properties: {cut: {type: string}}}
    Asks:
      type: object
      properties: {a: {type: string}, cut: {type: string, x-tier: premium}}
      if: {required: [cut]}
      then: {required: [a]}
      else: {properties: {a: {const: y}}}
    Unasked:
      type: object
      properties: {a: {type: string}, b: {type: string}}
      if: {x-tier: premium, required: [b]}
      then: {required: [a]}
    Decides:
      type: object
      properties: {a: {type: string}, b: {type: string}}
      if: {required: [b]}
      then: {x-tier: premium, required: [a]}
"""


@pytest.fixture(scope="module")
def filtering() -> Filtering:
    return Filtering(document(yaml.safe_load(MASTER)))


def reasons(filtering: Filtering, target: str) -> list[str]:
    """What hides a target, outermost first; indented by depth."""
    answer = explain(filtering, "pub", target)
    hiding = [step for step in answer.steps if step.passes is False]
    assert answer.visible is not bool(hiding)
    return ["  " * step.depth + step.text for step in hiding]


HIDDEN = {
    "/tags/1/parent": [
        "#/tags/1/parent names tag 'Up', which is hidden",
        "  #/tags/0 is for tier premium and above",
    ],
    "/components/schemas/P/properties/ch/discriminator/defaultMapping": [
        "#/components/schemas/P/properties/ch/discriminator/defaultMapping leads to component schemas/K1, which is gone",
        "  component schemas/K1 is for tier premium and above",
    ],
    "/paths/~1a/get/responses/200/content/application~1json/examples/e/serializedValue": [
        "#/paths/~1a/get/responses/200/content/application~1json/examples/e/serializedValue goes with what is hidden of the schemas that describe it"
    ],
    "/paths/~1a/get/responses/200/links/l/parameters/query.hidq": [
        "#/paths/~1a/get/responses/200/links/l/parameters/query.hidq is for parameter 'query.hidq', which is hidden",
        "  #/paths/~1a/get/parameters/0 is for tier premium and above",
    ],
    "/paths/~1a/get/responses/200/links/m/parameters/q": [
        "#/paths/~1a/get/responses/200/links/m/parameters/q names 'hid', which is hidden"
    ],
    "/paths/~1a/get/responses/200/links/m/parameters": [
        "#/paths/~1a/get/responses/200/links/m/parameters has nothing left",
        "  #/paths/~1a/get/responses/200/links/m/parameters/q names 'hid', which is hidden",
    ],
    "/components/schemas/P/properties/a/x-enum-descriptions/gold": [
        "#/components/schemas/P/properties/a/enum/1 holds 'gold', which is hidden",
        "  #/components/schemas/P/properties/a/x-enum-values/gold is for tier premium and above",
    ],
    "/components/schemas/P/properties/arr/minContains": [
        "#/components/schemas/P/properties/arr/minContains means nothing without 'contains', which is gone",
        "  #/components/schemas/P/properties/arr/contains is for tier premium and above",
    ],
    "/components/schemas/P/properties/arr/maxContains": [
        "#/components/schemas/P/properties/arr/maxContains means nothing without 'contains', which is gone",
        "  #/components/schemas/P/properties/arr/contains is for tier premium and above",
    ],
    "/components/schemas/P/dependentSchemas/hid": [
        "#/components/schemas/P/dependentSchemas/hid names 'hid', which is hidden",
        "  #/components/schemas/P/properties/hid is for tier premium and above",
    ],
    "/components/schemas/P/dependentRequired/hid": [
        "#/components/schemas/P/dependentRequired/hid names 'hid', which is hidden",
        "  #/components/schemas/P/properties/hid is for tier premium and above",
    ],
    "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/hid": [
        "#/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/hid is for property 'hid', which is hidden",
        "  #/paths/~1a/post/requestBody/content/multipart~1form-data/schema/properties/hid is for tier premium and above",
    ],
    "/paths/~1a/post/requestBody/content/multipart~1mixed/prefixEncoding/1": [
        "#/paths/~1a/post/requestBody/content/multipart~1mixed/prefixEncoding/1 is for an item that is hidden",
        "  #/paths/~1a/post/requestBody/content/multipart~1mixed/schema/prefixItems/1 is for tier premium and above",
    ],
    "/paths/~1a/get/security/0": [
        "#/paths/~1a/get/security/0 is an alternative that this audience cannot use"
    ],
    "/components/schemas/Follows/if": [
        "#/components/schemas/Follows/if decides about nothing that is left",
        "  #/components/schemas/Follows/then lost 'required' and would not be valid without it",
        "    #/components/schemas/Follows/then/required/0 names 'cut', which is hidden",
        "  #/components/schemas/Follows/else has nothing left",
        "    #/components/schemas/Follows/else/properties/cut says more of #/components/schemas/Follows/properties/cut, which is gone",
    ],
    "/components/schemas/Follows/then": [
        "#/components/schemas/Follows/then lost 'required' and would not be valid without it",
        "  #/components/schemas/Follows/then/required/0 names 'cut', which is hidden",
    ],
    "/components/schemas/Follows/else": [
        "#/components/schemas/Follows/else has nothing left",
        "  #/components/schemas/Follows/else/properties/cut says more of #/components/schemas/Follows/properties/cut, which is gone",
    ],
    "/components/schemas/Asks/if": [
        "#/components/schemas/Asks/if lost 'required' and would not be valid without it",
        "  #/components/schemas/Asks/if/required/0 names 'cut', which is hidden",
    ],
    "/components/schemas/Asks/then": [
        "#/components/schemas/Asks/then means nothing without 'if', which is gone",
        "  #/components/schemas/Asks/if lost 'required' and would not be valid without it",
        "    #/components/schemas/Asks/if/required/0 names 'cut', which is hidden",
    ],
    "/components/schemas/Asks/else": [
        "#/components/schemas/Asks/else means nothing without 'if', which is gone",
        "  #/components/schemas/Asks/if lost 'required' and would not be valid without it",
        "    #/components/schemas/Asks/if/required/0 names 'cut', which is hidden",
    ],
    "/components/schemas/Unasked/if": [
        "#/components/schemas/Unasked/if is for tier premium and above"
    ],
    "/components/schemas/Unasked/then": [
        "#/components/schemas/Unasked/then means nothing without 'if', which is gone",
        "  #/components/schemas/Unasked/if is for tier premium and above",
    ],
    "/components/schemas/Decides/if": [
        "#/components/schemas/Decides/if decides about nothing that is left",
        "  #/components/schemas/Decides/then is for tier premium and above",
    ],
    "/components/schemas/Decides/then": [
        "#/components/schemas/Decides/then is for tier premium and above"
    ],
}


@pytest.mark.parametrize("target", HIDDEN)
def test_what_is_gone_says_because_of_what(filtering: Filtering, target: str) -> None:
    assert reasons(filtering, target) == HIDDEN[target]


def test_an_alternative_says_where_its_scheme_is_hidden(filtering: Filtering) -> None:
    steps = explain(filtering, "pub", "getA").steps
    told = [(step.depth, step.passes, step.text) for step in steps][1:]
    assert told == [
        (0, None, "cannot use s: security scheme 's' is hidden"),
        (1, None, "component securitySchemes/s is for tier premium and above"),
        (0, True, "can use t"),
    ]
    alternative = explain(filtering, "pub", "/paths/~1a/get/security/0").steps
    assert alternative[-1].text == "component securitySchemes/s is for tier premium and above"


def test_a_scheme_is_demanded_by_operations(filtering: Filtering) -> None:
    steps = explain(filtering, "pub", "securitySchemes/t").steps
    assert steps[-1].text == "component securitySchemes/t is demanded by GET /a"
    assert steps[-1].location is not None


def test_users_end_at_a_path_or_webhook(filtering: Filtering) -> None:
    steps = explain(filtering, "pub", "Z").steps
    assert [step.text for step in steps][1:] == ["component schemas/Z is used by webhook w"]
