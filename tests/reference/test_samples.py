"""Samples do what they say: run against a server that checks what arrives."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import yaml

from apidocgen.reference.book import Book, Shared, addresses_of
from apidocgen.reference.environment import environment
from apidocgen.reference.samples.build import base_of
from apidocgen.reference.samples.credentials import credentials_for
from apidocgen.reference.samples.languages import LANGUAGES
from apidocgen.reference.samples.request import Body, Part, Request
from apidocgen.reference.samples.serialize import path_value, query_pairs
from apidocgen.reference.schema_html import SchemaHtml
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants
from tests.reference.building import MINIMAL, Build
from tests.reference.loopback import Arrived, Loopback, loopback

NASTY = [
    "plain",
    'it\'s "quoted"',
    "${HOME} $(id) `id` %s {{x}} #{y}",
    "back\\slash \\n \\u0041 \\",
    "line one\nline two\n",
    "tab\tüñí 日本 🎉 \u2028 end",
    "@file <b>&amp; ;type=x",
    "'''\"\"\"</script>EOF",
]
RUNNERS = {"curl": ["bash"], "python": [sys.executable], "javascript": ["node"]}
SUFFIXES = {"curl": "sh", "python": "py", "javascript": "mjs"}


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with loopback() as found:
        yield found


@pytest.fixture(params=RUNNERS)
def language(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    needed = "curl" if name == "curl" else RUNNERS[name][0]
    if not shutil.which(needed):
        pytest.skip(f"no {needed}")
    if name == "python":
        pytest.importorskip("requests")
    return name


def sent(language: str, request: Request, server: Loopback, folder: Path) -> Arrived:
    """What arrives when the sample of a request is run."""
    code = next(each.write(request) for each in LANGUAGES if each.key == language)
    script = folder / f"sample.{SUFFIXES[language]}"
    script.write_text(code, encoding="utf-8")
    (folder / "example.bin").write_bytes(b"\x00file\xff")
    before = len(server.arrived)
    done = subprocess.run(
        [*RUNNERS[language], script.name], cwd=folder, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, (code, done.stderr.decode())
    assert len(server.arrived) == before + 1, code
    return server.arrived[-1]


def built(source: str, server: str) -> Request:
    """The request for the first operation of a document."""
    tree = {**MINIMAL, **yaml.safe_load(source), "servers": [{"url": server}]}
    return request_of(tree)


def request_of(tree: dict[str, Any]) -> Request:
    variant = make_variants(Document(tree, "3.1", "t.yaml", lambda _paths: {})).variants[0]
    templates = environment()
    addresses = {variant.audience.name: addresses_of(variant)}
    book = Book(variant, addresses, Shared(templates, SchemaHtml(templates)))
    operation = variant.operations[0]
    box = book.boxes.box(operation.requirement, operation.tier)
    base = base_of(book.lookup, operation.node, operation.path_item)
    return book.requests.request(operation, base, credentials_for(box, book.lookup))


@pytest.mark.parametrize("value", NASTY)
def test_json_path_query_and_headers_arrive_as_they_are(
    language: str, value: str, server: Loopback, tmp_path: Path
) -> None:
    header = value.replace("\n", " ").strip()
    body = {value: [value, 1.5, True, None, {}], "list": []}
    text = json.dumps(body, ensure_ascii=False, indent=2)
    path = path_value("x", value, "simple", explode=False)
    query = "&".join(query_pairs(value, value, {}))
    request = Request(
        "PUT",
        f"{server.url}/a/{path}?{query}",
        headers=(("X-Plain", re.sub(r"[^ -~]", "", header)), ("Cookie", "a=b%20c")),
        body=Body("json", "application/json", text, body),
    )
    arrived = sent(language, request, server, tmp_path)
    address = urlsplit(arrived.target)
    assert arrived.method == "PUT"
    assert unquote(address.path.removeprefix("/a/")) == value
    assert parse_qsl(address.query, keep_blank_values=True) == [(value, value)]
    assert arrived.headers["x-plain"] == re.sub(r"[^ -~]", "", header)
    assert arrived.headers["cookie"] == "a=b%20c"
    assert arrived.headers["content-type"].startswith("application/json")
    assert json.loads(arrived.body) == body


@pytest.mark.parametrize("value", NASTY)
def test_forms_and_texts_arrive_as_they_are(
    language: str, value: str, server: Loopback, tmp_path: Path
) -> None:
    form = "application/x-www-form-urlencoded"
    fields = ((value, value), ("a[b]", "1"), ("again", "1"), ("again", "2"))
    request = Request("POST", f"{server.url}/", body=Body("form", form, fields=fields))
    arrived = sent(language, request, server, tmp_path)
    assert arrived.headers["content-type"].startswith(form)
    assert parse_qsl(arrived.body.decode(), keep_blank_values=True) == list(fields)
    text = Request("POST", f"{server.url}/", body=Body("text", "text/plain", value))
    assert sent(language, text, server, tmp_path).body.decode() == value


@pytest.mark.parametrize("value", NASTY)
def test_multipart_arrives_with_its_files(
    language: str, value: str, server: Loopback, tmp_path: Path
) -> None:
    parts = (
        Part("note", value),
        Part("meta", json.dumps({"a": value}), "application/json"),
        Part("file", file="example.bin"),
        Part("typed", media_type="image/png", file="example.bin"),
    )
    body = Body("multipart", "multipart/form-data", parts=parts)
    arrived = sent(language, Request("POST", f"{server.url}/", body=body), server, tmp_path)
    found = {name: (kind, content) for name, kind, content in multipart(arrived)}
    assert normal(found["note"][1]) == normal(value.encode())
    assert json.loads(found["meta"][1]) == {"a": value}
    assert found["meta"][0] == "application/json"
    assert found["file"][1] == b"\x00file\xff"
    assert found["typed"][0] == "image/png"


def normal(text: bytes) -> bytes:
    """Text of a form: browsers and curl may send line ends as CRLF."""
    return text.replace(b"\r\n", b"\n")


def multipart(arrived: Arrived) -> Iterator[tuple[str, str, bytes]]:
    head = f"Content-Type: {arrived.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + arrived.body)
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        yield str(name), part.get_content_type(), content


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "OPTIONS", "PATCH"])
def test_methods_and_basic_authentication(
    language: str, method: str, server: Loopback, tmp_path: Path
) -> None:
    request = Request(method, f"{server.url}/x?a=1", basic=("user", "pa'ss"))
    arrived = sent(language, request, server, tmp_path)
    assert (arrived.method, arrived.target) == (method, "/x?a=1")
    assert arrived.headers["authorization"] == "Basic dXNlcjpwYSdzcw=="


def test_files_are_sent_whole(language: str, server: Loopback, tmp_path: Path) -> None:
    request = Request("POST", f"{server.url}/", body=Body("file", "image/png"))
    arrived = sent(language, request, server, tmp_path)
    assert arrived.body == b"\x00file\xff"
    assert arrived.headers["content-type"] == "image/png"


SCHEMES = """
components:
  securitySchemes:
    personalToken: {type: apiKey, in: header, name: token}
    queryKey: {type: apiKey, in: query, name: "api key"}
    cookieKey: {type: apiKey, in: cookie, name: sid}
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
    oauth: {type: oauth2, flows: {}}
"""


@pytest.mark.parametrize(
    ("scheme", "header", "value"),
    [
        ("personalToken", "token", "YOUR_PERSONAL_TOKEN"),
        ("bearer", "authorization", "Bearer YOUR_BEARER"),
        ("oauth", "authorization", "Bearer YOUR_ACCESS_TOKEN"),
        ("cookieKey", "cookie", "sid=YOUR_COOKIE_KEY"),
    ],
)
def test_the_audience_s_own_credentials_are_sent(
    language: str, server: Loopback, tmp_path: Path, scheme: str, header: str, value: str
) -> None:
    source = f"{SCHEMES}\npaths: {{/x: {{get: {{security: [{{{scheme}: []}}], responses: {{}}}}}}}}"
    arrived = sent(language, built(source, server.url), server, tmp_path)
    assert arrived.headers[header] == value


def test_a_key_in_the_query_is_sent_there(language: str, server: Loopback, tmp_path: Path) -> None:
    source = f"{SCHEMES}\npaths: {{/x: {{get: {{security: [{{queryKey: []}}], responses: {{}}}}}}}}"
    arrived = sent(language, built(source, server.url), server, tmp_path)
    assert parse_qsl(urlsplit(arrived.target).query) == [("api key", "YOUR_QUERY_KEY")]


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


def test_every_language_writes_every_kind_of_body() -> None:
    for kind in ("json", "form", "multipart", "text", "file"):
        for value in NASTY:
            parts = (Part("a", value), Part("f", file="example.bin"))
            body = Body(kind, "x/y", value, {"a": value}, ((value, value),), parts)
            request = Request("POST", "https://example.com/", (("A", "b"),), ("u", "p"), True, body)
            for language in LANGUAGES:
                assert language.write(request)
