"""Code can be read to its end and copied, each block for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apidocgen.reference.samples.languages import LANGUAGES
from tests.site.browsing import needs_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_chromium

LONG = "premium/operations/get_sleep/"
COVERED = """() => [...document.querySelectorAll(".md-code__nav")].filter((nav) => {
  const button = nav.getBoundingClientRect();
  const code = nav.nextElementSibling.getBoundingClientRect();
  return button.width && button.left < code.right && code.left < button.right;
}).length"""


def copied(page: Page, place: str) -> str:
    """What the button of the block that is shown there copies."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator(f"{place} .md-code__button:visible").first.click()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_each_button_copies_its_own_block(page: Page, real_origin: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(real_origin + LONG, wait_until="networkidle")
    assert copied(page, ".ag-samples").startswith("curl ")
    page.locator(".ag-samples label", has_text="Python").click()
    assert copied(page, ".ag-samples").startswith("import ")
    assert copied(page, ".ag-response").startswith("{")


@pytest.mark.parametrize("width", [1440, 390])
def test_no_button_covers_code(page: Page, real_origin: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(real_origin + LONG, wait_until="networkidle")
    assert page.locator(".md-code__button:visible").count()
    assert page.evaluate(COVERED) == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_samples_are_seen_to_the_end_of_their_lines(
    page: Page, real_origin: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(real_origin + LONG, wait_until="networkidle")
    labels = page.locator(".ag-samples label").all()
    assert len(labels) == len(LANGUAGES)
    for label in labels:
        label.click()
        code = page.locator(".ag-samples pre > code:visible")
        assert code.evaluate("each => each.scrollWidth <= each.clientWidth"), label.inner_text()
