"""Requests as a curl command for a POSIX shell."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from apidocgen.reference.samples.request import FILE, Body, Part, Request


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def curl(request: Request) -> str:
    """A command for a POSIX shell."""
    return " \\\n  ".join(["curl " + _target(request), *_options(request)])


def _target(request: Request) -> str:
    plain = request.method == ("POST" if request.body else "GET")
    method = "--head " if request.method == "HEAD" else f"--request {request.method} "
    globoff = "--globoff " if any(sign in request.url for sign in "[]{}") else ""
    return f"{'' if plain else method}{globoff}{_shell(request.url)}"


def _options(request: Request) -> Iterator[str]:
    if request.basic:
        yield f"--user {_shell(':'.join(request.basic))}"
    if request.certificate:
        yield "--cert client.pem --key client.key"
    body = request.body
    form = body is not None and body.kind == "form"
    for name, value in request.headers if form else request.all_headers:
        yield f"--header {_shell(f'{name}: {value}' if value else f'{name};')}"
    if body:
        yield from _body(body)


def _body(body: Body) -> Iterator[str]:
    if body.kind == "form":
        yield from _fields(body)
    elif body.kind == "multipart":
        yield from map(_part, body.parts)
    elif body.kind == "file":
        yield f"--data-binary @{FILE}"
    else:
        yield f"--data-raw {_shell(body.text)}"


def _fields(body: Body) -> Iterator[str]:
    """Fields for curl to encode, unless they hold what no argument can: a null byte."""
    if not body.fields or "\0" in "".join(value for _, value in body.fields):
        yield f"--data-raw {_shell(body.sent)}"
        return
    for name, value in body.fields:
        yield f"--data-urlencode {_shell(quote(name, safe='') + '=' + value)}"


def _part(part: Part) -> str:
    kind = f";type={part.media_type}" if part.media_type else ""
    name = part.name.replace("=", "%3D")
    if part.file:
        return f"--form {_shell(f'{name}=@{part.file}{kind}')}"
    if not kind:
        return f"--form-string {_shell(f'{name}={part.text}')}"
    inner = part.text.replace("\\", "\\\\").replace('"', '\\"')
    return "--form " + _shell(f'{name}="{inner}"{kind}')
