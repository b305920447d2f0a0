"""Readers find what they look for: by exact name, by filter, from an address that is gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from apidocgen.reference.page import NavItem, NavSection
from apidocgen.site.fragments import fragment
from apidocgen.site.navigation_list import write_navigation
from apidocgen.site.places import Places
from apidocgen.site.sidebar import PRUNED_FROM, Sidebar
from apidocgen.site.wording import ENGLISH, Wording
from tests.site.browsing import ask, needs_chromium, until

if TYPE_CHECKING:
    from playwright.sync_api import Page


class TestInABrowser:
    pytestmark = needs_chromium

    @pytest.mark.parametrize(
        ("words", "first"),
        [
            ("create_sleep", {"operations/create_sleep/"}),
            ("/api/v1/metrics/sleep", {"operations/create_sleep/", "operations/list_sleep/"}),
            ("POST /api/v1/metrics/sleep", {"operations/create_sleep/"}),
            ("sleep_write", {"scopes/sleep_write/"}),
            ("SleepCreate", {"schemas/SleepCreate/"}),
        ],
    )
    def test_an_exact_name_finds_its_own_page_first(
        self, page: Page, real_origin: str, words: str, first: set[str]
    ) -> None:
        page.goto(f"{real_origin}premium/", wait_until="networkidle")
        page.locator(".md-search__input").click()
        ask(page, words)
        expected = json.dumps(
            sorted(f"/docs/premium/{address}" for address in first), separators=(",", ":")
        )
        links = "[...document.querySelectorAll('a.md-search-result__link')].map(a => a.pathname)"
        until(page, f"JSON.stringify({links}.slice(0, {len(first)}).sort()) === {expected!r}")

    def test_what_has_some_of_the_words_is_found_where_nothing_has_all(
        self, page: Page, real_origin: str
    ) -> None:
        said = "document.querySelector('.md-search-result__meta').innerText"
        page.goto(f"{real_origin}premium/", wait_until="networkidle")
        page.locator(".md-search__input").click()
        ask(page, "GET /api/v1/metrics/sleep")
        until(page, f"/^2 /.test({said})")
        links = "[...document.querySelectorAll('a.md-search-result__link')].map(a => a.pathname)"
        assert page.evaluate(links) == [
            "/docs/premium/operations/list_sleep/",
            "/docs/premium/operations/get_sleep/",
        ]
        assert "Missing" not in page.locator(".md-search-result").inner_text()
        ask(page, " zebra")
        until(page, f"/[1-9]\\d /.test({said})")
        assert "Missing" in page.locator(".md-search-result").inner_text()

    def test_the_navigation_can_be_filtered(self, page: Page, real_origin: str) -> None:
        page.goto(f"{real_origin}premium/", wait_until="networkidle")
        page.get_by_label("Filter endpoints").last.fill("post sleep")
        found = page.locator(".ag-filter__found a")
        assert found.all_inner_texts() == ["POST\nAdd a night"]
        page.keyboard.press("Escape")
        assert page.locator(".ag-filter__found").is_hidden()
        page.get_by_label("Filter endpoints").last.fill("training get race")
        assert found.all_inner_texts() == ["GET\nList race results", "GET\nGet a race result"]
        count = page.locator(".ag-filter__count")
        assert count.inner_text() == "2 of 51 endpoints"
        page.get_by_label("Filter endpoints").last.fill("health: sleep")
        assert count.inner_text() == "0 of 51 endpoints, 1 other page"
        found.first.click()
        assert page.url == f"{real_origin}premium/tags/Health-Sleep/"

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_nothing_covers_the_filter(
        self, page: Page, real_origin: str, scheme: Literal["light", "dark"]
    ) -> None:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": 1440, "height": 500})
        # Far down, so that the theme scrolls the navigation to its line.
        page.goto(f"{real_origin}premium/operations/list_sleep/", wait_until="networkidle")
        until(page, "document.querySelector('.md-sidebar--primary .md-sidebar__scrollwrap').scrollTop > 0")  # fmt: skip
        at = page.get_by_label("Filter endpoints").last.bounding_box()
        assert at
        for y in (at["y"] + 1, at["y"] + at["height"] - 1):
            on_top = "([x, y]) => document.elementFromPoint(x, y).className"
            assert page.evaluate(on_top, [at["x"] + 20, y]) == "ag-filter__input"
        title = page.locator(".ag-nav > .md-nav__title")
        assert title.evaluate("each => getComputedStyle(each).boxShadow") == "none"

    @pytest.mark.parametrize(
        ("address", "label", "item"),
        [
            ("", "Filter endpoints", ".ag-nav > .md-nav__list:visible > li"),
            ("scopes/", "Find", "[data-ag-item]:visible"),
            ("scopes/matrix/", "Find", "[data-ag-item]:visible"),
            ("scopes/explorer/", "Find endpoints", ".ag-x-row:visible"),
        ],
    )
    def test_a_filter_that_nothing_fits_says_so_and_is_left_again(
        self, page: Page, real_origin: str, address: str, label: str, item: str
    ) -> None:
        page.goto(f"{real_origin}premium/{address}", wait_until="networkidle")
        assert not page.locator(".ag-empty:visible").count()
        before = page.locator(item).count()
        assert before > 20
        field = page.get_by_label(label, exact=True).last
        field.fill("zzzz")
        empty = page.locator(".ag-empty:visible")
        assert page.locator(item).count() == 0
        assert empty.locator("p").inner_text().endswith(("words.", "filter."))
        empty.get_by_role("button", name="Show everything").click()
        assert page.locator(item).count() == before
        assert not empty.is_visible()
        assert field.evaluate("each => each === document.activeElement")

    def test_a_page_that_is_elsewhere_is_suggested(
        self, page: Page, real_origin: str, complaints: list[str]
    ) -> None:
        page.goto(f"{real_origin}free/operations/list_sleep/", wait_until="networkidle")
        links = page.locator(".ag-missing__elsewhere a")
        links.first.wait_for()
        assert links.all_inner_texts() == ["Supporter", "Premium"]
        assert complaints  # the page that is not there, and where else it is not
        complaints.clear()
        links.last.click()
        assert page.url == f"{real_origin}premium/operations/list_sleep/"

    @pytest.mark.parametrize("address", ["nope", "free/nope"])
    def test_a_page_that_is_nowhere_is_not_said_to_be_elsewhere(
        self, page: Page, real_origin: str, complaints: list[str], address: str
    ) -> None:
        page.goto(real_origin + address, wait_until="networkidle")
        assert page.get_by_text("There is no such page").is_visible()
        assert not page.get_by_text("The same page is here:").is_visible()
        assert page.get_by_role("link", name="Premium").last.is_visible()
        complaints.clear()

    @pytest.mark.parametrize("address", ["nope", "operations/list_sleep/", "scopes/?find=sleep", "scopes/matrix/?find=sleep", "scopes/explorer/"])  # fmt: skip
    def test_what_is_hidden_is_not_seen(
        self, page: Page, real_origin: str, complaints: list[str], address: str
    ) -> None:
        page.goto(f"{real_origin}premium/{address}", wait_until="networkidle")
        ours = ":is(.ag-page, .ag-nav, .ag-missing) *"
        assert page.locator(ours).count() > 5
        # Shown by a script or not: no rule about how an element is laid out may bring it back.
        seen = page.evaluate(
            """(ours) => [...document.querySelectorAll(ours)].filter((each) => {
              const shown = !each.hasAttribute("hidden");
              each.setAttribute("hidden", "");
              const seen = each.getClientRects().length > 0;
              if (shown) each.removeAttribute("hidden");
              return seen;
            }).map((each) => each.outerHTML.slice(0, 80))""",
            ours,
        )
        assert seen == []
        complaints.clear()


def test_a_pruned_navigation_is_whole_in_a_file(tmp_path: Path) -> None:
    items = tuple(NavItem(f"a{n}", f"a/{n}/", "GET") for n in range(PRUNED_FROM))
    sections = [NavSection("A", items, "tags/a/"), NavSection("B", (NavItem("b", "b/"),))]
    sections.append(NavSection("C", (NavItem("c", "c/", "GET"),), "tags/c/", "Group"))
    sidebar = Sidebar(fragment("sidebar", None), Places.of(sections), Wording(ENGLISH, None))
    write_navigation(sidebar, tmp_path)
    lines = json.loads((tmp_path / "navigation.json").read_text())
    assert lines[:2] == [["A", "tags/a/", ""], ["a0", "a/0/", "GET"]]
    assert lines[-3:] == [
        ["b", "b/", ""],
        ["C", "tags/c/", "", "Group"],
        ["c", "c/", "GET", "Group"],
    ]
    assert len(lines) == PRUNED_FROM + 4


def test_a_short_navigation_needs_no_file(tmp_path: Path) -> None:
    sections = [NavSection("B", (NavItem("b", "b/"),))]
    sidebar = Sidebar(fragment("sidebar", None), Places.of(sections), Wording(ENGLISH, None))
    write_navigation(sidebar, tmp_path)
    assert list(tmp_path.iterdir()) == []
