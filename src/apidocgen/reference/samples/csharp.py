"""Requests in C#, with HttpClient."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.reference.samples.literals import are_unique, lines_as_they_are, quoted
from apidocgen.reference.samples.request import FILE, Body, Part, Request, form_parameter

_METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"}
_OF_THE_BODY = {"allow", "expires", "last-modified"}
_CHECKED = {
    "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "date",
    "from", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
    "max-forwards", "pragma", "proxy-authorization", "range", "referer", "user-agent", "via",
    "warning",
}  # fmt: skip
"""Headers that HttpClient parses, and refuses where it cannot."""


def csharp(request: Request) -> str:
    """C# with HttpClient."""
    statements = "\n".join(_statements(request))
    needed = (name for name, sign in _SIGNS.items() if sign in statements)
    start = "".join(f"using {name};\n" for name in needed)
    return f"{start}\n{statements}" if start else statements


_SIGNS = {
    "System.Net.Http.Headers": "HeaderValue",
    "System.Security.Cryptography.X509Certificates": "X509Certificate2.",
    "System.Text": "Encoding.UTF8",
}
"""What namespaces are needed for, beyond those that a project imports by itself."""


def _statements(request: Request) -> Iterator[str]:
    if request.certificate:
        yield "using var handler = new HttpClientHandler();"
        loaded = 'X509Certificate2.CreateFromPemFile("client.pem", "client.key")'
        yield f"handler.ClientCertificates.Add({loaded});"
    yield f"using var client = new HttpClient({'handler' if request.certificate else ''});"
    target = f"{_method(request.method)}, {quoted(request.url)}"
    yield f"using var request = new HttpRequestMessage({target});"
    yield from _headers(request)
    yield from _body(request.body) if request.body else ()
    yield from _headers_of_the_body(request)
    yield "using var response = await client.SendAsync(request);"
    yield "Console.WriteLine(await response.Content.ReadAsStringAsync());"


def _method(method: str) -> str:
    known = method in _METHODS
    return f"HttpMethod.{method.capitalize()}" if known else f"new HttpMethod({quoted(method)})"


def _headers(request: Request) -> Iterator[str]:
    for name, value in request.headers:
        if _is_of_the_body(name):
            continue
        if name.lower() == "authorization":
            scheme, *rest = map(quoted, value.split(" ", 1))
            said = f"new AuthenticationHeaderValue({', '.join([scheme, *rest])})"
            yield f"request.Headers.Authorization = {said};"
        else:
            yield f"request.Headers.{_adding(name, value)}({quoted(name)}, {quoted(value)});"
    if request.basic:
        user = f"Encoding.UTF8.GetBytes({quoted(':'.join(request.basic))})"
        said = f'new AuthenticationHeaderValue("Basic", Convert.ToBase64String({user}))'
        yield f"request.Headers.Authorization = {said};"


def _adding(name: str, value: str) -> str:
    """The method that adds a header: unchecked, if a check could refuse the value."""
    is_sure = name.lower() not in _CHECKED or (name == "Accept" and ";" not in value)
    return "Add" if is_sure and value else "TryAddWithoutValidation"


def _is_of_the_body(name: str) -> bool:
    """Whether HttpClient takes a header only beside a body."""
    return name.lower().startswith("content-") or name.lower() in _OF_THE_BODY


def _headers_of_the_body(request: Request) -> Iterator[str]:
    found = [each for each in request.headers if _is_of_the_body(each[0])]
    if found and not request.body:
        yield "request.Content = new ByteArrayContent(Array.Empty<byte>());"
    for name, value in found:
        said = f"{quoted(name)}, {quoted(value)}"
        yield f"request.Content.Headers.TryAddWithoutValidation({said});"


def _body(body: Body) -> Iterator[str]:
    if body.kind == "multipart":
        yield "var form = new MultipartFormDataContent();"
        for number, part in enumerate(body.parts, 1):
            yield from _part(part, number)
        yield "request.Content = form;"
    elif body.kind == "form":
        yield f"request.Content = new FormUrlEncodedContent({_fields(body)});"
    elif body.kind == "file":
        yield f"request.Content = new StreamContent(File.OpenRead({quoted(FILE)}));"
        yield f"request.Content.Headers.ContentType = {_parsed(body.media_type)};"
    else:
        yield f"request.Content = {_string(body.text, body.media_type)};"
        if ";" in body.media_type:
            yield f"request.Content.Headers.ContentType = {_parsed(body.media_type)};"


def _parsed(media_type: str) -> str:
    return f"MediaTypeHeaderValue.Parse({quoted(media_type)})"


def _string(text: str, media_type: str) -> str:
    more = f", Encoding.UTF8, {quoted(media_type)}" if media_type and ";" not in media_type else ""
    return f"new StringContent({_text(text)}{more})"


def _fields(body: Body) -> str:
    if are_unique(name for name, _ in body.fields):
        start, pattern = "Dictionary<string, string>", "[{}] = {}"
    else:
        start, pattern = "List<KeyValuePair<string, string>>", "new({}, {})"
    pairs = (pattern.format(quoted(name), quoted(value)) for name, value in body.fields)
    inner = "".join(f"\n    {pair}," for pair in pairs)
    return f"new {start}\n{{{inner}\n}}"


def _part(part: Part, number: int) -> Iterator[str]:
    name = quoted(form_parameter(part.name))
    if not part.file:
        yield f"form.Add({_string(part.text, part.media_type)}, {name});"
        return
    stream = f"new StreamContent(File.OpenRead({quoted(part.file)}))"
    if part.media_type:
        yield f"var file{number} = {stream};"
        yield f"file{number}.Headers.ContentType = {_parsed(part.media_type)};"
        stream = f"file{number}"
    yield f"form.Add({stream}, {name}, {quoted(part.file)});"


def _text(text: str) -> str:
    """A raw literal for several lines: nothing in it is special but a row of quotes."""
    lines = lines_as_they_are(text)
    if not lines or '"""' in text:
        return quoted(text)
    inner = "".join(f"\n    {line}" for line in lines)
    return f'"""{inner}\n    """'
