"""Requests in languages that are compiled."""

from __future__ import annotations

from urllib.parse import urlencode

from apidocgen.reference.samples.request import Body, Part, Request, quoted


def sent_text(body: Body) -> str:
    """The body as it goes over the wire, for kinds that are text."""
    return urlencode(body.fields) if body.kind == "form" else body.text


def _basic(request: Request) -> str:
    return ":".join(request.basic or ())


def go(request: Request) -> str:
    """Go with net/http."""
    imports = ["fmt", "io", "net/http"]
    lines: list[str] = []
    reader = "nil"
    body = request.body
    headers = list(request.all_headers)
    if body and body.kind == "multipart":
        imports += ["bytes", "mime/multipart"]
        lines += ["var body bytes.Buffer", "form := multipart.NewWriter(&body)"]
        lines += [line for part in body.parts for line in _go_part(part, imports)]
        lines.append("form.Close()")
        reader = "&body"
    elif body and body.kind == "file":
        imports.append("os")
        lines.append(f"body, _ := os.Open({quoted('example.bin')})")
        reader = "body"
    elif body:
        imports.append("strings")
        lines.append(f"body := strings.NewReader({_go_text(sent_text(body))})")
        reader = "body"
    call = f"{quoted(request.method)}, {quoted(request.url)}, {reader}"
    lines.append(f"request, err := http.NewRequest({call})")
    lines += ["if err != nil {", "\tpanic(err)", "}"]
    lines += [f"request.Header.Set({quoted(n)}, {quoted(v)})" for n, v in headers]
    if body and body.kind == "multipart":
        lines.append('request.Header.Set("Content-Type", form.FormDataContentType())')
    if request.basic:
        lines.append(f"request.SetBasicAuth({', '.join(map(quoted, request.basic))})")
    lines += ["response, err := http.DefaultClient.Do(request)", "if err != nil {", "\tpanic(err)"]
    lines += ["}", "defer response.Body.Close()", "text, _ := io.ReadAll(response.Body)"]
    lines.append("fmt.Println(response.Status, string(text))")
    named = "".join(f'\n\t"{each}"' for each in sorted(set(imports)))
    inner = "".join(f"\n\t{line}" for line in lines)
    return f"package main\n\nimport ({named}\n)\n\nfunc main() {{{inner}\n}}"


def _go_text(text: str) -> str:
    """A raw literal where the text allows one, since that shows JSON as it is."""
    raw = "\n" in text and not any(sign in text for sign in "`\r\ufeff\x00")
    return f"`{text}`" if raw else quoted(text)


def _go_part(part: Part, imports: list[str]) -> list[str]:
    if not part.file:
        return [f"form.WriteField({quoted(part.name)}, {quoted(part.text)})"]
    imports.append("os")
    file = quoted(part.file)
    return [
        f"part, _ := form.CreateFormFile({quoted(part.name)}, {file})",
        f"content, _ := os.ReadFile({file})",
        "part.Write(content)",
    ]


def _joined(parts: tuple[Part, ...], boundary: str) -> str:
    """A multipart body of texts; a file is named where its content would be."""
    pieces = []
    for part in parts:
        name = f'; filename="{part.file}"' if part.file else ""
        kind = f"Content-Type: {part.media_type}\r\n" if part.media_type else ""
        shown = "CONTENT_OF_THE_FILE" if part.file else part.text
        head = f'Content-Disposition: form-data; name="{part.name}"{name}\r\n{kind}'
        pieces.append(f"--{boundary}\r\n{head}\r\n{shown}\r\n")
    return "".join(pieces) + f"--{boundary}--\r\n"


def java(request: Request) -> str:
    """Java with java.net.http."""
    body = request.body
    headers = list(request.all_headers)
    publisher = "HttpRequest.BodyPublishers.noBody()"
    if body and body.kind == "multipart":
        headers.append(("Content-Type", "multipart/form-data; boundary=frontier"))
        publisher = (
            f"HttpRequest.BodyPublishers.ofString({_java_text(_joined(body.parts, 'frontier'))})"
        )
    elif body and body.kind == "file":
        publisher = 'HttpRequest.BodyPublishers.ofFile(Path.of("example.bin"))'
    elif body:
        publisher = f"HttpRequest.BodyPublishers.ofString({_java_text(sent_text(body))})"
    lines = [f".header({_java(name)}, {_java(value)})" for name, value in headers]
    if request.basic:
        encoded = f"Base64.getEncoder().encodeToString({_java(_basic(request))}.getBytes())"
        lines.append(f'.header("Authorization", "Basic " + {encoded})')
    lines.append(f".method({quoted(request.method)}, {publisher})")
    inner = "".join(f"\n    {line}" for line in lines)
    more = "import java.nio.file.Path;\n" if body and body.kind == "file" else ""
    more += "import java.util.Base64;\n" if request.basic else ""
    return (
        f"import java.net.URI;\nimport java.net.http.*;\n{more}\n"
        f"var request = HttpRequest.newBuilder(URI.create({_java(request.url)})){inner}\n"
        "    .build();\n"
        "var response = HttpClient.newHttpClient()\n"
        "    .send(request, HttpResponse.BodyHandlers.ofString());\n"
        "System.out.println(response.statusCode() + response.body());"
    )


def _java(text: str) -> str:
    return quoted(text)


def _java_text(text: str) -> str:
    """A text block for several lines, in which only backslashes and quotes are special."""
    if "\n" not in text or "\r" in text or any(line != line.rstrip() for line in text.split("\n")):
        return quoted(text)
    inner = text.replace("\\", "\\\\").replace('"""', '\\"""')
    lines = "".join(f"\n        {line}" if line else "\n" for line in inner.split("\n"))
    return f'"""{lines}"""' if not inner.endswith('"') else f'"""{lines[:-1]}\\""""'


def csharp(request: Request) -> str:
    """C# with HttpClient."""
    body = request.body
    lines = ["using var client = new HttpClient();"]
    method = f"new HttpMethod({quoted(request.method)})"
    lines.append(f"using var request = new HttpRequestMessage({method}, {quoted(request.url)});")
    lines += [
        f"request.Headers.TryAddWithoutValidation({quoted(name)}, {quoted(value)});"
        for name, value in request.headers
    ]
    if request.basic:
        encoded = f"Convert.ToBase64String(Encoding.UTF8.GetBytes({quoted(_basic(request))}))"
        lines.append(f'request.Headers.Add("Authorization", "Basic " + {encoded});')
    if body:
        lines += _csharp_body(body)
    lines.append("using var response = await client.SendAsync(request);")
    lines.append("Console.WriteLine(await response.Content.ReadAsStringAsync());")
    start = (
        "using System.Net.Http.Headers;\nusing System.Text;\n\n" if body or request.basic else ""
    )
    return start + "\n".join(lines)


def _csharp_body(body: Body) -> list[str]:
    if body.kind == "multipart":
        lines = ["var form = new MultipartFormDataContent();"]
        lines += map(_csharp_part, body.parts)
        return [*lines, "request.Content = form;"]
    if body.kind == "file":
        lines = ['request.Content = new StreamContent(File.OpenRead("example.bin"));']
    else:
        lines = [f"request.Content = new StringContent({_csharp_text(sent_text(body))});"]
    kind = f"MediaTypeHeaderValue.Parse({quoted(body.media_type)})"
    return [*lines, f"request.Content.Headers.ContentType = {kind};"]


def _csharp_text(text: str) -> str:
    """A raw literal for several lines: nothing in it is special but a row of quotes."""
    if "\n" not in text or "\r" in text or '"""' in text:
        return quoted(text)
    lines = "".join(f"\n    {line}" for line in text.split("\n"))
    return f'"""{lines}\n    """'


def _csharp_part(part: Part) -> str:
    if part.file:
        stream = f"new StreamContent(File.OpenRead({quoted(part.file)}))"
        return f"form.Add({stream}, {quoted(part.name)}, {quoted(part.file)});"
    return f"form.Add(new StringContent({quoted(part.text)}), {quoted(part.name)});"
