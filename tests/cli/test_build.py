from __future__ import annotations

import subprocess
import sys
import time
from http.client import HTTPException
from pathlib import Path
from socket import socket
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Run

CONFIG = """\
site_name: Shop
theme: {name: material, font: false}
plugins:
  - apidocgen: {spec: shop.yaml, overlays: [open-forgotten.yaml]}
"""


@pytest.fixture
def project(folder: Path) -> Path:
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Shop\n")
    return folder


def test_builds_a_folder_for_each_audience(run: Run, project: Path) -> None:
    ran = run("build")
    assert (ran.status, ran.out) == (0, "")
    assert "shop.yaml:39:9: property 'cost', required in requests" in ran.err
    assert ran.err.splitlines()[-1].startswith("built ")
    assert (project / "site/free/index.html").is_file()
    assert (project / "site/plus/index.html").is_file()


def test_one_audience_elsewhere(run: Run, project: Path) -> None:
    ran = run("build", "--audience", "plus", "--site-dir", "out", "-q")
    assert ran.status == 0
    assert not (project / "site").exists()
    assert (project / "out/plus/index.html").is_file()
    assert not (project / "out/free").exists()


def test_strict_publishes_nothing_that_check_finds_wrong(run: Run, project: Path) -> None:
    run("build", "-q")
    (project / "site/old.txt").write_text("the last good site")
    ran = run("build", "--strict", "-q")
    assert ran.status == 1
    assert ran.err.count("(hidden-required-input)") == 1
    assert ran.err.endswith("not published; what was there before is still in place\n")
    assert (project / "site/old.txt").is_file()


def test_bad_input_leaves_the_old_site(run: Run, project: Path) -> None:
    run("build", "-q")
    before = sorted(project.glob("site/**/*"))
    (project / "shop.yaml").write_text("openapi: 3.1.0\npaths: [}\n")
    ran = run("build", "-q")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("shop.yaml:2:9: ")
    assert sorted(project.glob("site/**/*")) == before


def test_an_unknown_rule_is_found_before_anything_is_built(run: Run, project: Path) -> None:
    (project / "mkdocs.yml").write_text(CONFIG.replace("{spec", "{rules: {nope: off}, spec"))
    ran = run("build")
    assert ran.status == 2
    assert ran.err.startswith("mkdocs.yml: unknown rule 'nope'")


def test_serve(project: Path) -> None:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "apidocgen", "serve", "--address", address]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            page = _fetch(f"http://{address}/free/", server)
        finally:
            server.terminate()
    assert "Shop" in page


def _fetch(address: str, server: subprocess.Popen[str]) -> str:
    for _ in range(300):
        assert server.poll() is None, server.stdout.read() if server.stdout else ""
        try:
            with urlopen(address, timeout=5) as response:  # noqa: S310 - our own server
                return str(response.read().decode())
        except (URLError, HTTPException, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"nothing came from {address}")
