"""Problem types, rate limits and paging: what the document says of them, and nothing else."""

from __future__ import annotations

import re

import pytest
import yaml

from apidocgen.reference.navigation import navigation
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants
from tests.reference.building import MINIMAL, Build

TYPES = """
components:
  schemas:
    Problem: {type: object, properties: {type: {type: string, default: about:blank}, title: {type: string}, status: {type: integer}}}
    Gone:
      description: It was there once.
      allOf: [{$ref: "#/components/schemas/Problem"}, {properties: {type: {const: "https://example.com/gone"}, title: {const: Gone for good}}}]
    Listed: {properties: {type: {enum: [/a, /b], x-enum-values: {/a: {description: First letter}}}, title: {type: string}, detail: {type: string}}}
    Choice: {oneOf: [{$ref: "#/components/schemas/Gone"}, {properties: {type: {const: /other}, title: {}, status: {}}}]}
  responses:
    Forbidden:
      description: No.
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            scope: {summary: A scope is missing, value: {type: /errors/scope, title: Missing scope}}
            plan: {summary: The plan is too small, value: {type: /errors/plan, title: Small plan}}
            blank: {value: {type: about:blank, title: Forbidden}}
paths:
  /x: {get: {operationId: x, responses: {"403": {$ref: "#/components/responses/Forbidden"}, "404": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Choice"}}}}}}}
  /y: {get: {operationId: y, responses: {"403": {$ref: "#/components/responses/Forbidden"}, "422": {description: d, content: {application/problem+json: {schema: {$ref: "#/components/schemas/Listed"}}}}}}}
  /z: {get: {operationId: z, responses: {"403": {description: Plain, content: {application/json: {example: {type: car, title: A car}}}}, "500": {description: d, content: {application/problem+json: {example: {type: /errors/broken, detail: It is broken.}}}}}}}
"""


def sections(html: str) -> dict[str, str]:
    """What stands below each heading, by the heading's id."""
    found = re.split(r'<h[23] id="([^"]+)">', html)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_types_stand_beneath_their_status_with_those_who_return_them(build: Build) -> None:
    page = build(TYPES)["errors/"]
    found = sections(page.html)
    scope = found["status-403-~2f~errors~2f~scope"]
    assert "Missing scope" in scope
    assert "A scope is missing" in scope
    assert re.findall(r"operations/(\w+)/", scope) == ["x", "y"]
    assert re.findall(r"operations/(\w+)/", found["status-403-without-type"]) == ["z"]
    assert "about:blank" not in "".join(found)
    assert "car" not in "".join(found)


def test_a_type_may_be_told_by_schema_or_example(build: Build) -> None:
    page = build(TYPES)["errors/"]
    found = sections(page.html)
    gone = found["status-404-https~3a~~2f~~2f~example~2e~com~2f~gone"]
    assert "Gone for good" in gone
    assert "It was there once." in gone
    assert 'href="https://example.com/gone"' in gone
    assert "status-404-~2f~other" in found
    assert "First letter" in found["status-422-~2f~a"]
    assert "First letter" not in found["status-422-~2f~b"]
    assert "It is broken." in found["status-500-~2f~errors~2f~broken"]


def test_an_example_in_a_schema_that_statuses_share_tells_of_none_of_them(build: Build) -> None:
    problem = "{properties: {type: {example: /errors/404}, title: {}, status: {}}}"
    content = f"content: {{application/problem+json: {{schema: {problem}}}}}"
    alone = f"{{get: {{responses: {{'404': {{description: d, {content}}}}}}}}}"
    shared = alone.replace("'404'", f"'400': {{description: d, {content}}}, '404'")
    assert (
        "/errors/404"
        in sections(build(f"paths: {{/x: {alone}}}")["errors/"].html)[
            "status-404-~2f~errors~2f~404"
        ]
    )
    assert list(sections(build(f"paths: {{/x: {shared}}}")["errors/"].html)) == [
        "body",
        "body-1",
        "status-400",
        "status-404",
    ]


SHARED = """
components:
  schemas:
    Problem: {properties: {type: {type: string}, title: {type: string}, status: {type: integer, default: 400}}}
    Listing: {properties: {type: {type: string}, broken: {type: array, items: {type: string}}}}
paths:
  /x:
    get:
      operationId: x
      responses:
        "403": {description: No., content: &own {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "404": {description: No., content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}, example: {type: /gone, title: Gone}}}}
        "422": {description: No., content: {application/problem+json: {schema: {$ref: "#/components/schemas/Listing"}}}}
        default: {description: No., content: *own}
"""


def test_what_several_statuses_hold_is_said_once(build: Build) -> None:
    page = build(SHARED)["errors/"]
    found = sections(page.html)
    assert [heading.text for heading in page.headings][:2] == ["What errors hold", "Problem"]
    assert re.findall('class="ag-name">(\\w+)<', found["body-1"]) == ["type", "title", "status"]
    assert re.findall('href="#(status-\\w+)"', found["body-1"]) == ["status-403", "status-404", "status-default"]  # fmt: skip
    assert "ag-name" not in found["status-403"]
    assert 'href="#body-1"' in found["status-403"]
    assert "/gone" in found["status-404"]
    assert "/gone" not in found["body-1"]
    assert "broken" in found["status-422"]


def test_the_example_of_a_status_is_of_that_status(build: Build) -> None:
    pages = build(SHARED)
    found = sections(pages["errors/"].html)
    shown = re.compile('"status"</span>[^0-9]*([0-9]+)')
    assert shown.findall(found["status-403"]) == ["403"]
    # What stands for any other status says what the schema says.
    assert shown.findall(found["status-default"]) == ["400"]
    assert set(shown.findall(pages["operations/x/"].html)) == {"403", "400"}


def test_types_are_headings_and_can_be_found(build: Build) -> None:
    page = build(TYPES)["errors/"]
    assert ("Missing scope", 3) in {(each.text, each.level) for each in page.headings}
    found = {entry.title: entry for entry in page.search}
    assert "A scope is missing" in found["Missing scope /errors/scope"].text
    assert "### Missing scope `/errors/scope`" in page.markdown
    anchors = {each.id for each in page.headings} | {entry.anchor for entry in page.search}
    assert anchors <= set(re.findall(r'id="([^"]+)"', page.html))


LIMITS = """
info: {title: T, version: "1", description: "# Rate limiting\\n\\nBe kind."}
paths:
  /x:
    get:
      operationId: x
      parameters:
        - {name: limit, in: query, description: How many., schema: {type: integer, maximum: 50, default: 10}}
        - {name: after, in: query, schema: {type: string}}
      responses:
        "200": {description: fine, headers: {X-RateLimit-Remaining: {description: Calls left.}, Link: {description: Where the next are.}}}
        "429": {description: Wait a little., headers: {Retry-After: {description: Seconds.}}}
  /y: {get: {operationId: y, parameters: [{name: after, in: query, description: A day., schema: {type: string}}], responses: {"200": {description: fine}}}}
"""


def test_limits_and_pages_say_what_the_document_says(build: Build) -> None:
    page = build(LIMITS)["limits/"]
    found = sections(page.html)
    assert {"rate-limits", "pagination"} <= {heading.id for heading in page.headings}
    for said in ("Wait a little.", "X-RateLimit-Remaining", "Calls left.", "Retry-After"):
        assert said in found["rate-limits"]
    for said in ("limit", "How many.", "at most 50", "after", "Where the next are."):
        assert said in found["pagination"]
    assert "A day." not in page.html
    assert "operations/y/" not in page.html
    assert 'href="../#about-rate-limiting"' in page.html
    assert "- `limit`, at most 50, default `10`: How many." in page.markdown
    assert [entry.anchor for entry in page.search] == ["rate-limits", "pagination"]


def test_the_navigation_leads_there() -> None:
    def lines(source: str) -> list[str]:
        tree = {**MINIMAL, **yaml.safe_load(source)}
        variants = make_variants(Document(tree, "3.1", "t", lambda _paths: {})).variants
        return [item.address for section in navigation(variants[0]) for item in section.items]

    assert "limits/" in lines(LIMITS)
    assert "limits/" not in lines(TYPES)


@pytest.mark.parametrize(
    "operation",
    [
        "{responses: {'200': {description: d}}}",
        "{parameters: [{name: after, in: query}, {name: size, in: query}], responses: {'200': {description: d}}}",
        "{parameters: [{name: page, in: header}], responses: {'404': {description: d, headers: {Link: {}}}}}",
    ],
)
def test_nothing_is_made_up(build: Build, operation: str) -> None:
    assert "limits/" not in build(f"paths: {{/x: {{get: {operation}}}}}")


AUDIENCES = """
x-audiences: {all: {}, some: {}, few: {}}
paths:
  /x: {get: {operationId: x, x-audience: [all, some], responses: {"429": {description: d}}}}
  /y: {get: {operationId: y, x-audience: [all, few], responses: {}}}
"""


@pytest.mark.parametrize("address", ["errors/", "limits/"])
def test_the_same_page_is_known_in_the_audiences_that_have_it(build: Build, address: str) -> None:
    pages = build(AUDIENCES)
    assert pages[f"all/{address}"].elsewhere == {"some": address}
    assert f"few/{address}" not in pages
