"""What explain says of alternatives, beside what the filter decides about them."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from apidocgen.variants.explaining.look import Look
from apidocgen.variants.explaining.operations import refusals, requirement_of
from apidocgen.variants.filter import Filtering
from tests.variants.masters import document

FLOW = {"tokenUrl": "https://example.com"}
SCHEMES: dict[str, Any] = {
    "open": {"type": "http", "scheme": "bearer"},
    "closed": {"type": "http", "scheme": "bearer", "x-tier": "premium"},
    "other": {"$ref": "#/components/securitySchemes/closed"},
    "oauth": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {**FLOW, "scopes": {"r": "R", "w": "W"}},
            "password": {**FLOW, "x-tier": "premium", "scopes": {"r": "R", "secret": "S"}},
        },
    },
}
ALTERNATIVES: list[dict[str, list[str]]] = [
    {},
    {"open": []},
    {"closed": []},
    {"other": []},
    {"unknown": []},
    {"oauth": ["r"]},
    {"oauth": ["w"]},
    {"oauth": ["r", "w"]},
    {"oauth": ["secret"]},
    {"oauth": ["both"]},
    {"oauth": ["hidden"]},
    {"oauth": ["deep"]},
    {"open": ["role"]},
    {"open": [], "oauth": ["r"]},
    {"closed": [], "oauth": ["r"]},
]
EXTRA: list[dict[str, Any]] = [
    {},
    {"x-scopes": ["r"]},
    {"x-scopes": ["r", "w"]},
    {"x-scopes": ["r", "w", "hidden"], "x-scopes-mode": "any"},
]


def _requirements() -> list[dict[str, Any]]:
    lists = [[each] for each in ALTERNATIVES]
    lists += [list(pair) for pair in combinations(ALTERNATIVES, 2)]
    made = [{"security": security, **extra} for security in lists for extra in EXTRA]
    return [*made, *EXTRA, {"security": []}, {"security": [], "x-scopes": ["w"]}]


@pytest.fixture(scope="module")
def filtering() -> Filtering:
    answer = {"responses": {"200": {"description": "fine"}}}
    operations = [{**answer, **each} for each in _requirements()]
    return Filtering(
        document(
            {
                "openapi": "3.1.0",
                "info": {"title": "T", "version": "1"},
                "x-tiers": ["free", "premium"],
                "x-tier": "free",
                "x-audiences": {
                    "free": {"tier": "free"},
                    "reader": {"tier": "premium", "scopes": ["r", "role", "secret"]},
                    "bearer": {"tier": "premium", "schemes": ["open", "other"]},
                    "premium": {"tier": "premium"},
                },
                "x-scopes": {"hidden": {"description": "H", "x-tier": "premium"}},
                "x-scope-aliases": {"both": ["r", "w"], "deep": ["r", "hidden"]},
                "security": [{"oauth": ["r"]}],
                "paths": {f"/{n}": {"get": each} for n, each in enumerate(operations)},
                "components": {"securitySchemes": SCHEMES},
            }
        )
    )


@pytest.mark.parametrize("name", ["free", "reader", "bearer", "premium"])
def test_an_alternative_is_refused_if_and_only_if_the_filter_takes_it_away(
    filtering: Filtering, name: str
) -> None:
    look = Look(filtering, filtering.audience(name))
    answers = set()
    for site in look.index.operations:
        demanded = requirement_of(look.master, site).alternatives
        usable = {each for each in demanded if not any(refusals(look, each))}
        decision = look.losses.decisions.get(id(site.node))
        kept = (
            set(decision.requirement.alternatives) if decision and decision.requirement else set()
        )
        assert usable == kept, site.node
        answers.add((bool(usable), len(usable) == len(demanded)))
    assert {(True, True), (True, False), (False, False)} <= answers
