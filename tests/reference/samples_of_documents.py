"""Small documents whose first operation is called: what they say decides what is sent."""

from __future__ import annotations

from typing import Any

import yaml

from apidocgen.reference.book import Book, Shared, addresses_of
from apidocgen.reference.environment import environment
from apidocgen.reference.samples.build import base_of
from apidocgen.reference.samples.credentials import credentials_for
from apidocgen.reference.samples.request import Request
from apidocgen.reference.schema_html import SchemaHtml
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants
from tests.reference.building import MINIMAL

SCHEMES = yaml.safe_load("""
headerKey: {type: apiKey, in: header, name: X-Key}
ownKey: {type: apiKey, in: header, name: Authorization}
queryKey: {type: apiKey, in: query, name: "api key"}
cookieKey: {type: apiKey, in: cookie, name: sid}
bearer: {type: http, scheme: bearer}
basic: {type: http, scheme: basic}
oauth: {type: oauth2, flows: {}}
openId: {type: openIdConnect, openIdConnectUrl: "https://example.com/.well-known"}
""")


def operation(source: str, path: str = "/x", method: str = "get") -> dict[str, Any]:
    """A document with one operation."""
    return {"paths": {path: {method: {"responses": {}, **yaml.safe_load(source)}}}}


def _secured(*schemes: str) -> dict[str, Any]:
    return operation(f"security: [{{{', '.join(f'{name}: []' for name in schemes)}}}]")


def _parameter(place: str, more: str, value: str) -> dict[str, Any]:
    source = f"parameters: [{{name: id, in: {place}, required: true, {more}example: {value}}}]"
    return operation(source, "/x/{id}" if place == "path" else "/x")


STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
VALUES = {"list": ["a b", "c/d", "&=;,"], "object": {"k": "v w", "l": "/?"}, "text": "a/b ü"}


def _all_styles() -> dict[str, Any]:
    """An operation with a parameter in every style for every kind of value."""
    parameters = [
        {
            "name": f"{place}-{style}-{explode}-{kind}".lower(),
            "in": place,
            "required": True,
            "style": style,
            "explode": explode,
            "example": value,
        }
        for place, styles in STYLES.items()
        for style in styles
        for explode in (True, False)
        for kind, value in VALUES.items()
    ]
    path = "".join(f"/{{{each['name']}}}" for each in parameters if each["in"] == "path")
    return {"paths": {path: {"get": {"responses": {}, "parameters": parameters}}}}


_BODIES = {
    "pdf": "application/pdf: {}",
    "fields": "application/x-www-form-urlencoded: {example: {a: [1, 2], b: {c: 1}, d: 'x&y'}}",
    "upload": """
      multipart/form-data:
        schema:
          properties:
            one: {type: string, format: binary}
            several: {type: array, items: {type: string, format: binary}}
            record: {type: object, properties: {id: {type: integer}}}
      """,
    "json_nul": 'application/json: {example: {a: "\\0"}}',
    "text_nul": 'text/plain: {example: "a\\0b"}',
    "form_nul": 'application/x-www-form-urlencoded: {example: {a: "\\0"}}',
    "part_nul": 'multipart/form-data: {example: {a: "\\0"}}',
}


def _body(source: str) -> dict[str, Any]:
    node = {"requestBody": {"content": yaml.safe_load(source)}}
    return {"paths": {"/x": {"post": {"responses": {}, **node}}}}


DOCUMENTS: dict[str, dict[str, Any]] = {
    "styles": _all_styles(),
    **{f"sent_{name}": _body(source) for name, source in _BODIES.items()},
    **{f"scheme_{name.lower()}": _secured(name) for name in SCHEMES},
    "schemes_together": _secured("headerKey", "queryKey", "cookieKey", "basic"),
    "schemes_at_odds": _secured("bearer", "basic", "oauth"),
    "anonymous": operation("security: [{}]"),
    "reserved": _parameter("query", "allowReserved: true, ", '"a:/?#[]@!$&\'()*+,;=b"'),
    "content": _parameter("query", "content: {application/json: {}}, ", "{a: ['ü']}"),
    "odd_path": operation("{}", "/a b/100%/ü/[x]/c#d"),
    "ignored": operation(
        "parameters: [{name: Accept, in: header, required: true, example: text/odd},"
        " {name: Host, in: header, required: true, example: other},"
        " {name: Authorization, in: header, required: true, example: odd}]\n"
        "security: [{bearer: []}]\n"
        "responses: {'200': {description: d, content: {application/json: {}}}}"
    ),
    "nul": _parameter("query", "", '"\\0"'),
}


def first_request(tree: dict[str, Any], server: str = "https://api.example.com") -> Request:
    """The request for the first operation of a document."""
    whole = {**MINIMAL, "components": {"securitySchemes": SCHEMES}, **tree}
    whole["servers"] = [{"url": server}]
    variant = make_variants(Document(whole, "3.1", "t.yaml", lambda _paths: {})).variants[0]
    templates = environment()
    addresses = {variant.audience.name: addresses_of(variant)}
    book = Book(variant, addresses, Shared(templates, SchemaHtml(templates)))
    first = variant.operations[0]
    box = book.boxes.box(first.requirement, first.tier)
    base = base_of(book.lookup, first.node, first.path_item)
    return book.requests.request(first, base, credentials_for(box, book.lookup))
