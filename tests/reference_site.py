"""The site of this repository, for all tests that read it or open it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from apidocgen.site import build
from apidocgen.site.build import BuildReport, build_site, load_mkdocs
from apidocgen.site.settings import read_settings
from tests.counting import uncounted
from tests.site.browsing import served

REPOSITORY = Path(__file__).parents[1]


@dataclass(frozen=True)
class ReferenceSite:
    """What the build came to, and where the site is served on loopback."""

    report: BuildReport
    origin: str


@contextmanager
def reference_site(folder: Path) -> Iterator[ReferenceSite]:
    """Build the site strictly, for the address at which it is then served."""
    with served(folder) as origin:
        with uncounted():
            report = _build(folder / "docs", origin)
        yield ReferenceSite(report, origin)


def _build(site_dir: Path, site_url: str) -> BuildReport:
    settings = read_settings(REPOSITORY / "mkdocs.yml")
    loaded = load_mkdocs(settings)
    loaded.site_url = site_url
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "load_mkdocs", lambda given: loaded)
        return build_site(settings, site_dir, strict=True)
