"""The real document this project started from: tiers in its own extension, many defects."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

import pytest
import yaml

from apidocgen.cli.main import main

OVERLAY = Path(__file__).parent / "runalyze.overlay.yaml"
DOCUMENT = "runalyze-2025.json"
AUDIENCES = ["free", "supporter", "premium", "third-party"]
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(real_documents: Path) -> Path:
    return real_documents / DOCUMENT


def operations(variant: dict[str, dict[str, dict[str, object]]]) -> int:
    return sum(method in METHODS for item in variant["paths"].values() for method in item)


def test_each_audience_gets_its_operations_and_schemas(document: Path, tmp_path: Path) -> None:
    arguments = ["filter", str(document), "--overlay", str(OVERLAY), "--no-validate"]
    assert main([*arguments, "-o", str(tmp_path / "out"), "--format", "json", "-q"]) == 0
    counted = {}
    for file in sorted((tmp_path / "out").iterdir()):
        variant = json.loads(file.read_text("utf-8"))
        counted[file.stem] = (operations(variant), len(variant["components"]["schemas"]))
        assert "x-apiplatform-tag" not in file.read_text("utf-8")
    assert counted == {
        "free": (12, 38),
        "premium": (50, 58),
        "supporter": (50, 58),
        "third-party": (50, 58),
    }


def test_its_defects_are_reported_with_file_and_line(
    document: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ["filter", str(document), "--overlay", str(OVERLAY), "-o", str(tmp_path / "out")]
    assert main([*arguments, "-q"]) == 1
    lines = capfd.readouterr().err.splitlines()
    assert lines
    assert all(re.match(rf".*{re.escape(DOCUMENT)}:\d+:\d+: ", line) for line in lines)
    assert sum("'int'" in line for line in lines) == 76
    assert sum("'float'" in line for line in lines) == 26


def test_a_site_is_built_from_it(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    (project / "docs/index.md").write_text("# Training API\n", "utf-8")
    (project / "api.json").write_bytes(document.read_bytes())
    (project / "audiences.yaml").write_bytes(OVERLAY.read_bytes())
    (project / "mkdocs.yml").write_text(
        textwrap.dedent(
            """
            site_name: Training API
            theme: {name: material, font: false}
            plugins:
              - search
              - apidocgen: {spec: api.json, overlays: [audiences.yaml], validate: false}
            """
        ),
        "utf-8",
    )
    monkeypatch.chdir(project)
    assert main(["build", "--site-dir", str(tmp_path / "www"), "--no-validate", "-q"]) == 0
    for audience in AUDIENCES:
        pages = list((tmp_path / "www" / audience / "operations").glob("*/index.html"))
        assert len(pages) == (12 if audience == "free" else 50)
        published = yaml.safe_load((tmp_path / "www" / audience / "openapi.yaml").read_text())
        assert operations(published) == len(pages)
    assert not (tmp_path / "www/app").exists()
