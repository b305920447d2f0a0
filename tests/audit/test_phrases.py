"""What something is called in two or three words: a secret as a whole, where nobody may say it."""

from __future__ import annotations

import pytest

from apidocgen.variants.auditing.audit import Audit
from tests.audit.test_secrets import filtering, secrets

MASTER = """
openapi: 3.1.0
info:
  title: T
  version: '1'
  description: 'Here <!-- x-tier: plus -->bob@cellar.example answers<!-- /x-tier --> everybody.'
x-tiers: [free, plus]
x-audiences: {free: {tier: free}, plus: {tier: plus}}
tags: [{name: Velvet drawer, x-tier: plus}, {name: Public}]
x-tagGroups: [{name: Below stairs, tags: [Velvet drawer]}, {name: Above, tags: [Public]}]
paths:
  /open:
    get:
      x-tier: free
      tags: [Public]
      summary: Open items
      responses:
        '200':
          description: Told to all is the silver spoon.
          content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
  /closed:
    get:
      x-tier: plus
      tags: [Velvet drawer, Old cupboard]
      summary: Spin the drawer
      responses: {'200': {description: Nothing said}}
  /shut: {get: {x-tier: plus, summary: Get open items, responses: {'200': {description: ok}}}}
  /request: {get: {x-tier: plus, summary: Request body, responses: {'200': {description: ok}}}}
  /version: {get: {x-tier: plus, summary: Select version, responses: {'200': {description: ok}}}}
  /spoon: {get: {x-tier: plus, summary: Silver Spoon, responses: {'200': {description: ok}}}}
components:
  schemas:
    Item:
      type: object
      properties:
        state:
          enum: [plain, Moonlit shipping]
          x-enum-values: {Moonlit shipping: {x-tier: plus}}
        Depth of cellar: {type: integer, x-tier: plus, title: A deep thing}
"""
CALLED = {
    "Velvet drawer": "a tag",
    "Old cupboard": "a tag that is declared nowhere",
    "Below stairs": "a group of tags",
    "Spin the drawer": "a summary",
    "Moonlit shipping": "an enum value",
    "Depth of cellar": "a property",
    "A deep thing": "a title",
}


@pytest.mark.parametrize("text", CALLED)
def test_what_something_hidden_is_called_is_a_secret(text: str) -> None:
    assert text in secrets(MASTER, "free"), CALLED[text]
    assert text not in secrets(MASTER, "plus"), CALLED[text]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nothing said", "a description so short means nothing"),
        ("Silver Spoon", "a visible text says it, in other letters"),
        ("Get open items", "a page says so: the method and the summary"),
    ],
)
def test_what_may_be_said_is_no_secret(text: str, why: str) -> None:
    assert text not in secrets(MASTER, "free"), why


def test_an_address_of_electronic_mail_is_a_secret() -> None:
    assert "bob@cellar.example" in secrets(MASTER, "free")


def leaks(text: str, suffix: str) -> set[str]:
    audit = Audit(filtering(MASTER))
    return {leak.secret for leak in audit.text("free", text, suffix, f"free{suffix}")}


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("<p>the <b>velvet</b>\n  drawer</p>", ".html"),
        ("<p>the Velvet&nbsp;drawer</p>", ".html"),
        ("| [Velvet drawer](x.md) |", ".md"),
        ("- url: /tags/velvet-drawer/", ".yaml"),
        ('{"tags": ["Velvet drawer"]}', ".json"),
    ],
)
def test_a_phrase_is_found_as_it_is_written(text: str, suffix: str) -> None:
    assert leaks(text, suffix) == {"Velvet drawer"}


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("<p>Velvet</p><p>drawer</p>", ".html"),
        ("<p>Velvet, drawer</p>", ".html"),
        ("<p>Velvet drawers</p>", ".html"),
        ("a: Velvet\ndrawer: x\n", ".yaml"),
        ('{"Velvet": "drawer"}', ".json"),
        ("<h2>Request body</h2>", ".html"),
        ("<span>Select version</span>", ".html"),
    ],
)
def test_words_that_only_meet_are_no_phrase(text: str, suffix: str) -> None:
    assert leaks(text, suffix) == set()
