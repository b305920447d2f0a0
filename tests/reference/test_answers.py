"""Examples of answers stand beside the samples: of each answer the first, where success has one."""

from __future__ import annotations

import json
import re

import pytest

from apidocgen.reference.answers import MOST
from tests.reference.building import Build

FINE = {"description": "d", "content": {"application/json": {"example": {"is": "fine"}}}}
WRONG = {"description": "d", "content": {"application/json": {"example": {"is": "wrong"}}}}
LONG = {"description": "d", "content": {"application/json": {"example": ["x" * MOST]}}}
EMPTY = {"description": "d"}


def answers(build: Build, **responses: object) -> dict[str, str]:
    """The examples beside the samples, by status."""
    paths = {"/x": {"get": {"operationId": "x", "responses": responses}}}
    html = build(json.dumps({"paths": paths}))["operations/x/"].html
    panel = re.search(r'(?s)<section class="ag-answers.*?</section>', html)
    if not panel:
        return {}
    found = re.split(r'<a href="#response-(\w+)">', panel[0])
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_success_comes_first(build: Build) -> None:
    found = answers(build, **{"400": WRONG, "200": FINE, "204": EMPTY})
    assert list(found) == ["200", "400"]
    assert "fine" in found["200"]
    assert "wrong" in found["400"]


def test_what_is_too_long_is_told_with_its_answer_alone(build: Build) -> None:
    found = answers(build, **{"200": FINE, "201": LONG, "400": WRONG})
    assert list(found) == ["200", "400"]


@pytest.mark.parametrize("success", [EMPTY, LONG])
def test_errors_alone_are_not_shown(build: Build, success: object) -> None:
    assert answers(build, **{"200": success, "400": WRONG}) == {}


def test_webhooks_have_none(build: Build) -> None:
    hook = {"post": {"operationId": "w", "responses": {"200": FINE}}}
    assert "ag-answers" not in build(json.dumps({"webhooks": {"w": hook}}))["webhooks/w/"].html
