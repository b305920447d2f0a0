"""Documents of the world: what scopes.json says is what `security` says."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from apidocgen.reference.pages import render_pages
from apidocgen.reference.scope_answers.access_map import access_map
from apidocgen.reference.scope_answers.catalogue import catalogue_schema, scope_catalogue
from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import HTTP_METHODS
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import VariantSet
from tests.scopes.documents import answered
from tests.scopes.javascript import in_node

NAMES = ("okta.yaml", "spotify.yaml", "figma.yaml")
each_document = pytest.mark.parametrize("name", NAMES)


@cache
def variants_of(path: Path) -> VariantSet:
    return make_variants(load(str(path)).document)


def declared(tree: Tree) -> dict[str, Any]:
    """What each operation demands, read straight from the document."""
    return {
        f"{method.upper()} {path}": [
            [{"scheme": scheme, "scopes": sorted(set(scopes))} for scheme, scopes in each.items()]
            for each in operation.get("security", tree.get("security", [])) or [{}]
        ]
        for path, item in tree["paths"].items()
        for method, operation in item.items()
        if method in HTTP_METHODS and not operation.get("x-internal")
    }


@each_document
def test_scopes_json_is_the_document(name: str, real_documents: Path) -> None:
    variants = variants_of(real_documents / name)
    [variant] = variants.variants
    catalogue = scope_catalogue(variant)
    jsonschema_rs.validate(catalogue_schema(), catalogue)
    found = {f"{o['method']} {o['path']}": o["requirement"] for o in catalogue["operations"]}
    assert found == declared(variants.master.tree)


@each_document
def test_the_matrix_stays_small_and_lists_all(name: str, real_documents: Path) -> None:
    variants = variants_of(real_documents / name)
    [variant] = variants.variants
    [page] = [page for page in render_pages(variants) if page.kind == "scope-matrix"]
    assert page.html.count("<tr data-ag-item") == len(declared(variants.master.tree))
    cells = page.html.count("<td")
    assert cells < 8 * len(variant.operations)


@each_document
def test_everything_wanted_at_once(name: str, real_documents: Path) -> None:
    """All operations, and each alone: the explorer's code and Python answer alike."""
    [variant] = variants_of(real_documents / name).variants
    known, catalogue = access_map([variant]), json.loads(json.dumps(scope_catalogue(variant)))
    keys = list(known.endpoints)
    asked = [{"need": {"operations": keys}}, {"need": {"operations": keys[::3]}}]
    asked += [{"need": {"operations": [key]}} for key in keys[:: max(1, len(keys) // 20)]]
    asked += [{"reach": {"scopes": list(catalogue["scopes"])[::2]}}]
    found = in_node([{**each, "catalogue": catalogue} for each in asked])
    assert found == [answered(known, each) for each in asked]
