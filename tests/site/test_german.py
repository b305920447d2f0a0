"""A site in German has no English words of ours left, in whatever kind of file."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from apidocgen.site.build import build_site
from apidocgen.site.settings import read_settings
from tests.conftest import ROOT
from tests.reference.test_every_word_is_a_phrase import (
    NAMES,
    RICH,
    Seen,
    own_words,
    without_code,
)

MKDOCS_YML = """\
site_name: Κήπος
site_url: https://docs.example.com/
theme: {name: material, font: false, language: LANGUAGE}
extra: {generator: false}
plugins:
  - search
  - apidocgen: {spec: master.yaml, changes: {base: before.yaml}, templates: templates}
"""
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")


def catalogue() -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / "templates/reference/phrases/de.json").read_text())
    return found


def english() -> set[str]:
    """Words of the English phrases that no German one has."""
    phrases = catalogue()
    return set(WORD.findall(" ".join(phrases))) - set(WORD.findall(" ".join(phrases.values())))


def build(root: Path, language: str) -> Path:
    """Build the site of the document that has something of everything."""
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Κήπος\n\n<!-- endpoint free list -->\n")
    shutil.copy(RICH, root / "master.yaml")
    before = RICH.read_text(encoding="utf-8").replace("/free:", "/before:")
    (root / "before.yaml").write_text(before, encoding="utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS_YML.replace("LANGUAGE", language))
    (root / "templates").mkdir(exist_ok=True)
    build_site(read_settings(root / "mkdocs.yml"), root / "site")
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("german"), "de")


def left(texts: list[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(own_words(text))} & english() - NAMES


def test_the_catalogue_tells_the_languages_apart() -> None:
    assert {"Overview", "needs", "deprecated", "alternatives"} <= english()
    assert {"Scopes", "Server", "Token"} & english() == set()


def test_pages(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if "changes" not in page.parts]
    assert len(pages) > 40
    found = {str(page.relative_to(site)): left(Seen(page.read_text()).words) for page in pages}
    assert {name: words for name, words in found.items() if words} == {}


def test_what_changed_has_german_titles(site: Path) -> None:
    html = (site / "free/changes/index.html").read_text()
    assert "<h3>Änderungen, die Aufmerksamkeit verlangen</h3>" in html
    assert "Changes that need" not in html


def test_markdown_and_lists_for_machines(site: Path) -> None:
    files = [
        f for kind in ("*.md", "llms*.txt") for f in site.rglob(kind) if "changes" not in f.parts
    ]
    assert len(files) > 40
    for file in files:
        text = re.sub(r"(?s)\n---\n\n# Was sich geändert hat.*?(?=\n---\n|$)", "", file.read_text())
        lines = [line for line in without_code(text) if line != "## Optional"]
        assert left(lines) == set(), file


def test_search(site: Path) -> None:
    files = [*site.glob("*/search/search_index.json")]
    folders = {listing.parent for listing in site.glob("*/llms.txt")}
    assert folders
    assert {file.parent.parent for file in files} == folders
    for file in files:
        entries = json.loads(file.read_text())["docs"]
        texts = [f"{e['title']} {e['text']}" for e in entries if "changes/" not in e["location"]]
        assert len(texts) > 40
        # Markdown that a document wrote, and names of fields and operations, may be English.
        assert left([re.sub(r"\S*[./_]\S*", "", text) for text in texts]) == set()


def test_a_project_may_bring_a_language_of_its_own_and_reword_ours(tmp_path: Path) -> None:
    phrases = tmp_path / "templates/reference/phrases"
    phrases.mkdir(parents=True)
    (phrases / "pt.json").write_text(json.dumps({"Overview": "Visão geral", "Access": "?"}))
    (phrases / "pt-BR.json").write_text(json.dumps({"Access": "Acesso", "Start": "Início"}))
    site = build(tmp_path, "pt-BR")
    html = (site / "free/operations/list/index.html").read_text()
    assert '<h2 id="access">Acesso' in html
    assert "Visão geral" in html
    assert "Início" in html
    assert "Parameters" in html
