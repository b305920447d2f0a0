"""What a sample's request is made of, and which samples a page shows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from apidocgen.reference.highlight import sample_block
from apidocgen.reference.samples.languages import LANGUAGES
from apidocgen.reference.samples.request import Body, Request
from apidocgen.reference.samples.serialize import path_value, query_pairs
from tests.reference.building import Build
from tests.reference.samples_of_documents import DOCUMENTS, first_request, operation


@pytest.mark.parametrize(
    ("value", "style", "explode", "written"),
    [
        ([3, 4], "simple", False, "3,4"),
        ([3, 4], "label", True, ".3.4"),
        ([3, 4], "matrix", False, ";id=3,4"),
        ([3, 4], "matrix", True, ";id=3;id=4"),
        ({"a": 1, "b": 2}, "simple", True, "a=1,b=2"),
        ({"a": 1, "b": 2}, "matrix", False, ";id=a,1,b,2"),
        ("a/b", "label", False, ".a%2Fb"),
        (5, "matrix", False, ";id=5"),
    ],
)
def test_styles_of_path_parameters(value: object, style: str, explode: bool, written: str) -> None:
    assert path_value("id", value, style, explode) == written


@pytest.mark.parametrize(
    ("value", "node", "written"),
    [
        ([3, 4], {}, "id=3&id=4"),
        ([3, 4], {"explode": False}, "id=3,4"),
        ([3, 4], {"style": "spaceDelimited"}, "id=3%204"),
        ([3, 4], {"style": "pipeDelimited", "explode": False}, "id=3%7C4"),
        ({"a": 1, "b": 2}, {"style": "pipeDelimited"}, "id=a%7C1%7Cb%7C2"),
        ({"a": 1}, {"style": "deepObject", "explode": True}, "id%5Ba%5D=1"),
        ({"a": 1, "b": 2}, {}, "a=1&b=2"),
        ({"a": 1, "b": 2}, {"explode": False}, "id=a,1,b,2"),
        ("a/b c", {"allowReserved": True}, "id=a/b%20c"),
        (True, {}, "id=true"),
    ],
)
def test_styles_of_query_parameters(value: object, node: dict[str, Any], written: str) -> None:
    assert "&".join(query_pairs("id", value, node)) == written


def test_the_document_s_own_samples_come_first_and_replace_ours(build: Build) -> None:
    html = build("""
paths:
  /x:
    get:
      operationId: x
      x-codeSamples: [{lang: Python, label: With our library, source: "import own\\nown.go('<x>')"}]
      responses: {}
""")["operations/x/"].html
    titles = re.findall(r"<label[^>]*>([^<]+)</label>", html)
    assert titles == ["With our library", "curl", "JavaScript", "Go", "PHP", "Java", "C#"]
    assert "own.go" in re.sub("<[^>]+>", "", html)


@pytest.mark.parametrize("key", ["x-codeSamples", "x-code-samples"])
@pytest.mark.parametrize(
    ("lang", "replaced"),
    [("Node.js", "JavaScript"), ("cURL", "curl"), ("C#", "C#"), ("golang", "Go")],
)
def test_samples_of_the_document_are_known_by_many_names_and_coloured(
    build: Build, key: str, lang: str, replaced: str
) -> None:
    html = build(f"""
paths:
  /x:
    get:
      operationId: x
      {key}: [{{lang: "{lang}", label: Ours, source: "return 'x' // own"}}]
      responses: {{}}
""")["operations/x/"].html
    titles = re.findall(r"<label[^>]*>([^<]+)</label>", html)
    ours = {each.title for each in LANGUAGES}
    assert titles[0] == "Ours"
    assert ours - {*titles} == {replaced}
    assert "own" in html
    assert '<span class="' in html[html.index("Ours") :].partition("own")[0]


def test_a_hidden_sample_is_not_shown(build: Build) -> None:
    page = build("""
paths:
  /x:
    get:
      operationId: x
      x-codeSamples:
      - {lang: Python, source: shown, x-internal: false}
      - {lang: Python, source: secret, x-internal: true}
      responses: {}
""")["operations/x/"]
    assert "shown" in page.html + page.markdown
    assert "secret" not in page.html + page.markdown


@pytest.mark.parametrize(
    ("name", "headers", "url"),
    [
        ("scheme_headerkey", (("X-Key", "YOUR_HEADER_KEY"),), "/x"),
        ("scheme_ownkey", (("Authorization", "YOUR_OWN_KEY"),), "/x"),
        ("scheme_querykey", (), "/x?api%20key=YOUR_QUERY_KEY"),
        ("scheme_cookiekey", (("Cookie", "sid=YOUR_COOKIE_KEY"),), "/x"),
        ("scheme_bearer", (("Authorization", "Bearer YOUR_BEARER"),), "/x"),
        ("scheme_oauth", (("Authorization", "Bearer YOUR_ACCESS_TOKEN"),), "/x"),
        ("scheme_openid", (("Authorization", "Bearer YOUR_ACCESS_TOKEN"),), "/x"),
        ("schemes_at_odds", (("Authorization", "Bearer YOUR_BEARER"),), "/x"),
        ("anonymous", (), "/x"),
        ("odd_path", (), "/a%20b/100%25/%C3%BC/%5Bx%5D/c%23d"),
        ("content", (), "/x?id=%7B%22a%22%3A%20%5B%22%C3%BC%22%5D%7D"),
        ("ignored", (("Authorization", "Bearer YOUR_BEARER"), ("Accept", "application/json")), "/x"),
    ],
)  # fmt: skip
def test_credentials_and_parameters_go_where_the_document_says(
    name: str, headers: tuple[tuple[str, str], ...], url: str
) -> None:
    request = first_request(DOCUMENTS[name])
    assert request.headers == headers
    assert request.url == f"https://api.example.com{url}"
    assert request.basic is None


def test_basic_credentials_stand_beside_keys() -> None:
    request = first_request(DOCUMENTS["schemes_together"])
    assert request.basic == ("YOUR_USERNAME", "YOUR_PASSWORD")
    assert dict(request.headers) == {"X-Key": "YOUR_HEADER_KEY", "Cookie": "sid=YOUR_COOKIE_KEY"}


def test_cookies_are_written_as_query_parameters_are() -> None:
    cookie = "{name: id, in: cookie, required: true, example: ['a b', c], explode: %s}"
    for explode, written in (("false", "id=a%20b,c"), ("true", "id=a%20b; id=c")):
        request = first_request(operation(f"parameters: [{cookie % explode}]"))
        assert request.headers == (("Cookie", written),)


def test_what_no_command_line_can_hold_is_sent_as_a_file() -> None:
    text = first_request(DOCUMENTS["sent_text_nul"]).body
    part = first_request(DOCUMENTS["sent_part_nul"]).body
    assert text is not None
    assert part is not None
    assert (text.kind, part.parts[0].file) == ("file", "example.bin")


def test_long_values_are_replaced_by_short_ones_and_long_bodies_are_files() -> None:
    parameter = {"name": "q", "in": "query", "required": True, "example": "x" * 100_000}
    body = {"content": {"application/json": {"schema": {"const": "x" * 100_000}}}}
    node = {"parameters": [parameter], "requestBody": body, "responses": {}}
    request = first_request({"paths": {"/x": {"post": node}}})
    assert request.body is not None
    assert request.body.kind == "file"
    assert len(request.url) < 1_000


@pytest.mark.parametrize("method", ["head", "trace"])
def test_methods_without_a_body_get_none(method: str) -> None:
    said = "requestBody: {content: {application/json: {example: {}}}}"
    assert first_request(operation(said, method=method)).body is None


def test_fetch_has_no_sample_for_what_it_refuses() -> None:
    write = next(each.write for each in LANGUAGES if each.key == "javascript")
    assert not write(Request("GET", "/", body=Body("json", "application/json", "{}", {})))
    assert not write(Request("TRACE", "/"))
    assert write(Request("GET", "/"))


def test_a_certificate_is_named_in_every_language() -> None:
    for language in LANGUAGES:
        code = language.write(Request("GET", "https://example.com/", certificate=True))
        assert re.search(r"client\.(pem|p12)", code), language.title


def test_the_end_of_a_line_that_goes_on_stays_with_the_word_before_it() -> None:
    code = "curl 'https://x' \\\n  --head"
    html = sample_block(code, "bash")
    assert "'https://x'</span><span class=\"ag-continued\"> \\</span>\n" in html
    assert html.striptags().split() == code.split()
