"""Small documents made out of what a case is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from apidocgen.spec.document import Document
from apidocgen.spec.problems import Location

OK = {"200": {"description": "fine"}}


def document(tree: dict[str, Any]) -> Document:
    """A document in memory; every place is line 1."""
    version = str(tree["openapi"])[:3]
    return Document(
        tree, version, "x.yaml", lambda paths: {path: Location("x.yaml", 1, 1) for path in paths}
    )


def skeleton(**root: Any) -> dict[str, Any]:
    """The least that a document needs."""
    head = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}}
    return deepcopy(head | root)


def request_schema(schema: Any, **root: Any) -> dict[str, Any]:
    """A document with one operation that takes this body."""
    body = {"content": {"application/json": {"schema": schema}}}
    operation = {"requestBody": body, "responses": OK}
    return skeleton(**root) | {"paths": {"/pets": {"post": operation}}}


def response_schema(schema: Any, **root: Any) -> dict[str, Any]:
    """A document with one operation that returns this."""
    content = {"application/json": {"schema": schema}}
    operation = {"responses": {"200": {"description": "fine", "content": content}}}
    return skeleton(**root) | {"paths": {"/pets": {"get": operation}}}


def parameter(node: Any, **root: Any) -> dict[str, Any]:
    """A document with one operation that has these parameters."""
    operation = {"parameters": node, "responses": OK}
    return skeleton(**root) | {"paths": {"/pets": {"get": operation}}}


def operation(node: Any, **root: Any) -> dict[str, Any]:
    """A document with this operation."""
    return skeleton(**root) | {"paths": {"/pets": {"get": {"responses": OK, **node}}}}


def whole(node: Any, **root: Any) -> dict[str, Any]:
    """A document with these parts."""
    return {**skeleton(**root), **deepcopy(node)}


SHAPES: Mapping[str, Callable[..., dict[str, Any]]] = {
    "request": request_schema,
    "response": response_schema,
    "parameters": parameter,
    "operation": operation,
    "document": whole,
}


def pair(case: Mapping[str, Any]) -> tuple[Document, Document]:
    """The two documents of a case."""
    shape = next(name for name in SHAPES if name in case)
    old, new = case[shape]
    shared = case.get("with", {})
    versions = case.get("openapi", ["3.1.0", "3.1.0"])
    made = [
        SHAPES[shape](node, **(deepcopy(shared) | {"openapi": version}))
        for node, version in zip((old, new), versions, strict=True)
    ]
    return document(made[0]), document(made[1])
