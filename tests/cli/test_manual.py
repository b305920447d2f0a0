"""What the manual and the README say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from apidocgen.cli.main import cli
from tests.cli.conftest import Run

BLOCK = re.compile(r"```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#]+)(?:#(?P<anchor>[^)]+))?\)")


def blocks(path: Path, kind: str) -> list[str]:
    return [found["text"] for found in BLOCK.finditer(path.read_text()) if found["kind"] == kind]


def hand_written(root: Path) -> list[Path]:
    return [root / "README.md", *sorted((root / "docs" / "manual").rglob("*.md"))]


def test_the_example_in_the_readme(run: Run, folder: Path, root: Path) -> None:
    (folder / "training.yaml").write_text(blocks(root / "README.md", "yaml")[0])
    ran = run("filter", "training.yaml", "-o", "variants")
    assert f"$ apidocgen filter training.yaml -o variants\n{ran.err}" in blocks(
        root / "README.md", "console"
    )
    assert "forecast" not in (folder / "variants/free.yaml").read_text()
    assert "forecast" in (folder / "variants/premium.yaml").read_text()
    assert run("check", "training.yaml").status == 0


def test_the_question_about_scopes_in_the_readme(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    found = re.findall(r'`apidocgen scopes need "([^"]+)"`', (root / "README.md").read_text())
    assert len(found) == 1
    ran = run("scopes", "need", found[0])
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("sleep_read\n")


def test_the_examples_of_check(run: Run, folder: Path, root: Path) -> None:
    manual = root / "docs" / "manual" / "commands.md"
    assert f"$ apidocgen check shop.yaml\n{_without_remedied(run)}" in blocks(manual, "console")


def _without_remedied(run: Run) -> str:
    """The report on the shop, its second rule turned off as in the manual."""
    Path("mkdocs.yml").write_text("plugins: [apidocgen: {rules: {hidden-required-input: off}}]\n")
    return run("check", "shop.yaml").out


def test_the_example_of_an_overlay(run: Run, folder: Path, root: Path) -> None:
    (folder / "access.yaml").write_text(blocks(root / "docs/manual/overlays.md", "yaml")[0])
    (folder / "openapi.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n'
        '  /activities: {get: {responses: {"200": {description: d}}}}\n'
        '  /totals: {get: {tags: [Statistics], responses: {"200": {description: d}}}}\n'
        '  /debug: {get: {responses: {"200": {description: d}}}}\n'
    )
    ran = run("filter", "openapi.yaml", "--overlay", "access.yaml", "-o", "out")
    assert (ran.status, ran.err) == (0, "wrote out/free.yaml\nwrote out/premium.yaml\n")
    assert "/totals" not in (folder / "out/free.yaml").read_text()
    assert "/totals" in (folder / "out/premium.yaml").read_text()
    assert "/debug" not in (folder / "out/premium.yaml").read_text()


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_option_is_in_the_manual(command: str, root: Path) -> None:
    manual = (root / "docs" / "manual" / "commands.md").read_text()
    common = manual.split("## Common options")[1].split("\n## ")[0]
    own = manual.split(f"\n## {command}\n")[1].split("\n## ")[0]
    for parameter in cli.commands[command].params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert f"`{option}" in common + own, option


def test_links_lead_somewhere(root: Path) -> None:
    for page in hand_written(root):
        for link in LINK.finditer(page.read_text()):
            target = page.parent / link["target"]
            assert target.is_file(), f"{page}: {link[0]}"
            if link["anchor"]:
                titles = re.findall(r"^#+ (.+)$", target.read_text(), re.MULTILINE)
                assert link["anchor"] in {title.lower().replace(" ", "-") for title in titles}
