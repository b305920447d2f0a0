"""What an audience is told of a scope comes from what it sees itself."""

from __future__ import annotations

from typing import Any

from tests.variants.masters import variants

Tree = dict[str, Any]


def _flow(text: str, **more: Any) -> Tree:
    return {"tokenUrl": "https://example.org", "scopes": {"read": text}, **more}


def _told(flows: Tree, others: Tree | None = None, catalogue: Any = None) -> str:
    schemes = {"oauth": {"type": "oauth2", "flows": flows}, **(others or {})}
    operation = {"security": [{"oauth": ["read"]}], "responses": {"default": {"description": "a"}}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        **({} if catalogue is None else {"x-scopes": {"read": catalogue}}),
        "paths": {"/a": {"get": operation}},
        "components": {"securitySchemes": schemes},
    }
    return variants(tree)["all"].access.scopes["read"].description


def test_the_text_of_a_hidden_flow_is_not_told() -> None:
    hidden = _flow("Hidden", **{"x-internal": True})
    assert _told({"clientCredentials": _flow("Shown"), "password": hidden}) == "Shown"


def test_the_text_of_a_hidden_scheme_is_not_told() -> None:
    hidden = {"type": "oauth2", "x-internal": True, "flows": {"password": _flow("Hidden")}}
    assert _told({"clientCredentials": _flow("Shown")}, {"other": hidden}) == "Shown"


def test_nor_is_that_of_a_scheme_which_nothing_visible_uses() -> None:
    unused = {"type": "oauth2", "flows": {"password": _flow("Unused")}}
    assert _told({"clientCredentials": _flow("Shown")}, {"other": unused}) == "Shown"


def test_the_catalogue_has_the_first_word() -> None:
    flows = {"clientCredentials": _flow("Of the flow")}
    assert _told(flows, catalogue="Of the catalogue") == "Of the catalogue"
    assert _told(flows, catalogue={"description": "Of the catalogue"}) == "Of the catalogue"
    assert _told(flows, catalogue={}) == "Of the flow"
