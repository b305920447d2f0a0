"""Numbers of endpoints, webhooks, scopes and aliases are the same wherever they stand."""

import re

from markupsafe import Markup

from tests.reference.building import Build

SOURCE = """
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://e/t, scopes: {r: Read., w: Write., o: Odd.}}}}
x-scope-aliases: {both: [r, w], rest: [o]}
paths:
  /a: {get: {operationId: a, security: [{oauth: [r]}], responses: {}}}
  /b: {get: {operationId: b, security: [{oauth: [both]}], responses: {}}}
webhooks:
  sent: {post: {operationId: sent, security: [{oauth: [r]}], responses: {}}}
  lost: {post: {operationId: lost, security: [{oauth: [o]}], responses: {}}}
"""


def words(html: str) -> str:
    return re.sub(r"\s+", " ", Markup(html).striptags())  # noqa: S704 - only read


def test_the_overview_counts_webhooks_and_aliases_apart(build: Build) -> None:
    said = words(build(SOURCE)[""].html)
    assert "Endpoints2 and 2 webhooks" in said
    assert "3 scopes and 2 aliases" in said


def test_what_a_scope_opens_is_counted_likewise(build: Build) -> None:
    pages = build(SOURCE)
    assert "Endpoints2 and 1 webhook" in words(pages["scopes/r/"].html)
    assert "Endpoints0 and 1 webhook" in words(pages["scopes/o/"].html)
    index = pages["scopes/"]
    assert re.findall(r"<summary>(.*?)</summary>", index.html) == [
        "2 endpoints and 1 webhook",
        "1 webhook",
        "1 webhook",
        "2 endpoints and 1 webhook",
        "1 endpoint",
    ]
    assert index.description.startswith("3 scopes ")


def test_the_filter_of_the_index_says_what_it_counts(build: Build) -> None:
    assert 'data-some="{} of {} scopes and aliases"' in build(SOURCE)["scopes/"].html
    plain = re.sub("x-scope-aliases.*", "", SOURCE).replace("[both]", "[w]")
    assert 'data-some="{} of {} scopes"' in build(plain)["scopes/"].html
