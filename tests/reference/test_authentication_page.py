"""The page about authentication tells how to get a token and how to send it."""

import re

from markupsafe import Markup

from tests.reference.building import Build

SOURCE = """
servers: [{url: "https://api.example.com"}]
components:
  securitySchemes:
    personalToken: {type: apiKey, in: header, name: token}
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://example.com/authorize
          tokenUrl: https://example.com/token
          REFRESH
          scopes: {a: Do A., b c: Odd.}
paths:
  /long/{id}: {get: {security: [{personalToken: []}], responses: {}}}
  /x: {get: {security: [{personalToken: []}, {oauth: [a, b c]}], responses: {}}}
"""


def words(build: Build, refresh: str = "") -> str:
    html = build(SOURCE.replace("REFRESH", refresh))["authentication/"].html
    return re.sub(r"\s+", " ", Markup(html).striptags())  # noqa: S704 - only read


def test_a_call_shows_where_the_credential_goes(build: Build) -> None:
    said = words(build)
    assert "curl 'https://api.example.com/x' \\ --header 'token: YOUR_PERSONAL_TOKEN'" in said


def test_the_authorization_code_is_worked_out_with_this_audience_s_scopes(build: Build) -> None:
    said = words(build).replace(" &", "&")
    assert "https://example.com/authorize?response_type=code" in said
    assert "scope=a%20b%20c" in said
    assert "'grant_type=authorization_code'" in said
    assert "Authorization: Bearer YOUR_ACCESS_TOKEN" in said


def test_refreshing_is_shown_where_it_is_declared(build: Build) -> None:
    assert "refresh_token" not in words(build)
    refresh = "refreshUrl: https://example.com/refresh"
    assert "'grant_type=refresh_token'" in words(build, refresh)


ERRORS = """
components:
  schemas: {Problem: {type: object, properties: {type: {const: /errors/404}}}}
paths:
  /x:
    get:
      operationId: x
      parameters: [{name: page, in: query, description: Which page., schema: {type: integer}}]
      responses:
        "200": {description: fine, headers: {RateLimit-Remaining: {description: Calls left.}}}
        "404": {description: Not there, content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  /y: {get: {operationId: y, responses: {"404": {description: Gone}, default: {description: Else}}}}
"""


def test_errors_are_listed_with_the_endpoints_that_name_them(build: Build) -> None:
    pages = build(ERRORS)
    html = pages["errors/"].html
    assert {"status-404", "status-default"} <= {each.id for each in pages["errors/"].headings}
    assert "Not there" in html
    assert "Gone" in html
    assert 'href="../operations/x/"' in html
    assert 'href="../schemas/Problem/"' in html
    assert "## 404 Not Found" in pages["errors/"].markdown


def test_without_errors_there_is_no_such_page(build: Build) -> None:
    assert "errors/" not in build("paths: {/x: {get: {responses: {'200': {description: d}}}}}")


CERTIFICATE = """
servers: [{url: "https://api.example.com"}]
components:
  securitySchemes:
    mine: {type: mutualTLS}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://e/t, scopes: {a: Do A.}}}}
paths:
  /both: {get: {security: [{oauth: [a], mine: []}], responses: {}}}
"""


def test_a_certificate_is_presented_and_called_with_beside_what_else_is_needed(
    build: Build,
) -> None:
    page = build(CERTIFICATE)["authentication/"]
    for said in (page.html, page.markdown):
        assert "Present it when the TLS connection is opened" in said
        assert "A call with it, together with OAuth2:" in said
        assert "A call with it, together with client certificate:" in said
        assert "Send it in the TLS" not in said
    assert page.markdown.count("--cert client.pem") == 2
    assert page.markdown.count("Bearer YOUR_ACCESS_TOKEN") == 2


def test_a_credential_alone_goes_before_one_that_needs_company(build: Build) -> None:
    alone = "  /a/{long}/way: {get: {security: [{mine: []}], responses: {}}}\n"
    said = build(CERTIFICATE + alone)["authentication/"].markdown
    assert "A call with it:" in said.partition("## OAuth2")[0]


def test_pages_without_schemes_or_endpoints_say_so(build: Build) -> None:
    nothing = build("info: {title: T, version: '1'}")
    for page in (nothing[""], nothing["authentication/"]):
        assert "There are no endpoints here." in page.html
        assert "There are no endpoints here." in page.markdown
    called = build("paths: {/x: {get: {responses: {}}}}")
    assert "There are no endpoints here." not in called[""].html
    for said in (called["authentication/"].html, called["authentication/"].markdown):
        assert "No endpoint here asks for authentication." in said
