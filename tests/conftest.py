"""What all tests share: where the repository is, whether there is a browser, what is measured."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.counting import uncounted

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.reference_site import ReferenceSite

ROOT = Path(__file__).parents[1]
REQUIRED = "APIDOCGEN_REQUIRE_BROWSER"


@cache
def chromium() -> str | None:
    """The Chromium that CHROMIUM names, or the system's, if Playwright is there to drive it."""
    if find_spec("playwright") is None:
        return None
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no browser, unless skipping them is forbidden."""
    wanted = [item for item in items if item.get_closest_marker("browser")]
    if not wanted or chromium():
        return
    if os.environ.get(REQUIRED) == "1":
        raise pytest.UsageError(f"{REQUIRED}=1, but there is no Chromium or no Playwright")
    for item in wanted:
        item.add_marker(pytest.mark.skip(reason="no Chromium, or no Playwright"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Run tests that take long without counting their lines.

    What these tests reach, small ones have to reach as well: real documents are not everywhere, and
    must not be what makes coverage sufficient.
    """
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("slow") or "real_documents" in fixtures:
        with uncounted():
            return (yield)
    return (yield)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for each test process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def real_documents() -> Path:
    """The folder of real documents; tests that need it skip where it is not."""
    folder = Path(os.environ.get("APIDOCGEN_REAL_DOCUMENTS", ROOT.parent / "shared" / "real"))
    if not folder.is_dir():
        pytest.skip(f"no real documents in {folder} (APIDOCGEN_REAL_DOCUMENTS names another place)")
    return folder


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReferenceSite]:
    """The site of this repository, built once for each test process."""
    from tests.reference_site import reference_site

    with reference_site(tmp_path_factory.mktemp("real")) as site:
        yield site
