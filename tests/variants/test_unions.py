"""Hiding members of choices gives what leaving them out by hand gives, whoever else shows them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.variants.masters import shown, written

KINDS = ("cat", "dog", "fox", "hen")
STATES = ("up", "down", "lost")
CHOICES = ("oneOf", "anyOf")

Tree = dict[str, Any]


def _reference(kind: str) -> Tree:
    return {"$ref": f"#/components/schemas/{kind.title()}"}


@st.composite
def schemas(draw: st.DrawFn) -> Tree:
    """A schema for each kind: with a constant that tells it or not, and values that others have."""
    telling = draw(st.booleans())
    made: Tree = {}
    for kind in KINDS:
        properties: Tree = {f"{kind}_only": {"type": "string"}}
        if telling:
            properties["kind"] = {"type": "string", "enum": [kind]}
        states = draw(st.lists(st.sampled_from(STATES), unique=True, max_size=3))
        if states:
            properties["state"] = {"type": "string", "enum": states}
        made[kind.title()] = {"type": "object", "properties": properties}
    return made


@st.composite
def choices(draw: st.DrawFn, telling: bool) -> Tree:
    """A choice of kinds, one of which is hidden perhaps, with a discriminator perhaps."""
    kinds = draw(st.lists(st.sampled_from(KINDS), unique=True, min_size=2))
    members = [_reference(kind) for kind in kinds]
    hidden = draw(st.none() | st.integers(0, len(kinds) - 1))
    if hidden is not None:
        members[hidden]["x-internal"] = True
    chosen: Tree = {draw(st.sampled_from(CHOICES)): members}
    if telling and draw(st.booleans()):
        mapping = {kind: _reference(kind)["$ref"] for kind in kinds}
        chosen["discriminator"] = {"propertyName": "kind", "mapping": mapping}
    if draw(st.booleans()):
        shown_kinds = [kind for n, kind in enumerate(kinds) if n != hidden]
        kind = draw(st.sampled_from(shown_kinds))
        chosen["example"] = {**({"kind": kind} if telling else {}), f"{kind}_only": "x"}
    return {"type": "array", "items": chosen} if draw(st.booleans()) else chosen


@st.composite
def masters(draw: st.DrawFn) -> Tree:
    """A master with several choices of the same kinds, and with a list of states beside them."""
    kinds = draw(schemas())
    telling = "kind" in kinds["Cat"]["properties"]
    parts = draw(st.lists(choices(telling), min_size=2, max_size=3))
    properties: Tree = {f"p{number}": each for number, each in enumerate(parts)}
    properties["state"] = {"type": "string", "enum": list(STATES)}
    content = {"application/json": {"schema": {"type": "object", "properties": properties}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/it": {"get": {"responses": {"200": {"description": "fine", "content": content}}}}
        },
        "components": {"schemas": kinds},
    }


def _by_hand(node: Any) -> Any:
    """The same without hidden members, and without the entries of mappings that lead to them."""
    if isinstance(node, list):
        return [_by_hand(item) for item in node if not _is_hidden(item)]
    if not isinstance(node, dict):
        return node
    left = {key: _by_hand(value) for key, value in node.items()}
    members = next((left[choice] for choice in CHOICES if choice in left), None)
    if members is not None and "discriminator" in left:
        targets = [member["$ref"] for member in members]
        mapping = left["discriminator"]["mapping"]
        kept = {key: target for key, target in mapping.items() if target in targets}
        left["discriminator"] = {**left["discriminator"], "mapping": kept}
    return left


def _is_hidden(item: Any) -> bool:
    return isinstance(item, dict) and item.get("x-internal") is True


@settings(max_examples=150, deadline=None)
@given(tree=masters())
def test_hiding_a_member_leaves_what_leaving_it_out_leaves(tree: Tree) -> None:
    by_hand = _by_hand(deepcopy(tree))
    assert written(shown(tree, "all")) == written(shown(by_hand, "all"))
