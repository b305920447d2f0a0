"""Requests in Java, with java.net.http."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from apidocgen.reference.samples.literals import lines_as_they_are, quoted
from apidocgen.reference.samples.request import FILE, Body, Part, Request, disposition

_PUBLISHERS = "HttpRequest.BodyPublishers"
_WITH_BODY = {"POST", "PUT"}


def java(request: Request) -> str:
    """Java 17 or newer with java.net.http."""
    lines = [f".header({quoted(name)}, {quoted(value)})" for name, value in _headers(request)]
    if request.basic:
        user = quoted(":".join(request.basic))
        encoded = f"Base64.getEncoder().encodeToString({user}.getBytes())"
        lines.append(f'.header("Authorization", "Basic " + {encoded})')
    lines += _method(request)
    inner = "".join(f"\n    {line}" for line in lines)
    imports = "".join(f"import {each};\n" for each in _imports(request))
    before = _CERTIFICATE if request.certificate else ""
    client = "client" if request.certificate else "HttpClient.newHttpClient()"
    return (
        f"{imports}\n{before}"
        f"var request = HttpRequest.newBuilder(URI.create({quoted(request.url)})){inner}\n"
        f"    .build();\nvar response = {client}\n"
        "    .send(request, HttpResponse.BodyHandlers.ofString());\n"
        "System.out.println(response.body());"
    )


_CERTIFICATE = """\
var password = "YOUR_PASSWORD".toCharArray();
var keys = KeyManagerFactory.getInstance("PKIX");
keys.init(KeyStore.getInstance(new File("client.p12"), password), password);
var tls = SSLContext.getInstance("TLS");
tls.init(keys.getKeyManagers(), null, null);
var client = HttpClient.newBuilder().sslContext(tls).build();
"""


def _imports(request: Request) -> Iterator[str]:
    body = request.body
    if request.certificate:
        yield "java.io.File"
    yield "java.net.URI"
    yield "java.net.http.*"
    if body and (body.kind == "file" or any(part.file for part in body.parts)):
        yield "java.nio.file.Path"
    if request.certificate:
        yield "java.security.KeyStore"
    if request.basic:
        yield "java.util.Base64"
    if request.certificate:
        yield "javax.net.ssl.*"


def _headers(request: Request) -> Iterator[tuple[str, str]]:
    yield from request.all_headers
    if request.body and request.body.kind == "multipart":
        yield "Content-Type", f"{request.body.media_type}; boundary={_boundary(request.body)}"


def _method(request: Request) -> Iterator[str]:
    publisher = _publisher(request.body) if request.body else f"{_PUBLISHERS}.noBody()"
    if request.method in _WITH_BODY:
        yield f".{request.method}({publisher})"
    elif request.body or request.method not in {"GET", "DELETE"}:
        yield f".method({quoted(request.method)}, {publisher})"
    elif request.method == "DELETE":
        yield ".DELETE()"


def _publisher(body: Body) -> str:
    if body.kind == "multipart":
        return _joined(body)
    if body.kind == "file":
        return f"{_PUBLISHERS}.ofFile(Path.of({quoted(FILE)}))"
    return f"{_PUBLISHERS}.ofString({_text(body.sent)})"


def _boundary(body: Body) -> str:
    """A line between parts that no part contains."""
    every = "".join(part.name + part.text for part in body.parts)
    names = (f"boundary7d9f2c41b6a3{number or ''}" for number in count())
    return next(name for name in names if f"--{name}" not in every)


def _joined(body: Body) -> str:
    """A multipart body from the texts and files it consists of, since Java has no class for it."""
    boundary = _boundary(body)
    pieces: list[str] = []
    held = ""
    for part in body.parts:
        held += f"--{boundary}\r\n{_head(part)}\r\n"
        if part.file:
            pieces += [_string(held), f"{_PUBLISHERS}.ofFile(Path.of({quoted(part.file)}))"]
            held = "\r\n"
        else:
            held += f"{part.text}\r\n"
    pieces.append(_string(f"{held}--{boundary}--\r\n"))
    if len(pieces) == 1:
        return pieces[0]
    inner = ",".join(f"\n        {piece}" for piece in pieces)
    return f"{_PUBLISHERS}.concat({inner})"


def _head(part: Part) -> str:
    kind = part.media_type or ("application/octet-stream" if part.file else "")
    said = f"Content-Type: {kind}\r\n" if kind else ""
    return f"Content-Disposition: {disposition(part)}\r\n{said}"


def _string(text: str) -> str:
    """A text with line ends, broken in the source where the text is."""
    lines = [quoted(line) for line in text.splitlines(keepends=True) or [""]]
    joined = " +\n            ".join(lines)
    return f"{_PUBLISHERS}.ofString({joined})"


def _text(text: str) -> str:
    """A text block for several lines, in which only backslashes and quotes are special."""
    lines = lines_as_they_are(text)
    if not lines:
        return quoted(text)
    inner = [line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') for line in lines]
    if inner[-1].endswith('"'):
        inner[-1] = inner[-1][:-1] + '\\"'
    block = "".join(f"\n        {line}" if line else "\n" for line in inner)
    return f'"""{block}"""'
