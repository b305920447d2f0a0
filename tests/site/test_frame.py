from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from apidocgen.reference.page import NavItem, NavSection
from apidocgen.site.assets import without_comments
from apidocgen.site.build import build_site
from apidocgen.site.fragments import fragment
from apidocgen.site.places import NOWHERE, Places
from apidocgen.site.settings import Settings, read_settings
from apidocgen.site.sidebar import PRUNED_FROM, Sidebar
from apidocgen.site.slots import Mould, token
from apidocgen.site.wording import ENGLISH, Wording
from tests.site.conftest import make_project

WORDS = Wording(ENGLISH, None)


def test_what_is_poured_in_is_not_searched_for_tokens() -> None:
    mould = Mould.of(f"<a>{token('title')}</a>{token('content')}{token('title')}")
    assert mould.pour({"title": token("content"), "content": "x"}) == (
        f"<a>{token('content')}</a>x{token('content')}"
    )


def test_a_slot_without_a_value_is_noticed() -> None:
    with pytest.raises(KeyError):
        Mould.of(token("title")).pour({})


def sections(size: int) -> list[NavSection]:
    return [
        NavSection("", (NavItem("Overview", ""),)),
        NavSection("A", tuple(NavItem(f"a{n}", f"a/{n}/", "get") for n in range(size)), "tags/a/"),
        NavSection("B", (NavItem("b <&> ''", "b/'x'/", "delete", deprecated=True),)),
        NavSection("Alone", (), "alone/"),
    ]


def test_neighbours_follow_the_navigation() -> None:
    places = Places.of(sections(1))
    order = ["", "tags/a/", "a/0/", "b/'x'/", "alone/"]
    assert list(places.by_address) == order
    middle = places.of_address("a/0/")
    assert middle.before is not None
    assert middle.after is not None
    assert (middle.before.address, middle.after.address) == ("tags/a/", "b/'x'/")
    assert places.of_address("").before is None
    assert places.of_address("schemas/x/") == NOWHERE


@pytest.mark.parametrize("address", ["", "tags/a/", "a/0/", "b/'x'/", "alone/"])
def test_exactly_the_current_page_is_marked(address: str) -> None:
    sidebar = Sidebar(fragment("sidebar", None), Places.of(sections(2)), WORDS)
    html = sidebar.at(address, "../" * address.count("/") or "./")
    assert html.count('aria-current="page"') == 1
    current = re.search(r'<a href="([^"]*)"[^>]*aria-current', html)
    assert current
    assert current[1].endswith(address.replace("'", "&#39;"))
    assert "<&>" not in html


def test_a_large_navigation_lists_one_section_only() -> None:
    sidebar = Sidebar(fragment("sidebar", None), Places.of(sections(PRUNED_FROM)), WORDS)
    assert "a/7/" in sidebar.at("a/0/", "../../")
    outside = sidebar.at("b/'x'/", "../../")
    assert "a/7/" not in outside
    assert 'href="../../tags/a/"' in outside


def read(html: str) -> str:
    """The text between tags, as a screen reader or a clipboard has it."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_the_words_of_a_line_are_apart_where_their_marks_are_not_seen() -> None:
    places = Places.of(sections(2))
    listed = Sidebar(fragment("sidebar", None), places, WORDS).at("a/0/", "../../")
    assert "GET a1" in read(listed)
    words = Wording({"footer": "", "footer.previous": "Previous", "footer.next": "Next"}, None)
    below = fragment("neighbours", None).render(
        place=places.of_address("a/0/"), base="../../", wording=words
    )
    assert read(below) == "Previous A Next a1"


def test_a_group_of_sections_has_one_heading() -> None:
    items = (NavItem("x", "x/"), NavItem("y", "y/"))
    groups = ["", "One", "One", "T & <wo>"]
    listed = [NavSection(f"S{n}", items, group=group) for n, group in enumerate(groups)]
    html = Sidebar(fragment("sidebar", None), Places.of(listed), WORDS).at("x/", "../")
    headings = re.findall(r'<li class="ag-nav-group">(.*?)</li>', html)
    assert headings == ["One", "T &amp; &lt;wo&gt;"]
    assert html.index("S0") < html.index(headings[0]) < html.index("S1")


def test_the_catalogue_has_the_words_of_the_frame(root: Path) -> None:
    catalogue = json.loads((root / "templates/reference/phrases/de.json").read_text())
    assert set(ENGLISH.values()) <= catalogue.keys()


def test_titles_are_escaped_everywhere(project: Settings) -> None:
    build_site(project)
    page = (project.root / "site/free/operations/list_runs/index.html").read_text()
    assert "<title>list_runs &amp; &lt;co&gt; - Hand-made</title>" in page
    assert 'content="What &quot;list_runs&quot; does"' in page
    assert "<co>" not in page
    assert "<ok>" not in page
    assert "Premium &amp; more" in page


def test_a_page_without_site_url_has_only_relative_links(project: Settings) -> None:
    build_site(project)
    page = (project.root / "site/free/operations/list_runs/index.html").read_text()
    links = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert links
    assert [link for link in links if link.startswith(("/", "http"))] == [
        "https://squidfunk.github.io/mkdocs-material/"
    ]


def test_site_url_gives_canonical_links_and_a_sitemap_per_folder(
    tmp_path: Path, project: Settings
) -> None:
    settings = make_project(tmp_path / "with-url", "https://docs.example.org/api/")
    build_site(settings)
    site = settings.root / "site"
    url = "https://docs.example.org/api/free/operations/list_runs/"
    page = (site / "free/operations/list_runs/index.html").read_text()
    assert f'<link rel="canonical" href="{url}">' in page
    assert f"<loc>{url}</loc>" in (site / "free/sitemap.xml").read_text()
    root = (site / "sitemap.xml").read_text()
    assert "manual/first" in root
    assert "free" not in root


def test_a_project_replaces_templates_and_adds_assets(project: Settings) -> None:
    own = project.root / "templates"
    (own / "site/apidocgen").mkdir(parents=True)
    (own / "assets").mkdir()
    (own / "site/apidocgen/landing.html").write_text("{{ cards | length }} cards of our own")
    (own / "assets/brand.css").write_text("/* Ours */\nbody {}")
    build_site(read_settings(project.config_file))
    home = (project.root / "site/index.html").read_text()
    assert "2 cards of our own" in home
    assert 'href="assets/apidocgen/brand.css"' in home
    assets = project.root / "site/assets/apidocgen"
    assert (assets / "brand.css").read_text() == "/* Ours */\nbody {}"
    assert "\n/* " not in (assets / "frame.css").read_text()


def test_comments_go_where_they_have_lines_to_themselves() -> None:
    code = """\
// One
const url = "https://x"; // two
  /* Three
     four */
const text = "/* five */";
"""
    kept = """\
const url = "https://x"; // two
const text = "/* five */";
"""
    assert without_comments(code) == kept


def test_the_start_page_says_what_each_audience_gets(project: Settings) -> None:
    build_site(project)
    home = (project.root / "site/index.html").read_text()
    cards = home[home.index('class="ag-home-cards"') :]
    assert "1 endpoint" in cards
    assert "2 endpoints" in cards
    assert "1 more than Free" in cards
    assert "For <em>everybody</em>." in cards
    assert 'href="premium/"' in cards


def test_cards_stand_where_the_start_page_asks_for_them(project: Settings) -> None:
    text = "# Ours\n\nBefore.\n\n<!-- audiences -->\n\nAfter.\n"
    (project.root / "docs/index.md").write_text(text)
    build_site(project)
    home = (project.root / "site/index.html").read_text()
    assert home.index("Before.") < home.index("ag-home-cards") < home.index("After.")


def test_markdown_lies_beside_each_page(project: Settings) -> None:
    build_site(project)
    assert (project.root / "site/free/operations/list_runs/index.md").read_text() == "# list_runs\n"
