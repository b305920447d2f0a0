"""Hiding what is there: annotations at random elements of a document."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

from apidocgen.spec.grammar import GRAMMAR
from apidocgen.spec.walk import walk
from tests.strategies.hidden import CANARY, HIDING

Tree = dict[str, Any]

# Objects that may be annotated. Without a Responses or Info object a document would not be valid,
# and a scheme that is gone takes operations with it.
KINDS = frozenset(GRAMMAR) - {
    "OpenAPI", "Info", "Paths", "Components", "Responses", "SecurityRequirement", "Contact",
    "License", "ServerVariable", "OAuthFlows", "EnumValue",
}  # fmt: skip


def hide_some(tree: Tree, rng: Random, count: int, planted: Random | None = None) -> Tree:
    """A document in which some elements are hidden; canaries stand in all that is below them.

    ``planted`` decides about the canaries alone: what it changes, nobody may see.
    """
    hidden = deepcopy(tree)
    places = [
        node
        for _, node, kind in walk(hidden)
        if isinstance(node, dict) and kind in KINDS and node.get("in") != "path"
    ]
    chosen = {id(node): node for node in rng.sample(places, min(count, len(places)))}
    kinds = {id(node): kind for _, node, kind in walk(hidden) if isinstance(node, dict)}
    for node in chosen.values():
        for _, inner, kind in list(walk(node, kinds[id(node)])):
            if isinstance(inner, dict) and kind in KINDS:
                plant(inner, kind, planted or rng)
        node.update(rng.choice(HIDING))
    return hidden


def plant(node: Tree, kind: str, rng: Random) -> None:
    """Canaries in an object that nobody may see."""
    canary = f"{CANARY}{rng.randrange(1000)}"
    node[f"x-{canary}"] = canary
    if kind in ("Operation", "Schema", "Parameter", "Response", "Tag"):
        node["description"] = canary
    if kind == "Schema" and "$ref" not in node and rng.random() < 0.3:
        node["title"] = canary
    if kind == "Operation" and rng.random() < 0.3:
        node["summary"] = canary
