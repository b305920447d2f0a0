"""A scope's page names every operation that needs it, and how."""

import re

from tests.reference.building import Build

SOURCE = """
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: {authorizationCode: {authorizationUrl: https://e/a, tokenUrl: https://e/t, scopes: {r: Read., w: Write., other: Other.}}}
    key: {type: apiKey, in: query, name: k}
x-scope-aliases: {both: {description: Read and write., scopes: [r, w]}}
paths:
  /alone: {get: {operationId: alone, security: [{oauth: [r]}], responses: {}}}
  /two: {get: {operationId: two, security: [{oauth: [r, w]}], responses: {}}}
  /or: {get: {operationId: or, security: [{oauth: [r]}, {key: []}], responses: {}}}
  /alias: {get: {operationId: alias, security: [{oauth: [both]}], responses: {}}}
  /free: {get: {operationId: free, security: [], responses: {}}}
"""


CREDENTIALS = """
components:
  securitySchemes:
    oauth: &oauth {type: oauth2, flows: {clientCredentials: {tokenUrl: https://e/t, scopes: {r: Read., s: S.}}}}
    other: *oauth
    key: {type: apiKey, in: query, name: k}
paths:
  /alone: {get: {operationId: alone, security: [{oauth: [r]}], responses: {}}}
  /key: {get: {operationId: key, security: [{oauth: [r], key: []}], responses: {}}}
  /twice: {get: {operationId: twice, security: [{oauth: [r], other: [r]}], responses: {}}}
  /ways: {get: {operationId: ways, security: [{oauth: [r], key: []}, {other: [r]}], responses: {}}}
  /some: {get: {operationId: some, security: [{oauth: [r], key: []}, {oauth: [s]}], responses: {}}}
webhooks:
  sent: {post: {operationId: sent, security: [{oauth: [r]}], responses: {}}}
"""


def group(html: str, anchor: str) -> set[str]:
    found = re.search(rf'(?s)<h2 id="{anchor}">(.*?)(?=<h2|\Z)', html)
    return set(re.findall(r"operations/([a-z]+)/", found[1])) if found else set()


def test_operations_are_grouped_by_how_they_need_a_scope(build: Build) -> None:
    html = build(SOURCE)["scopes/r/"].html
    assert group(html, "on-its-own") == {"alone"}
    assert group(html, "together") == {"two", "alias"}
    assert group(html, "one-of-several") == {"or"}


def test_a_scope_does_not_suffice_where_another_credential_is_asked_for(build: Build) -> None:
    html = build(CREDENTIALS)["scopes/r/"].html
    assert group(html, "on-its-own") == {"alone", "ways"}
    assert group(html, "with-another-credential") == {"key", "twice"}
    assert group(html, "one-of-several") == {"some"}
    assert '<h2 id="webhooks">' in html


def test_the_matrix_says_of_which_ways_another_credential_is_part(build: Build) -> None:
    html = build(CREDENTIALS)["scopes/matrix/"].html
    rows = {
        name: row
        for row in re.findall(r"(?s)<tr.*?</tr>", html)
        for name in re.findall(r"operations/([a-z]+)/", row)[:1]
    }
    assert "with key" in rows["key"]
    assert "in one of the ways" not in rows["key"]
    assert "with key in one of the ways" in rows["ways"]
    assert "with key in one of the ways" in rows["some"]
    assert "with key" not in rows["alone"]


def test_an_alias_page_tells_what_its_tokens_may_do(build: Build) -> None:
    html = build(SOURCE)["scopes/both/"].html
    assert group(html, "on-its-own") == {"alone", "two", "alias", "or"}
    assert "Contains" in html


def test_a_scope_page_tells_who_issues_it_and_what_contains_it(build: Build) -> None:
    html = build(SOURCE)["scopes/w/"].html
    assert "Write." in html
    assert "(Authorization code)" in html
    assert "Also granted by" in html


def test_the_index_lists_every_scope_and_alias_with_its_endpoints(build: Build) -> None:
    html = build(SOURCE)["scopes/"].html
    for name in ("r", "w", "both"):
        assert f'href="../scopes/{name}/"' in html
    assert "4 endpoints" in html


def test_lists_of_operations_show_alternatives_apart(build: Build) -> None:
    html = build(SOURCE)["scopes/r/"].html
    assert '<code>r</code></a><strong class="ag-logic"> or </strong>key' in html
    assert '<code>r</code></a><strong class="ag-logic"> + </strong>' in html


def test_the_page_of_an_alias_does_not_offer_webhooks_to_its_tokens(build: Build) -> None:
    more = "webhooks: {told: {post: {operationId: told, security: [{oauth: [r]}], responses: {}}}}"
    html = build(f"{SOURCE}{more}")["scopes/both/"].html
    alone, sent = html.split('<h2 id="webhooks">')
    assert "operations/alone/" in alone
    assert "webhooks/told/" not in alone
    assert "webhooks/told/" in sent
