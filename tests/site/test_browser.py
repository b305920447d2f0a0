"""The site as readers meet it: in a browser, from a plain web server, with no network beyond."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.browsing import ask, needs_chromium, served, until, watched
from tests.site.conftest import build_by_hand, make_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

SHARED = "free/operations/list_runs/"
OURS = "premium/operations/delete_run/"


def search(page: Page, words: str) -> list[str]:
    """Type into the search and return where its results lead."""
    page.locator(".md-search__input").click()
    ask(page, words)
    until(
        page,
        "() => /match|found/.test(document.querySelector('.md-search-result__meta').innerText)",
    )
    links = page.locator("a.md-search-result__link").all()
    return [link.evaluate("a => a.href.split('?')[0]") for link in links]


def test_from_the_start_page_to_an_operation(page: Page, origin: str) -> None:
    page.goto(origin)
    page.get_by_role("link", name="Premium & more").last.click()
    assert page.url == f"{origin}premium/"
    page.locator(".ag-nav").get_by_text("Runs").first.click()
    page.locator(".ag-nav").get_by_role("link", name="delete_run").click()
    assert page.url == origin + OURS
    assert page.locator(".ag-nav [aria-current=page]").inner_text().split() == ["GET", "delete_run"]


def test_search_finds_the_readers_audience_only(page: Page, origin: str) -> None:
    page.goto(origin + SHARED)
    assert set(search(page, "list_runs")) == {origin + SHARED}
    page.goto(origin + SHARED)
    assert search(page, "delete_run") == []
    page.goto(origin + SHARED)
    assert search(page, "zebra") == []
    page.goto(f"{origin}premium/")
    assert origin + OURS in search(page, "delete_run")


def test_a_search_result_leads_to_its_page(page: Page, origin: str) -> None:
    page.goto(origin + SHARED)
    search(page, "list_runs")
    page.locator("a.md-search-result__link").first.click()
    page.wait_for_url(f"{origin}{SHARED}*")


def test_search_on_hand_written_pages_finds_those(page: Page, origin: str) -> None:
    page.goto(origin)
    assert search(page, "zebra") == [f"{origin}manual/first/"]
    page.goto(origin)
    assert search(page, "finds list_runs") == []


def test_search_shows_markup_in_texts_as_text(page: Page, origin: str) -> None:
    page.goto(origin + SHARED)
    search(page, "list_runs")
    assert "<b>here</b>" in page.locator(".md-search-result__list").inner_text()


def test_the_switcher_leads_to_the_same_endpoint(page: Page, origin: str) -> None:
    page.goto(origin + SHARED)
    page.locator("[data-audience=premium]").click()
    assert page.url == f"{origin}premium/operations/list_runs/"
    assert page.locator("h1").inner_text() == "list_runs premium"


def test_the_switcher_leads_to_the_overview_where_there_is_no_such_page(
    page: Page, origin: str
) -> None:
    page.goto(origin + OURS)
    page.locator("[data-audience=free]").click()
    assert page.url == f"{origin}free/"


def test_hand_written_pages_have_the_switcher(page: Page, origin: str) -> None:
    page.goto(f"{origin}manual/first/")
    page.locator("[data-audience=free]").click()
    assert page.url == f"{origin}free/"


def test_dark_mode_holds_across_audiences(page: Page, origin: str) -> None:
    scheme = "document.body.dataset.mdColorScheme"
    page.goto(origin + SHARED)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("label[title=Dark]").click()
    assert page.evaluate(scheme) == "slate"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    for path in (OURS, "", "manual/first/"):
        page.goto(origin + path)
        assert page.evaluate(scheme) == "slate"


def test_the_contents_follow_the_reader(page: Page, origin: str) -> None:
    page.goto(origin + SHARED)
    page.locator(".md-sidebar--secondary").get_by_role("link", name="200 <ok>").click()
    assert page.url.endswith("#200")


@pytest.mark.parametrize("path", ["", "free/", SHARED, "manual/first/"])
def test_a_phone_shows_everything_without_scrolling_sideways(
    browser: Browser, origin: str, path: str, complaints: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = watched(context, complaints)
    page.goto(origin + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-audience=premium]").click()
    assert page.url.startswith(f"{origin}premium/")
    context.close()
    assert complaints == []


def test_the_drawer_of_a_phone_leads_through_the_audience(
    browser: Browser, origin: str, complaints: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = watched(context, complaints)
    page.goto(origin + OURS)
    page.locator(".md-header").get_by_role("button", name="Navigation").click()
    page.locator(".ag-nav").get_by_role("link", name="list_runs").click()
    assert page.url == f"{origin}premium/operations/list_runs/"
    context.close()
    assert complaints == []


def test_the_drawer_of_a_phone_has_the_contents_of_the_page(
    browser: Browser, origin: str, complaints: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = watched(context, complaints)
    page.goto(origin + SHARED)
    page.locator(".md-header").get_by_role("button", name="Navigation").click()
    page.locator(".ag-nav label[for=__toc]").first.click()
    page.locator(".ag-nav").get_by_role("link", name="Answers").click()
    assert page.url.endswith("#answers")
    context.close()
    assert complaints == []


def test_a_page_that_does_not_exist_still_leads_to_the_audiences(
    page: Page, origin: str, complaints: list[str]
) -> None:
    page.goto(f"{origin}404.html", wait_until="networkidle")
    assert page.locator("[data-audience=premium]").get_attribute("href") == "/premium/"
    complaints.clear()  # without a site_url, MkDocs takes the server's root for the site's


def test_without_javascript_everything_can_be_read_and_reached(
    browser: Browser, origin: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + SHARED)
    assert page.locator("#access").is_visible()
    page.locator("[data-audience=premium]").click()
    page.locator(".ag-nav").get_by_role("link", name="delete_run").click()
    assert page.url == origin + OURS
    context.close()


def test_every_link_of_the_site_leads_somewhere(page: Page, origin: str) -> None:
    seen, waiting = set(), [origin]
    while waiting:
        url = waiting.pop()
        seen.add(url)
        if url.endswith(".md"):
            assert page.request.get(url).ok
            continue
        page.goto(url)
        links = page.locator("a[href]").evaluate_all("all => all.map(a => a.href.split('#')[0])")
        waiting += {each for each in links if each.startswith(origin)} - seen - set(waiting)
    assert origin + OURS in seen


def test_instant_loading_stays_within_an_audience(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "www") as origin:
        settings = make_project(tmp_path, origin)
        file = tmp_path / "mkdocs.yml"
        file.write_text(file.read_text().replace("[search.", "[navigation.instant, search."))
        build_by_hand(settings, tmp_path / "www" / "docs")
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        with page.expect_response("**/premium/sitemap.xml"):
            page.goto(f"{origin}premium/")
        page.evaluate("window.kept = true")
        page.locator("article").get_by_role("link", name="delete_run").click()
        page.wait_for_url(origin + OURS)
        assert page.evaluate("window.kept") is True
        page.locator("[data-audience=free]").click()
        page.wait_for_url(f"{origin}free/")
        assert page.evaluate("window.kept") is None
        assert search(page, "delete_run") == []
        page.close()


@pytest.mark.parametrize(("width", "beside"), [(1440, True), (1024, False)])
def test_what_comes_back_is_beside_the_call_where_there_is_room(
    page: Page, real_origin: str, width: int, beside: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{real_origin}premium/operations/get_sleep/", wait_until="networkidle")
    assert page.locator(".ag-answers").is_visible() is beside
    left = "document.querySelector('{}').getBoundingClientRect().left"
    call, text = (
        page.evaluate(left.format(each)) for each in (".ag-samples", ".ag-operation-inside")
    )
    assert (call > text) is beside


SEPARATORS = """() => [...document.querySelector(".ag-home-card__figures").children].map((figure) =>
    ["::before", "::after"].map((side) => getComputedStyle(figure, side).content))"""


def test_figures_of_a_card_are_separated_by_what_ends_a_line(page: Page, real_origin: str) -> None:
    page.goto(real_origin)
    *earlier, last = page.evaluate(SEPARATORS)
    assert len(earlier) == 2
    assert all(each == ["none", '" ·"'] for each in earlier)
    assert last == ["none", "none"]
    assert page.locator(".ag-home-card__figures").first.text_content() == (
        "12 endpoints 11 scopes 1 alias"
    )


LONELY = """() => [...document.querySelectorAll(".ag-samples .ag-continued")].filter((mark) => {
    const word = mark.previousSibling.lastChild ?? mark.previousSibling;
    const letter = document.createRange();
    letter.setStart(word, word.length - 1);
    letter.setEnd(word, word.length);
    const apart = letter.getBoundingClientRect().top - mark.getBoundingClientRect().top;
    return mark.offsetParent && Math.abs(apart) > 5;
}).length"""
MARKS = "document.querySelectorAll('.ag-samples .ag-continued').length"
WIDER = (
    "[...document.querySelectorAll('.ag-samples code')].some((e) => e.scrollWidth > e.clientWidth)"
)


def test_a_line_that_goes_on_says_so_where_it_ends(page: Page, real_origin: str) -> None:
    page.goto(f"{real_origin}premium/operations/get_sleep/", wait_until="networkidle")
    assert page.evaluate(MARKS) > 0
    for width in range(320, 620, 4):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(LONELY) == 0, width
        assert not page.evaluate(WIDER), width
