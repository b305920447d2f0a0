"""MkDocs' own commands refuse to publish a leak, as ours does."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort

from apidocgen.site.auditing import NAMED, leaks, shipped_files, summary
from apidocgen.site.build import build_site
from apidocgen.site.settings import Settings, read_settings
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants

MASTER = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
x-tiers: [free, plus]
x-audiences: {free: {title: Free, tier: free}}
paths:
  /open:
    get: {x-tier: free, responses: {"200": {description: Fine}}}
  /rebates:
    get:
      x-tier: plus
      operationId: list_rebates
      x-internal: true
      responses: {"200": {description: Fine}}
"""
MKDOCS_YML = """\
site_name: Shop
theme: {name: material, font: false}
plugins:
  - apidocgen: {spec: master.yaml, audit_allow: [%s]}
"""
PLACE = "master.yaml:11:7 (#/paths/~1rebates/get/operationId)"


def shop(root: Path, allowed: str = "") -> Settings:
    """A project whose start page says what nobody may know."""
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Shop\n\nWe call `list_rebates` inside.\n")
    (root / "master.yaml").write_text(MASTER)
    (root / "mkdocs.yml").write_text(MKDOCS_YML % allowed)
    return read_settings(root / "mkdocs.yml")


def run_mkdocs(settings: Settings, command: str) -> None:
    config = load_config(str(settings.config_file))
    config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
    build(config)


def messages(caplog: pytest.LogCaptureFixture, level: int) -> str:
    return "\n".join(each.getMessage() for each in caplog.records if each.levelno == level)


def test_a_build_with_a_leak_fails_and_says_where(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        run_mkdocs(shop(tmp_path), "build")
    said = messages(caplog, logging.ERROR)
    assert "do not publish it" in said
    assert "index.html:" in said
    assert "'list_rebates' leaks to everybody" in said
    assert PLACE in said


def test_a_preview_with_a_leak_warns(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    run_mkdocs(shop(tmp_path), "serve")
    assert "'list_rebates' leaks" in messages(caplog, logging.WARNING)


def test_what_somebody_found_harmless_is_no_leak(tmp_path: Path) -> None:
    run_mkdocs(shop(tmp_path, "list_rebates"), "build")
    assert (tmp_path / "site" / "free" / "index.html").is_file()


def test_the_command_learns_of_the_same_leaks(tmp_path: Path) -> None:
    report = build_site(shop(tmp_path))
    assert not report.published
    assert not (tmp_path / "site").exists()
    assert any(PLACE in objection for objection in report.objections)


def test_a_long_list_of_leaks_is_cut() -> None:
    lines = summary([f"leak {number}" for number in range(NAMED + 5)]).splitlines()
    assert lines[0] == f"{NAMED + 5} leaks in the built site, do not publish it:"
    assert lines[-1].strip() == "… and 5 more"
    assert len(lines) == NAMED + 2


def test_words_of_the_theme_tell_nothing(tmp_path: Path) -> None:
    settings = shop(tmp_path)
    (tmp_path / "master.yaml").write_text(MASTER.replace("list_rebates", "streams"))
    assert build_site(settings).published
    theme = next((tmp_path / "site").glob("assets/javascripts/bundle.*.js.map"))
    assert "streams" in theme.read_text()
    theme.write_text(f"{theme.read_text()} ")
    config = load_config(str(settings.config_file))
    variants = make_variants(load(settings.spec).document)
    found = leaks(tmp_path / "site", variants, [], shipped_files(config))
    assert any("bundle" in leak and "streams" in leak for leak in found)


def test_what_the_frame_of_a_page_says_anyway_is_no_leak(tmp_path: Path) -> None:
    settings = shop(tmp_path, "list_rebates")
    words = ("images", "favicon", "viewport", "lifted", "copyright", "application/json")
    hidden = "".join(
        f"  /rebates/{number}:\n    get: {{x-tier: plus, operationId: {word}, summary: {summary}, "
        f'responses: {{"200": {{description: Fine}}}}}}\n'
        for number, (word, summary) in enumerate(
            zip(words, ("Request body", "Not found", "Code samples", "Try it", *"ab"), strict=True)
        )
    )
    (tmp_path / "master.yaml").write_text(MASTER + hidden)
    run_mkdocs(settings, "build")
    page = (tmp_path / "site" / "free" / "index.html").read_text()
    assert all(word in page.lower() for word in ("images", "favicon", "viewport"))


KIOSK = """\
openapi: 3.1.0
info: {title: Lot, version: "1"}
x-tiers: [free, plus]
x-audiences:
  pub: {tier: free}
  kiosk: {publish: false, title: At the gate, description: The machines at every gate.}
paths:
  /open:
    get: {x-tier: free, operationId: parkCar, responses: {"200": {description: Fine}}}
  /tickets:
    get: {x-audience: kiosk, operationId: printTicket, responses: {"200": {description: Fine}}}
"""


def lot(root: Path, *audiences: str) -> Settings:
    """A project that publishes the audiences which its mkdocs.yml names."""
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Lot\n")
    (root / "master.yaml").write_text(KIOSK)
    named = f"audiences: [{', '.join(audiences)}], spec" if audiences else "spec"
    (root / "mkdocs.yml").write_text((MKDOCS_YML % "").replace("spec", named))
    return read_settings(root / "mkdocs.yml")


@pytest.mark.parametrize("named", [("kiosk",), ("pub", "kiosk")])
def test_an_audience_that_is_not_published_gets_its_pages_when_it_is_named(
    tmp_path: Path, named: tuple[str, ...]
) -> None:
    settings = lot(tmp_path, *named)
    run_mkdocs(settings, "build")
    assert "printTicket" in (tmp_path / "site/kiosk/openapi.yaml").read_text()
    assert (tmp_path / "site/pub").is_dir() is ("pub" in named)
    report = build_site(settings)
    assert (report.published, report.objections) == (True, ())


def test_the_command_can_name_it(tmp_path: Path) -> None:
    assert build_site(lot(tmp_path), audiences=["kiosk"]).published
    assert (tmp_path / "site/kiosk/index.html").is_file()


def test_pages_of_others_tell_nothing_of_an_audience_that_is_not_built(tmp_path: Path) -> None:
    settings = lot(tmp_path)
    (tmp_path / "docs" / "index.md").write_text("# Lot\n\nThe kiosk calls `printTicket`.\n")
    (tmp_path / "docs" / "guide.md").write_text("# Lot\n\nThe kiosk calls `printTicket`.\n")
    report = build_site(settings)
    told = "\n".join(report.objections)
    assert not report.published
    assert "'kiosk' leaks to everybody" in told
    assert len(report.objections) == 2
    assert "'printTicket' leaks to everybody" in told
