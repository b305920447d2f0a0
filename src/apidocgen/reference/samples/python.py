"""Requests in Python, with the package requests."""

from __future__ import annotations

from apidocgen.reference.samples.literals import Dialect, literal, one_a_line, quoted
from apidocgen.reference.samples.request import FILE, Body, Part, Request

PYTHON = Dialect({None: "None", True: "True", False: "False"})
_FUNCTIONS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}


def python(request: Request) -> str:
    """Python with requests."""
    named = request.method in _FUNCTIONS
    function = request.method.lower() if named else "request"
    arguments = [] if named else [quoted(request.method)]
    arguments.append(quoted(request.url))
    headers = _headers(request)
    if headers:
        pairs = (f"{quoted(name)}: {quoted(value)}" for name, value in headers)
        arguments.append(f"headers={one_a_line(pairs, '    ', '{}')}")
    if request.basic:
        arguments.append(f"auth=({', '.join(map(quoted, request.basic))})")
    if request.certificate:
        arguments.append('cert=("client.pem", "client.key")')
    if request.body:
        arguments.append(_body(request.body))
    arguments.append("timeout=30")
    call = "".join(f"\n    {each}," for each in arguments)
    more = "from pathlib import Path\n\n" if request.body and request.body.kind == "file" else ""
    head = f"{more}import requests\n\nresponse = requests.{function}("
    return f"{head}{call}\n)\nresponse.raise_for_status()\nprint(response.text)"


def _headers(request: Request) -> tuple[tuple[str, str], ...]:
    """The headers that requests does not add itself."""
    body = request.body
    if body is None or body.kind == "multipart" or body.fields:
        return request.headers
    is_usual = body.kind == "json" and body.media_type == "application/json"
    return request.headers if is_usual else request.all_headers


def _body(body: Body) -> str:
    if body.kind == "json" and body.media_type == "application/json":
        return f"json={literal(body.value, PYTHON, '    ')}"
    if body.fields:
        pairs = (f"({quoted(name)}, {quoted(value)})" for name, value in body.fields)
        return f"data={one_a_line(pairs, '    ')}"
    if body.kind == "multipart":
        return f"files={one_a_line(map(_part, body.parts), '    ')}"
    if body.kind == "file":
        return f"data=Path({quoted(FILE)}).read_bytes()"
    return f"data={quoted(body.sent)}.encode()"


def _part(part: Part) -> str:
    kind = f", {quoted(part.media_type)}" if part.media_type else ""
    if part.file:
        name = quoted(part.file)
        return f'({quoted(part.name)}, ({name}, open({name}, "rb"){kind}))'
    return f"({quoted(part.name)}, (None, {quoted(part.text)}{kind}))"
