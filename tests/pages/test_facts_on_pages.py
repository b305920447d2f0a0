"""Every fact of a document stands on the page of the thing it is about, or behind a link there.

What is expected is read from the document by its grammar alone, with none of the project's views.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.pages import render_pages
from apidocgen.spec.document import Document
from apidocgen.spec.grammar import GRAMMAR
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant
from tests.pages import checklist
from tests.pages.comparing import Comparison
from tests.pages.shown import Site

T = TypeVar("T")
Tree = dict[str, Any]

SEED = 20
SAMPLE = 24
"""Operations and schemas looked at in a large document."""


def missing(document: Document, sample: int = 0, change: Callable[[str], str] = str) -> list[str]:
    """What the pages of each audience do not tell of its document; ``change`` spoils the pages."""
    variants = make_variants(document)
    pages: dict[str, dict[str, str]] = {}
    for page in render_pages(variants):
        pages.setdefault(page.audience, {})[page.address] = change(page.html)
    return [
        f"{variant.audience.name}: {each}"
        for variant in variants.variants
        for each in _missing(variant, Site(pages[variant.audience.name]), sample)
    ]


def _missing(variant: Variant, site: Site, sample: int) -> Iterator[str]:
    tree = variant.document.tree
    schemas = tree.get("components", {}).get("schemas", {})
    addresses = Addresses.of(variant.operations, tags=(), schemas=tuple(schemas), scopes=())
    comparison = Comparison(tree, site)
    yield from comparison.servers(site.page(""))
    for operation in _some(list(variant.operations), sample):
        page = site.page(addresses.operation(operation))
        for each in comparison.operation(page, operation.node, operation.path_item):
            yield f"{operation.method} {operation.path}: {each}"
    for name in _some(list(schemas), sample):
        for each in comparison.component(site.page(addresses.schemas[name]), schemas[name]):
            yield f"{name}: {each}"


def _some(things: list[T], count: int) -> list[T]:
    return random.Random(SEED).sample(things, count) if 0 < count < len(things) else things


def test_the_reference_document(root: Path) -> None:
    assert not missing(load(root / "specs/master.yaml", root=root).document)


def test_a_document_with_one_of_everything(every_fact: Document) -> None:
    assert not missing(every_fact)


@pytest.mark.parametrize("name", ["spotify.yaml", "figma.yaml", "okta.yaml"])
@pytest.mark.slow
def test_real_documents(real_documents: Path, name: str) -> None:
    document = load(real_documents / name, root=real_documents).document
    assert not missing(document, SAMPLE)


@pytest.fixture
def every_fact() -> Document:
    return load(Path(__file__).with_name("every-fact.yaml"), root=Path(__file__).parent).document


SPOILT = [
    ("Which", "Wich", "path parameter id › description 'Whichthing'"),
    ("3 to 40 characters", "3 characters", "query parameter q › maxLength 40"),
    ("at most 99 characters", "long", "text/plain › maxLength 99"),
    ("separated by spaces", "", "query parameter words › style spaceDelimited"),
    ('<span class="ag-required">required</span>', "", "path parameter id › required"),
    ("may be empty", "", "query parameter q › allowEmptyValue"),
    ("<code>green</code>", "", "properties.colour › enum green"),
    ("<code>abc</code>", "", "query parameter q › default abc"),
    ("Sayswoof", "", "properties.kind › meaning of dog 'Sayswoof'"),
    ("write-only", "", "properties.secret › writeOnly"),
    ("(int64) or null", "(int64)", "properties.size › type null"),
    ("Innerremark", "", "oneOf.1 › properties.inner › description 'Innerremark'"),
    ("<code>hound</code>", "", "Pet: discriminator hound"),
    ("Callsleft", "", "header X-Left › description 'Callsleft'"),
    ("Fetchagain", "", "response 200 › link 'Fetchagain'"),
    ("Callbackremark", "", "description 'Callbackremark'"),
    ('<span class="ag-status">3XX</span>', '<span class="ag-status">?</span>', "response 3XX › not there"),
    ("Partheader", "", "multipart/form-data › description 'Partheader'"),
    ("Zoneremark", "", "server variable zone 'Zoneremark'"),
    ("Nearest datacentre", "", "server variable region 'Nearest datacentre'"),
    ("2031-01-01", "", "sunset"),
    ('href="https://example.com/fetch"', "", "external docs https://example.com/fetch"),
    ("Patternremark", "", "patternProperties.^p- › description 'Patternremark'"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "instead", "fact"), SPOILT)
def test_a_fact_that_is_taken_off_the_pages_is_missed(
    every_fact: Document, words: str, instead: str, fact: str
) -> None:
    found = missing(every_fact, change=lambda page: page.replace(words, instead))
    assert any(fact in each for each in found)


def test_every_field_of_the_grammar_is_looked_for_or_waived() -> None:
    for kind, fields in checklist.LOOKED_FOR.items():
        waived = checklist.WAIVED.get(kind, {})
        assert set(GRAMMAR[kind].fields) == fields | set(waived), kind
        assert not fields & set(waived), kind
