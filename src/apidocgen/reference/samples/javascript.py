"""Requests in JavaScript, with fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apidocgen.reference.samples.literals import Dialect, are_unique, literal, one_a_line, quoted
from apidocgen.reference.samples.request import FILE, Body, Part, Request

EXACT = 2**53
_SPECIAL = "__proto__"
_IDENTIFIER = re.compile("[A-Za-z_$][A-Za-z0-9_$]*")
_STEP = "  "


def _key(name: str) -> str:
    return name if _IDENTIFIER.fullmatch(name) else quoted(name)


JAVASCRIPT = Dialect({None: "null", True: "true", False: "false"}, _key, _STEP)


def javascript(request: Request) -> str:
    """JavaScript with fetch, as Node.js runs it; nothing for what fetch refuses to send.

    See https://fetch.spec.whatwg.org: TRACE is a forbidden method, and GET must have no body.
    """
    if request.method == "TRACE" or (request.method == "GET" and request.body):
        return ""
    imports = _imports(request)
    inner = "".join(f"\n  {each}" for each in _options(request))
    options = f", {{{inner}\n}}" if inner else ""
    call = f"const response = await fetch({quoted(request.url)}{options});"
    lines = [*imports, ""] if imports else []
    lines += _before(request)
    return "\n".join([*lines, call, "console.log(response.status, await response.text());"])


def _imports(request: Request) -> list[str]:
    body = request.body
    needed = []
    if (body and body.kind == "file") or request.certificate:
        needed.append('import { readFile } from "node:fs/promises";')
    if body and any(part.file for part in body.parts):
        needed.append('import { openAsBlob } from "node:fs";')
    if request.certificate:
        needed.append('import { Agent, fetch } from "undici";')
    return needed


def _before(request: Request) -> Iterator[str]:
    """What stands before the call."""
    if request.certificate:
        yield "const dispatcher = new Agent({"
        yield "  connect: {"
        yield '    cert: await readFile("client.pem"),'
        yield '    key: await readFile("client.key"),'
        yield "  },"
        yield "});"
    if request.body and request.body.kind == "multipart":
        yield "const form = new FormData();"
        yield from map(_part, request.body.parts)
        yield ""


def _options(request: Request) -> Iterator[str]:
    if request.method != "GET":
        yield f"method: {quoted(request.method)},"
    headers = [f"{_key(name)}: {quoted(value)}," for name, value in request.all_headers]
    if request.basic:
        headers.append(f'Authorization: "Basic " + btoa({quoted(":".join(request.basic))}),')
    if headers:
        inner = "".join(f"\n    {each}" for each in headers)
        yield f"headers: {{{inner}\n  }},"
    if request.body:
        yield f"body: {_body(request.body)},"
    if request.certificate:
        yield "dispatcher,"


def _body(body: Body) -> str:
    if body.kind == "json" and _is_exact(body.value):
        return f"JSON.stringify({literal(body.value, JAVASCRIPT, _STEP)})"
    if body.kind == "form":
        return f"new URLSearchParams({_fields(body)})"
    if body.kind == "multipart":
        return "form"
    if body.kind == "file":
        return f"await readFile({quoted(FILE)})"
    return quoted(body.text)


def _fields(body: Body) -> str:
    names = [name for name, _ in body.fields]
    if are_unique(names) and _SPECIAL not in names:
        named = (f"{_key(name)}: {quoted(value)}" for name, value in body.fields)
        return one_a_line(named, _STEP, "{}", _STEP)
    pairs = (f"[{quoted(name)}, {quoted(value)}]" for name, value in body.fields)
    return one_a_line(pairs, _STEP, step=_STEP)


def _part(part: Part) -> str:
    name = quoted(part.name)
    kind = f", {{ type: {quoted(part.media_type)} }}" if part.media_type else ""
    if part.file:
        blob = f"await openAsBlob({quoted(part.file)}{kind})"
        return f"form.append({name}, {blob}, {quoted(part.file)});"
    value = f"new Blob([{quoted(part.text)}]{kind})" if kind else quoted(part.text)
    return f"form.append({name}, {value});"


def _is_exact(value: Any) -> bool:
    """Whether JavaScript reads a literal as JSON would: numbers exactly, no special names."""
    if isinstance(value, dict):
        return _SPECIAL not in value and all(map(_is_exact, value.values()))
    if isinstance(value, list):
        return all(map(_is_exact, value))
    return not isinstance(value, int) or abs(value) < EXACT
