"""What messages say beyond their rules: where operations are, why they came, whom they concern."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from apidocgen.diff.compare import compare_documents
from tests.diff.documents import OK, document

Tree = dict[str, Any]

SCOPES = {"read": "Read", "write": "Write"}
FLOWS = {"clientCredentials": {"tokenUrl": "https://e.org/t", "scopes": SCOPES}}
MASTER: Tree = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "x-tiers": ["free", "paid"],
    "x-audiences": {
        "free": {"tier": "free"},
        "paid": {"tier": "paid"},
        "apps": {"scopes": ["write"]},
    },
    "components": {"securitySchemes": {"oauth": {"type": "oauth2", "flows": FLOWS}}},
    "paths": {
        "/pets/{id}": {
            "get": {"x-tier": "free", "security": [{"oauth": ["read"]}], "responses": OK}
        },
        "/pets": {"post": {"x-tier": "free", "security": [{"oauth": ["write"]}], "responses": OK}},
    },
}


def messages(**changed: Any) -> dict[str, list[str]]:
    """By rule, what is said when the operation that reads changes."""
    revision = deepcopy(MASTER)
    revision["paths"]["/pets/{id}"]["get"].update(changed)
    return by_rule(MASTER, revision)


def by_rule(base: Tree, revision: Tree) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for change in compare_documents(document(base), document(revision)).changes:
        found.setdefault(change.rule, []).append(change.message)
    return found


def test_an_operation_in_reach_because_it_is_open_to_everybody() -> None:
    [said] = messages(security=[{}])["operation-in-reach"]
    assert said == "The operation is in reach: it demands no credential now"


def test_an_operation_in_reach_because_it_demands_something_else() -> None:
    [said] = messages(security=[{"oauth": ["write"]}])["operation-in-reach"]
    assert said == "The operation is in reach: it demands oauth with write now"


def test_an_operation_in_reach_because_more_can_be_granted() -> None:
    revision = deepcopy(MASTER)
    revision["x-audiences"]["apps"]["scopes"] = ["read", "write"]
    [said] = by_rule(MASTER, revision)["operation-in-reach"]
    assert said == "The operation is in reach: what it demands can be granted here now"


def test_a_lower_tier_is_said_once() -> None:
    base = deepcopy(MASTER)
    base["paths"]["/pets"]["post"]["x-tier"] = "paid"
    [said] = by_rule(base, MASTER)["tier-lowered"]
    assert said == "The operation needs only the tier free now, so far paid"


AUDIENCES = {"free": {"tier": "free"}, "paid": {"tier": "paid"}}


def standing(was: Tree, now: Tree, audiences: tuple[Tree, Tree] = (AUDIENCES, AUDIENCES)) -> str:
    """What is said of an operation that only its annotations, or audiences, took away or gave."""
    trees = deepcopy(MASTER), deepcopy(MASTER)
    for tree, marks, named in zip(trees, (was, now), audiences, strict=True):
        tree["paths"] = {"/pets": {"get": {"responses": OK, **marks}}, "/": KEPT}
        tree["x-audiences"] = named
    gone_or_come = {"audience-added", "audience-removed"}
    found = by_rule(*trees)
    [said] = [each for rule in found.keys() - gone_or_come for each in found[rule]]
    return said


KEPT = {"get": {"x-tier": "free", "responses": OK}}
ONLY_PAID = {"x-audience": ["paid"]}
UNLIMITED: Tree = {"free": {}, "paid": {"tier": "paid"}}


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        pytest.param(
            {"x-tier": "free"},
            {"x-tier": "free", **ONLY_PAID},
            "The operation is only for paid now, so far for everyone",
            id="an allow-list comes",
        ),
        pytest.param(
            {"x-tier": "free", **ONLY_PAID},
            {"x-tier": "free"},
            "The operation is for everyone now, so far only for paid",
            id="an allow-list goes",
        ),
        pytest.param(
            {"x-tier": "paid"},
            {"x-tier": "paid", "x-audience": ["free"]},
            "The operation is only for free now, so far for everyone whom the tier paid admits",
            id="an allow-list comes where a tier limits",
        ),
        pytest.param(
            {"x-tier": "paid", "x-audience": ["free"]},
            {"x-tier": "paid"},
            "The operation is for everyone whom the tier paid admits now, so far only for free",
            id="an allow-list goes where a tier limits",
        ),
        pytest.param(
            {"x-audience": ["free", "paid"]},
            {"x-tier": "paid"},
            "The operation needs the tier paid now, so far no tier",
            id="a tier comes",
        ),
        pytest.param(
            {"x-tier": "paid"},
            {"x-audience": ["free", "paid"]},
            "The operation needs no tier now, so far paid",
            id="a tier goes",
        ),
    ],
)
def test_what_is_not_annotated_is_not_for_nobody(was: Tree, now: Tree, said: str) -> None:
    assert standing(was, now) == said


@pytest.mark.parametrize(
    ("audiences", "said"),
    [
        pytest.param(
            (UNLIMITED, AUDIENCES),
            "Out of reach: the tier free limits the audience now, so far none did",
            id="comes",
        ),
        pytest.param(
            (AUDIENCES, UNLIMITED),
            "In reach: no tier limits the audience now, so far free did",
            id="goes",
        ),
    ],
)
def test_an_audience_without_a_tier_is_not_limited(audiences: tuple[Tree, Tree], said: str) -> None:
    assert standing({"x-tier": "paid"}, {"x-tier": "paid"}, audiences) == said


def test_what_was_not_annotated_is_for_everyone_once_there_are_no_audiences() -> None:
    trees = deepcopy(MASTER), deepcopy(MASTER)
    for tree in trees:
        tree["paths"] = {"/pets": {"get": {"responses": OK}}}
    del trees[1]["x-audiences"]
    said = "The operation is visible now, for everyone; so far it was not annotated"
    assert by_rule(*trees) == {"operation-annotated": [said]}


def test_aliases_and_profiles_name_operations_as_they_are_written() -> None:
    base, revision = deepcopy(MASTER), deepcopy(MASTER)
    for tree, scopes in ((base, ["write"]), (revision, ["read", "write"])):
        tree["x-scope-aliases"] = {"all": {"scopes": scopes}}
        tree["x-token-profiles"] = {"old": {"scopes": ["all"]}}
    found = by_rule(base, revision)
    [alias], [profile] = found["alias-gained-scope"], found["profile-gained-operations"]
    assert alias == "The alias `all` gained read; its holders gain GET /pets/{id}"
    assert profile == "Tokens of the profile `old` open GET /pets/{id} too"
