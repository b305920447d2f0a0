"""Each file below ``cases`` is a subject: documents, and what an audience gets of them.

A case says ``master`` and ``variants``, whole documents but for their heads, or ``schema`` and
``free``: the schema of the only answer of the only operation, and what remains of it; null where
nothing does. ``components`` are the schemas it uses.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from apidocgen.spec.reading import read_document
from apidocgen.spec.validation import Validator
from tests.variants.dangling import dangling
from tests.variants.masters import document, variants, written

Tree = dict[str, Any]

FOLDER = Path(__file__).parent / "cases"
VERSIONS = {"3.0": "3.0.3", "3.1": "3.1.1", "3.2": "3.2.0"}
VOCABULARY: Tree = {
    "x-tiers": ["free", "premium"],
    "x-audiences": {"free": {"tier": "free"}, "premium": {"tier": "premium"}},
}


def _cases() -> list[Any]:
    found: list[Any] = []
    for file in sorted(FOLDER.glob("*.yaml")):
        cases = read_document(file.read_text(encoding="utf-8"), file.name).tree
        for number, case in enumerate(cases, 1):
            found += [
                pytest.param(case, version, id=f"{file.stem}-{number}-{version}")
                for version in case.get("versions", VERSIONS)
            ]
    return found


def _head(version: str) -> Tree:
    return {"openapi": VERSIONS[version], "info": {"title": "T", "version": "1"}}


def _around(schema: Any, schemas: Tree, others: Tree) -> Tree:
    """A document with one operation that answers with a schema."""
    response: Tree = {"description": "fine"}
    if schema is not None:
        response["content"] = {"application/json": {"schema": schema}}
    operation = {"operationId": "it", "responses": {"200": response}}
    components = {**others, **({"schemas": schemas} if schemas else {})}
    tree: Tree = {"paths": {"/it": {"get": operation}}}
    return {**tree, "components": components} if components else tree


@pytest.mark.parametrize(("case", "version"), _cases())
def test_case(case: Tree, version: str) -> None:
    given = deepcopy(case)
    if "schema" in case:
        master = _around(
            given["schema"], given.get("components", {}), given.get("other-components", {})
        )
        master["paths"]["/it"]["get"]["x-tier"] = "free"
        expected = {
            "free": _around(
                given["free"],
                given.get("free-components", {}),
                given.get("free-other-components", {}),
            )
        }
    else:
        master, expected = given["master"], given["variants"]
    made = variants({**_head(version), **VOCABULARY, **master})
    for audience, wanted in expected.items():
        shown = made[audience].document.tree
        assert written(shown) == written({**_head(version), **wanted}), case["says"]
        assert dangling(shown) == []
        assert Validator().problems(document(shown)) == []
