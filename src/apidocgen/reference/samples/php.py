"""Requests in PHP, with its curl extension."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apidocgen.reference.samples.literals import are_unique, is_plain, one_a_line
from apidocgen.reference.samples.request import FILE, Body, Part, Request

_SPECIAL = re.compile(r'[\\"$]')


def php(request: Request) -> str:
    """PHP with its curl extension."""
    lines = "".join(f"\n    {each}," for each in _options(request))
    return (
        f"<?php\n$curl = curl_init({_text(request.url)});\ncurl_setopt_array($curl, [{lines}\n]);\n"
        "$response = curl_exec($curl);\n"
        "if ($response === false) {\n    throw new RuntimeException(curl_error($curl));\n}\n"
        "echo $response;"
    )


def _options(request: Request) -> Iterator[str]:
    usual = "POST" if request.body else "GET"
    if request.method == "HEAD":
        yield "CURLOPT_NOBODY => true"
    elif request.method != usual:
        yield f"CURLOPT_CUSTOMREQUEST => {_text(request.method)}"
    yield "CURLOPT_RETURNTRANSFER => true"
    headers = [
        _text(f"{name}: {value}" if value else f"{name};") for name, value in request.all_headers
    ]
    if headers:
        yield f"CURLOPT_HTTPHEADER => {one_a_line(headers, '    ')}"
    if request.basic:
        yield f"CURLOPT_USERPWD => {_text(':'.join(request.basic))}"
    if request.certificate:
        yield "CURLOPT_SSLCERT => 'client.pem'"
        yield "CURLOPT_SSLKEY => 'client.key'"
    if request.body:
        yield f"CURLOPT_POSTFIELDS => {_body(request.body)}"


def _body(body: Body) -> str:
    if body.kind == "form":
        if not are_unique(name for name, _ in body.fields):
            return _text(body.sent)
        pairs = (f"{_text(name)} => {_text(value)}" for name, value in body.fields)
        return f"http_build_query({one_a_line(pairs, '    ')})"
    if body.kind == "multipart":
        return one_a_line(_parts(body), "    ")
    if body.kind == "file":
        return f"file_get_contents('{FILE}')"
    return _text(body.text)


def _parts(body: Body) -> Iterator[str]:
    """The parts, those of one name together: an array holds a name once."""
    named: dict[str, list[str]] = {}
    for part in body.parts:
        named.setdefault(part.name, []).append(_part(part))
    for name, values in named.items():
        value = values[0] if len(values) == 1 else f"[{', '.join(values)}]"
        yield f"{_text(name)} => {value}"


def _part(part: Part) -> str:
    kind = f", {_text(part.media_type)}" if part.media_type else ""
    if part.file:
        return f"new CURLFile({_text(part.file)}{kind})"
    if kind:
        return f"new CURLStringFile({_text(part.text)}, {_text(part.name)}{kind})"
    return _text(part.text)


def _text(text: str) -> str:
    """A text in single quotes, or in double ones where something in it cannot be seen."""
    if is_plain(text):
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    escaped = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return '"' + "".join(f"\\u{{{ord(x):x}}}" if not is_plain(x) else x for x in escaped) + '"'
