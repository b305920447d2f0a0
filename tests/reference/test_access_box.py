"""What the access box says is what the document says: sentence, rows, origin, what was left out."""

import json
import re
from typing import NamedTuple

import pytest
from markupsafe import Markup

from tests.reference.building import Build

SCHEMES = """
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://example.com/token
          scopes: {a: Do A., b: Do B., all_things: Do everything.}
    personalToken: {type: apiKey, in: header, name: token}
    bearerAuth: {type: http, scheme: bearer}
x-scope-aliases:
  all_things: {description: Everything., scopes: [a, b]}
"""


class Box(NamedTuple):
    sentence: str
    rows: list[str]
    html: str


def read_box(html: str) -> Box:
    box = re.search(r'(?s)<section class="ag-access.*?</section>', html)
    assert box
    sentence = re.search(r'(?s)ag-access-sentence">(.*?)</p>', box[0])
    assert sentence
    rows = re.findall(r'(?s)<tr class="ag-access-row">(.*?)</tr>', box[0])
    return Box(words(sentence[1]), [words(row) for row in rows], box[0])


def words(html: str) -> str:
    plain = Markup(html).striptags()  # noqa: S704 - only read
    return plain.replace(" .", ".").replace(" ,", ",")


def box_of(build: Build, security: str, root: str = "", more: str = "", status: str = "200") -> Box:
    source = f"""{SCHEMES}
{root}
paths:
  /x:
    get:
      operationId: x
      {security}
      {more}
      responses: {{"{status}": {{description: fine}}}}
"""
    return read_box(build(source)["operations/x/"].html)


@pytest.mark.parametrize(
    ("security", "sentence", "rows"),
    [
        ("security: [{oauth: [a]}]", "Needs OAuth2 with a.", 1),
        ("security: [{oauth: [a, b]}]", "Needs OAuth2 with a and b.", 1),
        ("security: [{oauth: [a]}, {oauth: [b]}]", "Needs OAuth2 with a, or OAuth2 with b.", 2),
        (
            "security: [{oauth: [a], personalToken: []}]",
            "Needs OAuth2 with a together with a personal token.",
            1,
        ),
        (
            "security: [{personalToken: []}, {oauth: [a]}]",
            "Needs OAuth2 with a, or a personal token.",
            2,
        ),
        (
            "security: [{}, {oauth: [a]}]",
            "Works without authentication; may be called with OAuth2 with a.",
            2,
        ),
        ("security: [{bearerAuth: [admin]}]", "Needs a bearer token with admin.", 1),
        ("security: [{oauth: []}]", "Needs OAuth2 (no scope needed).", 1),
        ("security: [{oauth: [all_things]}]", "Needs OAuth2 with all_things.", 1),
        ("security: [{}]", "Needs no authentication.", 0),
    ],
)
def test_and_or_and_optional_are_told_apart(
    build: Build, security: str, sentence: str, rows: int
) -> None:
    box = box_of(build, security)
    assert box.sentence == sentence
    assert len(box.rows) == rows


def test_scopes_of_alternatives_are_never_put_together(build: Build) -> None:
    box = box_of(build, "security: [{oauth: [a]}, {oauth: [b]}]")
    assert ["Do A." in row for row in box.rows] == [True, False]
    assert ["Do B." in row for row in box.rows] == [False, True]


def test_scopes_demanded_beside_an_api_key_belong_to_it(build: Build) -> None:
    box = box_of(build, "security: [{personalToken: []}]", more="x-scopes: [a]")
    assert box.sentence == "Needs a personal token with a."
    assert 'scope="a"' in box.html.replace("&#34;", '"')


def test_the_default_of_the_api_is_named_as_such(build: Build) -> None:
    inherited = box_of(build, "", root="security: [{oauth: [a]}]")
    own = box_of(build, "security: [{oauth: [a]}]")
    assert "default of the whole API" in inherited.html
    assert "default" not in own.html


def test_switching_authentication_off_is_not_the_same_as_never_asking_for_it(build: Build) -> None:
    emptied = box_of(build, "security: []", root="security: [{oauth: [a]}]")
    undeclared = box_of(build, "")
    assert "switched off here" in emptied.sentence
    assert undeclared.sentence == "The document names no authentication for this call."


def test_the_anonymous_alternative_has_a_row_of_its_own(build: Build) -> None:
    box = box_of(build, "security: [{oauth: [a]}, {}]")
    assert any("No authentication" in row for row in box.rows)


def test_needless_alternatives_are_left_out_and_counted(build: Build) -> None:
    box = box_of(build, "security: [{oauth: [a]}, {oauth: [a, b]}, {oauth: [a]}]")
    assert len(box.rows) == 1
    assert "1 alternative that says the same again" in box.html
    assert "1 alternative that asks for more" in box.html


def test_the_least_privileged_alternative_comes_first(build: Build) -> None:
    box = box_of(build, "security: [{oauth: [all_things]}, {bearerAuth: [b]}]")
    assert "Bearer token" in box.rows[0]


def test_an_alias_that_grants_a_scope_is_named_beside_it(build: Build) -> None:
    row = box_of(build, "security: [{oauth: [a]}]").rows[0]
    assert "Also granted by all_things" in row


def test_how_a_credential_is_sent_stands_beside_it(build: Build) -> None:
    rows = box_of(build, "security: [{personalToken: []}, {oauth: [a]}]").rows
    assert any("header token" in row for row in rows)
    assert any("header Authorization: Bearer …" in row for row in rows)


def test_a_refusal_shows_the_header_to_expect(build: Build) -> None:
    box = box_of(build, "security: [{oauth: [a, b]}]")
    assert 'error="insufficient_scope", scope="a b"' in box.html.replace("&#34;", '"')
    assert "To a bearer token without the scope, RFC 6750 has servers answer with:" in box.html
    assert "insufficient_scope" not in box_of(build, "security: [{oauth: []}]").html


def test_a_key_is_not_said_to_be_refused_like_a_bearer_token(build: Build) -> None:
    html = box_of(build, "security: [{personalToken: []}]", more="x-scopes: [a]").html
    assert 'data-scope="a"' in html
    assert "WWW-Authenticate" not in html


@pytest.mark.parametrize("scheme", ["oauth", "personalToken"])
def test_only_a_403_of_the_document_is_spoken_of(build: Build, scheme: str) -> None:
    told = box_of(build, f"security: [{{{scheme}: [a]}}]", status="403").html
    assert "A token without the scope is refused with" in told
    assert 'href="#response-403"' in told
    untold = box_of(build, f"security: [{{{scheme}: [a]}}]").html
    assert "403" not in untold
    assert "403" not in box_of(build, f"security: [{{{scheme}: []}}]", status="403").html


def test_two_schemes_of_one_kind_are_told_apart(build: Build) -> None:
    pages = build("""
components:
  securitySchemes:
    one: {type: oauth2, flows: {}}
    two: {type: oauth2, flows: {}}
paths:
  /x: {get: {operationId: x, security: [{one: [a]}, {two: [a]}], responses: {}}}
""")
    sentence = read_box(pages["operations/x/"].html).sentence
    assert sentence == "Needs OAuth2 (one) with a, or OAuth2 (two) with a."


def test_the_tier_that_opens_an_operation_is_shown(build: Build) -> None:
    pages = build("""
x-tiers: [free, paid]
x-audiences: {free: {tier: free}, paid: {tier: paid}}
paths:
  /x: {get: {operationId: x, x-tier: free, responses: {}}}
  /y: {get: {operationId: y, x-tier: paid, responses: {}}}
""")
    assert "free/operations/y/" not in pages
    assert "Tier: paid or higher" in words(pages["paid/operations/y/"].html)
    assert pages["free/operations/x/"].elsewhere == {"paid": "operations/x/"}


def test_programs_can_read_who_demands_what(build: Build) -> None:
    html = box_of(build, "security: [{oauth: [a, b], personalToken: []}]").html
    assert re.findall(r'<div class="ag-demand" data-scheme="([^"]+)"', html) == [
        "oauth",
        "personalToken",
    ]
    assert re.findall(r'data-scope="([^"]+)"', html) == ["a", "b"]


def test_what_a_bearer_token_carries_are_roles(build: Build) -> None:
    html = box_of(build, "security: [{bearerAuth: [admin]}]").html
    assert '<th scope="col">Roles</th>' in html
    assert '<code>WWW-Authenticate: Bearer error="insufficient_scope"</code>' in html.replace(
        "&#34;", '"'
    )


@pytest.mark.parametrize("name", ['say "a"', "a\\b", "a b", "lösen", ""])
def test_a_header_that_cannot_hold_a_scope_is_not_shown(build: Build, name: str) -> None:
    html = box_of(build, f"security: [{{oauth: [a, {json.dumps(name)}]}}]").html
    assert "WWW-Authenticate" not in html
    both = f"security: [{{oauth: [a, {json.dumps(name)}]}}, {{oauth: [b]}}]"
    assert 'scope="b"' in box_of(build, both).html.replace("&#34;", '"')
