"""A document whose names are as absurd as names can be."""

from __future__ import annotations

from typing import Any

NAMES = (
    # Devices on Windows, files of web servers, and pages of our own.
    *("con", "CON", "aux", "nul", "com1", "index", "Index", "INDEX", "index.md", "openapi.json"),
    *("untagged", "explorer", "matrix", "scopes", "search", "__init__"),
    # Characters that mean something in a path, an address, a file system, a selector.
    *("..", ".", "a/b", "a\\b", "a b", "a:b", "a'b", 'a"b', "a.b", "A.b", "a?b", "a#b", "%2e%2e"),
    *("a.", "-", "--", "", "  ", "{{ a }}", "<b>a</b>", "[a](javascript:alert(1))"),
    # Letters that file systems take for one another.
    *("ß", "SS", "ss", "é", "e\u0301", "İ", "i", "K", "\u212a", "k", "😀", "😀😀"),
    *("\u202eabc", "abc", "x" * 10_000, "x" * 10_001),
)


def document() -> dict[str, Any]:
    """Every name as that of a schema, property, scope, operation, tag, parameter and webhook."""
    text = {"type": "string", "minLength": 1}
    schema = {"type": "object", "properties": dict.fromkeys(NAMES, text)}
    flow = {"authorizationUrl": "https://e.example", "scopes": {n: n for n in NAMES if n}}
    schemes = {"oauth": {"type": "oauth2", "flows": {"implicit": flow}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "tags": [{"name": name} for name in NAMES if name],
        "components": {"schemas": dict.fromkeys(NAMES, schema), "securitySchemes": schemes},
        "paths": {f"/{at}": {"get": _operation(name)} for at, name in enumerate(NAMES)},
        "webhooks": {name: {"post": _operation(name, "hook ")} for name in NAMES if name},
    }


def _operation(name: str, prefix: str = "") -> dict[str, Any]:
    problem = {"application/problem+json": {"example": {"type": name, "title": name}}}
    named = [{"name": each, "in": "query", "schema": {"type": "string"}} for each in NAMES if each]
    return {
        "operationId": prefix + name,
        "summary": name,
        "tags": [name] if name else [],
        "security": [{"oauth": [name]}] if name else [],
        "parameters": named,
        "responses": {
            "200": {"description": "d"},
            "404": {"description": name or "d", "content": problem},
        },
    }
