"""The access box, scopes.json, the command line and the explorer say what the document says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from apidocgen.reference.page import Page
from apidocgen.reference.pages import render_pages
from apidocgen.reference.scope_answers.catalogue import catalogue_schema, scope_catalogue
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from tests.cli.conftest import Run
from tests.scopes.javascript import in_node
from tests.scopes.nine import CASES, DOCUMENT, Case
from tests.scopes.server import manual_code

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("nine") / "nine.json"
    file.write_text(json.dumps(DOCUMENT))
    return file


@pytest.fixture(scope="module")
def catalogue(spec: Path) -> dict[str, Any]:
    [variant] = make_variants(load(str(spec)).document).variants
    return scope_catalogue(variant)


@pytest.fixture(scope="module")
def pages(spec: Path) -> dict[str, Page]:
    variants = make_variants(load(str(spec)).document)
    return {page.address: page for page in render_pages(variants)}


def operation(catalogue: dict[str, Any], case: Case) -> dict[str, Any]:
    [found] = [o for o in catalogue["operations"] if f"{o['method']} {o['path']}" == case.key]
    return dict(found)


def box_rows(html: str) -> tuple[str, list[tuple[list[str], list[str]]]]:
    """The kind of the access box, and for each row its schemes and scopes."""
    box = re.search(r'(?s)<section class="ag-access ag-access-(\w+)".*?</section>', html)
    assert box
    rows = re.findall(r'(?s)<tr class="ag-access-row">(.*?)</tr>', box[0])
    schemes = re.compile(r'<div class="ag-demand" data-scheme="(.*?)">')
    scopes = re.compile(r'<li data-scope="(.*?)">')
    return box[1], [(schemes.findall(row), scopes.findall(row)) for row in rows]


def test_scopes_json_follows_its_schema(catalogue: dict[str, Any]) -> None:
    jsonschema_rs.validate(catalogue_schema(), catalogue)


@each_case
def test_scopes_json(catalogue: dict[str, Any], case: Case) -> None:
    found = operation(catalogue, case)
    assert found["requirement"] == case.requirement
    assert found["inherited"] == (case.security is None)
    assert found["anonymous"] == ([] in case.requirement)


@each_case
def test_access_box(catalogue: dict[str, Any], pages: dict[str, Page], case: Case) -> None:
    kind, rows = box_rows(pages[operation(catalogue, case)["page"]].html)
    assert kind == case.kind
    assert rows == case.rows


@each_case
def test_command_line(run: Run, spec: Path, case: Case) -> None:
    matrix = json.loads(run("scopes", "matrix", "--spec", spec, "--format", "json").out)
    [found] = [o for o in matrix["operations"] if f"{o['method']} {o['path']}" == case.key]
    assert found["requirement"] == case.requirement
    need = json.loads(run("scopes", "need", case.key, "--spec", spec, "--format", "json").out)
    assert [option["scopes"] for option in need["options"]] == [case.least]
    reached = run("scopes", "reach", *case.least, "--spec", spec, "--format", "json")
    assert case.key in {f"{o['method']} {o['path']}" for o in json.loads(reached.out)["operations"]}


def test_explorer_code(run: Run, spec: Path, catalogue: dict[str, Any]) -> None:
    questions = [{"catalogue": catalogue, "need": {"operations": [case.key]}} for case in CASES]
    said = [
        json.loads(run("scopes", "need", case.key, "--spec", spec, "--format", "json").out)
        for case in CASES
    ]
    assert in_node(questions) == said


def test_the_manuals_gateway(catalogue: dict[str, Any], spec: Path, tmp_path: Path) -> None:
    code = manual_code()
    file = tmp_path / "scopes.json"
    file.write_text(json.dumps(catalogue))
    loaded = code["load"](file)

    def lets_in(path: str, **held: list[str]) -> bool:
        return bool(code["may_call"](loaded, code["find"](loaded, "GET", path), held))

    assert not lets_in("/and", oauth2=["r"])
    assert lets_in("/and", oauth2=["all"])
    assert lets_in("/or", oauth2=["w"])
    assert not lets_in("/and-schemes", oauth2=["r"])
    assert lets_in("/and-schemes", oauth2=["r"], key=[])
    assert lets_in("/or-schemes", key=[])
    assert lets_in("/optional")
    assert not lets_in("/inherited")
    assert lets_in("/inherited", oauth2=["base"])
    assert lets_in("/emptied")
    assert not lets_in("/roles", oauth2=["admin"])
    assert lets_in("/roles", roles=["admin"])
    assert lets_in("/alias", oauth2=["w", "r"])
    assert code["find"](loaded, "POST", "/and") is None


@pytest.mark.browser
def test_explorer_in_a_browser(
    browser: Browser, pages: dict[str, Page], catalogue: dict[str, Any], tmp_path: Path, run: Run, spec: Path
) -> None:  # fmt: skip
    """Straight from the disk: no server, no theme."""
    place = tmp_path / "site" / "all" / "scopes" / "explorer"
    place.mkdir(parents=True)
    (tmp_path / "site" / "assets").mkdir()
    (tmp_path / "site" / "assets" / "apidocgen").symlink_to(ROOT / "templates" / "assets")
    (place / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8>{pages['scopes/explorer/'].html}", encoding="utf-8"
    )
    page = browser.new_page()
    page.goto((place / "index.html").as_uri())
    for case in CASES:
        page.get_by_role("button", name="Untick all").click(force=True)
        path = case.key.split(" ")[1]
        page.get_by_role("checkbox", name=f"GET {path}", exact=True).check()
        said = json.loads(run("scopes", "need", case.key, "--spec", spec, "--format", "json").out)
        cards = page.locator(".ag-x-card").all()
        shown = [
            card.get_by_label("Scope string", exact=True).input_value().split() for card in cards
        ]
        assert shown == [option["scopes"] for option in said["options"] if option["scopes"]]
    page.close()
