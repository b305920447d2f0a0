"""What a document says does not run in a browser, and breaks no page, whatever it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from apidocgen.site.build import build_site
from apidocgen.site.settings import read_settings
from tests.counting import uncounted
from tests.reference.absurd import document
from tests.reference.test_hostile_text import ATTACKS, attacked
from tests.site.browsing import needs_chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = needs_chromium

MKDOCS_YML = """\
site_name: S
theme: {name: material, font: false}
plugins: [search, {apidocgen: {spec: master.json}}]
"""
PER_KIND = 3
"""Pages of each kind that are opened."""


def build(root: Path, tree: object) -> list[str]:
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# S\n")
    (root / "master.json").write_text(json.dumps(tree), encoding="utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS_YML)
    build_site(read_settings(root / "mkdocs.yml"), root / "site")
    kinds: dict[str, list[str]] = {}
    for page in sorted((root / "site/all").rglob("index.html")):
        address = page.parent.relative_to(root / "site").as_posix()
        kinds.setdefault("/".join(address.split("/")[:2]), []).append(f"{address}/")
    return [address for found in kinds.values() for address in found[:PER_KIND]]


def attacks() -> dict[str, Any]:
    """One document with an operation for each attack, which stands in all its texts."""
    merged: dict[str, Any] = {"openapi": "3.1.0"}
    for at, attack in enumerate(ATTACKS):
        one = yaml.safe_load(attacked(attack))
        if not merged.get("paths"):
            merged |= one
            continue
        merged["paths"] |= {f"/x{at}": one["paths"]["/x"]}
        merged["components"]["schemas"] |= one["components"]["schemas"]
        merged["tags"] += one["tags"]
    return merged


@pytest.fixture(scope="module", params=["attacks", "names"])
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[str]]]:
    root = tmp_path_factory.mktemp(request.param)
    with uncounted():
        addresses = build(root, attacks() if request.param == "attacks" else document())
    with served(root) as origin:
        yield f"{origin.removesuffix('docs/')}site/", addresses


@pytest.mark.slow
def test_nothing_runs_and_pages_stay_whole(
    page: Page, hostile: tuple[str, list[str]], complaints: list[str]
) -> None:
    """The window complains of scripts that the policy stopped, too: there must be none."""
    origin, addresses = hostile
    ran: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    assert len(addresses) >= 3 * PER_KIND
    for address in addresses:
        page.goto(origin + address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("main footer, .md-footer").count() == 1, address
        assert page.locator(".ag-page").evaluate("e => !!e.closest('.md-content')"), address
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440, address
        assert page.evaluate("document.querySelectorAll('[href^=\"javascript:\" i]').length") == 0
    assert ran == []
    # An image of the site itself may be shown, and the one that the attack names is not there.
    complaints[:] = [each for each in complaints if not each.endswith(("/x", "(File not found)"))]
