"""Everybody can read the site and move through it: by sight, by ear, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.site.browsing import ask, needs_chromium, until, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

PAGES = {
    "landing": "",
    "manual": "manual/site/",
    "overview": "third-party/",
    "tag": "third-party/tags/Activity/",
    "operation": "premium/operations/create_sleep/",
    "schemas": "free/schemas/",
    "schema": "free/schemas/HrvCreate/",
    "scope index": "third-party/scopes/",
    "scope": "third-party/scopes/sleep_write/",
    "authentication": "third-party/authentication/",
    "explorer": "third-party/scopes/explorer/",
    "matrix": "third-party/scopes/matrix/",
    "nothing found": "third-party/scopes/?find=zzzz",
    "errors": "premium/errors/",
}
RESULT = "a.md-search-result__link"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

FOCUS_IS_SEEN = """() => {
  const active = document.activeElement;
  const seen = (element) => element && getComputedStyle(element).outlineStyle !== "none";
  return active !== document.body && (seen(active) || seen(active.nextElementSibling));
}"""


# Colours do not depend on the width, nor what there is room for on the colours.
@pytest.fixture(
    scope="module", params=[(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"]
)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    viewport, scheme = request.param
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    yield watched(context, [])
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(window: Page, real_origin: str, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    answer = window.goto(real_origin + PAGES[name], wait_until="networkidle")
    assert answer is not None
    assert answer.ok
    found = Axe().run(window).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_the_skip_link_is_the_first_stop(page: Page, real_origin: str) -> None:
    page.goto(real_origin + PAGES["operation"], wait_until="networkidle")
    page.locator("body").press("Tab")
    until(page, "document.activeElement.classList.contains('md-skip')")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'page'")


@pytest.mark.parametrize("name", ["landing", "operation", "scope index"])
def test_the_focus_is_always_seen(page: Page, real_origin: str, name: str) -> None:
    page.goto(real_origin + PAGES[name], wait_until="networkidle")
    for _ in range(14):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert page.evaluate(FOCUS_IS_SEEN), focused


def test_the_drawer_opens_and_closes_by_keyboard(phone: Page, real_origin: str) -> None:
    phone.goto(real_origin + PAGES["operation"], wait_until="networkidle")
    button = phone.get_by_role("button", name="Navigation")
    button.focus()
    phone.keyboard.press("Enter")
    until(phone, "document.activeElement.closest('.md-sidebar--primary') !== null")
    assert button.get_attribute("aria-expanded") == "true"
    phone.keyboard.press("Escape")
    until(phone, "document.activeElement.dataset.opens === 'drawer'")
    assert button.get_attribute("aria-expanded") == "false"


def test_a_closed_drawer_is_out_of_the_way(phone: Page, real_origin: str) -> None:
    phone.goto(real_origin + PAGES["operation"], wait_until="networkidle")
    until(
        phone,
        "getComputedStyle(document.querySelector('.md-sidebar--primary')).visibility === 'hidden'",
    )


def test_search_works_by_keyboard(page: Page, real_origin: str) -> None:
    page.goto(real_origin + PAGES["overview"], wait_until="networkidle")
    page.keyboard.press("/")
    until(page, "document.activeElement.name === 'query'")
    ask(page, "sleep_write")
    until(page, f"document.querySelector('{RESULT}')?.pathname.endsWith('/scopes/sleep_write/')")
    page.keyboard.press("ArrowDown")
    until(page, f"document.activeElement.matches('{RESULT}')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{real_origin}third-party/scopes/sleep_write/**")


@pytest.mark.parametrize("button", ["Navigation", "Search"])
def test_a_phones_buttons_can_be_reached(phone: Page, real_origin: str, button: str) -> None:
    phone.goto(real_origin + PAGES["operation"], wait_until="networkidle")
    for _ in range(12):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.getAttribute('aria-label')") == button:
            return
    pytest.fail(f"{button} is not among the first stops")
