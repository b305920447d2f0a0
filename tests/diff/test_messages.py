"""What messages say beyond their rules: where operations are, why they came, whom they concern."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

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


def test_aliases_and_profiles_name_operations_as_they_are_written() -> None:
    base, revision = deepcopy(MASTER), deepcopy(MASTER)
    for tree, scopes in ((base, ["write"]), (revision, ["read", "write"])):
        tree["x-scope-aliases"] = {"all": {"scopes": scopes}}
        tree["x-token-profiles"] = {"old": {"scopes": ["all"]}}
    found = by_rule(base, revision)
    [alias], [profile] = found["alias-gained-scope"], found["profile-gained-operations"]
    assert alias == "The alias `all` gained read; its holders gain GET /pets/{id}"
    assert profile == "Tokens of the profile `old` open GET /pets/{id} too"
