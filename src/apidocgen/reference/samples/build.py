"""From an operation to a request that could be sent: required parts with example values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from apidocgen.reference.content import Contents
from apidocgen.reference.examples.generate import REQUEST
from apidocgen.reference.highlight import language_of
from apidocgen.reference.lenient import as_json, listed, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.parameters import merged_parameters
from apidocgen.reference.samples.credentials import Credentials
from apidocgen.reference.samples.request import FILE, Body, Part, Request, header_value
from apidocgen.reference.samples.serialize import (
    nested,
    path_value,
    plain,
    query_pairs,
    simple_value,
)
from apidocgen.spec.methods import as_sent
from apidocgen.variants.variant import VisibleOperation

LONGEST_BODY = 2_500
"""Characters of a body in a sample; a longer one is cut down to what is required."""

_SAFE = "/:@!$&'()*+,;=~-._%"
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_LONE = re.compile("%(?![0-9A-Fa-f]{2})")
NOWHERE = "https://api.example.com"
USER = ("YOUR_USERNAME", "YOUR_PASSWORD")
LONGEST_VALUE = 500
"""Characters of a parameter in a sample, as long as a shorter value can be made."""

LONGEST_TEXT = 10_000
"""Characters of a body in a sample if nothing in it can be left out; a longer one is a file."""

_BODILESS = {"HEAD", "TRACE"}
"""Methods whose content has no meaning, or must not be (RFC 9110 §9.3)."""

_OF_CLIENTS = {
    "connection", "content-length", "content-type", "expect", "host", "keep-alive", "te",
    "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
"""Headers that clients write themselves, and that some refuse to be given."""


class Requests:
    """Builds the requests of one variant."""

    def __init__(self, lookup: Lookup, contents: Contents) -> None:
        """Take example values from ``contents``."""
        self._lookup = lookup
        self._contents = contents

    def request(self, operation: VisibleOperation, base: str, access: Credentials) -> Request:
        """The request of an operation."""
        node = operation.node
        parameters = merged_parameters(self._lookup, node, operation.path_item).values()
        needed = [each for each in parameters if each.get("required") is True or _is_path(each)]
        query = [*self._query(needed), *(f"{quote(n, '')}={quote(v, '')}" for n, v in access.query)]
        question = "&".join(query)
        address = base.rstrip("/") + self._path(operation.path, needed)
        method = as_sent(operation.method)
        headers = tuple(_sendable(self._headers(needed, node, access)))
        has_authorization = any(name.lower() == "authorization" for name, _ in access.headers)
        return Request(
            method=method,
            url=f"{address}{'?' if question else ''}{question}",
            headers=headers,
            basic=USER if access.basic and not has_authorization else None,
            certificate=access.certificate,
            body=None if method in _BODILESS else self._body(node.get("requestBody")),
        )

    def value(self, parameter: dict[str, Any]) -> Any:
        """An example value of a parameter; as JSON, if ``content`` describes it."""
        found = self._value(parameter)
        return as_json(found) if "content" in parameter else found

    def _value(self, parameter: dict[str, Any]) -> Any:
        content = table(parameter.get("content")).values()
        media = self._lookup.resolve(next(iter(content), {}))
        for value in (*self._stated(parameter), *self._stated(media)):
            if value is not None and len(as_json(value)) <= LONGEST_VALUE:
                return value
        schema = parameter.get("schema", media.get("schema", {"type": "string"}))
        made = self._contents.generators[REQUEST].example(schema, text(parameter.get("name")))
        return made.value if made.exists else "example"

    def _stated(self, node: dict[str, Any]) -> Iterator[Any]:
        """The examples that a parameter or a media type gives, the first ones first."""
        named = [self._lookup.resolve(each) for each in table(node.get("examples")).values()]
        for each in [node] if "example" in node else named:
            yield from (each[key] for key in ("example", "value", "dataValue") if key in each)

    def _path(self, path: str, needed: list[dict[str, Any]]) -> str:
        values = {text(each.get("name")): each for each in needed if _is_path(each)}

        def fill(found: re.Match[str]) -> str:
            node = values.get(found[1], {"name": found[1]})
            style = str(node.get("style") or "simple")
            return path_value(found[1], self.value(node), style, node.get("explode") is True)

        pieces = _VARIABLE.split(path)
        names = _VARIABLE.finditer(path)
        return "".join(
            _encoded(piece) if index % 2 == 0 else fill(next(names))
            for index, piece in enumerate(pieces)
        )

    def _query(self, needed: list[dict[str, Any]]) -> Iterator[str]:
        for each in needed:
            if each.get("in") == "querystring":
                yield quote(plain(self.value(each)), safe="=&-._~")
            elif each.get("in") == "query":
                yield from query_pairs(text(each.get("name")), self.value(each), each)

    def _headers(
        self, needed: list[dict[str, Any]], node: dict[str, Any], access: Credentials
    ) -> Iterator[tuple[str, str]]:
        yield from access.headers
        accepted = self._accepted(node)
        if accepted:
            yield "Accept", header_value(accepted)
        cookies = [f"{quote(name, '')}={quote(value, '')}" for name, value in access.cookies]
        for each in needed:
            name, explode = text(each.get("name")), each.get("explode") is True
            if each.get("in") == "header":
                yield _header_name(name), header_value(simple_value(self.value(each), explode))
            elif each.get("in") == "cookie":
                cookies += query_pairs(name, self.value(each), each)
        if cookies:
            yield "Cookie", "; ".join(cookies)

    def _accepted(self, node: dict[str, Any]) -> str:
        for status, each in table(node.get("responses")).items():
            content = table(self._lookup.resolve(each).get("content"))
            if str(status).startswith("2") and content:
                return next(iter(content))
        return ""

    def _body(self, node: object) -> Body | None:
        content = table(self._lookup.resolve(node).get("content"))
        if not content:
            return None
        media_type = min(content, key=_preference)
        media = self._lookup.resolve(content[media_type])
        essence = media_type.partition(";")[0].strip().lower()
        if essence == "multipart/form-data":
            parts = tuple(self._parts(media))
            return Body("multipart", essence, parts=parts)
        value = self._example(media)
        if essence == "application/x-www-form-urlencoded":
            return Body("form", essence, fields=tuple(_form(value, media)))
        if language_of(media_type) == "json":
            said = as_json(value, indent=2)
            kind = "json" if len(said) <= LONGEST_TEXT else "file"
            return Body(kind, header_value(media_type), said, value)
        if isinstance(value, str) and _is_text(value) and not _is_file(media.get("schema")):
            return Body("text", header_value(media_type), value)
        usual = "application/octet-stream" if "*" in media_type else header_value(media_type)
        return Body("file", usual)

    def _example(self, media: dict[str, Any]) -> Any:
        """The first example of a body; if it is long, what is required of it."""
        for value in self._stated(media):
            if len(as_json(value)) <= LONGEST_BODY:
                return value
        generator = self._contents.generators[REQUEST]
        made = generator.example(media.get("schema"))
        if len(as_json(made.value)) > LONGEST_BODY:
            made = generator.lean(media.get("schema"))
        return made.value if made.exists else {}

    def _parts(self, media: dict[str, Any]) -> Iterator[Part]:
        value = self._example(media)
        flat = self._contents.merger.flat(media.get("schema"))
        schemas = table(flat.keywords.get("properties"))
        encodings = table(media.get("encoding"))
        for name, each in table(value).items():
            said = text(table(encodings.get(name)).get("contentType"))
            schema = self._contents.merger.flat(schemas.get(name)).keywords
            is_file = _is_file(schema) or _is_file(schema.get("items"))
            values = each if isinstance(each, list) else [each]
            for one in values[:1] if is_file else values:
                kind = "application/json" if isinstance(one, dict | list) else ""
                media_type = said.partition(",")[0].strip() or kind
                if is_file or not _is_text(plain(one)):
                    yield Part(name, media_type=media_type, file=FILE)
                else:
                    yield Part(name, plain(one), media_type)


def _is_path(parameter: dict[str, Any]) -> bool:
    return parameter.get("in") == "path"


def _is_file(schema: object) -> bool:
    keywords = table(schema)
    return keywords.get("format") == "binary" or "contentMediaType" in keywords


def _is_text(value: str) -> bool:
    """Whether a text is short enough to be written down, and no command line would cut it."""
    return len(value) <= LONGEST_TEXT and "\0" not in value


def _sendable(headers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The headers that a sample sets: each once, the first one counts."""
    done = {*_OF_CLIENTS}
    for name, value in headers:
        if name.lower() not in done:
            done.add(name.lower())
            yield name, value


def _encoded(text: str) -> str:
    """A piece of an address in which every sign may stand; what is encoded stays so."""
    return quote(_LONE.sub("%25", text), safe=_SAFE)


def _preference(media_type: str) -> int:
    """Which of several media types a sample uses: JSON before forms before the rest."""
    if language_of(media_type) == "json":
        return 0
    order = ("application/x-www-form-urlencoded", "multipart/form-data")
    return order.index(media_type) + 1 if media_type in order else len(order) + 1


def _form(value: object, media: dict[str, Any]) -> Iterator[tuple[str, str]]:
    encodings = table(media.get("encoding"))
    for name, each in table(value).items():
        deep = table(encodings.get(name)).get("style") == "deepObject"
        if deep and isinstance(each, dict | list):
            yield from ((way, plain(inner)) for way, inner in nested(name, each))
        elif isinstance(each, list):
            yield from ((name, plain(inner)) for inner in each)
        else:
            yield name, plain(each)


def _header_name(name: str) -> str:
    return re.sub(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]", "-", name) or "X-Header"


def base_of(lookup: Lookup, *holders: dict[str, Any]) -> str:
    """The address of the nearest server, its variables filled in."""
    listings = (listed(holder.get("servers")) for holder in (*holders, lookup.tree))
    nearest = next((servers for servers in listings if servers), None)
    if not nearest:
        return NOWHERE
    address = quote(_LONE.sub("%25", _filled(table(nearest[0]))), safe=_SAFE + "[]")
    is_whole = address.lower().startswith(("http://", "https://"))
    return address if is_whole else f"{NOWHERE}/{address.lstrip('/')}"


def _filled(server: dict[str, Any]) -> str:
    variables = table(server.get("variables"))

    def fill(found: re.Match[str]) -> str:
        return str(table(variables.get(found[1])).get("default", found[1]))

    return _VARIABLE.sub(fill, text(server.get("url")))
