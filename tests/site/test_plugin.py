"""MkDocs' own commands with the plugin."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort

from apidocgen.site import production
from apidocgen.site.build import build_site
from apidocgen.site.plugin import ApidocgenPlugin
from apidocgen.site.settings import Settings
from apidocgen.spec.problems import InputError, Location


def run_mkdocs(settings: Settings, site_dir: Path, *, strict: bool = False) -> ApidocgenPlugin:
    config = load_config(str(settings.config_file), site_dir=str(site_dir), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    plugin = config.plugins["apidocgen"]
    assert isinstance(plugin, ApidocgenPlugin)
    return plugin


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_both_commands_give_the_same_site(project: Settings, tmp_path: Path) -> None:
    run_mkdocs(project, tmp_path / "theirs")
    build_site(project, tmp_path / "ours")
    theirs, ours = contents(tmp_path / "theirs"), contents(tmp_path / "ours")
    assert theirs.keys() == ours.keys()
    assert [name for name in ours if ours[name] != theirs[name] and not name.endswith(".gz")] == []


def test_wrong_input_is_one_line_for_mkdocs(
    project: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(settings: Settings) -> None:
        raise InputError("unknown tier 'gold'", Location("master.yaml", 3, 7))

    monkeypatch.setattr(production, "gather", refuse)
    with pytest.raises(Abort):
        run_mkdocs(project, project.root / "site")
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == ["master.yaml:3:7: unknown tier 'gold'"]


def test_another_theme_is_one_line_for_mkdocs(
    project: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    file = project.root / "mkdocs.yml"
    file.write_text("site_name: x\nplugins: [apidocgen: {spec: master.yaml}]\ntheme: mkdocs\n")
    with pytest.raises(Abort):
        run_mkdocs(project, project.root / "site")
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert errors[0].startswith(f"{file}:3:1: the theme must be Material, and it is 'mkdocs'")


def test_what_is_odd_about_the_document_fails_a_strict_build(
    project: Settings, gathered: Callable[..., None]
) -> None:
    gathered(warnings=("an overlay action matches nothing",))
    run_mkdocs(project, project.root / "site")
    with pytest.raises(Abort, match="strict"):
        run_mkdocs(project, project.root / "site", strict=True)


@pytest.mark.parametrize(
    ("plugins", "told"), [("", True), ("search", False), ("search: {enabled: false}", False)]
)
def test_a_site_that_lacks_search_unasked_is_told_of(
    project: Settings, plugins: str, told: bool
) -> None:
    file = project.root / "mkdocs.yml"
    wanted = f"\n  - {plugins}" if plugins else ""
    file.write_text(file.read_text().replace("\n  - search", wanted))
    report = build_site(project)
    assert any("'search' is not in 'plugins'" in each for each in report.warnings) is told
    index = project.root / "site/free/search/search_index.json"
    assert index.is_file() is (plugins == "search")


def test_a_preview_watches_what_the_site_is_made_from(
    project: Settings, gathered: Callable[..., None]
) -> None:
    class Server:
        def __init__(self) -> None:
            self.watched: list[str] = []

        def watch(self, path: str) -> None:
            self.watched.append(path)

    spec = project.root / "master.yaml"
    (project.root / "templates").mkdir()
    gathered(sources=(spec, project.root / "gone.yaml"))
    plugin = run_mkdocs(project, project.root / "site")
    server = Server()
    plugin.on_serve(server, config=None, builder=lambda: None)  # type: ignore[arg-type]
    assert server.watched == [str(spec), str(project.root / "templates")]


def test_pages_stay_out_of_the_navigation_of_hand_written_pages(project: Settings) -> None:
    run_mkdocs(project, project.root / "site")
    manual = (project.root / "site/manual/first/index.html").read_text()
    assert "delete_run" not in manual
    assert 'data-audience="premium"' in manual
