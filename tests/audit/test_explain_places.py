"""What stands in lists, values and catalogues, and goes because of something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from apidocgen.spec import pointer
from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError
from apidocgen.variants.explain import explain
from apidocgen.variants.filter import Filtering
from tests.strategies.hiding import hide_some
from tests.variants.masters import document

MASTER = """
openapi: 3.1.0
info: {title: T, version: "1", description: "<!-- x-tier: premium -->All of it<!-- /x-tier -->"}
x-tiers: [free, premium]
x-audiences: {free: {tier: free, scopes: [r, u]}, premium: {tier: premium}}
x-tier: free
tags: [{name: Pub}, {name: Priv, x-tier: premium}, {name: Nobody}]
x-tagGroups: [{name: G, tags: [Pub, Priv, Nobody]}, {name: H, tags: [Priv]}]
x-scopes: {w: Write}
x-scope-aliases: {all: [r, w]}
servers:
  - url: "https://{zone}.example"
    variables:
      zone: {default: eu, enum: [eu, us], x-enum-values: {us: {x-tier: premium}}}
webhooks:
  newPet: {x-tier: premium, post: {responses: {"200": {description: x}}}}
paths:
  /a:
    get:
      operationId: getA
      tags: [Pub, Priv]
      parameters:
        - {name: limit, in: query, x-tier: premium, schema: {type: string}}
        - {$ref: "#/components/parameters/Page"}
      security: [{oa: [r]}, {oa: [w]}]
      responses:
        "200":
          description: a
          content: {application/json: {schema: {$ref: "#/components/schemas/P"}}}
components:
  parameters: {Page: {name: page, in: query, schema: {type: integer}}}
  securitySchemes:
    oa: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://t", scopes: {r: R, w: W}}}}
  schemas:
    P:
      type: object
      required: [a, s]
      x-order: [s, a]
      dependentRequired: {s: [a]}
      properties:
        a:
          type: string
          enum: [red, gold]
          x-enum-varnames: [Red, Gold]
          x-enum-values: {gold: {x-tier: premium}, red: {description: As blood}}
        s: {type: string, x-tier: premium}
        c:
          oneOf: [{$ref: "#/components/schemas/S"}, {type: string}]
          discriminator: {propertyName: k, mapping: {s: S}}
        list: {type: array, items: {$ref: "#/components/schemas/S"}}
        deep: {type: object, properties: {deeper: {enum: [one]}}}
        many: {type: array, items: {$ref: "#/components/schemas/Q"}}
      examples: [{a: red, s: 3}, {a: gold}, {a: red, many: [{x: 1}]}]
    Q: {type: object, properties: {x: {type: integer}}}
    S: {type: object, x-tier: premium, required: [k], properties: {k: {type: string}}}
    Unused: {type: string}
"""
P = "/components/schemas/P"


@pytest.fixture(scope="module")
def filtering() -> Filtering:
    return Filtering(document(yaml.safe_load(MASTER)))


def reasons(filtering: Filtering, target: str) -> list[str]:
    """What hides a target, outermost first; indented by depth."""
    answer = explain(filtering, "free", target)
    hiding = [step for step in answer.steps if step.passes is False]
    assert answer.visible is not bool(hiding)
    return ["  " * step.depth + step.text for step in hiding]


PREMIUM = "is for tier premium and above"
HIDDEN = {
    f"{P}/properties/a/enum/1": [
        f"#{P}/properties/a/enum/1 holds 'gold', which is hidden",
        f"  #{P}/properties/a/x-enum-values/gold {PREMIUM}",
    ],
    f"{P}/properties/a/x-enum-varnames/1": [
        f"#{P}/properties/a/enum/1 holds 'gold', which is hidden",
        f"  #{P}/properties/a/x-enum-values/gold {PREMIUM}",
    ],
    f"{P}/required/1": [
        f"#{P}/required/1 names 's', which is hidden",
        f"  #{P}/properties/s {PREMIUM}",
    ],
    f"{P}/dependentRequired/s": [
        f"#{P}/dependentRequired/s names 's', which is hidden",
        f"  #{P}/properties/s {PREMIUM}",
    ],
    f"{P}/x-order/0": [
        f"#{P}/x-order/0 names 's', which is hidden",
        f"  #{P}/properties/s {PREMIUM}",
    ],
    f"{P}/examples/0/s": [
        f"#{P}/examples/0/s goes with the property that is hidden",
        f"  #{P}/properties/s {PREMIUM}",
    ],
    f"{P}/examples/1/a": [
        f"#{P}/examples/1 goes with what is hidden of the schemas that describe it"
    ],
    f"{P}/properties/c/discriminator/mapping/s": [
        f"#{P}/properties/c/discriminator/mapping/s leads to component schemas/S, which is gone",
        f"  component schemas/S {PREMIUM}",
    ],
    f"{P}/properties/c/discriminator": [
        f"#{P}/properties/c/discriminator names 'k', which is hidden",
        f"  component schemas/S {PREMIUM}",
    ],
    f"{P}/properties/list": [
        f"#{P}/properties/list lost 'items' and would not be valid without it",
        f"  #{P}/properties/list/items refers to #/components/schemas/S, which is gone",
        f"    component schemas/S {PREMIUM}",
    ],
    "/paths/~1a/get/tags/1": [
        "#/paths/~1a/get/tags/1 names tag 'Priv', which is hidden",
        f"  #/tags/1 {PREMIUM}",
    ],
    "/paths/~1a/get/security/1/oa/0": [
        "#/paths/~1a/get/security/1 is an alternative that this audience cannot use"
    ],
    "/tags/2": ["#/tags/2 declares tag 'Nobody', which no visible operation carries"],
    "/x-tagGroups/0/tags/2": [
        "#/x-tagGroups/0/tags/2 names tag 'Nobody', which no visible operation carries"
    ],
    "/x-tagGroups/1/name": [
        "#/x-tagGroups/1 has none of its tags left",
        "  #/x-tagGroups/1/tags/0 names tag 'Priv', which is hidden",
        f"    #/tags/1 {PREMIUM}",
    ],
    "/servers/0/variables/zone/enum/1": [
        "#/servers/0/variables/zone/enum/1 holds 'us', which is hidden",
        f"  #/servers/0/variables/zone/x-enum-values/us {PREMIUM}",
    ],
    "/x-audiences/premium": ["#/x-audiences/premium is an annotation, which no variant has"],
    "/x-tiers": ["#/x-tiers is an annotation, which no variant has"],
    f"{P}/properties/s/x-tier": [f"#{P}/properties/s {PREMIUM}"],
    "/info/description": ["#/info/description is written for others from beginning to end"],
    "/webhooks": ["#/webhooks has nothing left", f"  webhook newPet {PREMIUM}"],
    "/components/schemas/Unused": ["nothing visible uses component schemas/Unused"],
    "/x-scopes/w": ["'w' cannot be granted to free", "no visible operation needs it"],
    "/x-scope-aliases/all/1": ["'w' cannot be granted to free", "no visible operation needs it"],
    "w": ["'w' cannot be granted to free", "no visible operation needs it"],
}


@pytest.mark.parametrize("target", HIDDEN)
def test_what_is_gone_says_because_of_what(filtering: Filtering, target: str) -> None:
    assert reasons(filtering, target) == HIDDEN[target]


@pytest.mark.parametrize(
    "target",
    [
        f"{P}/properties/a/enum/0",
        f"{P}/properties/a/x-enum-varnames/0",
        f"{P}/properties/a/x-enum-values/red/description",
        f"{P}/required/0",
        f"{P}/x-order/1",
        f"{P}/examples/0/a",
        f"{P}/examples/2/many/0/x",
        f"{P}/properties/c/oneOf/1",
        "/paths/~1a/get/tags/0",
        "/paths/~1a/get/security/0/oa/0",
        "/tags/0/name",
        "/x-tagGroups/0/tags/0",
        "/servers/0/variables/zone/enum/0",
        "/components",
        "/components/schemas",
        "/paths",
    ],
)
def test_what_is_left_is_visible(filtering: Filtering, target: str) -> None:
    assert reasons(filtering, target) == []


def test_an_operation_that_is_visible_without_what_needs_a_scope(filtering: Filtering) -> None:
    steps = explain(filtering, "free", "w").steps
    assert [(step.text, step.passes) for step in steps][1:] == [
        ("no visible operation needs it", False),
        ("GET /a is visible without the alternatives that need it", None),
    ]


FORMS = {
    "P.a.gold": [f"#{P}/properties/a/enum/1 holds 'gold', which is hidden"],
    "P.deep.deeper": [],
    "P.deep.deeper.one": [],
    "P.many.x": [],
    "P.many[].x": [],
    "P.list.k": [
        f"#{P}/properties/list lost 'items' and would not be valid without it",
        f"component schemas/S {PREMIUM}",
    ],
    "P.c.k": [f"component schemas/S {PREMIUM}"],
    "schemas/P": [],
    "component schemas/S": [f"component schemas/S {PREMIUM}"],
    "Priv": [f"#/tags/1 {PREMIUM}"],
    "tag Priv": [f"#/tags/1 {PREMIUM}"],
    "newPet": [f"webhook newPet {PREMIUM}"],
    "webhook newPet": [f"webhook newPet {PREMIUM}"],
    "post newPet": [f"webhook newPet {PREMIUM}"],
    "/a": [],
    "path /a": [],
    "getA.limit": [f"#/paths/~1a/get/parameters/0 {PREMIUM}"],
    "GET /a?limit": [f"#/paths/~1a/get/parameters/0 {PREMIUM}"],
    "getA.page": [],
    "scope r": [],
}


@pytest.mark.parametrize("target", FORMS)
def test_the_forms_in_which_targets_are_written(filtering: Filtering, target: str) -> None:
    outer = [text for text in reasons(filtering, target) if not text.startswith(" ")]
    assert outer == FORMS[target]


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("GET /a/", "GET /a"),
        ("getaa", "getA"),
        ("Nobdy", "Nobody"),
        ("newPets", "newPet"),
        ("P.deeq", "P.deep"),
        ("unused", "Unused"),
    ],
)
def test_a_name_that_is_nearly_right(filtering: Filtering, target: str, meant: str) -> None:
    with pytest.raises(InputError, match=f"nothing is called {target!r}; did you mean {meant!r}"):
        explain(filtering, "free", target)


def test_what_is_like_no_name_is_told_the_forms(filtering: Filtering) -> None:
    with pytest.raises(InputError, match=r"name an operation \(GET /path or operationId\), a path"):
        explain(filtering, "free", "quite_something_else")


def pointers(node: Any, path: pointer.Path = ()) -> Iterator[pointer.Path]:
    yield path
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield from pointers(node[key], (*path, key))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_hidden_has_a_reason_and_nothing_else(
    root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.strategies.hiding.HIDING", ({"x-internal": True},))
    made = load(root / "specs/master.yaml", root=root).document
    tree = hide_some(made.tree, Random(seed), 40)
    filtering = Filtering(document(tree))
    audience = filtering.access.audiences[seed % len(filtering.access.audiences)].name
    view = filtering.view(filtering.audience(audience))
    left = {view.origin(path) for path in pointers(view.tree)}
    for path in Random(seed).sample(list(pointers(tree)), 600):
        answer = explain(filtering, audience, pointer.to_pointer(path) or "#")
        hiding = any(step.passes is False for step in answer.steps)
        assert answer.visible is not hiding, path
        # Of lists of plain values it is not noted which items are left.
        if not any(isinstance(token, int) for token in path) and "x-enum-values" not in path:
            assert answer.visible is (path in left), path


NAMESAKES = """
openapi: 3.1.0
info: {title: T, version: "1"}
x-tiers: [free, premium]
x-audiences: {free: {tier: free}}
x-tier: free
x-scope-aliases: {rw: [r]}
tags: [{description: nameless}, {name: hid, x-tier: premium}]
paths:
  /a:
    get:
      tags: [hid]
      responses:
        "200":
          description: a
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  parameters: {Pet: {name: pet, in: query, schema: {type: integer}}}
  schemas: {Pet: {type: object, properties: {id: {}}}}
"""


def test_what_is_called_the_same_is_told() -> None:
    filtering = Filtering(document(yaml.safe_load(NAMESAKES)))
    answers = {step.text for step in explain(filtering, "free", "Pet").steps}
    assert len([text for text in answers if "is called so, too" in text]) == 1
    one = explain(filtering, "free", "component schemas/Pet")
    assert one.visible
    assert not [step for step in one.steps if "called so" in step.text]


def test_an_alias_by_its_kind_and_a_tag_beside_one_without_a_name() -> None:
    filtering = Filtering(document(yaml.safe_load(NAMESAKES)))
    assert not explain(filtering, "free", "alias rw").visible
    hidden = explain(filtering, "free", "#/paths/~1a/get/tags/0")
    assert not hidden.visible
    assert any("tier premium" in step.text for step in hidden.steps)
