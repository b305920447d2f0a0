"""Documents for tests, written as what each operation demands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from apidocgen.reference.scope_answers.access_map import AccessMap, access_map
from apidocgen.reference.scope_answers.answers import need_as_json, reach_as_json
from apidocgen.reference.scope_answers.questions import need, reached
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant

SCHEMES: dict[str, Any] = {
    "oauth2": {
        "type": "oauth2",
        "flows": {
            "authorizationCode": {
                "authorizationUrl": "https://login.example/authorize?tenant=t",
                "tokenUrl": "https://login.example/token",
                "scopes": {},
            }
        },
    },
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "roles": {"type": "http", "scheme": "bearer"},
}


def document(
    operations: Mapping[str, Any],
    *,
    security: list[Any] | None = None,
    aliases: Mapping[str, list[str]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A document whose operations are given as ``{"GET /path": security}``; None inherits."""
    paths: dict[str, dict[str, Any]] = {}
    for key, own in operations.items():
        method, path = key.split(" ")
        node: dict[str, Any] = {"responses": {"200": {"description": "Fine"}}}
        paths.setdefault(path, {})[method.lower()] = (
            node if own is None else {**node, "security": own}
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": paths,
        "components": {"securitySchemes": SCHEMES},
        **({} if security is None else {"security": security}),
        **({"x-scope-aliases": dict(aliases)} if aliases else {}),
        **more,
    }


def variants_of(tree: Mapping[str, Any], folder: Path) -> tuple[Variant, ...]:
    """The variants of a document."""
    file = folder / "document.json"
    file.write_text(json.dumps(tree), encoding="utf-8")
    return make_variants(load(str(file)).document).variants


def answered(known: AccessMap, question: Mapping[str, Any]) -> dict[str, Any]:
    """What Python answers to a question as it stands in ``vectors.json``."""
    if "need" in question:
        asked = question["need"]
        return need_as_json(need(known, asked["operations"], asked.get("scheme")))
    asked = question["reach"]
    return reach_as_json(reached(known, asked["scopes"], asked.get("scheme")))


def vector_document(vector: Mapping[str, Any]) -> dict[str, Any]:
    """The document of one vector."""
    return document(
        vector["operations"], security=vector.get("security"), aliases=vector.get("aliases")
    )


__all__ = ["access_map", "answered", "document", "variants_of", "vector_document"]
