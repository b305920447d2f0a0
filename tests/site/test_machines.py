"""What programs find beside the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from apidocgen.site.build import build_site
from apidocgen.site.settings import Settings
from tests.site.browsing import needs_chromium
from tests.site.conftest import make_project

if TYPE_CHECKING:
    from playwright.sync_api import Page

URL = "https://docs.example.org/api/"


def test_a_list_of_pages_for_each_audience(project: Settings) -> None:
    build_site(project)
    text = (project.root / "site/free/llms.txt").read_text()
    assert text.startswith("# T: Free\n\n> For *everybody*.\n\n## Reference\n\n- [Overview](./)\n")
    entry = '- [list_runs & <co>](operations/list_runs/index.md): What "list_runs" does\n'
    assert f"\n## Runs\n\n{entry}" in text
    assert "[openapi.yaml](openapi.yaml)" in text
    assert "delete_run" not in text
    assert "delete_run" in (project.root / "site/premium/llms.txt").read_text()


def test_all_pages_in_one_file(project: Settings) -> None:
    build_site(project)
    text = (project.root / "site/premium/llms-full.txt").read_text()
    assert text == "# T: Premium & more\n\n---\n\n# list_runs\n\n---\n\n# delete_run\n"


def test_a_page_leads_to_itself_as_markdown_if_there_is_any(project: Settings) -> None:
    build_site(project)
    site = project.root / "site/free"
    assert 'href="index.md"' in (site / "operations/list_runs/index.html").read_text()
    assert 'href="index.md"' not in (site / "index.html").read_text()


def test_robots_may_read_everything(project: Settings) -> None:
    build_site(project)
    assert (project.root / "site/robots.txt").read_text() == "User-agent: *\nDisallow:\n"


def test_robots_learn_of_all_sitemaps(tmp_path: Path, gathered: Callable[..., None]) -> None:
    gathered()
    settings = make_project(tmp_path, URL)
    build_site(settings)
    lines = (tmp_path / "site/robots.txt").read_text().splitlines()
    maps = [f"Sitemap: {URL}{folder}sitemap.xml" for folder in ("", "free/", "premium/")]
    assert lines[2:] == maps
    assert f"]({URL}free/operations/list_runs/index.md)" in (tmp_path / "site/free/llms.txt").read_text()  # fmt: skip


def test_a_projects_own_robots_txt_stays(project: Settings) -> None:
    (project.root / "docs/robots.txt").write_text("ours")
    build_site(project)
    assert (project.root / "site/robots.txt").read_text() == "ours"


@pytest.mark.parametrize("path", ["free/operations/list_runs/", "manual/first/"])
def test_a_shared_link_says_what_it_leads_to(
    tmp_path: Path, gathered: Callable[..., None], path: str
) -> None:
    gathered()
    settings = make_project(tmp_path, URL)
    build_site(settings)
    page = (tmp_path / "site" / path / "index.html").read_text()
    assert f'<meta property="og:url" content="{URL}{path}">' in page
    assert page.count('property="og:title"') == 1
    assert "<co>" not in page


def test_no_card_without_an_address(project: Settings) -> None:
    build_site(project)
    assert "og:" not in (project.root / "site/free/operations/list_runs/index.html").read_text()


@pytest.mark.browser
@needs_chromium[1]
def test_a_page_is_copied_as_markdown(page: Page, origin: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}free/operations/list_runs/")
    page.get_by_role("button", name="Copy page").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "# list_runs\n"
