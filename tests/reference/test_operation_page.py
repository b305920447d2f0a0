"""Every fact of an operation stands on its page."""

import re

import pytest

from tests.reference.building import Build

SOURCE = """
components:
  parameters:
    Page:
      {name: page, in: query, description: Which *page*, schema: {type: integer, minimum: 1, maximum: 99, default: 1}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1, maxLength: 255, description: Its name}
        kind: {type: string, enum: [cat, dog], x-enum-values: {cat: {description: Says meow}}}
        age: {type: [integer, "null"], minimum: 0, readOnly: true}
        secret: {type: string, writeOnly: true, deprecated: true}
        tags: {type: array, items: {type: string, pattern: "^[a-z]+$"}, uniqueItems: true}
        scores: {type: object, additionalProperties: {type: number, format: float}}
        owner: {$ref: "#/components/schemas/Owner"}
    Owner:
      type: object
      properties:
        pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}
paths:
  /pets/{petId}:
    parameters:
      - {name: petId, in: path, required: true, schema: {type: string, format: uuid}}
    put:
      operationId: putPet
      summary: Replace a `pet`
      deprecated: true
      description: "# Big\\n\\nReplaces it."
      externalDocs: {url: https://example.com/more, description: More on pets}
      parameters:
        - $ref: "#/components/parameters/Page"
        - {name: X-Trace, in: header, schema: {type: string}, example: abc}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Pet"}
            examples:
              whole: {summary: A whole pet, value: {name: Tom}}
              small: {value: {name: T}}
          application/xml: {schema: {type: string}}
      responses:
        "200":
          description: It was replaced
          headers: {X-Left: {description: Calls left, schema: {type: integer}}}
          links: {again: {operationId: putPet, parameters: {petId: "$response.body#/id"}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
        "404": {description: No such pet}
        default: {description: Something else}
      callbacks:
        changed:
          "{$request.body#/url}":
            post:
              summary: It changed
              parameters: [{name: page, in: query, schema: {type: string}}]
              requestBody: {content: {application/json: {schema: {type: object, properties: {when: {type: string}}}}}}
              responses: {"204": {description: Thanks}}
webhooks:
  petBorn:
    post:
      summary: A pet was born
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses: {"200": {description: Noted}}
"""


@pytest.fixture
def html(build: Build) -> str:
    return build(SOURCE)["operations/putPet/"].html


@pytest.mark.parametrize(
    "fact",
    [
        "<h1>Replace a <code>pet</code></h1>",
        '<span class="ag-path-parameter">{petId}</span>',
        'data-clipboard-text="/pets/{petId}"',
        "This operation is deprecated",
        "<h3>Big</h3>",
        "More on pets",
        "Path parameters",
        "Query parameters",
        "Header parameters",
        "Cookie parameters",
        "string (uuid)",
        "1 to 99",
        "default <code>1</code>",
        "Which <em>page</em>",
        "example <code>abc</code>",
        "separated by commas",
        "array of integers",
        "1 to 255 characters",
        "Says meow",
        "integer or null",
        "read-only",
        "write-only",
        "array of strings",
        "no item twice",
        "matches <code>^[a-z]+$</code>",
        "map of numbers (float)",
        ">A whole pet</label>",
        ">small</label>",
        "application/xml",
        "It was replaced",
        "Calls left",
        "$response.body#/id",
        "Any other answer",
        "{$request.body#/url}",
        "It changed",
        'href="../../schemas/Pet/"',
    ],
)
def test_the_page_shows(html: str, fact: str) -> None:
    assert fact in html.replace("<wbr>", "")


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(html: str) -> None:
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert {"query.page", "body~application~2f~json.name", "response-200.owner"} <= set(ids)


def test_success_stands_open_and_errors_closed(html: str) -> None:
    assert re.search(r'<details class="ag-response ag-success" id="response-200" open>', html)
    assert re.search(r'<details class="ag-response ag-error" id="response-404">', html)


def test_a_schema_that_contains_itself_is_cut_with_a_link(html: str) -> None:
    assert 'Contains itself: <a href="../../schemas/Pet/">' in html


def test_headings_name_ids_of_the_page(build: Build) -> None:
    headings = [(each, page.html) for page in build(SOURCE).values() for each in page.headings]
    assert len(headings) > 10
    for heading, html in headings:
        assert f'id="{heading.id}"' in html


def test_webhooks_have_pages_of_their_own(build: Build) -> None:
    page = build(SOURCE)["webhooks/post-petBorn/"]
    assert page.kind == "webhook"
    assert "A pet was born" in page.html
    assert 'id="body.name"' in page.html


def test_no_page_holds_styles_or_scripts_of_its_own(build: Build) -> None:
    for page in build(SOURCE).values():
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page.html)


def test_every_relative_link_leads_to_a_page(build: Build) -> None:
    pages = build(SOURCE)
    links = {
        link.replace("../" * page.address.count("/"), "", 1)
        for page in pages.values()
        for link in re.findall(r'href="((?:\.\./)+[^"#]*)', page.html)
    }
    assert len(links) > 3
    assert links <= pages.keys()


ADDITIONAL = """
openapi: 3.2.0
servers: [{url: "https://api.example.com"}]
paths:
  /files:
    additionalOperations:
      copy:
        operationId: copyFile
        responses: {"204": {description: Copied}}
        callbacks:
          done:
            "{$request.body#/url}":
              additionalOperations:
                Notify: {summary: It is copied, responses: {"204": {description: Thanks}}}
"""


def test_an_additional_method_is_shown_and_sent_as_it_is_written(build: Build) -> None:
    page = build(ADDITIONAL)["operations/copyFile/"].html
    assert "copy</span>" in page
    assert "Notify</span>" in page
    assert "--request</span> copy " in page
    assert not re.search("COPY|NOTIFY", page)
