from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apidocgen.site import production
from apidocgen.site.build import build_site
from apidocgen.site.settings import Settings
from apidocgen.site.staging import staging_beside
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.variant import VariantSet
from tests.site.conftest import make_project

PAGE = "operations/list_runs/index.html"


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".")]


@pytest.fixture
def old_site(project: Settings) -> Path:
    """A site that was built before."""
    site = project.root / "site"
    write_old_site(site)
    return site


def write_old_site(site: Path) -> None:
    (site / "assets" / "apidocgen").mkdir(parents=True)
    (site / "index.html").write_text("the last good site")
    (site / ".gitkeep").touch()


def is_untouched(site: Path) -> bool:
    files = sorted(path.name for path in site.rglob("*"))
    old = (site / "index.html").read_text() == "the last good site"
    whole = files == [".gitkeep", "apidocgen", "assets", "index.html"]
    return old and whole and not leftovers(site.parent)


def test_a_build_publishes_a_folder_per_audience(project: Settings) -> None:
    report = build_site(project)
    site = project.root / "site"
    assert report.published
    assert report.warnings == ()
    assert report.pages == {"free": 2, "premium": 3}
    assert report.site_dir == site
    assert (site / "free" / PAGE).is_file()
    assert (site / "premium" / "openapi.yaml").is_file()
    assert not (site / "free/operations/delete_run").exists()
    assert leftovers(project.root) == []


def test_a_good_build_replaces_the_old_site_and_keeps_what_is_hidden(
    project: Settings, old_site: Path
) -> None:
    (old_site / "stale.html").touch()
    assert build_site(project).published
    assert not (old_site / "stale.html").exists()
    assert (old_site / ".gitkeep").is_file()
    assert (old_site / "free" / PAGE).is_file()
    assert leftovers(project.root) == []


def test_other_users_may_read_the_site(project: Settings) -> None:
    build_site(project)
    folder = project.root / "fresh"
    folder.mkdir()
    assert (project.root / "site").stat().st_mode == folder.stat().st_mode


def test_wrong_input_leaves_the_old_site(
    project: Settings, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(settings: Settings) -> None:
        raise InputError("unknown tier 'gold'", Location("master.yaml", 3, 7))

    monkeypatch.setattr(production, "gather", refuse)
    with pytest.raises(InputError, match=r"^master.yaml:3:7: unknown tier 'gold'$"):
        build_site(project)
    assert is_untouched(old_site)


def test_a_crash_leaves_the_old_site(
    project: Settings, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(settings: Settings) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(production, "gather", crash)
    with pytest.raises(ZeroDivisionError):
        build_site(project)
    assert is_untouched(old_site)


def test_an_objection_leaves_the_old_site(project: Settings, old_site: Path) -> None:
    def inspect(staging: Path, variants: VariantSet) -> list[str]:
        assert (staging / "free" / PAGE).is_file()
        assert [each.audience.name for each in variants.variants] == ["free", "premium"]
        return ["a secret in free/index.html"]

    report = build_site(project, inspect=inspect)
    assert not report.published
    assert report.objections == ("a secret in free/index.html",)
    assert is_untouched(old_site)


def test_a_missing_page_leaves_the_old_site(
    project: Settings, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(production, "missing_files", lambda files: ["free/x/index.html"])
    with pytest.raises(InputError, match="free/x/index"):
        build_site(project)
    assert is_untouched(old_site)


def test_a_page_dropped_by_another_plugin_is_missed(
    project: Settings, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkdocs.utils.write_file", lambda content, path: None)
    with pytest.raises(InputError, match="missing"):
        build_site(project)
    assert is_untouched(old_site)


def test_warnings_keep_a_strict_build_from_publication(
    project: Settings, old_site: Path, gathered: Callable[..., None]
) -> None:
    gathered(warnings=("an overlay action matches nothing",))
    report = build_site(project, strict=True)
    assert not report.published
    assert report.warnings == ("apidocgen: an overlay action matches nothing",)
    assert is_untouched(old_site)
    assert build_site(project).published


def test_a_folder_in_which_no_site_was_built_is_refused(project: Settings) -> None:
    folder = project.root / "work"
    (folder / "chapters").mkdir(parents=True)
    for name in ("thesis.txt", "chapters/one.txt", "CNAME", "sitemap.xml", ".hidden"):
        (folder / name).write_text(name)
    before = sorted(folder.rglob("*"))
    with pytest.raises(InputError, match=r"'CNAME' is in it.*name another folder, or empty"):
        build_site(project, folder)
    assert sorted(folder.rglob("*")) == before
    assert leftovers(project.root) == []


def test_a_folder_with_hidden_files_alone_is_used_and_these_stay(project: Settings) -> None:
    site = project.root / "site"
    site.mkdir()
    (site / ".gitkeep").touch()
    assert build_site(project).published
    assert (site / ".gitkeep").is_file()


@pytest.mark.parametrize(
    "mark",
    [
        "assets/apidocgen/pages.css",
        "assets/javascripts/bundle.0123abcd.min.js",
        "search/search_index.json",
    ],
)
def test_a_site_that_mkdocs_built_is_replaced(project: Settings, mark: str) -> None:
    file = project.root / "site" / mark
    file.parent.mkdir(parents=True)
    file.touch()
    (project.root / "site" / "stale.html").touch()
    assert build_site(project).published
    assert not (project.root / "site" / "stale.html").exists()


def abandoned(root: Path) -> Path:
    """What a build leaves behind that was killed."""
    workshop = root / ".site-build-0123abcd"
    (workshop / "new" / "free").mkdir(parents=True)
    (workshop / "new" / "free" / "index.html").write_text("half a page")
    return workshop


def test_what_a_killed_build_left_behind_is_cleared(project: Settings) -> None:
    abandoned(project.root)
    assert build_site(project).published
    assert leftovers(project.root) == []


def test_the_site_that_a_killed_build_had_moved_is_put_back(
    project: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old_site(abandoned(project.root) / "old")

    def refuse(settings: Settings) -> None:
        raise InputError("unknown tier 'gold'")

    monkeypatch.setattr(production, "gather", refuse)
    with pytest.raises(InputError):
        build_site(project)
    assert is_untouched(project.root / "site")
    assert leftovers(project.root) == []


def test_what_is_hidden_is_saved_from_a_killed_build(project: Settings, old_site: Path) -> None:
    old = abandoned(project.root) / "old"
    old.mkdir()
    (old / ".git").write_text("gitdir: elsewhere")
    assert build_site(project).published
    assert (old_site / ".git").read_text() == "gitdir: elsewhere"


def test_another_build_at_work_is_left_alone(project: Settings) -> None:
    with staging_beside(project.root / "site") as staging:
        (staging / "index.html").write_text("half a page")
        assert build_site(project).published
        assert (staging / "index.html").is_file()


@pytest.mark.parametrize("site_dir", [".", "..", "docs", "mkdocs.yml"])
def test_a_site_folder_that_would_destroy_the_project_is_refused(
    project: Settings, site_dir: str
) -> None:
    with pytest.raises(InputError):
        build_site(project, project.root / site_dir)
    assert (project.root / "docs/manual/first.md").is_file()
    assert (project.root / "mkdocs.yml").is_file()


def test_a_folder_that_cannot_be_written_is_said_so(project: Settings) -> None:
    (project.root / "file").touch()
    with pytest.raises(InputError, match="cannot write the site"):
        build_site(project, project.root / "file" / "site")


def test_a_mount_point_is_refused_before_anything_is_built(
    project: Settings, old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda path: path == old_site)
    with pytest.raises(InputError, match="mount point, which cannot be exchanged"):
        build_site(project)
    assert is_untouched(old_site)
    assert build_site(project, old_site / "www").published


def test_only_the_audiences_asked_for_are_built(project: Settings) -> None:
    report = build_site(project, audiences=["premium"])
    site = project.root / "site"
    assert report.pages == {"premium": 3}
    assert not (site / "free").exists()
    for page in [site / "index.html", *site.glob("premium/**/*.html")]:
        assert "free" not in page.read_text().lower(), page


def test_a_page_links_to_the_same_page_elsewhere(project: Settings) -> None:
    build_site(project)
    site = project.root / "site"
    shared = (site / "free" / PAGE).read_text()
    assert 'href="../../../premium/operations/list_runs/"' in shared
    alone = (site / "premium/operations/delete_run/index.html").read_text()
    assert 'href="../../../free/"' in alone


def test_nothing_that_was_read_is_published(
    project: Settings, gathered: Callable[..., None]
) -> None:
    spec = project.root / "master.yaml"
    (project.root / "docs" / "link.yaml").symlink_to(spec)
    (project.root / "docs" / "copy.txt").write_bytes(spec.read_bytes())
    gathered(sources=(spec,))
    report = build_site(project)
    names = {path.name for path in (project.root / "site").rglob("*")}
    assert names.isdisjoint({"link.yaml", "copy.txt", "master.yaml"})
    assert len(report.warnings) == 2


def test_a_hand_written_file_in_an_audience_is_refused(project: Settings) -> None:
    (project.root / "docs" / "free").mkdir()
    (project.root / "docs" / "free" / "note.txt").write_text("who may read this?")
    with pytest.raises(InputError, match="free/note"):
        build_site(project)


def test_mkdocs_yml_is_needed(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, spec=tmp_path / "x", config_file=tmp_path / "mkdocs.yml")
    with pytest.raises(InputError, match="no such file"):
        build_site(settings)


def test_a_wrong_theme_is_one_line(tmp_path: Path, gathered: Callable[..., Any]) -> None:
    gathered()
    settings = make_project(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: nonsense\n")
    with pytest.raises(InputError, match="nonsense") as caught:
        build_site(settings)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("theme", "line"),
    [("", 1), ("theme: readthedocs\n", 5), ("theme:\n  name: mkdocs\n", 5)],
)
def test_another_theme_is_refused_with_its_place(
    tmp_path: Path, gathered: Callable[..., Any], theme: str, line: int
) -> None:
    gathered()
    settings = make_project(tmp_path)
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_name: x\nplugins:\n  - apidocgen:\n      spec: master.yaml\n{theme}")
    with pytest.raises(InputError, match=r"the theme must be Material, and it is '.*'") as caught:
        build_site(settings)
    assert str(caught.value).startswith(f"{file}:{line}:1: ")


def test_two_builds_are_alike(project: Settings) -> None:
    def snapshot() -> dict[str, bytes]:
        build_site(project)
        site = project.root / "site"
        return {str(path): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    assert snapshot() == snapshot()
