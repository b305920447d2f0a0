"""Every language sends the same request: that of the model, whatever is in it.

One test for a language, because all samples of a compiled one are built and run in one go.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from apidocgen.reference.samples.languages import LANGUAGES
from apidocgen.reference.samples.request import Body, Part, Request, header_value
from apidocgen.reference.samples.serialize import path_value, query_pairs
from tests.reference.loopback import Arrived, Loopback, loopback
from tests.reference.samples_of_documents import DOCUMENTS, first_request
from tests.reference.toolchains import toolchain

HOSTILE = {
    "quotes": """it's "quoted" '''three''' \"\"\"three\"\"\" \"\"\"\"four\"\"\"\"""",
    "signs": "${HOME} $(id) `id` %s %d {{x}} #{y} {$z} $a {0} @file !x \\${y}",
    "backslashes": "back\\slash \\n \\u0041 \\x41 \\0 \\",
    "lines": "one\n  two \n\nthree\n",
    "indented": '  a\n\tb\n   "c"',
    "block": 'a\n"""\n\\"""" x """"',
    "returns": "one\r\ntwo\rthree",
    "letters": "tab\tüñí 日本 é 🎉👩‍🚀 \U0010ffff",
    "unseen": "\u0085 \u2028 \u2029 \u202e \ufeff \x7f \x1b \x08 \x0c",
    "markup": "</script><!-- <b>&amp; ]]> ?> EOF JSON ;type=x",
    "spaces": "  ends  ",
    "long": "0123456789 é" * 2_000,
}
FILE = b"\x00file\xff\r\n--boundary\r\n"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def of_values() -> Iterator[tuple[str, Request]]:
    for name, value in HOSTILE.items():
        short = value[:200].replace("\u202e", "")  # which Mono drops from an address
        path = path_value("x", short, "simple", explode=False)
        query = "&".join(query_pairs(short, short, {}))
        data = {"text": value, short: [short, 1.5, True, None, {}, [], 2**60], "list": [{}]}
        headers = (("X-Plain", header_value(short)), ("Cookie", "a=b%20c; d=e"))
        body = Body("json", JSON, json.dumps(data, ensure_ascii=False, indent=2), data)
        yield f"json_{name}", Request("PUT", f"/{path}?{query}", headers, body=body)
        yield f"text_{name}", Request("POST", "/", body=Body("text", "text/plain", value))
        fields = ((short, value), ("a[b]", "1"))
        yield f"form_{name}", Request("POST", "/", body=Body("form", FORM, fields=fields))
        parts = (
            Part("note", value),
            Part("meta", json.dumps({"a": value}), JSON),
            Part("again", "1"),
            Part("again", "2"),
            Part("file", file="example.bin"),
            Part("typed", media_type="image/png", file="example.bin"),
        )
        multipart = Body("multipart", "multipart/form-data", parts=parts)
        yield f"multipart_{name}", Request("POST", "/", body=multipart)


def of_kinds() -> Iterator[tuple[str, Request]]:
    for method in ("GET", "HEAD", "DELETE", "OPTIONS", "PATCH", "PUT", "POST", "TRACE", "QUERY"):
        yield f"plain_{method.lower()}", Request(method, "/x?a=1", basic=("user", "pa'ss\"$x"))
    for method in ("GET", "DELETE", "PATCH", "QUERY"):
        body = Body("json", "application/merge-patch+json", '{"a": 1}', {"a": 1})
        yield f"body_{method.lower()}", Request(method, "/x", body=body)
    for name, media_type in {
        "binary": "image/png",
        "charset": "application/octet-stream; x=y",
    }.items():
        yield f"file_{name}", Request("POST", "/", body=Body("file", media_type))
    parts = (Part("a b", "1"), Part('q"[0]', "2"))
    yield "texts", Request("POST", "/", body=Body("multipart", "multipart/form-data", parts=parts))
    typed = Body("json", "application/vnd.a+json; version=2", "[]", [])
    yield "typed", Request("POST", "/", body=typed)
    fields = tuple(("again", value) for value in HOSTILE.values())
    yield "repeated", Request("POST", "/", body=Body("form", FORM, fields=fields))
    yield "empty_form", Request("POST", "/", body=Body("form", FORM))
    special = {"1": 1, "__proto__": 1e300, "b": 0.1}
    body = Body("json", JSON, json.dumps(special), special)
    yield "numbers", Request("POST", "/", body=body)
    headers = [("If-Match", "abc"), ("Range", "odd"), ("Accept-Language", "de;q=x"), ("X-None", "")]
    headers += [
        ("Content-Language", "de"),
        ("Expires", "0"),
        ("User-Agent", "a b/(c"),
        ("Date", "x"),
    ]
    headers += [("Accept", "a/b; c=d, e/f"), ("Authorization", 'Odd a="b", c')]
    yield "headers", Request("GET", "/", tuple(headers))
    yield "token", Request("GET", "/", (("Authorization", "YOUR_KEY"),))


def cases(server: str) -> dict[str, Request]:
    """All requests, each to an address of its own."""
    found = [*of_values(), *of_kinds()]
    found += ((name, first_request(tree)) for name, tree in DOCUMENTS.items())
    named = ((f"case_{name}", request) for name, request in found)
    return {name: _moved(request, f"{server}/{name}") for name, request in named}


def _moved(request: Request, base: str) -> Request:
    target = request.url.removeprefix("https://api.example.com")
    return Request(request.method, base + target, request.headers, request.basic, body=request.body)


@pytest.mark.parametrize("language", [each.key for each in LANGUAGES])
def test_what_arrives_is_what_the_model_says(language: str, tmp_path: Path) -> None:
    tools = toolchain(language)
    write = next(each.write for each in LANGUAGES if each.key == language)
    (tmp_path / "example.bin").write_bytes(FILE)
    with loopback() as server:
        requests = cases(server.url)
        samples = {name: code for name, request in requests.items() if (code := write(request))}
        wrong = tools.run(samples, tmp_path)
        arrived = by_case(server)
    assert not wrong
    refused = {"case_plain_trace", "case_body_get"} if language == "javascript" else set()
    assert requests.keys() - samples.keys() == refused
    different = {
        name: (found, wanted)
        for name, request in requests.items()
        if name in samples
        and (found := seen(arrived.get(name), request)) != (wanted := expected(request, server.url))
    }
    assert not different, "\n".join(
        f"{name}\n  {found}\n  {wanted}" for name, (found, wanted) in different.items()
    )[:20_000]


def by_case(server: Loopback) -> dict[str, Arrived]:
    found: dict[str, Arrived] = {}
    for each in server.arrived:
        name = each.target.split("/")[1].partition("?")[0]
        assert name not in found, f"{name} came twice"
        found[name] = each
    return found


def expected(request: Request, server: str) -> dict[str, Any]:
    """What has to arrive."""
    headers = {name.lower(): value for name, value in request.headers}
    if request.basic:
        pair = base64.b64encode(":".join(request.basic).encode()).decode()
        headers["authorization"] = f"Basic {pair}"
    body = request.body
    return {
        "method": request.method,
        "target": canonical(request.url.removeprefix(server)),
        "headers": headers,
        "type": body.media_type.replace(" ", "") if body else "",
        "body": _expected_body(body) if body else "",
    }


def _expected_body(body: Body) -> Any:
    if body.kind == "json":
        return body.value
    if body.kind == "form":
        return list(body.fields)
    if body.kind == "multipart":
        return [_expected_part(part) for part in body.parts]
    return FILE if body.kind == "file" else body.text


def _expected_part(part: Part) -> tuple[str, str, object]:
    content = FILE if part.file else part.text.encode()
    return part.name, part.media_type, lines_alike(content)


def seen(arrived: Arrived | None, request: Request) -> dict[str, Any]:
    """What arrived, of all that is in the model."""
    if arrived is None:
        return {}
    kind, _, parameters = arrived.headers.get("content-type", "").partition(";")
    if request.body is None:
        kind = parameters = ""
    named = [x for x in parameters.replace(" ", "").split(";") if x]
    kept = [x for x in named if not x.lower().startswith(("charset=utf-8", "boundary="))]
    return {
        "method": arrived.method,
        "target": canonical(arrived.target),
        "headers": {name.lower(): arrived.headers.get(name.lower()) for name, _ in request.headers}
        | ({"authorization": arrived.headers.get("authorization")} if request.basic else {}),
        "type": ";".join([kind, *kept]),
        "body": _seen_body(arrived, request.body) if request.body else arrived.body.decode(),
    }


def _seen_body(arrived: Arrived, body: Body) -> Any:
    if body.kind == "json":
        return json.loads(arrived.body)
    if body.kind == "form":
        return parse_qsl(arrived.body.decode(), keep_blank_values=True)
    if body.kind == "multipart":
        return list(_seen_parts(arrived, body))
    return arrived.body if body.kind == "file" else arrived.body.decode()


def _seen_parts(arrived: Arrived, body: Body) -> Iterator[tuple[str, str, object]]:
    """The parts; a type counts where one was asked for, since clients add what they like."""
    head = f"Content-Type: {arrived.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + arrived.body)
    asked = [part.media_type for part in body.parts]
    for part, kind in zip(message.iter_parts(), asked, strict=True):
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found = part.get_content_type() if kind else ""
        yield name.replace("%22", '"'), found, lines_alike(content)


def lines_alike(text: bytes) -> bytes:
    """Text of a form: browsers and curl may send line ends as CRLF."""
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def canonical(target: str) -> str:
    """An address in which what needs no escape has none, and all else has one."""
    start, mark, query = target.partition("?")
    return _canonical(start) + mark + _canonical(query)


def _canonical(text: str) -> str:
    """RFC 3986 §6.2.2, and one way for the few signs that clients escape as they like."""
    text = text.replace("[", "%5B").replace("]", "%5D")
    pieces = []
    for index, piece in enumerate(text.split("%")):
        raw = bytes.fromhex(piece[:2]) if index else b""
        rest = piece[2:] if index else piece
        shown = raw.decode("ascii", "replace")
        keep = shown.isalnum() or shown in tuple("-._~':")
        pieces.append((shown if keep else f"%{raw.hex().upper()}" if raw else "") + rest)
    return "".join(pieces)
