"""Requests in Go, with net/http."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.reference.samples.literals import is_plain, quoted
from apidocgen.reference.samples.request import FILE, Body, Part, Request, disposition

_STOP = ("if err != nil {", "\tlog.Fatal(err)", "}")


def go(request: Request) -> str:
    """Go with net/http."""
    before, reader = _body(request.body)
    client = "http.DefaultClient"
    lines = [*before]
    if request.certificate:
        client = "client"
        lines += _CERTIFICATE
    call = f"{quoted(request.method)}, {quoted(request.url)}, {reader}"
    lines += [f"req, err := http.NewRequest({call})", *_STOP, *_headers(request)]
    lines += ["", f"resp, err := {client}.Do(req)", *_STOP, "defer resp.Body.Close()", ""]
    lines += ["content, err := io.ReadAll(resp.Body)", *_STOP]
    lines.append("fmt.Println(resp.Status, string(content))")
    inner = "".join(f"\n\t{line}" if line else "\n" for line in lines)
    named = "".join(f'\n\t"{each}"' for each in sorted(_imports(request)))
    return f"package main\n\nimport ({named}\n)\n\nfunc main() {{{inner}\n}}"


_CERTIFICATE = (
    'certificate, err := tls.LoadX509KeyPair("client.pem", "client.key")',
    *_STOP,
    "client := &http.Client{Transport: &http.Transport{",
    "\tTLSClientConfig: &tls.Config{Certificates: []tls.Certificate{certificate}},",
    "}}",
    "",
)


def _imports(request: Request) -> set[str]:
    found = {"fmt", "io", "log", "net/http"}
    body = request.body
    if request.certificate:
        found.add("crypto/tls")
    if body is None:
        return found
    if body.kind == "multipart":
        found |= {"bytes", "mime/multipart"}
        found |= {"os"} if any(part.file for part in body.parts) else set()
        return found | ({"net/textproto"} if any(part.media_type for part in body.parts) else set())
    return found | ({"bytes", "os"} if body.kind == "file" else {"strings"})


def _headers(request: Request) -> Iterator[str]:
    for name, value in request.all_headers:
        yield f"req.Header.Set({quoted(name)}, {quoted(value)})"
    if request.body and request.body.kind == "multipart":
        yield 'req.Header.Set("Content-Type", form.FormDataContentType())'
    if request.basic:
        yield f"req.SetBasicAuth({', '.join(map(quoted, request.basic))})"


def _body(body: Body | None) -> tuple[list[str], str]:
    """What stands before the request, and what its body is read from."""
    if body is None:
        return [], "nil"
    if body.kind == "multipart":
        return _form(body), "&body"
    if body.kind == "file":
        return [f"data, err := os.ReadFile({quoted(FILE)})", *_STOP], "bytes.NewReader(data)"
    return [f"body := strings.NewReader({_text(body.sent)})"], "body"


def _form(body: Body) -> list[str]:
    """Lines that fill a form in memory, where writing does not fail."""
    lines = []
    if any(part.file for part in body.parts):
        lines += [f"data, err := os.ReadFile({quoted(FILE)})", *_STOP, ""]
    lines += ["var body bytes.Buffer", "form := multipart.NewWriter(&body)"]
    sign = ":="
    for part in body.parts:
        if not part.file and not part.media_type:
            lines.append(f"form.WriteField({quoted(part.name)}, {quoted(part.text)})")
            continue
        lines += _part(part, sign)
        sign = "="
    return [*lines, "form.Close()", ""]


def _part(part: Part, sign: str) -> Iterator[str]:
    content = "data" if part.file else f"[]byte({_text(part.text)})"
    if not part.media_type:
        made = f"form.CreateFormFile({quoted(part.name)}, {quoted(part.file)})"
        yield f"part, _ {sign} {made}"
    else:
        yield f"part, _ {sign} form.CreatePart(textproto.MIMEHeader{{"
        yield f'\t"Content-Disposition": {{{_raw(disposition(part))}}},'
        yield f'\t"Content-Type":        {{{quoted(part.media_type)}}},'
        yield "})"
    yield f"part.Write({content})"


def _text(text: str) -> str:
    """A raw literal where the text allows one, since that shows JSON as it is."""
    return _raw(text) if "\n" in text else quoted(text)


def _raw(text: str) -> str:
    return f"`{text}`" if "`" not in text and is_plain(text) else quoted(text)
