"""What a page may weigh; the manual names the same figures."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reference_site import REPOSITORY
from tests.site.browsing import needs_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

pytestmark = needs_chromium

KB = 1000
BUDGETS = {
    "Own scripts": 15 * KB,
    "Own style sheets": 20 * KB,
    "HTML": 60 * KB,
    "Everything": 200 * KB,
}
REQUESTS = 20
PAGES = {
    "landing": "",
    "operation": "premium/operations/get_activity/",
    "schema": "premium/schemas/Activity/",
    "scope index": "premium/scopes/",
    "explorer": "premium/scopes/explorer/",
    "matrix": "premium/scopes/matrix/",
}


def weight(responses: list[Response]) -> int:
    """Compressed, as a server sends it."""
    return sum(len(gzip.compress(response.body())) for response in responses)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_budget(page: Page, real_origin: str, name: str) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - Playwright marks it
    page.goto(real_origin + PAGES[name], wait_until="networkidle")
    own = [each for each in responses if "/assets/apidocgen/" in each.url]
    spent = {
        "Own scripts": weight([each for each in own if each.url.endswith(".js")]),
        "Own style sheets": weight([each for each in own if each.url.endswith(".css")]),
        "HTML": weight(responses[:1]),
        "Everything": weight(responses),
    }
    assert {what: bytes_ for what, bytes_ in spent.items() if bytes_ > BUDGETS[what]} == {}
    assert len(responses) <= REQUESTS


def test_nothing_moves_while_a_page_loads(page: Page, real_origin: str) -> None:
    for name in ("landing", "operation", "schema"):
        page.goto(real_origin + PAGES[name], wait_until="networkidle")
        moved = page.evaluate("""() => new Promise((done) => {
          let moved = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) moved += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(moved), 300);
        })""")
        assert moved < 0.1, name


def test_the_manual_names_the_budgets() -> None:
    manual = Path(REPOSITORY, "docs/manual/site.md").read_text()
    for what, most in BUDGETS.items():
        assert f"| {what} | {most // KB} KB |" in manual
    assert f"| Requests | {REQUESTS} |" in manual
