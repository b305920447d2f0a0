"""Pages stay small whatever a document holds, and what they leave out is a link away."""

import re
from pathlib import Path

import pytest
import yaml

from apidocgen.reference.page import Page
from apidocgen.reference.pages import render_pages
from apidocgen.spec.loading import load
from apidocgen.variants.filter import make_variants
from tests.reference.building import Build
from tests.reference.links import dangling

LARGEST = 300_000


def inline(width: int, depth: int, way: str = "") -> dict[str, object]:
    """A schema written in place, with schemas in place inside it, no two alike."""
    if not depth:
        return {"type": "string", "description": f"Leaf {way}."}
    fields = {f"f{n}": inline(width, depth - 1, f"{way}{n}") for n in range(width)}
    return {"type": "object", "properties": fields}


def document(schema: object) -> str:
    media = {"application/json": {"schema": schema}}
    operation = {
        "operationId": "x",
        "requestBody": {"content": media},
        "responses": {"200": {"description": "d", "content": media}},
    }
    named = {
        "A": inline(9, 4),
        "B": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}},
    }
    return yaml.safe_dump({"paths": {"/x": {"post": operation}}, "components": {"schemas": named}})


@pytest.mark.slow
def test_what_is_written_in_place_and_large_gets_pages_of_its_own(build: Build) -> None:
    pages = build(document(inline(9, 4)))
    assert max(len(page.html.encode()) for page in pages.values()) < LARGEST
    assert any(page.kind == "part" for page in pages.values())
    assert not list(dangling(pages))
    leaves = {leaf for page in pages.values() for leaf in re.findall(r"Leaf (\d+)", page.html)}
    assert len(leaves) == 9**4


@pytest.mark.slow
def test_a_field_that_another_page_cuts_has_its_id_on_the_page_it_is_linked_to(
    build: Build,
) -> None:
    html = build(document({"$ref": "#/components/schemas/B"}))["schemas/A/"].html
    assert 'id="fields.f1.f2"' in html
    assert len(re.findall(r' id="([^"]+)"', html)) == len(set(re.findall(r' id="([^"]+)"', html)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["figma.yaml", "github.json"])
def test_pages_of_real_documents_are_bounded_and_their_links_lead_somewhere(
    real_documents: Path, name: str
) -> None:
    loaded = load(real_documents / name, root=real_documents)
    pages: dict[str, Page] = {
        page.address: page for page in render_pages(make_variants(loaded.document))
    }
    large = [page.address for page in pages.values() if len(page.html) > LARGEST]
    assert not [address for address in large if not address.startswith("scopes/")]
    assert not [each for each in dangling(pages) if each[1].startswith("../")]
