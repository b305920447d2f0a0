"""Which operations holders of an alias or a token profile lose and gain, and by whose doing."""

from __future__ import annotations

from typing import Any

import pytest

from apidocgen.diff.compare import compare_documents
from tests.diff.documents import OK, document

Way = dict[str, list[str]]

FLOWS = {
    "clientCredentials": {"tokenUrl": "https://e.org/t", "scopes": {"a": "", "b": "", "c": ""}}
}
SCHEMES = {
    "oauth": {"type": "oauth2", "flows": FLOWS},
    "key": {"type": "apiKey", "in": "header", "name": "K"},
}
A, B, C = ({"oauth": [scope]} for scope in "abc")
KEY: Way = {"key": []}
ANYBODY: Way = {}


def master(security: list[Way], **root: Any) -> dict[str, Any]:
    """An operation that demands this, and two that demand `a` and `b` whatever happens."""
    demands = {"/a": [A], "/b": [B], "/own": security}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            path: {"get": {"security": demand, "responses": OK}} for path, demand in demands.items()
        },
        "components": {"securitySchemes": SCHEMES},
        **root,
    }


def said(old: dict[str, Any], new: dict[str, Any], rules: str) -> list[str]:
    """What is said under the rules of one kind."""
    changes = compare_documents(document(old), document(new)).changes
    return [change.message for change in changes if change.rule.startswith(rules)]


def alias(scopes: list[str]) -> dict[str, Any]:
    return {"x-scope-aliases": {"all": {"scopes": scopes}}}


@pytest.mark.parametrize(
    ("was", "now", "loses"),
    [
        pytest.param([C], [C], "GET /b", id="the operation stays as it was"),
        pytest.param([B], [B], "GET /b, GET /own", id="the operation demands what is lost"),
        pytest.param([A], [B], "GET /b, GET /own", id="it demands what is lost from now on"),
        pytest.param([A], [C], "GET /b", id="it demands what the alias never held"),
        pytest.param([B], [C], "GET /b", id="it would be lost with the scope as well"),
        pytest.param([B], [A], "GET /b", id="it demands what the alias still holds"),
        pytest.param([B], [ANYBODY], "GET /b", id="it is open to everybody now"),
        pytest.param([B], [KEY], "GET /b", id="it takes no scopes any more"),
        pytest.param([B, KEY], [B, KEY], "GET /b, GET /own", id="another way in stays"),
    ],
)
def test_holders_lose_by_an_alias_what_they_had_with_its_scope(
    was: list[Way], now: list[Way], loses: str
) -> None:
    documents = master(was, **alias(["a", "b"])), master(now, **alias(["a"]))
    assert said(*documents, "alias") == [f"The alias `all` lost b; its holders lose {loses}"]


@pytest.mark.parametrize(
    ("was", "now", "gains"),
    [
        pytest.param([C], [C], "GET /b", id="the operation stays as it was"),
        pytest.param([B], [B], "GET /b, GET /own", id="the operation demands what is gained"),
        pytest.param([C], [B], "GET /b, GET /own", id="it demands what is gained from now on"),
        pytest.param([C], [A], "GET /b", id="it demands what the alias always held"),
        pytest.param([B], [A], "GET /b", id="it would be gained without the scope as well"),
        pytest.param([A], [B], "GET /b", id="it was open to the alias before"),
        pytest.param([C], [C, ANYBODY], "GET /b", id="it is open to everybody now"),
        pytest.param([ANYBODY], [B], "GET /b", id="it was open to everybody"),
        pytest.param([C], [C, KEY], "GET /b", id="another credential will do"),
        pytest.param([KEY], [B], "GET /b, GET /own", id="it took no scopes before"),
    ],
)
def test_holders_gain_by_an_alias_what_they_had_not_without_its_scope(
    was: list[Way], now: list[Way], gains: str
) -> None:
    documents = master(was, **alias(["a"])), master(now, **alias(["a", "b"]))
    assert said(*documents, "alias") == [f"The alias `all` gained b; its holders gain {gains}"]


def test_an_alias_that_decides_about_no_operation_names_none() -> None:
    documents = master([C], **alias(["a", "c"])), master([ANYBODY], **alias(["a"]))
    assert said(*documents, "alias") == ["The alias `all` lost c"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        pytest.param([A], [C], ["Tokens of the profile `old` no longer open GET /own"], id="lost"),
        pytest.param([C], [A], ["Tokens of the profile `old` open GET /own too"], id="gained"),
        pytest.param([A], [ANYBODY], [], id="opened to everybody"),
        pytest.param([ANYBODY], [A], [], id="no longer open to everybody"),
        pytest.param(
            [ANYBODY], [C], ["Tokens of the profile `old` no longer open GET /own"], id="closed"
        ),
    ],
)
def test_tokens_that_are_out_open_what_everybody_may_call(
    was: list[Way], now: list[Way], told: list[str]
) -> None:
    root = {"x-token-profiles": {"old": {"scopes": ["a"]}}}
    assert said(master(was, **root), master(now, **root), "profile") == told
