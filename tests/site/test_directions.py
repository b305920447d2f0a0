"""A site that is read from right to left is the mirror image of others; code and names are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.site.browsing import needs_chromium, served
from tests.site.test_german import build

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_chromium

PAGES = {
    "overview": "free/",
    "operation": "free/operations/list/",
    "body": "free/operations/create/",
    "schema": "free/schemas/x-5bf71416/",
    "authentication": "free/authentication/",
    "errors": "free/errors/",
    "scopes": "free/scopes/",
    "explorer": "free/scopes/explorer/",
    "matrix": "free/scopes/matrix/",
}
TURNED = """() => [...document.querySelectorAll("code, pre, .ag-method, .ag-nav-method")]
    .filter((each) => getComputedStyle(each).direction !== "ltr").map((each) => each.outerHTML)"""
CHEVRON = """(line) => new DOMMatrix(getComputedStyle(line, "::before").transform).a"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("arabic")
    site = build(root, "ar")
    with served(root) as origin:
        yield f"{origin.removesuffix('docs/')}{site.name}/"


@pytest.mark.parametrize("name", PAGES)
def test_a_wide_window(page: Page, arabic: str, name: str) -> None:
    page.goto(arabic + PAGES[name])
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert page.evaluate(TURNED) == []
    sidebar = page.locator(".md-sidebar--primary").bounding_box()
    article = page.locator(".ag-page").bounding_box()
    assert sidebar
    assert article
    assert sidebar["x"] >= article["x"] + article["width"]


@pytest.mark.parametrize("name", PAGES)
def test_a_phone(phone: Page, arabic: str, name: str) -> None:
    phone.goto(arabic + PAGES[name])
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.evaluate("window.scrollTo(-500, 0), document.scrollingElement.scrollLeft") == 0


def test_folded_lines_point_to_where_they_open(page: Page, arabic: str) -> None:
    page.goto(arabic + PAGES["operation"])
    line = page.locator("details.ag-response > summary").last
    page.wait_for_timeout(300)
    assert line.evaluate(CHEVRON) == pytest.approx(-1)
    line.click()
    page.wait_for_timeout(300)
    assert line.evaluate(CHEVRON) == pytest.approx(0, abs=1e-6)


def test_a_text_in_another_direction_reads_in_its_own(page: Page, arabic: str) -> None:
    page.goto(arabic + PAGES["operation"])
    where = """(fact) => {
      const range = document.createRange();
      const [first, last] = [fact.firstChild, fact.firstChild].map((node, at) => {
        range.setStart(node, at ? node.length - 1 : 0);
        range.setEnd(node, at ? node.length : 1);
        return range.getBoundingClientRect().left;
      });
      return last - first;
    }"""
    fact = page.locator(".ag-fact", has_text="at least").first
    assert fact.evaluate(where) > 0
