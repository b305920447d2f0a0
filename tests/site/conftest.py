from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apidocgen.site import production
from apidocgen.site.settings import Settings, read_settings
from tests.site.hand_made import HandMade, hand_made

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
