"""What the manual shows as part of a document or of a configuration can be used as it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apidocgen.diff.accept import read_accepted
from apidocgen.lint.check import Options
from apidocgen.site.settings import read_settings
from apidocgen.spec.reading import read_document
from tests.cli.conftest import Run
from tests.cli.test_manual import blocks, hand_written

FRAME = """\
openapi: 3.1.0
info: {title: Training, version: "1"}
security: [{personalToken: []}, {oauth2: [activity_push]}]
components:
  responses:
    Activity: {description: An activity}
    PaymentNeeded: {description: Somebody has to pay}
  schemas: {Activity: {type: object}}
  securitySchemes:
    personalToken: {type: apiKey, in: header, name: token}
    oauth2:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://api.example/token
          scopes: {activity_push: Send activities, sleep_write: Write, weight_write: Write}
"""
"""What a fragment in the manual leaves out because everybody knows it."""


def trees(page: Path) -> list[Any]:
    """The YAML in a page, block by block."""
    return [read_document(text, f"{page.name}.yaml").tree for text in blocks(page, "yaml")]


def whole(page: Path) -> dict[str, Any]:
    """The fragments of a page put into one document; those of schemas become components."""
    document: dict[str, Any] = read_document(FRAME, "frame.yaml").tree
    components = document["components"]
    for number, tree in enumerate(trees(page)):
        if {"type", "properties"} & tree.keys():
            components["schemas"][f"Example{number}"] = tree
        elif "plugins" not in tree:
            components |= tree.pop("components", {})
            document |= tree
    return document


def test_every_block_can_be_read(root: Path) -> None:
    read = 0
    for page in hand_written(root):
        for kind in ("yaml", "json"):
            for text in blocks(page, kind):
                read_document(text, f"{page}.{kind}")
                read += 1
    assert read > 20


@pytest.mark.parametrize("page", ["annotations.md", "getting-started.md"])
def test_fragments_of_a_document_pass_check(run: Run, folder: Path, root: Path, page: str) -> None:
    (folder / "whole.json").write_text(json.dumps(whole(root / "docs" / "manual" / page)))
    found = json.loads(run("check", "whole.json", "--format", "json").out)["findings"]
    assert [each for each in found if each["severity"] == "error"] == []
    assert run("filter", "whole.json", "-o", "out").status == 0
    assert (folder / "out" / "free.yaml").is_file()


@pytest.mark.parametrize("page", ["configuration.md", "getting-started.md", "diff.md"])
def test_configurations_are_understood(folder: Path, root: Path, page: str) -> None:
    shown = [
        text
        for text in blocks(root / "docs" / "manual" / page, "yaml")
        if "\nplugins:" in f"\n{text}"
    ]
    assert len(shown) == 1
    (folder / "mkdocs.yml").write_text(shown[0])
    (folder / "templates").mkdir()
    Options.configured(read_settings(folder / "mkdocs.yml", needs_plugin=True).rules)


def test_accepted_changes_are_understood(folder: Path, root: Path) -> None:
    shown = blocks(root / "docs" / "manual" / "diff.md", "yaml")[0]
    (folder / "accepted.yaml").write_text(shown)
    assert len(read_accepted("accepted.yaml")) == 3
