from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from apidocgen.site import production
from apidocgen.site.build import build_site
from apidocgen.site.settings import Settings, read_settings
from tests.site.browsing import served, watched
from tests.site.hand_made import HandMade, hand_made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.reference_site import ReferenceSite

MKDOCS_YML = """\
site_name: Hand-made
site_url: {site_url}
theme:
  name: material
  font: false
  palette:
    - scheme: default
      toggle: {{icon: material/weather-sunny, name: Dark}}
    - scheme: slate
      toggle: {{icon: material/weather-night, name: Light}}
  features: [search.highlight]
plugins:
  - search
  - apidocgen: {{spec: master.yaml}}
"""


def make_project(root: Path, site_url: str = "") -> Settings:
    """A project with a hand-written page; its document is made by hand in `HandMade`."""
    (root / "docs" / "manual").mkdir(parents=True)
    (root / "docs" / "manual" / "first.md").write_text(
        "# First steps\n\nA zebra. [Runs](../free/operations/list_runs/index.md#access)\n"
    )
    (root / "master.yaml").write_text("openapi: 3.1.0\n")
    (root / "mkdocs.yml").write_text(MKDOCS_YML.format(site_url=site_url))
    return read_settings(root / "mkdocs.yml")


@pytest.fixture
def project(tmp_path: Path, gathered: Callable[..., None]) -> Settings:
    """A project whose build gets what the tests made by hand."""
    gathered()
    return make_project(tmp_path)


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say what the rooms below hand over."""

    def use(**changes: Any) -> None:
        def gather(settings: Settings) -> HandMade:
            return hand_made(settings, **changes)

        monkeypatch.setattr(production, "gather", gather)

    return use


def build_by_hand(settings: Settings, site_dir: Path) -> None:
    """Build a site whose document is made by hand, outside of a single test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(production, "gather", hand_made)
        build_site(settings, site_dir)


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A built site, served on loopback below a folder of its own."""
    root = tmp_path_factory.mktemp("browser")
    with served(root / "www") as origin:
        build_by_hand(make_project(root), root / "www" / "docs")
        yield origin


@pytest.fixture(scope="session")
def real_origin(reference_site: ReferenceSite) -> str:
    """The site of this repository, served likewise."""
    return reference_site.origin


@pytest.fixture
def complaints() -> list[str]:
    """Errors in the console, scripts that failed, and requests that left the site."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A desktop window; the test fails when the site gave reason to complain."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield watched(context, complaints)
    context.close()
    assert complaints == []


@pytest.fixture
def phone(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """The same on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield watched(context, complaints)
    context.close()
    assert complaints == []
