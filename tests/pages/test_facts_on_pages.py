"""Every fact of a document stands on the page of the thing it is about, or behind a link there.

What is expected is read from the document by its grammar alone, with none of the project's views.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.page import Page
from apidocgen.reference.pages import render_pages
from apidocgen.spec.document import Document
from apidocgen.spec.grammar import GRAMMAR
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant
from tests.pages import checklist, dom, markdown_dom
from tests.pages.comparing import Comparison
from tests.pages.dom import Element
from tests.pages.shown import Site

T = TypeVar("T")
Tree = dict[str, Any]

SEED = 20
SAMPLE = 24
"""Operations and schemas looked at in a large document."""


@dataclass(frozen=True)
class Shape:
    """What of a page is compared, and how it is read."""

    text: Callable[[Page], str]
    parse: Callable[[str, str], Element]


HTML = Shape(lambda page: page.html, dom.parse)
MARKDOWN = Shape(lambda page: page.markdown, markdown_dom.parse)


class Rendered:
    """A document and all its pages."""

    def __init__(self, document: Document) -> None:
        self.variants = make_variants(document)
        self.pages = list(render_pages(self.variants))

    def missing(
        self, shape: Shape, sample: int = 0, change: Callable[[str], str] = str
    ) -> list[str]:
        """What the pages of each audience do not tell of it; ``change`` spoils the pages."""
        texts: dict[str, dict[str, str]] = {}
        for page in self.pages:
            texts.setdefault(page.audience, {})[page.address] = change(shape.text(page))
        return [
            f"{variant.audience.name}: {each}"
            for variant in self.variants.variants
            for each in _missing(variant, Site(texts[variant.audience.name], shape.parse), sample)
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


@pytest.fixture(scope="module")
def master(root: Path) -> Rendered:
    return Rendered(load(root / "specs/master.yaml", root=root).document)


@pytest.fixture(scope="module")
def every_fact() -> Rendered:
    here = Path(__file__)
    return Rendered(load(here.with_name("every-fact.yaml"), root=here.parent).document)


SHAPES = pytest.mark.parametrize(
    "shape", [pytest.param(HTML, id="html"), pytest.param(MARKDOWN, id="markdown")]
)


@pytest.mark.slow
@SHAPES
def test_the_reference_document(master: Rendered, shape: Shape) -> None:
    assert not master.missing(shape)


@SHAPES
def test_a_document_with_one_of_everything(every_fact: Rendered, shape: Shape) -> None:
    assert not every_fact.missing(shape)


# Rendering takes longest: each document once, read in one way or in both.
REAL = {"spotify.yaml": (HTML, MARKDOWN), "okta.yaml": (HTML, MARKDOWN)}


@pytest.mark.parametrize("name", REAL)
@pytest.mark.slow
def test_real_documents(real_documents: Path, name: str) -> None:
    made = Rendered(load(real_documents / name, root=real_documents).document)
    assert [each for shape in REAL[name] for each in made.missing(shape, SAMPLE)] == []


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
    ("Pathwide title", "", "description 'Pathwide title'"),
    ("application/deepest", "", "encoding of deep application/deepest"),
    ("application/innermost", "", "encoding of 1 application/innermost"),
    ("application/other", "", "encoding of others application/other"),
    ("Placeheader", "", "multipart/mixed › description 'Placeheader'"),
    ("nb:memo", "", "xml name nb:memo"),
    ("wrapped in an XML element", "", "properties.marks › xml wrapped"),
    ("XML attribute", "", "properties.text › xml attribute"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "instead", "fact"), SPOILT)
def test_a_fact_that_is_taken_off_the_pages_is_missed(
    every_fact: Rendered, words: str, instead: str, fact: str
) -> None:
    found = every_fact.missing(HTML, change=lambda page: page.replace(words, instead))
    assert any(fact in each for each in found)


SPOILT_MARKDOWN = [
    ("Which", "Wich", "path parameter id › description 'Whichthing'"),
    ("3 to 40 characters", "3 characters", "query parameter q › maxLength 40"),
    ("uuid), required", "uuid)", "path parameter id › required"),
    ("`name`: string, required", "`name`: string", "required name"),
    ("`green`", "", "properties.colour › enum green"),
    ("Sayswoof", "", "properties.kind › meaning of dog 'Sayswoof'"),
    ("(int64) or null", "(int64)", "properties.size › type null"),
    ("Innerremark", "", "oneOf.1 › properties.inner › description 'Innerremark'"),
    ("`hound`", "", "Pet: discriminator hound"),
    ("Deepheader", "", "properties.deep › description 'Deepheader'"),
    ("Callsleft", "", "header X-Left › description 'Callsleft'"),
    ("Fetchagain", "", "response 200 › link 'Fetchagain'"),
    ("Linkserver", "", "server 'Linkserver'"),
    ("# 3XX", "# ?", "response 3XX › not there"),
    ("Callbackremark", "", "description 'Callbackremark'"),
    ("May be left out", "", "requestBody › whether required"),
    ("Laterpage", "", "query parameter page › example later 'Laterpage'"),
    ("The first", "", "query parameter page › example first"),
    ("<https://example.com/far.json>", "", "external example https://example.com/far.json"),
    ("Partheader", "", "multipart/form-data › description 'Partheader'"),
    ("application/innermost", "", "encoding of 1 application/innermost"),
    ("Zoneremark", "", "server variable zone 'Zoneremark'"),
    ("2031-01-01", "", "sunset"),
    ("operation `getThing`", "", "operationId getThing"),
    ("](https://example.com/fetch)", "](x)", "external docs https://example.com/fetch"),
    ("Patternremark", "", "patternProperties.^p- › description 'Patternremark'"),
    ("XML attribute", "", "properties.text › xml attribute"),
]


@pytest.mark.parametrize(("words", "instead", "fact"), SPOILT_MARKDOWN)
def test_a_fact_that_is_taken_out_of_the_markdown_is_missed(
    every_fact: Rendered, words: str, instead: str, fact: str
) -> None:
    found = every_fact.missing(MARKDOWN, change=lambda page: page.replace(words, instead))
    assert any(fact in each for each in found)


def test_every_field_of_the_grammar_is_looked_for_or_waived() -> None:
    for kind, fields in checklist.LOOKED_FOR.items():
        waived = checklist.WAIVED.get(kind, {})
        assert set(GRAMMAR[kind].fields) == fields | set(waived), kind
        assert not fields & set(waived), kind
