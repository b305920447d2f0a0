"""Every operation page shows exactly what the document requires: no scope more, none less.

The expectation is worked out here from the plain document, without any of the project's own logic
for requirements, and compared with what the rendered page says, in both directions.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.pages import render_pages
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant, VariantSet, VisibleOperation

Alternative = frozenset[tuple[str, frozenset[str]]]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

ROW = re.compile(r'<tr class="ag-access-row">(.*?)</tr>', re.DOTALL)
DEMAND = re.compile(r'<div class="ag-demand" data-scheme="([^"]*)"')
LIST = re.compile(r'<ul class="ag-scopes" data-scheme="([^"]*)">(.*?)</ul>', re.DOTALL)
SCOPE = re.compile(r'<li data-scope="([^"]*)">')


def shown(page: str) -> list[Alternative]:
    """The alternatives that a page shows, row by row."""
    return [row(found.group(1)) for found in ROW.finditer(page)]


def row(text: str) -> Alternative:
    demands = {html.unescape(scheme): frozenset[str]() for scheme in DEMAND.findall(text)}
    for scheme, items in LIST.findall(text):
        demands[html.unescape(scheme)] = frozenset(map(html.unescape, SCOPE.findall(items)))
    return frozenset(demands.items())


def required(tree: dict[str, Any], operation: dict[str, Any]) -> list[Alternative]:
    """The alternatives that a plain document writes down, duplicates and all."""
    security = operation.get("security", tree.get("security", []))
    return [
        frozenset((scheme, frozenset(scopes)) for scheme, scopes in alternative.items())
        for alternative in security
    ]


def least(alternatives: list[Alternative]) -> set[Alternative]:
    """Without what asks for more than another; anonymous access is always told."""
    return {
        one
        for one in alternatives
        if not any(other != one and other and asks_less(other, one) for other in alternatives)
    }


def asks_less(one: Alternative, other: Alternative) -> bool:
    wanted = dict(other)
    return all(scheme in wanted and scopes <= wanted[scheme] for scheme, scopes in one)


def operations(tree: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in tree["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def usable(tree: dict[str, Any], audience: dict[str, Any], alternative: Alternative) -> bool:
    """Whether an audience of the reference document has the schemes and may get the scopes."""
    granted = audience.get("scopes")
    aliases = tree.get("x-scope-aliases", {})
    for scheme, scopes in alternative:
        if scheme not in audience.get("schemes", [scheme]):
            return False
        for scope in scopes:
            leaves = aliases.get(scope, {}).get("scopes", [scope])
            if granted is not None and not all(may(leaf, granted, aliases) for leaf in leaves):
                return False
    return True


def may(scope: str, granted: list[str], aliases: dict[str, Any]) -> bool:
    names = [
        *granted,
        *(leaf for name in granted for leaf in aliases.get(name, {}).get("scopes", [])),
    ]
    return any(fnmatchcase(scope, name) for name in names)


def pages_by_operation(variants: VariantSet) -> dict[tuple[str, str, str], str]:
    """Rendered operation pages by audience, method and path."""
    rendered = {(page.audience, page.address): page.html for page in render_pages(variants)}
    found = {}
    for variant in variants.variants:
        for operation, address in addresses_of(variant):
            key = (variant.audience.name, operation.method, operation.path)
            found[key] = rendered[variant.audience.name, address]
    return found


def addresses_of(variant: Variant) -> Iterator[tuple[VisibleOperation, str]]:
    table = Addresses.of(variant.operations, tags=(), schemas=(), scopes=())
    for operation in variant.operations:
        if operation.place == "paths":
            yield operation, table.operation(operation)


def test_the_reference_document(root: Path) -> None:
    document = load(root / "specs/master.yaml", root=root).document
    tree = document.tree
    pages = pages_by_operation(make_variants(document))
    expected: dict[tuple[str, str, str], set[Alternative]] = {}
    ladder = tree["x-tiers"]
    for name, audience in tree["x-audiences"].items():
        for method, path, operation in operations(tree):
            tier = audience.get("tier")
            if tier and ladder.index(operation["x-tier"]) > ladder.index(tier):
                continue
            kept = [a for a in required(tree, operation) if usable(tree, audience, a)]
            if kept:
                expected[name, method, path] = least(kept)
    assert {key: set(shown(page)) for key, page in pages.items()} == expected
    counts = {name: sum(key[0] == name for key in pages) for name in tree["x-audiences"]}
    assert counts == {"free": 12, "supporter": 50, "premium": 51, "third-party": 13}


@pytest.mark.parametrize("name", ["spotify.yaml", "figma.yaml"])
def test_real_documents_with_scopes(real_documents: Path, name: str) -> None:
    document = load(real_documents / name, root=real_documents).document
    pages = pages_by_operation(make_variants(document))
    expected = {
        ("all", method, path): least(required(document.tree, operation))
        for method, path, operation in operations(document.tree)
    }
    assert {key: set(shown(page)) for key, page in pages.items()} == expected
    assert sum(bool(each) for each in expected.values()) > 20
