"""What changed, on the site: each audience reads of its own changes and of nothing else."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from apidocgen.site.build import BuildReport, build_site
from apidocgen.site.settings import read_settings
from apidocgen.spec.problems import InputError
from tests.diff.conftest import edit, git

MASTER = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
x-tiers: [free, paid]
paths:
  /pets:
    get:
      operationId: listPets
      x-tier: free
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      responses: {'200': {description: fine}}
  /leashes:
    get:
      operationId: listLeashes
      x-tier: free
      responses: {'200': {description: fine}}
  /kennels:
    get:
      operationId: listKennels
      x-tier: paid
      responses: {'200': {description: fine}}
"""
AUDIENCES = """\
overlay: 1.0.0
info: {title: Who reads, version: '1'}
actions:
  - target: $
    update:
      x-audiences:
        free: {title: Free, tier: free}
        paid: {title: Paid, tier: paid}
"""
GROOMERS = """\
  /groomers:
    get:
      operationId: listGroomers
      x-tier: paid
      responses: {'200': {description: fine}}
"""
MKDOCS_YML = """\
site_name: Pets
site_url: https://docs.example.com/
theme: {{name: material, font: false}}
plugins:
  - search
  - apidocgen:
      spec: specs/master.yaml
      overlays: [specs/access.yaml]
      {options}
"""
BOTH = "changes: {base: 'v1.0:specs/master.yaml'}\n      changelog: true"
Build = Callable[[str], BuildReport]


@pytest.fixture
def master(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The document of a repository with two releases: the second is new for the paid tier only."""
    folder = tmp_path / "work"
    (folder / "specs").mkdir(parents=True)
    (folder / "docs").mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    file = folder / "specs/master.yaml"
    file.write_text(MASTER, encoding="utf-8")
    (folder / "specs/access.yaml").write_text(AUDIENCES, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "first")
    git("tag", "v1.0")
    file.write_text(MASTER + GROOMERS, encoding="utf-8")
    git("commit", "-qam", "second")
    git("tag", "v1.1")
    return file


@pytest.fixture
def build(master: Path) -> Build:
    """Build the site with these options in `mkdocs.yml`."""

    def go(options: str) -> BuildReport:
        file = master.parents[1] / "mkdocs.yml"
        file.write_text(MKDOCS_YML.format(options=options), encoding="utf-8")
        return build_site(read_settings(file))

    return go


def everything(folder: Path) -> str:
    """All that is published for an audience."""
    return "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file())


def test_each_audience_reads_of_its_own_changes(build: Build) -> None:
    report = build(BOTH)
    assert report.published
    assert report.objections == ()
    paid = (report.site_dir / "paid/changes/index.html").read_text()
    assert "Since v1.0" in paid
    assert "<strong>GET /groomers</strong>: The operation is new" in paid
    free = (report.site_dir / "free/changes/index.html").read_text()
    assert "<p>Nothing changed.</p>" in free
    assert "groomers" not in everything(report.site_dir / "free").lower()


def test_the_changelog_tells_of_releases(build: Build, master: Path) -> None:
    edit(master, "{name: limit, in", "{name: limit, required: true, in")
    site = build(BOTH).site_dir
    paid, free = ((site / name / "changelog/index.md").read_text() for name in ("paid", "free"))
    assert paid.index("## Unreleased") < paid.index("## v1.1 – ")
    assert "GET /groomers" in paid
    assert "GET /pets" in free
    assert "Nothing changed." in free.partition("## v1.1 – ")[2]


def test_the_feed(build: Build) -> None:
    site = build(BOTH).site_dir
    atom = "{http://www.w3.org/2005/Atom}"
    said = {}
    for name in ("free", "paid"):
        feed = ET.fromstring((site / name / "changelog.atom").read_text())  # noqa: S314 - our own
        assert feed.findtext(f"{atom}id") == f"https://docs.example.com/{name}/changelog/"
        assert [each.findtext(f"{atom}title") for each in feed.iter(f"{atom}entry")] == ["v1.1"]
        said[name] = feed.findtext(f".//{atom}content") or ""
    assert "groomers" in said["paid"]
    assert said["free"] == "<p>Nothing changed.</p>"


def test_what_went_to_a_higher_tier_is_named_no_more(build: Build, master: Path) -> None:
    edit(master, "listLeashes\n      x-tier: free", "listLeashes\n      x-tier: paid")
    report = build(BOTH)
    assert report.published, report.objections
    free = (report.site_dir / "free/changes/index.html").read_text()
    assert "no longer documented here" in free
    assert "leashes" not in everything(report.site_dir / "free").lower()


SECURED = """\
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: 'https://e.org/t', scopes: {read_leashes: Leashes}}
"""


def test_what_is_still_documented_is_named(build: Build, master: Path) -> None:
    """An operation needs no token any more; its scope opens only what others see."""
    demand = "      security: [{oauth: [read_leashes]}]\n"
    secured = MASTER.replace(
        "      operationId: listPets\n", f"      operationId: listPets\n{demand}"
    )
    kennels = f"      operationId: listKennels\n{demand}"
    master.write_text(secured.replace("      operationId: listKennels\n", kennels) + SECURED)
    git("commit", "-qam", "scopes")
    git("tag", "-f", "v1.0")
    edit(master, f"listPets\n{demand}", "listPets\n      security: [{}]\n")
    report = build(BOTH)
    assert report.published, report.objections
    free, paid = (
        (report.site_dir / f"{name}/changes/index.html").read_text() for name in ("free", "paid")
    )
    opened = "<strong>GET /pets</strong>: The operation is open to everybody now"
    assert f"{opened}</li>" in free
    assert f"{opened}, so far it took oauth with read_leashes</li>" in paid


def test_the_pages_are_pages_like_others(build: Build) -> None:
    folder = build(BOTH).site_dir / "paid"
    entries = json.loads((folder / "search/search_index.json").read_text())["docs"]
    assert {"changes/#Since-v1.0", "changelog/#v1.1"} <= {each["location"] for each in entries}
    for kind in ("changes/", "changelog/"):
        assert f"paid/{kind}" in (folder / "llms.txt").read_text().partition("Optional")[0]
        assert f"paid/{kind}" in (folder / "sitemap.xml").read_text()
        assert f'href="./{kind}"' in (folder / "index.html").read_text()


def test_the_base_may_be_a_file_or_a_revision_alone(build: Build, master: Path) -> None:
    assert "/groomers" in everything(build("changes: {base: 'v1.0:'}").site_dir / "paid/changes")
    master.with_name("old.yaml").write_text(
        MASTER + "x-audiences: {free: {title: F, tier: free}, paid: {title: P, tier: paid}}\n"
    )
    site = build("changes: {base: specs/old.yaml}").site_dir
    assert "Since 1.0.0" in (site / "paid/changes/index.html").read_text()
    assert not (site / "paid/changelog").exists()


def test_a_release_before_there_were_audiences_tells_nobody(build: Build, master: Path) -> None:
    master.write_text(MASTER)
    git("rm", "-q", "--cached", "specs/access.yaml")
    git("commit", "-qam", "bare")
    git("tag", "-f", "v1.0")
    master.write_text(MASTER.replace("kennels", "stables"))
    git("add", ".")
    git("commit", "-qm", "audiences")
    git("tag", "-f", "v1.1")
    site = build("changelog: true").site_dir
    assert "kennels" not in everything(site / "free")
    assert "v1.0" not in everything(site / "free/changelog")


def test_nothing_is_added_unasked(build: Build) -> None:
    site = build("changelog: false").site_dir
    assert (site / "free/index.html").is_file()
    assert not [*site.glob("*/change*")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("changes: {base: 'v9:'}", "revision v9 is not in this clone"),
        ("changes: {base: specs/bare.yaml}", "bare.yaml knows none of the audiences"),
        ("changelog: {tags: 'w*'}", "no tag fits 'w*'"),
        ("changes: {bass: x}", "expected a mapping with the one key 'base'"),
        ("changes: true", "expected a mapping with the one key 'base'"),
        ("changelog: 3", "expected true or a mapping with the one key 'tags'"),
    ],
)
def test_what_cannot_be_is_one_line(build: Build, master: Path, options: str, said: str) -> None:
    master.with_name("bare.yaml").write_text(MASTER)
    with pytest.raises(InputError, match=said.replace("*", r"\*")) as caught:
        build(options)
    assert "\n" not in str(caught.value)
