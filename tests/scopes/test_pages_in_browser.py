"""Explorer, matrix and index as readers use them, in a built site under a strict content policy."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.scopes.javascript import jwt

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Locator, Page

    from tests.reference_site import ReferenceSite

pytestmark = pytest.mark.browser
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


class StrictHandler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def origin(reference_site: ReferenceSite) -> Iterator[str]:
    """The site of the master document."""
    handler = partial(StrictHandler, directory=str(reference_site.report.site_dir))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def requests() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, origin: str, requests: list[str]) -> Iterator[Page]:
    """A window; the test fails when one of our scripts does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    yield page
    context.close()
    # The theme's own inline scripts do not run under this policy, and miss each other.
    assert [error for error in errors if "scopes/" in error] == []


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def fragment(page: Page) -> dict[str, list[str]]:
    """What the explorer keeps in the address, where no server sees it."""
    assert query(page) == {}
    return parse_qs(urlsplit(page.url).fragment)


def scope_strings(page: Page) -> list[str]:
    fields = page.locator(".ag-x-card").get_by_label("Scope string", exact=True)
    return [field.input_value() for field in fields.all()]


def test_tick_endpoints_and_share_the_answer(page: Page, origin: str) -> None:
    page.goto(f"{origin}supporter/scopes/explorer/")
    page.get_by_label("Find endpoints").fill("night")
    assert page.locator("#ag-x-found").inner_text() == "3 of 50 endpoints found"
    page.get_by_role("checkbox", name="GET /api/v1/metrics/sleep List nights").check()
    page.get_by_role("checkbox", name="POST /api/v1/metrics/sleep").check()
    assert page.locator("#ag-x-status").inner_text() == "2 endpoints: 2 scopes."
    assert scope_strings(page) == ["sleep_read sleep_write"]
    assert page.get_by_text("Also opens 1 endpoint you did not ask for").is_visible()
    assert page.get_by_text("Or with the alias health_metrics_write").is_visible()
    assert fragment(page) == {"op": ["list_sleep", "create_sleep"]}
    page.reload()
    assert scope_strings(page) == ["sleep_read sleep_write"]
    page.get_by_role("button", name="Untick all").click()
    assert scope_strings(page) == []
    assert page.url.rstrip("#") == f"{origin}supporter/scopes/explorer/"


def test_a_link_with_a_query_still_works_and_moves_behind_the_sign(
    page: Page, origin: str, requests: list[str]
) -> None:
    explorer = f"{origin}supporter/scopes/explorer/"
    page.goto(f"{explorer}?other=1&op=list_sleep&scopes=hrv_write")
    assert scope_strings(page) == ["sleep_read"]
    assert page.get_by_label("Scopes, or a JWT").input_value() == "hrv_write"
    assert page.url == f"{explorer}?other=1#op=list_sleep&scopes=hrv_write"
    requests.clear()
    page.reload()
    assert scope_strings(page) == ["sleep_read"]
    assert [url for url in requests if "hrv_write" in url.partition("#")[0]] == []


def test_another_link_to_the_page_that_is_open(page: Page, origin: str) -> None:
    explorer = f"{origin}supporter/scopes/explorer/"
    page.goto(f"{explorer}#op=list_sleep")
    page.goto(f"{explorer}#op=create_sleep")
    assert scope_strings(page) == ["sleep_write"]
    page.goto(f"{explorer}#reach")
    assert scope_strings(page) == ["sleep_write"]
    page.get_by_role("checkbox", name="GET /api/v1/metrics/sleep List nights").check()
    assert fragment(page) == {"op": ["list_sleep", "create_sleep"]}


def test_all_of_a_group_at_once_by_keyboard(page: Page, origin: str) -> None:
    page.goto(f"{origin}supporter/scopes/explorer/")
    group = page.get_by_role("checkbox", name="All of Health: Sleep")
    group.focus()
    page.keyboard.press("Space")
    assert page.locator("#ag-x-status").inner_text() == "3 endpoints: 2 scopes."
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert group.evaluate("box => box.indeterminate")
    assert page.locator("#ag-x-status").inner_text().startswith("2 endpoints: ")


def test_a_token_is_read_here_and_goes_nowhere(
    page: Page, origin: str, requests: list[str]
) -> None:
    page.goto(f"{origin}free/scopes/explorer/")
    requests.clear()
    token = jwt({"scp": ["sleep_write", "elsewhere"], "exp": 1})
    page.get_by_label("Scopes, or a JWT").fill(token)
    assert page.locator("#ag-x-reach-status").inner_text() == "Reaches 1 of 12 endpoints."
    result = page.locator("#ag-x-reach")
    assert "Scopes are in scp. It expired" in result.inner_text()
    assert "Unknown to this document: elsewhere" in result.inner_text()
    assert "Surplus" not in result.inner_text()
    page.get_by_text("11 endpoints it does not reach").click()
    assert "lacks hrv_write" in result.inner_text()
    assert fragment(page) == {"scopes": ["sleep_write elsewhere"]}
    assert token not in page.url
    kept = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert token not in kept
    assert "sleep_write" not in kept
    # A new address makes the browser look for the icon again.
    assert [url for url in requests if "favicon" not in url] == []
    page.reload()
    assert page.locator("#ag-x-reach-status").inner_text() == "Reaches 1 of 12 endpoints."
    assert requests
    assert [url for url in requests if "sleep_write" in url.partition("#")[0]] == []


def test_profiles_and_aliases_are_presets(page: Page, origin: str) -> None:
    page.goto(f"{origin}free/scopes/explorer/")
    page.get_by_role("button", name="personal-before-renewal").click()
    assert page.locator("#ag-x-reach-status").inner_text() == "Reaches 8 of 12 endpoints."
    page.get_by_role("button", name="health_metrics_write").click()
    assert page.locator("#ag-x-reach-status").inner_text() == "Reaches 10 of 12 endpoints."
    page.get_by_role("checkbox", name="POST /api/v1/metrics/hrv").check()
    page.get_by_role("button", name="What I ticked needs").click()
    assert page.locator("#ag-x-reach-status").inner_text() == "Reaches 1 of 12 endpoints."


def test_authorize_url_of_a_flow_that_begins_in_a_browser(page: Page, origin: str) -> None:
    page.goto(f"{origin}third-party/scopes/explorer/#op=create_sleep&op=create_hrv")
    address = page.get_by_label("Authorize URL", exact=True).first.input_value()
    asked = parse_qs(urlsplit(address).query)
    assert asked["scope"] == ["hrv_write sleep_write"]
    assert asked["response_type"] == ["code"]


def test_without_javascript_the_page_says_what_to_use(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}free/scopes/explorer/")
    said = page.locator("noscript").inner_text()
    assert "The explorer needs JavaScript" in said
    assert not page.locator("#scope-explorer").is_visible()
    assert page.get_by_text("8 of 12 endpoints").is_visible()
    page.goto(f"{origin}supporter/scopes/matrix/")
    assert page.locator("table.ag-matrix tbody tr").count() == 50
    assert not page.locator("form.ag-filter").is_visible()
    context.close()


def test_the_matrix_filters_with_its_state_in_the_address(page: Page, origin: str) -> None:
    page.goto(f"{origin}supporter/scopes/matrix/?action=read&find=sleep")
    rows = page.locator("[data-ag-item]:visible")
    assert [row.locator("th").inner_text().split() for row in rows.all()] == [
        ["GET", "/api/v1/metrics/sleep"],
        ["GET", "/api/v1/metrics/sleep/{id}"],
    ]
    assert page.locator("[data-ag-group]:visible").count() == 1
    page.get_by_label("Find").fill("")
    page.get_by_label("Kind of action").select_option("All")
    page.get_by_label("Scope", exact=True).select_option("sleep_write")
    assert query(page) == {"scope": ["sleep_write"]}
    # The alias that contains it opens the same endpoint, and the import of many metrics needs it.
    assert page.locator("form [role=status]").inner_text() == "2 of 50 endpoints"


def test_the_index_filters_too(page: Page, origin: str) -> None:
    page.goto(f"{origin}supporter/scopes/?resource=sleep")
    names = page.locator(".ag-line-name:visible").all_inner_texts()
    assert names == ["health_metrics_write", "sleep_read", "sleep_write"]
    page.get_by_label("Kind of action").select_option("read")
    assert page.locator(".ag-line-name:visible").all_inner_texts() == ["sleep_read"]
    assert query(page) == {"resource": ["sleep"], "action": ["read"]}


def test_a_phone_reads_the_matrix_as_a_list_without_javascript(
    browser: Browser, origin: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}supporter/scopes/matrix/")
    row = page.locator("table.ag-matrix tbody tr", has_text="/metrics/sleep").first
    link = row.get_by_role("link", name="sleep_read")
    assert link.is_visible()
    assert page.locator("table.ag-matrix thead:visible").count() == 0
    # Nothing stands beside what can be seen: lines take the height of two or three, not of a table.
    heights = [each["height"] for each in map(_box, page.locator("tbody tr").all())]
    assert max(heights) < 110
    assert all(_box(each)["width"] <= 390 for each in page.locator("table.ag-matrix").all())
    link.click()
    assert page.url == f"{origin}supporter/scopes/sleep_read/"
    context.close()


def _box(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box
    return box


@pytest.mark.parametrize("address", ["scopes/explorer/#op=create_sleep&scopes=hrv_write", "scopes/matrix/", "scopes/"])  # fmt: skip
def test_a_phone_scrolls_one_way_only(browser: Browser, origin: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{origin}premium/{address}")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_names_are_text_and_never_markup(browser: Browser, tmp_path: Path, root: Path) -> None:
    from apidocgen.reference.pages import render_pages
    from apidocgen.spec.document import Document
    from apidocgen.variants.filter import make_variants
    from tests.scopes.documents import document

    evil = "</script><img src=x onerror=document.title='owned'>"
    tree = document({"GET /a": [{"oauth2": [evil]}]})
    tree["paths"]["/a"]["get"] |= {"summary": evil, "tags": [evil], "operationId": evil}
    pages = render_pages(make_variants(Document(tree, "3.1", "x", lambda _paths: {})))
    [html] = [page.html for page in pages if page.kind == "scope-explorer"]
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "apidocgen").symlink_to(root / "templates" / "assets")
    folder = tmp_path / "all" / "scopes" / "explorer"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{html}")
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("checkbox", name="GET /a").check()
    page.get_by_label("Scopes, or a JWT").fill(f'["{evil}"]')
    assert scope_strings(page) == [evil]
    assert "Reaches 1 of 1" in page.locator("#ag-x-reach-status").inner_text()
    assert page.title() != "owned"
    assert page.locator("img").count() == 0
    page.close()
