"""What stands around an operation: other audiences, its source, how settled it is, search."""

import yaml

from apidocgen.reference.page import Page
from apidocgen.reference.pages import Options, render_pages
from apidocgen.spec.document import Document
from apidocgen.spec.problems import Location
from apidocgen.variants.filter import make_variants
from tests.reference.building import MINIMAL

SOURCE = """
x-tiers: [free, paid]
x-audiences: {free: {title: For free, tier: free}, paid: {title: Paid plan, tier: paid}}
components:
  schemas: {Pet: {type: object, properties: {name: {type: string, description: Its name}}}}
paths:
  /x:
    get:
      operationId: x
      x-tier: free
      x-stability-level: beta
      parameters: [{name: page, in: query, description: Which page, schema: {type: integer}}]
      responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}
  /y: {get: {x-tier: paid, summary: "  ", responses: {}}}
webhooks:
  born: {post: {x-tier: paid, summary: "", responses: {}}}
"""


def pages() -> dict[tuple[str, str], Page]:
    tree = {**MINIMAL, **yaml.safe_load(SOURCE)}
    document = Document(
        tree, "3.1", "t", lambda paths: {path: Location("specs/a b.yaml", 7) for path in paths}
    )
    options = Options(source_url="https://git.example/{file}#L{line}")
    rendered = render_pages(make_variants(document), options)
    return {(page.audience, page.address): page for page in rendered}


def test_other_audiences_that_have_an_operation_are_linked() -> None:
    html = pages()["free", "operations/x/"].html
    assert '<a href="../../../paid/operations/x/">Paid plan</a>' in html
    assert "ag-also-in" in html
    assert "Also in" not in pages()["paid", "operations/get-y/"].html


def test_the_source_is_linked_where_it_is_configured() -> None:
    html = pages()["free", "operations/x/"].html
    assert 'href="https://git.example/specs/a%20b.yaml#L7"' in html


def test_how_settled_an_operation_is_stands_beside_its_name() -> None:
    assert (
        '<span class="ag-badge ag-stability">beta</span>' in pages()["free", "operations/x/"].html
    )


def test_operations_without_a_summary_are_called_by_how_to_call_them() -> None:
    found = pages()
    assert found["paid", "operations/get-y/"].title == "GET /y"
    assert found["paid", "webhooks/post-born/"].title == "POST born"
    assert "<h1></h1>" not in found["paid", "webhooks/post-born/"].html


def test_fields_and_parameters_can_be_searched_for() -> None:
    found = pages()
    field = next(e for e in found["free", "schemas/Pet/"].search if e.title == "Pet.name")
    assert f'id="{field.anchor}"' in found["free", "schemas/Pet/"].html
    parameter = next(e for e in found["free", "operations/x/"].search if e.title.startswith("page"))
    assert f'id="{parameter.anchor}"' in found["free", "operations/x/"].html
