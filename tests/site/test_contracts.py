"""What the site room relies on in MkDocs and Material without a documented promise."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import material
import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as SitePage

from apidocgen.site.build import build_site
from apidocgen.site.search_base import based_on
from apidocgen.site.search_index import CONFIG_KEYS, INDEX, SEARCH_PLUGIN
from apidocgen.site.search_worker import FOLDER, NAME
from apidocgen.site.settings import Settings

THEME = Path(material.__file__).parent / "templates"


@pytest.fixture
def config(project: Settings) -> MkDocsConfig:
    return load_config(str(project.config_file))


def test_a_page_learns_these_names_from_rendering(config: MkDocsConfig) -> None:
    file = File("x.md", None, config.site_dir, use_directory_urls=True)
    file.content_string = "# Title\n"
    page = SitePage(None, file, config)
    page.read_source(config)
    page.render(config, [])  # type: ignore[arg-type]
    assert page._title_from_render == "Title"
    assert page.present_anchor_ids == {"title"}
    assert page.links_to_anchors == {}
    assert file.page is page


def test_the_theme_has_what_we_reach_into(config: MkDocsConfig) -> None:
    assert config.theme._custom_dir is None
    assert Path(config.theme.dirs[0]) == THEME
    assert "sitemap.xml" in config.theme.static_templates
    assert SEARCH_PLUGIN in config.plugins


def test_the_theme_has_the_blocks_we_fill() -> None:
    base = (THEME / "base.html").read_text()
    for block in ("site_nav", "content", "config"):
        assert f"{{% block {block} %}}" in base
    assert '{% include "partials/tabs.html" %}' in base
    assert (
        "config.extra.scope | d(base_url)" in (THEME / "partials/javascripts/base.html").read_text()
    )


def test_the_theme_resolves_everything_against_its_base() -> None:
    script = next((THEME / "assets/javascripts").glob("bundle.*.min.js")).read_text()
    assert re.search(r'new URL\("search/search_index\.json",\w+\.base\)', script)
    assert 'new URL("sitemap.xml",' in script
    assert '"#__config"' in script


def test_our_index_has_the_shape_of_the_themes_own(project: Settings) -> None:
    build_site(project)
    theirs = json.loads((project.root / "site" / INDEX).read_text())
    ours = json.loads((project.root / "site/free" / INDEX).read_text())
    assert ours.keys() == theirs.keys() == {"config", "docs"}
    assert ours["config"] == theirs["config"]
    assert set(ours["config"]) == set(CONFIG_KEYS)
    shape = {key: type(value) for key, value in theirs["docs"][0].items()}
    assert shape == {"location": str, "title": str, "text": str}
    assert all({key: type(each[key]) for key in each} == shape for each in ours["docs"])


def test_an_index_holds_its_audience_and_nothing_else(project: Settings) -> None:
    build_site(project)
    site = project.root / "site"
    free = json.loads((site / "free" / INDEX).read_text())["docs"]
    assert [each["location"] for each in free] == [
        "operations/list_runs/",
        "operations/list_runs/#access",
    ]
    assert free[0]["text"] == "finds list_runs &lt;b&gt;here&lt;/b&gt;"
    assert "delete_run" not in json.dumps(free)
    root = json.loads((site / INDEX).read_text())["docs"]
    assert {each["location"].partition("#")[0] for each in root} == {"", "manual/first/"}


def test_the_base_is_the_audiences_folder(project: Settings) -> None:
    build_site(project)
    page = (project.root / "site/free/operations/list_runs/index.html").read_text()
    config = re.search(r'<script id="__config" type="application/json">(.*?)</script>', page)
    assert config
    assert json.loads(config[1])["base"] == "../../"
    assert json.loads(config[1])["search"].startswith("../../../assets/javascripts/workers/")
    assert 'theme/base.js" data-scope="../../.."></script>' in page
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []


def test_a_theme_without_the_configuration_block_is_noticed() -> None:
    with pytest.raises(ValueError, match="configuration block"):
        based_on("<html>", "./")


@pytest.mark.parametrize(
    ("partial", "digest"),
    [
        ("search.html", "bfd556535abc"),
        ("javascripts/base.html", "d6113712bc4d"),
        ("javascripts/palette.html", "8790389765ea"),
        ("javascripts/content.html", "3722e156f0f6"),
        ("javascripts/announce.html", "fbc798036968"),
    ],
)
def test_what_we_replace_in_the_theme_is_what_we_know(partial: str, digest: str) -> None:
    """When one differs: carry over what changed to the file of ours that stands in for it."""
    found = (THEME / "partials" / partial).read_bytes()
    assert sha256(found).hexdigest().startswith(digest)


def test_the_themes_search_worker_is_one_that_ours_can_be_joined_to() -> None:
    (worker,) = (THEME / "assets/javascripts/workers").glob("search.*.min.js")
    text = worker.read_text()
    for relied_on in ("lunr.QueryParser(", "this.index.search(", "prototype.search=function("):
        assert relied_on in text


def test_the_search_of_an_audience_runs_in_our_worker(project: Settings) -> None:
    build_site(project)
    site = project.root / "site"
    page = (site / "free/operations/list_runs/index.html").read_text()
    assert f'"search": "../../../{FOLDER}/{NAME}"' in page
    assert "OUTRANKS" in (site / FOLDER / NAME).read_text()
    assert NAME not in (site / "manual/first/index.html").read_text()
