"""Names may be anything: pages stay apart on every file system, and ids within a page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from apidocgen.reference.markdown import without_controls
from apidocgen.reference.page import Page
from apidocgen.reference.pages import render_pages
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants
from tests.reference.absurd import NAMES, document

DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    variants = make_variants(Document(document(), "3.1", "absurd.yaml", lambda _paths: {}))
    return list(render_pages(variants))


def test_addresses_differ_however_a_file_system_compares_names(pages: list[Page]) -> None:
    assert len(pages) > 4 * len(NAMES)
    alike = Counter(unicodedata.normalize("NFKD", page.address).casefold() for page in pages)
    assert [address for address, count in alike.items() if count > 1] == []


def test_every_system_can_write_these_folders(pages: list[Page]) -> None:
    steps = {step for page in pages for step in page.address.split("/") if step}
    assert [step for step in steps if not re.fullmatch(r"[\w-](?:[\w.-]*[\w-])?", step)] == []
    assert [step for step in steps if DEVICES.match(step) or len(step) > 100] == []


def test_ids_are_unique_and_headings_lead_to_them(pages: list[Page]) -> None:
    for page in pages:
        ids = Counter(re.findall(r'\bid="([^"]*)"', page.html))
        assert [each for each, count in ids.items() if count > 1] == [], page.address
        assert {heading.id for heading in page.headings} <= ids.keys(), page.address


def test_nothing_reorders_the_text_around_it(pages: list[Page]) -> None:
    for page in pages:
        said = [page.title, page.description, page.html, page.markdown]
        said += [heading.text for heading in page.headings]
        said += [words for entry in page.search for words in (entry.title, entry.text)]
        assert [each for each in said if without_controls(each) != each] == [], page.address
