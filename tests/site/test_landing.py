"""The cards of the start page count as the pages behind them do."""

import yaml

from apidocgen.site.landing import make_cards
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants

SOURCE = """
openapi: 3.1.0
info: {title: T, version: "1"}
x-tiers: [low, high]
x-audiences: {few: {tier: low}, many: {tier: high}}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://e/t, scopes: {r: Read., w: Write.}}}}
x-scope-aliases: {both: [r, w]}
paths:
  /a: {get: {x-tier: low, security: [{oauth: [both]}], responses: {}}}
  /b: {get: {x-tier: high, security: [{oauth: [w]}], responses: {}}}
webhooks:
  told: {post: {x-tier: low, responses: {}}}
  more: {post: {x-tier: high, responses: {}}}
"""


def test_webhooks_and_aliases_are_counted_apart() -> None:
    variants = make_variants(Document(yaml.safe_load(SOURCE), "3.1", "t", lambda _paths: {}))
    few, many = make_cards(variants, {"few": [], "many": []})
    assert (few.counts.endpoints, few.counts.webhooks) == (1, 1)
    assert (many.counts.endpoints, many.counts.webhooks) == (2, 2)
    assert (many.counts.scopes, many.counts.aliases) == (2, 1)
    assert many.more == 1
