"""Nothing a document says can run, break a page, or reorder the text around it."""

import json
import re
from html.parser import HTMLParser

import pytest

from apidocgen.reference.markdown import to_html, to_inline
from tests.reference.building import Build

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    '<a href="javascript:alert(1)">x</a>',
    "<div></div></div></details></section></article>",
    "<!-- <b>",
    "<style>*{display:none}</style>",
    '<iframe src="https://evil.example"></iframe>',
    "{{ 7 * 7 }}{% include 'x' %}",
    "`<script>`",
    '"><svg onload=alert(1)>',
    "abc\u202edef\u2066",
    "<form action=//evil.example><input name=a>",
    "![pixel](https://evil.example/p.png)",
    "\x00\x01",
]
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08]")
FORBIDDEN = {"script", "style", "iframe", "form", "input", "svg", "object", "embed", "base", "meta"}


class Dangers(HTMLParser):
    """Collects what could run, load from elsewhere or restyle the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = CONTROLS.findall(html)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN:
            self.found.append(tag)
        for name, value in attrs:
            scheme = (value or "").strip().lower()
            runs = name.startswith("on") or name == "style"
            leads = name in {"href", "src"} and scheme.startswith(("javascript:", "data:", "//"))
            loads = name == "src" and scheme.startswith("http")
            if runs or leads or loads:
                self.found.append((tag, name, value))


def dangers(html: str) -> list[object]:
    return Dangers(html).found


@pytest.mark.parametrize("attack", ATTACKS)
def test_descriptions_are_sanitised(attack: str) -> None:
    assert not dangers(to_html(attack))
    assert not dangers(to_inline(attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_every_text_of_a_document_leaves_pages_whole(
    build: Build, attack: str
) -> None:
    harmless = {page.kind: dangers(page.html) for page in build(attacked("name")).values()}
    pages = build(attacked(attack))
    assert len(pages) >= 6
    for page in pages.values():
        # Some pages have controls and scripts of our own, whatever the document says.
        assert dangers(page.html) == harmless[page.kind], page.address
        for tag in ("section", "details", "ul", "div", "dl", "table"):
            opened = len(re.findall(rf"<{tag}[\s>]", page.html))
            assert opened == page.html.count(f"</{tag}>"), (page.address, tag)


def attacked(attack: str) -> str:
    """A document with an attack in every text."""
    name = json.dumps(attack)
    return f"""
info: {{title: {name}, version: {name}, description: {name}, summary: {name}}}
tags: [{{name: {name}, description: {name}}}]
components:
  securitySchemes: {{oauth: {{type: oauth2, description: {name}, flows: {{implicit: {{authorizationUrl: {name}, scopes: {{{name}: {name}}}}}}}}}}}
  schemas:
    {name}: {{type: object, title: {name}, description: {name}, properties: {{{name}: {{type: string, description: {name}, enum: [{name}], default: {name}, pattern: {name}}}}}}}
paths:
  /x:
    get:
      operationId: {name}
      tags: [{name}]
      summary: {name}
      description: {name}
      security: [{{oauth: [{name}]}}]
      externalDocs: {{url: {name}, description: {name}}}
      parameters: [{{name: {name}, in: query, description: {name}, schema: {{type: string}}, example: {name}}}]
      responses:
        "200":
          description: {name}
          content: {{application/json: {{example: {{{name}: {name}}}, schema: {{type: object, properties: {{{name}: {{type: string}}}}}}}}}}
"""


def test_links_in_descriptions_tell_search_engines_nothing() -> None:
    assert 'rel="nofollow noopener"' in to_html("[x](https://example.com)")


def test_markdown_that_people_use_still_works() -> None:
    html = to_html('## T\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |\n\n```json\n{"a": 1}\n```\n')
    assert "<h4>T</h4>" in html
    assert "<table>" in html
    assert "<s>2</s>" in html
    assert '<span class="nt">"a"</span>' in html


def test_absurd_names_give_pages_too(build: Build) -> None:
    long = "n" * 10_000
    operation = {"summary": long, "responses": {"200": {"description": "d"}}}
    pages = build(json.dumps({"paths": {"/x": {"get": {**operation, "operationId": long}}}}))
    assert any(address.startswith("operations/") for address in pages)
    assert all(len(address) < 120 for address in pages)


@pytest.mark.parametrize(
    "tree",
    [
        "paths: {/x: {get: {parameters: {}, responses: [], requestBody: 3, callbacks: a, tags: 7}}}",
        "paths: {/x: {get: {responses: {'200': null, '404': {content: [], headers: 1, links: x}}}}}",
        "components: {schemas: {A: 3, B: {properties: [], required: 5, enum: x, oneOf: {}, type: {}}}}",
        "info: null",
        "tags: [1, {}, {name: 3}]",
    ],
)
def test_documents_that_do_not_validate_give_pages_all_the_same(build: Build, tree: str) -> None:
    assert build(tree)
