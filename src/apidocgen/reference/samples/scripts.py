"""Requests as a shell command and in scripting languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from apidocgen.reference.samples.request import Body, Part, Request, quoted

EXACT = 2**53


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def curl(request: Request) -> str:
    """A command for a POSIX shell."""
    return " \\\n  ".join(["curl " + _target(request), *_curl_options(request)])


def _target(request: Request) -> str:
    plain = request.method == ("POST" if request.body else "GET")
    method = "--head " if request.method == "HEAD" else f"--request {request.method} "
    globoff = "--globoff " if any(sign in request.url for sign in "[]{}") else ""
    return f"{'' if plain else method}{globoff}{_shell(request.url)}"


def _curl_options(request: Request) -> Iterator[str]:
    if request.basic:
        yield f"--user {_shell(':'.join(request.basic))}"
    if request.certificate:
        yield "--cert client.pem --key client.key"
    body = request.body
    form = body is not None and body.kind == "form"
    for name, value in request.headers if form else request.all_headers:
        yield f"--header {_shell(f'{name}: {value}' if value else f'{name};')}"
    if body:
        yield from _curl_body(body)


def _curl_body(body: Body) -> Iterator[str]:
    if body.kind == "form":
        for name, value in body.fields:
            yield f"--data-urlencode {_shell(quote(name, safe='') + '=' + value)}"
        if not body.fields:
            yield "--data-raw ''"
    elif body.kind == "multipart":
        yield from map(_curl_part, body.parts)
    elif body.kind == "file":
        yield "--data-binary @example.bin"
    else:
        yield f"--data-raw {_shell(body.text)}"


def _curl_part(part: Part) -> str:
    kind = f";type={part.media_type}" if part.media_type else ""
    name = part.name.replace("=", "%3D")
    if part.file:
        return f"--form {_shell(f'{name}=@{part.file}{kind}')}"
    if not kind:
        return f"--form-string {_shell(f'{name}={part.text}')}"
    inner = part.text.replace("\\", "\\\\").replace('"', '\\"')
    return "--form " + _shell(f'{name}="{inner}"{kind}')


def _lines(values: Iterable[str], indent: str, ends: str = "[]") -> str:
    """Values one a line, between brackets."""
    inner = "".join(f"\n{indent}    {each}," for each in values)
    return f"{ends[0]}{inner}\n{indent}{ends[1]}" if inner else ends


def literal(value: Any, words: dict[Any, str], indent: str = "") -> str:
    """A JSON value as a literal; ``words`` are for null, true and false."""
    if value is None or isinstance(value, bool):
        return words[value]
    if isinstance(value, dict):
        fields = (
            f"{quoted(str(k))}: {literal(v, words, indent + '    ')}" for k, v in value.items()
        )
        return _lines(fields, indent, "{}")
    if isinstance(value, list):
        return _lines((literal(each, words, indent + "    ") for each in value), indent)
    return quoted(value) if isinstance(value, str) else str(value)


PYTHON = {None: "None", True: "True", False: "False"}


def python(request: Request) -> str:
    """Python with requests."""
    body = request.body
    kind = body.kind if body else ""
    headers = request.headers if kind in {"form", "multipart"} else request.all_headers
    if kind == "json" and request.body and request.body.media_type == "application/json":
        headers = request.headers
    arguments = [quoted(request.method), quoted(request.url)]
    if headers:
        named = (f"{quoted(name)}: {quoted(value)}" for name, value in headers)
        arguments.append(f"headers={_lines(named, '    ', '{}')}")
    if request.basic:
        arguments.append(f"auth=({', '.join(map(quoted, request.basic))})")
    if request.certificate:
        arguments.append('cert=("client.pem", "client.key")')
    if body:
        arguments.append(_python_body(body))
    arguments.append("timeout=30")
    call = "".join(f"\n    {each}," for each in arguments)
    head = "import requests\n\nresponse = requests.request("
    return f"{head}{call}\n)\nresponse.raise_for_status()\nprint(response.text)"


def _python_body(body: Body) -> str:
    if body.kind == "json":
        if body.media_type != "application/json":
            return f"data={quoted(body.text)}.encode()"
        return f"json={literal(body.value, PYTHON, '    ')}"
    if body.kind == "form":
        pairs = (f"({quoted(name)}, {quoted(value)})" for name, value in body.fields)
        return f"data={_lines(pairs, '    ')}"
    if body.kind == "multipart":
        return f"files={_lines(map(_python_part, body.parts), '    ')}"
    if body.kind == "file":
        return 'data=open("example.bin", "rb")'
    return f"data={quoted(body.text)}.encode()"


def _python_part(part: Part) -> str:
    kind = f", {quoted(part.media_type)}" if part.media_type else ""
    if part.file:
        name = quoted(part.file)
        return f'({quoted(part.name)}, ({name}, open({name}, "rb"){kind}))'
    return f"({quoted(part.name)}, (None, {quoted(part.text)}{kind}))"


JAVASCRIPT = {None: "null", True: "true", False: "false"}


def javascript(request: Request) -> str:
    """JavaScript with fetch, as Node.js runs it."""
    body = request.body
    head, tail = _javascript_body(body) if body else ("", "")
    fields = []
    if request.method != "GET":
        fields.append(f"method: {quoted(request.method)},")
    headers = [f"{quoted(name)}: {quoted(value)}," for name, value in request.all_headers]
    if request.basic:
        user = quoted(":".join(request.basic))
        headers.append(f'"Authorization": "Basic " + btoa({user}),')
    if headers:
        inner = "".join(f"\n    {each}" for each in headers)
        fields.append(f"headers: {{{inner}\n  }},")
    if tail:
        fields.append(f"body: {tail},")
    inner = "".join(f"\n  {each}" for each in fields)
    options = f", {{{inner}\n}}" if fields else ""
    call = f"const response = await fetch({quoted(request.url)}{options});\n"
    return f"{head}{call}console.log(response.status, await response.text());"


def _javascript_body(body: Body) -> tuple[str, str]:
    """What stands before the call, and the body in it."""
    if body.kind == "json":
        if not _is_exact(body.value):
            return "", quoted(body.text)
        return "", f"JSON.stringify({literal(body.value, JAVASCRIPT, '  ')})"
    if body.kind == "form":
        pairs = (f"[{quoted(name)}, {quoted(value)}]" for name, value in body.fields)
        return "", f"new URLSearchParams({_lines(pairs, '  ')})"
    if body.kind == "multipart":
        lines = [*map(_javascript_part, body.parts)]
        opens = (
            'import { openAsBlob } from "node:fs";\n\n' if any(p.file for p in body.parts) else ""
        )
        return f"{opens}const form = new FormData();\n{''.join(lines)}\n", "form"
    if body.kind == "file":
        return 'import { readFile } from "node:fs/promises";\n\n', 'await readFile("example.bin")'
    return "", quoted(body.text)


def _javascript_part(part: Part) -> str:
    name = quoted(part.name)
    kind = f", {{ type: {quoted(part.media_type)} }}" if part.media_type else ""
    if part.file:
        blob = f"await openAsBlob({quoted(part.file)}{kind})"
        return f"form.append({name}, {blob}, {quoted(part.file)});\n"
    value = f"new Blob([{quoted(part.text)}]{kind})" if kind else quoted(part.text)
    return f"form.append({name}, {value});\n"


def _is_exact(value: Any) -> bool:
    """Whether JavaScript reads a literal as JSON would: numbers exactly, no special names."""
    if isinstance(value, dict):
        return "__proto__" not in value and all(map(_is_exact, value.values()))
    if isinstance(value, list):
        return all(map(_is_exact, value))
    return not isinstance(value, int) or abs(value) < EXACT


def _single(text: str) -> str:
    """A text in single quotes as PHP reads it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def php(request: Request) -> str:
    """PHP with its curl extension."""
    options = [f"CURLOPT_CUSTOMREQUEST => {_single(request.method)}"]
    options.append("CURLOPT_RETURNTRANSFER => true")
    headers = [_single(f"{name}: {value}") for name, value in request.all_headers]
    if headers:
        options.append(f"CURLOPT_HTTPHEADER => {_lines(headers, '    ')}")
    if request.basic:
        options.append(f"CURLOPT_USERPWD => {_single(':'.join(request.basic))}")
    if request.certificate:
        options.append("CURLOPT_SSLCERT => 'client.pem'")
        options.append("CURLOPT_SSLKEY => 'client.key'")
    if request.body:
        options.append(f"CURLOPT_POSTFIELDS => {_php_body(request.body)}")
    lines = "".join(f"\n    {each}," for each in options)
    start = f"<?php\n$curl = curl_init({_single(request.url)});\ncurl_setopt_array($curl, ["
    return f"{start}{lines}\n]);\necho curl_exec($curl);"


def _php_body(body: Body) -> str:
    if body.kind == "form":
        return _single(urlencode(body.fields))
    if body.kind == "multipart":
        return _lines(map(_php_part, body.parts), "    ")
    if body.kind == "file":
        return "file_get_contents('example.bin')"
    return _single(body.text)


def _php_part(part: Part) -> str:
    kind = f", {_single(part.media_type)}" if part.media_type else ""
    if part.file:
        return f"{_single(part.name)} => new CURLFile({_single(part.file)}{kind})"
    if kind:
        text = f"new CURLStringFile({_single(part.text)}, {_single(part.name)}{kind})"
        return f"{_single(part.name)} => {text}"
    return f"{_single(part.name)} => {_single(part.text)}"
