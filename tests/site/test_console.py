"""The console: only where it is asked for, and only what its audience sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from apidocgen.cli.main import main
from apidocgen.site import console
from apidocgen.site.build import BuildReport, build_site
from apidocgen.site.console import FILES, TARGET
from apidocgen.site.settings import Settings, read_settings

MASTER = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "%s"}]
x-tiers: [free, plus]
x-audiences:
  free: {title: Free, tier: free}
  plus: {title: Plus, tier: plus}
security: [{shopToken: []}]
paths:
  /orders/{number}:
    get:
      x-tier: free
      tags: [Orders & more]
      operationId: get order
      parameters: [{name: number, in: path, required: true, schema: {type: integer}}]
      responses: {"200": {description: Fine, content: {application/json: {example: {}}}}}
  /rebates:
    post:
      x-tier: plus
      summary: List the rebates
      requestBody:
        content: {application/json: {schema: {type: object}, example: {percent: 5}}}
      responses: {"200": {description: Fine}}
  /vouchers:
    get:
      x-internal: true
      operationId: authorizations
      responses: {"200": {description: Fine}}
webhooks:
  sold:
    post: {x-tier: free, operationId: sold, responses: {"200": {description: Fine}}}
components:
  securitySchemes:
    shopToken: {type: apiKey, in: header, name: X-Shop-Token}
"""
MKDOCS_YML = """\
site_name: Shop
theme:
  name: material
  font: false
  language: %s
plugins:
  - search
  - apidocgen: {spec: master.yaml, console: %s}
extra:
  generator: false
"""


def shop(root: Path, server: str, *, on: bool = True, language: str = "en") -> Settings:
    """A project with three operations: for everybody, for *plus*, for nobody."""
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# Shop\n")
    (root / "master.yaml").write_text(MASTER % server)
    (root / "mkdocs.yml").write_text(MKDOCS_YML % (language, str(on).lower()))
    return read_settings(root / "mkdocs.yml")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    pytest.importorskip(console.PACKAGE)
    root = tmp_path_factory.mktemp("shop")
    return build_site(shop(root, "https://shop.example/v1"), root / "www", strict=True)


@pytest.fixture(scope="module")
def site(built: BuildReport) -> Path:
    return built.site_dir


def files(site: Path) -> Iterator[str]:
    return (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def test_it_is_off_unless_asked_for(tmp_path: Path) -> None:
    report = build_site(shop(tmp_path, "/", on=False), tmp_path / "www", strict=True)
    assert report.published
    assert [name for name in files(report.site_dir) if "console" in name or "swagger" in name] == []
    pages = [path.read_text() for path in report.site_dir.rglob("*.html")]
    assert pages
    assert [page for page in pages if "/console/" in page or "ag-try" in page] == []


def test_each_audience_has_a_page_and_all_share_the_component(site: Path) -> None:
    found = [name for name in files(site) if "console" in name]
    parts = [f"{TARGET}/{name}" for name in FILES]
    own = [f"assets/apidocgen/console/console.{kind}" for kind in ("css", "js")]
    pages = [f"{audience}/console/index.html" for audience in ("free", "plus")]
    assert sorted(found) == sorted([*parts, *own, *pages])


def test_a_page_reads_the_document_of_its_audience(site: Path) -> None:
    page = (site / "free/console/index.html").read_text()
    assert re.findall(r'data-document="(.*?)"', page) == ["../openapi.json"]
    assert list(json.loads((site / "free/openapi.json").read_text())["paths"]) == [
        "/orders/{number}"
    ]


def test_nothing_asks_another_host(site: Path) -> None:
    page = (site / "free/console/index.html").read_text()
    loaded = re.findall(r'(?:src|href|data-\w+)="((?:https?:)?//[^"]+)"', page)
    assert "openapi.json" in page
    assert [url for url in loaded if "shop.example" not in url and "mkdocs" not in url] == []


def test_navigation_search_and_lists_name_the_page(site: Path) -> None:
    operation = next((site / "free/operations").rglob("index.html")).read_text()
    assert '<a href="../../console/" class="md-nav__link">' in operation
    index = json.loads((site / "free/search/search_index.json").read_text())
    assert "console/" in [entry["location"] for entry in index["docs"]]
    assert "[Console](console/)" in (site / "free/llms.txt").read_text()


def test_an_operation_leads_to_itself_in_the_console(site: Path) -> None:
    links = {
        path.parent.name: re.findall(r'class="ag-badge ag-try" href="(.*?)"', path.read_text())
        for path in [*site.glob("*/operations/*/index.html"), *site.glob("*/webhooks/*/index.html")]
    }
    assert links == {
        "get-order": ["../../console/#get%20/orders/%7Bnumber%7D"],
        "post-rebates": ["../../console/#post%20/rebates"],
        "sold": [],
    }


def test_the_page_says_where_calls_go(site: Path) -> None:
    assert "<code>https://shop.example/v1</code>" in (site / "free/console/index.html").read_text()


def test_it_reads_german(tmp_path: Path) -> None:
    pytest.importorskip(console.PACKAGE)
    settings = shop(tmp_path, "https://shop.example/v1", language="de")
    site = build_site(settings, tmp_path / "www").site_dir
    page = (site / "free/console/index.html").read_text()
    assert "<h1>Konsole</h1>" in page
    assert "Calls sent from here" not in page
    assert ">Ausprobieren</a>" in next(site.glob("free/operations/*/index.html")).read_text()


def test_words_of_the_component_are_no_leaks(site: Path) -> None:
    """It says `authorizations`, as does an operation that nobody sees, and the build passed."""
    bundle = (site / TARGET / "javascripts/swagger-ui-bundle.js").read_text()
    assert re.search(r"\bauthorizations\b", bundle)


def test_the_audit_still_reads_the_files_of_the_audience(tmp_path: Path) -> None:
    pytest.importorskip(console.PACKAGE)
    settings = shop(tmp_path, "/")
    override = tmp_path / "templates" / "reference"
    override.mkdir(parents=True)
    (override / "console.html").write_text("<h1>Console</h1><p>Ask for authorizations.</p>\n")
    report = build_site(read_settings(settings.config_file), tmp_path / "www")
    assert not report.published
    assert [leak.partition(":")[0] for leak in report.objections] == [
        "free/console/index.html",
        "plus/console/index.html",
    ]


def test_a_changed_component_is_read_like_anything_else(tmp_path: Path) -> None:
    pytest.importorskip(console.PACKAGE)
    settings = shop(tmp_path, "/")
    planted = tmp_path / "docs" / TARGET / "more.js"
    planted.parent.mkdir(parents=True)
    planted.write_text("const authorizations = 1;\n")
    report = build_site(settings, tmp_path / "www")
    assert [leak.partition(":")[0] for leak in report.objections] == [f"{TARGET}/more.js"]


def test_without_the_package_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "PACKAGE", "apidocgen_has_no_such_neighbour")
    settings = shop(tmp_path, "/")
    assert main(["build", "--quiet", "--config", str(settings.config_file)]) == 2
    assert capfd.readouterr().err.splitlines() == [console.MISSING]
    assert not (tmp_path / "site").exists()
