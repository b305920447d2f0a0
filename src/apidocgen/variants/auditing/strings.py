"""Every string in a tree that says something: keys that are no keywords, and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.grammar import GRAMMAR, HTTP_METHODS
from apidocgen.variants.annotations import INTERNAL, SCOPES_MODE, TIER
from apidocgen.variants.vocabulary import ALIASES, AUDIENCES, PROFILES, SCOPES, TIERS

KEYWORDS = (
    frozenset(key for kind in GRAMMAR.values() for key in kind.fields)
    | frozenset(HTTP_METHODS)
    | frozenset({TIER, INTERNAL, SCOPES_MODE, SCOPES, ALIASES, AUDIENCES, PROFILES, TIERS})
)
"""Keys that belong to OpenAPI, JSON Schema and this project, whoever uses them."""


def strings_in(tree: Any) -> Iterator[str]:
    """The strings in a container, at any depth."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield from (key for key in node if key not in KEYWORDS)
        values = node.values() if isinstance(node, dict) else node
        for value in values if isinstance(values, Iterable) else ():
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict | list):
                stack.append(value)
