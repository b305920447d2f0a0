"""Which strings are secrets: found when hidden, not when they may be seen."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from apidocgen.spec.document import Document
from apidocgen.spec.problems import Location
from apidocgen.variants.auditing.secrets import find_secrets
from apidocgen.variants.filter import Filtering

MASTER = """
openapi: 3.1.0
info: {title: Shop, version: '1', description: 'About /visible and the word moonlight.'}
x-tiers: [free, plus]
x-audiences: {free: {tier: free}, plus: {tier: plus}}
paths:
  /items:
    get:
      x-tier: free
      summary: List items
      description: |
        What everybody reads.

        <!-- x-tier: plus -->
        Only members learn about the velvet drawer.
        <!-- /x-tier -->
      operationId: listItems
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Item'}
              example: {name: Lamp, wholesale_price: 7}
  /margins:
    get:
      x-tier: plus
      operationId: listMargins
      summary: What the shop earns on each single item
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Ledger'}}}
components:
  schemas:
    Item:
      type: object
      required: [name, wholesale_price]
      properties:
        name: {type: string}
        wholesale_price: {type: integer, x-tier: plus, description: Price paid.}
        moonlight: {type: integer, x-tier: plus}
    Ledger: {type: object, properties: {dusty_field: {type: string}}}
    Unused:
      type: object
      properties: {idle_field: {type: string}, silent_field: {type: string, x-internal: true}}
"""


def filtering(source: str) -> Filtering:
    document = Document(
        yaml.safe_load(source),
        "3.1",
        "m.yaml",
        lambda paths: {p: Location("m.yaml") for p in paths},
    )
    return Filtering(document)


def secrets(source: str, audience: str, vocabulary: frozenset[str] = frozenset()) -> set[str]:
    made = filtering(source)
    return {s.text for s in find_secrets(made.view(made.audience(audience)), vocabulary)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("wholesale_price", "a hidden property, though an example and `required` mention it"),
        ("/margins", "the path of a hidden operation"),
        ("listMargins", "the id of a hidden operation"),
        ("What the shop earns on each single item", "a hidden summary"),
        ("Only members learn about the velvet drawer.", "a marked block"),
        ("dusty_field", "a component that only a hidden operation uses"),
    ],
)
def test_what_is_hidden_is_a_secret(text: str, why: str) -> None:
    assert text in secrets(MASTER, "free"), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("moonlight", "the visible description uses the word"),
        ("name", "a visible property"),
        ("Price paid.", "too short a text to mean anything"),
        ("operationId", "a word of OpenAPI itself"),
        ("listItems", "a visible operation"),
        ("Lamp", "a visible value"),
    ],
)
def test_what_may_be_seen_or_means_nothing_is_no_secret(text: str, why: str) -> None:
    vocabulary = frozenset({"operationid"})
    assert text not in secrets(MASTER, "free", vocabulary), why


def test_what_nobody_hides_is_no_secret_though_nobody_uses_it() -> None:
    assert secrets(MASTER, "plus") == {"silent_field"}
    assert secrets(MASTER, "free").isdisjoint({"Unused", "idle_field"})


def test_a_word_of_the_pages_is_a_secret_of_variants_alone() -> None:
    made = filtering(MASTER)
    found = find_secrets(made.view(made.audience("free")), frozenset({"dusty_field"}))
    assert {s.text for s in found if s.common} == {"dusty_field"}


ADDRESSES = """
openapi: 3.1.0
info: {title: Shop, version: '1'}
x-tiers: [free, plus]
x-audiences: {free: {tier: free}}
servers: [{url: 'https://api.acme.example'}]
paths:
  /vaults/{name}:
    get:
      x-tier: free
      parameters: [{name: name, in: path, required: true, schema: {}, example: mainvault}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {properties: {href: {x-tier: plus}, self: {x-tier: plus}}}
              example:
                href: 'https://api.acme.example/vaults/mainvault'
                self: 'https://api.acme.example/vaults/sidevault'
  /vaults/mainvault: {x-tier: plus, get: {responses: {'200': {description: ok}}}}
"""


def test_addresses_that_pages_put_together_are_secrets_of_variants_alone() -> None:
    made = filtering(ADDRESSES)
    found = {s.text: s.common for s in find_secrets(made.view(made.audience("free")))}
    assert found["https://api.acme.example/vaults/mainvault"]
    assert not found["https://api.acme.example/vaults/sidevault"]
    assert not found["/vaults/mainvault"], "the name of a hidden path"


NAMED_WITH_A_SLASH = """
openapi: 3.1.0
info: {title: Shop, version: '1'}
x-tiers: [free, plus]
x-audiences: {free: {tier: free, scopes: ['https://g.example/drive.read']}}
x-tier: free
tags: [{name: drive}, {name: drive/read}]
x-scope-aliases: {read/drive: {scopes: ['https://g.example/read']}}
x-token-profiles: {reader: {description: Who reads whatever there is., scopes: [read/drive]}}
paths:
  /drive:
    get:
      tags: [drive]
      security: [{key: ['https://g.example/drive.read']}, {key: ['https://g.example/drive']}]
      responses:
        '200':
          description: read
          content: {application/drive.read: {x-tier: plus, schema: {}}}
  /other:
    get:
      x-tier: plus
      tags: [drive/read]
      security: [{key: ['https://g.example/read']}]
      responses: {'200': {description: fine}}
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
"""


def test_names_that_pages_could_put_together_are_secrets_of_pages_as_well() -> None:
    made = filtering(NAMED_WITH_A_SLASH)
    found = {s.text for s in find_secrets(made.view(made.audience("free"))) if not s.common}
    assert found >= {
        "https://g.example/read",
        "read/drive",
        "drive/read",
        "application/drive.read",
        "reader",
        "Who reads whatever there is.",
    }


LEFT_BEHIND = """
openapi: 3.1.0
info: {title: T, version: '1', x-beta: [margin_code]}
x-tiers: [free, plus]
x-audiences: {pub: {tier: free, scopes: [read]}}
x-tier: free
security: [{login: [read]}]
paths:
  /a:
    get:
      x-permissions: [read, "tills:admin", write]
      x-produces: [application/vnd.till.v1+json]
      x-related: [/tills/secret, /a]
      x-order: [margin_code]
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {type: object, properties: {id: {}, margin_code: {x-tier: plus}}}
            application/vnd.till.v1+json: {x-tier: plus, schema: {type: string}}
  /b: {get: {security: [{login: ["tills:admin", write]}], responses: {'200': {description: d}}}}
  /tills/secret:
    parameters: [{name: drawer_key, in: query, schema: {type: string}}]
    get: {x-tier: plus, responses: {'200': {description: d}}}
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://example.org
          scopes: {read: Read, "tills:admin": Administer, write: Write}
"""


def test_names_that_extensions_keep_are_secrets() -> None:
    """Scopes by names of their own, media types and paths, wherever extensions repeat them."""
    found = secrets(LEFT_BEHIND, "pub")
    assert found >= {"margin_code", "tills:admin", "application/vnd.till.v1+json", "/tills/secret"}
    assert "drawer_key" in found
    assert found.isdisjoint({"write", "read", "/a", "application/json"})


def test_a_secret_says_where_it_is_hidden() -> None:
    made = filtering(MASTER)
    found = {s.text: s for s in find_secrets(made.view(made.audience("free")))}
    place: Any = found["wholesale_price"].hidden_at
    assert place == ("components", "schemas", "Item", "properties", "wholesale_price")
    assert found["wholesale_price"].meant
    assert not found["dusty_field"].meant


@pytest.mark.parametrize(
    ("visible", "hidden", "is_secret"),
    [
        ("x-logo: {url: 'https://cdn.example/company/logo.png'}", "company", False),
        ("x-logo: {url: 'https://cdn.example/companyCode/logo.png'}", "companyCode", True),
        ("x-form: [company]", "company", True),
    ],
)
def test_an_ordinary_word_of_an_address_is_nobodys_name(
    visible: str, hidden: str, is_secret: bool
) -> None:
    source = f"""
openapi: 3.1.0
info: {{title: T, version: '1', {visible}}}
x-tiers: [free, plus]
x-audiences: {{free: {{tier: free}}}}
x-tier: free
paths: {{/a: {{get: {{responses: {{default: {{$ref: '#/components/responses/R'}}}}}}}}}}
components:
  responses:
    R:
      description: d
      content: {{a/b: {{schema: {{properties: {{id: {{}}, {hidden}: {{x-tier: plus}}}}}}}}}}
"""
    assert (hidden in secrets(source, "free")) is is_secret


@pytest.mark.parametrize("word", ["True", "FALSE", "null"])
def test_words_that_yaml_reads_as_no_strings_are_no_secrets(word: str) -> None:
    source = MASTER.replace("name: Lamp", f"name: Lamp, wholesale_tax: '{word}'").replace(
        "moonlight: {type: integer, x-tier: plus}", "wholesale_tax: {type: string, x-tier: plus}"
    )
    found = secrets(source, "free")
    assert "wholesale_tax" in found
    assert word not in found
