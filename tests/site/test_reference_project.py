"""The site of this repository, as its readers get it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from apidocgen.site.build import BuildReport, build_site
from apidocgen.site.settings import read_settings
from tests.reference_site import REPOSITORY, ReferenceSite

AUDIENCES = ["free", "supporter", "premium", "third-party"]


@pytest.fixture(scope="module")
def report(reference_site: ReferenceSite) -> BuildReport:
    return reference_site.report


def links(page: Path, site: Path) -> Iterator[str]:
    """Where the links of a page lead, as paths from the root of the site."""
    here = f"http://site/{page.parent.relative_to(site).as_posix()}/".replace("/./", "/")
    for found in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
        url = urlsplit(urljoin(here, html.unescape(found)))
        if url.netloc == "site":
            yield unquote(url.path)


def pages(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*.html") if path.name != "404.html")


def test_the_site_is_published_without_a_warning(report: BuildReport) -> None:
    assert report.warnings == ()
    assert report.published
    assert list(report.pages) == AUDIENCES


def test_no_link_leads_nowhere(report: BuildReport) -> None:
    site = report.site_dir
    asked = {link: page for page in pages(site) for link in links(page, site)}
    files = {link: f"{link}index.html" if link.endswith("/") else link for link in asked}
    assert len(asked) > 500
    lost = {link: page for link, page in asked.items() if not (site / files[link][1:]).is_file()}
    assert lost == {}


# One that tiers restrict, and one that its schemes and scopes do: others are like these.
@pytest.mark.slow
@pytest.mark.parametrize("audience", ["free", "third-party"])
def test_an_audience_built_alone_is_whole(audience: str, tmp_path: Path) -> None:
    settings = read_settings(REPOSITORY / "mkdocs.yml")
    report = build_site(settings, tmp_path / "www", [audience])
    assert (report.published, report.objections) == (True, ())
    site = report.site_dir
    others = [f"/{name}/" for name in AUDIENCES if name != audience]
    asked = {link: page for page in pages(site) for link in links(page, site)}
    assert len(asked) > 50
    for link, page in asked.items():
        assert not link.startswith(tuple(others)), page
        target = f"{link}index.html" if link.endswith("/") else link
        assert (site / target[1:]).is_file(), page


def test_the_master_is_not_published(report: BuildReport) -> None:
    names = {path.name for path in report.site_dir.rglob("*")}
    assert names.isdisjoint({"master.yaml", "specs"})


def test_the_start_page_shows_an_endpoint_with_its_access_box(report: BuildReport) -> None:
    home = (report.site_dir / "index.html").read_text("utf-8")
    shown = home[home.index('<figure class="ag-home-endpoint">') : home.index("</figure>")]
    assert 'href="free/operations/create_sleep/"' in shown
    assert 'href="free/scopes/sleep_write/"' in shown
    assert 'href="free/operations/create_sleep/#response-403"' in shown
    assert "ag-anchor" not in shown
    assert "<!-- endpoint" not in home


@pytest.mark.slow
def test_an_endpoint_of_an_audience_that_is_not_built_is_not_shown(tmp_path: Path) -> None:
    settings = read_settings(REPOSITORY / "mkdocs.yml")
    site = build_site(settings, tmp_path / "www", ["third-party"]).site_dir
    home = (site / "index.html").read_text("utf-8")
    assert "create_sleep" not in home
    assert "endpoint:" not in home


def test_scopes_are_two_actions_from_the_start_page(report: BuildReport) -> None:
    home = (report.site_dir / "index.html").read_text("utf-8")
    assert 'href="supporter/scopes/" aria-label="Scopes: Supporter"' in home
    assert 'href="supporter/authentication/"' in home
