"""Nothing that a reader sees bypasses the catalogue of phrases.

The pages of a document whose own words are all Greek are laid out in a made-up language, in which
every letter of a phrase is wide. An ordinary Latin word that is no code is then one that no
catalogue can change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path

import pytest
import yaml

from apidocgen.reference.navigation import navigation
from apidocgen.reference.page import Page
from apidocgen.reference.pages import Options, render_pages
from apidocgen.reference.script_phrases import EXPLORER, FILTER
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import VariantSet

WIDE = {ord(c): 0xFEE0 + ord(c) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
GAP = re.compile(r"(\{\w*\})")
STATUS = re.compile(r"^(\W*)(default|[45]XX)(?=$| )")
WORD = re.compile(r"[A-Za-z]{2,}")
SHOWN = {"alt", "aria-label", "data-label", "label", "placeholder", "title"}
"""Attributes that a reader sees or hears."""

PLACEHOLDER = "read:things write:things"

NAMES = {
    # Methods, statuses, and names of standards and products are the same in every language.
    *("GET", "POST", "PUT", "DELETE", "OAuth", "OpenID", "Connect", "JWT", "HTTP", "TLS"),
    *("curl", "Python", "JavaScript", "Go", "PHP", "Java", "Forbidden", "null"),
    *(word for status in HTTPStatus for word in WORD.findall(status.phrase)),
    # Names in the document that a page shows outside of code.
    *("example", "com", "https", "list", "create", "free", "paid", "more", "gone", "born", "ab"),
    *("cookie", "Key", "query", "basic", "bearer", "personal", "Token", "mutual", "image", "png"),
    *("ids", "limit", "page", "RateLimit", "Remaining", "After", "Retry", "Link", "application"),
    *("json", "Problem", "problems", "scopes", "plants", "title", "type", "key", "Query"),
    *("Cookie", "int", "password", "oauth", "openId", "OpenAPI", "YAML", "JSON"),
}
RICH = Path(__file__).parent / "rich.yaml"


def wide(phrase: str) -> str:
    return "".join(
        part if GAP.fullmatch(part) else part.translate(WIDE) for part in GAP.split(phrase)
    )


@pytest.fixture(scope="module")
def catalogue(root: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((root / "templates/reference/phrases/de.json").read_text())
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, catalogue: dict[str, str]) -> Path:
    """A project's own templates, with a catalogue for a language that the package has not."""
    folder = tmp_path_factory.mktemp("templates")
    (folder / "reference/phrases").mkdir(parents=True)
    words = {phrase: wide(phrase) for phrase in catalogue}
    (folder / "reference/phrases/xx.json").write_text(json.dumps(words))
    return folder


@pytest.fixture(scope="module")
def variants() -> VariantSet:
    tree = yaml.safe_load(RICH.read_text(encoding="utf-8"))
    return make_variants(Document(tree, "3.1", "rich.yaml", lambda _paths: {}))


@pytest.fixture(scope="module")
def pages(variants: VariantSet, project: Path) -> list[Page]:
    return list(render_pages(variants, Options(project, "xx")))


class Seen(HTMLParser):
    """Collects what a reader sees of a page besides code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._within: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"code", "pre", "script", "style"}:
            self._within.append(tag)
        self.words += [value or "" for name, value in attrs if name in SHOWN]

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag == self._within[-1]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.words.append(data)


def own_words(text: str) -> str:
    """A text without what is said alike in every language: a status, an example of scopes."""
    return STATUS.sub("", text).replace(PLACEHOLDER, "").strip()


def foreign(texts: list[str]) -> list[str]:
    """Texts with Latin words that are no names."""
    said = set(map(own_words, texts))
    return sorted(text for text in said if set(WORD.findall(text)) - NAMES)


def test_pages(pages: list[Page]) -> None:
    kinds = {page.kind for page in pages}
    assert len(kinds) >= 11
    assert foreign([words for page in pages for words in Seen(page.html).words]) == []


def test_titles_headings_and_search(pages: list[Page]) -> None:
    assert foreign([page.title for page in pages]) == []
    assert foreign([heading.text for page in pages for heading in page.headings]) == []
    entries = [entry for page in pages for entry in page.search]
    assert foreign([entry.title for entry in entries]) == []
    assert foreign([page.description for page in pages if page.kind != "operation"]) == []
    general = [
        e.text for p in pages if p.kind in {"scope-explorer", "scope-matrix"} for e in p.search
    ]
    assert foreign(general) == []


def without_code(markdown: str) -> Iterator[str]:
    text = re.sub(r"(?ms)^ *(`{3,}).*?^ *\1", "", markdown)
    text = re.sub(r"(`+).+?\1", "", text)
    yield from re.sub(r"\]\([^)]*\)", "]", text).splitlines()


def test_markdown(pages: list[Page]) -> None:
    lines = [line for page in pages for line in without_code(page.markdown)]
    assert len(lines) > 200
    assert foreign(lines) == []


def test_navigation(variants: VariantSet, project: Path) -> None:
    sections = [
        s
        for each in variants.variants
        for s in navigation(each, Options(project, "xx", console=True))
    ]
    titles = [section.title for section in sections]
    titles += [item.title for section in sections for item in section.items if not item.method]
    assert len(titles) > 10
    assert foreign(titles) == []


SAYS = re.compile(r'\bsay\(((?:[^()"`]|\([^()]*\))*"(?:[^"\\]|\\.)*"(?:[^()"]*"(?:[^"\\]|\\.)*")?)')
QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


@pytest.mark.parametrize(("script", "phrases"), [("explorer", EXPLORER), ("filter", FILTER)])
def test_scripts_say_what_pages_hand_over(
    root: Path, catalogue: dict[str, str], script: str, phrases: tuple[str, ...]
) -> None:
    source = (root / f"templates/assets/scopes/{script}.js").read_text()
    code = re.sub(r"(?s)/\*.*?\*/|//[^\n]*", "", source)
    said = {words for call in SAYS.findall(code) for words in QUOTED.findall(call)}
    assert said <= set(phrases)
    assert set(phrases) <= set(catalogue)
    left = [w for w in QUOTED.findall(code) if re.search(r"[A-Za-z]{2,} [a-z]", w)]
    assert [w for w in left if w not in said and not w.startswith(("ag-", "use "))] == []
    if script == "explorer":
        assert said == set(phrases)


MADE = re.compile(r"an? |(boolean|string|integer|number|object|file)s$")
"""Phrases that are put together: an article with a name, the plural of a type."""


def test_phrases_of_the_catalogue_are_in_use(root: Path, catalogue: dict[str, str]) -> None:
    """A phrase whose English has changed would silently stay English."""
    folders = [root / "src/apidocgen", root / "templates"]
    files = [f for d in folders for kind in ("*.py", "*.html", "*.js") for f in d.rglob(kind)]
    sources = "\n".join(file.read_text(encoding="utf-8") for file in files)
    whole = [phrase for phrase in catalogue if not GAP.search(phrase) and not MADE.match(phrase)]
    assert [phrase for phrase in whole if phrase not in sources] == []
