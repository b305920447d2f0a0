"""What the objects of a document say that a reader must find: read from the document alone.

Each fact is told apart by where it may stand: in fixed words (a pattern, as wordings differ), as a
name or value in code, in prose, as the target of a link, or in an example.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.grammar import HTTP_METHODS
from tests.pages.shown import Place, squeezed, words

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One thing to be found at a place."""

    name: str
    stands: Callable[[Place], bool]


def said(name: str, pattern: str) -> Fact:
    """Fixed words."""
    return Fact(name, lambda place: re.search(pattern, place.said) is not None)


def code(name: str, value: object) -> Fact:
    """A name or value."""
    return Fact(f"{name} {literal(value)}", lambda place: squeezed(literal(value)) in place.codes)


def link(name: str, target: str) -> Fact:
    """Where a link leads."""
    return Fact(f"{name} {target}", lambda place: target in place.links)


def prose(name: str, text: object) -> Iterator[Fact]:
    """A description: all its words in their order, marks and addresses of Markdown aside."""
    wanted = words(_without_marks(text)) if isinstance(text, str) else []
    if wanted:
        yield Fact(
            f"{name} {' '.join(wanted)[:60]!r}", lambda place: _in_order(wanted, place.words)
        )


def _in_order(wanted: list[str], shown: list[str]) -> bool:
    rest = iter(shown)
    return all(word in rest for word in wanted)


_MARKS = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), " "),  # a picture
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (re.compile(r"</?[a-zA-Z][^>]*>"), " "),
    (re.compile(r"^( {0,3}[`~]{3,})\S*", re.MULTILINE), " "),  # the language of a block of code
    (re.compile(r"(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)"), " "),
    (re.compile(r"^ *\[[^\]]+\]: *\S+$", re.MULTILINE), " "),
    (re.compile(r"(?<=\])\[[^\]]*\]"), " "),
    (re.compile(r"^ *\d+[.)] ", re.MULTILINE), " "),  # a list's own numbers
    (re.compile(r"[*`\\]"), ""),
)


def _without_marks(text: str) -> str:
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return html.unescape(text)


ENCODINGS = ("encoding", "prefixEncoding", "itemEncoding")

LOOKED_FOR: Mapping[str, frozenset[str]] = {
    "PathItem": frozenset({"summary", "description", "servers", "parameters", *HTTP_METHODS}),
    "Operation": frozenset({"summary", "description", "externalDocs", "parameters", "requestBody", "responses", "callbacks", "servers"}),
    "Parameter": frozenset({"description", "schema", "content", "examples"}),
    "Header": frozenset({"description", "schema", "content", "examples"}),
    "RequestBody": frozenset({"description", "content"}),
    "MediaType": frozenset({"description", "schema", "itemSchema", "examples", *ENCODINGS}),
    "Encoding": frozenset({"headers", *ENCODINGS}),
    "Response": frozenset({"summary", "description", "headers", "content", "links"}),
    "Link": frozenset({"description", "server"}),
    "Server": frozenset({"name", "description", "variables"}),
    "ServerVariable": frozenset({"description"}),
    "ExternalDocs": frozenset({"description"}),
    "Schema": frozenset({"description", "externalDocs", "discriminator", "xml", "properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames", "items", "prefixItems", "additionalItems", "unevaluatedItems", "contains", "allOf", "oneOf", "anyOf", "not", "if", "then", "else", "dependentSchemas", "contentSchema", "default", "const", "enum", "x-enum-values"}),
}  # fmt: skip
"""The fields of the grammar that the checklist or the comparison reads."""

WAIVED: Mapping[str, Mapping[str, str]] = {
    "PathItem": {"additionalOperations": "operations like the others: the variant lists them"},
    "Operation": {
        "security": "test_scopes_on_pages compares it in both directions",
        "x-codeSamples": "tests of the samples look at them",
        "x-code-samples": "the same",
    },
    "ServerVariable": {"x-enum-values": "it hides values; their texts are not shown yet"},
    "Parameter": {"example": "an illustration: shown where it is short"},
    "Header": {"example": "an illustration: shown where it is short"},
    "MediaType": {"example": "tests of the examples look at it"},
    "Schema": {
        "title": "a label where there is no better one",
        "$comment": "a note for those who maintain the document (JSON Schema core, 8.3)",
        "$defs": "nothing until something refers to them",
        "definitions": "the same",
        "example": "an illustration: shown where it is short",
        "examples": "the same",
        "dependencies": "draft 4 to 7, which OpenAPI never had",
    },
}
"""Fields that a page need not show as such, and why."""


def literal(value: object) -> str:
    """A value as it is written in a document."""
    if isinstance(value, str) and value and value == value.strip():
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def number(value: object) -> str:
    """A number in a pattern."""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        value = int(value)
    return re.escape(json.dumps(value))


_TYPES = {
    "string": "string|file",
    "integer": "integer",
    "number": "number|integer",
    "boolean": "boolean",
    "array": "array|tuple",
    "object": "object|map",
    "null": "null",
    "file": "file",
}

_BOUNDS = {
    "minimum": r"(at least|more than|exactly) {n}(?![\d.])|(?<![\d.]){n} to ",
    "maximum": r"(at most|less than|exactly) {n}(?![\d.])| to {n}(?![\d.])",
    "multipleOf": r"multiple of {n}(?![\d.])",
    "minLength": r"(at least|exactly) {n} character|(?<!\d){n} to \d+ character",
    "maxLength": r"(at most|exactly| to) {n} character",
    "minItems": r"(at least|exactly) {n} item|(?<!\d){n} to \d+ item",
    "maxItems": r"(at most|exactly| to) {n} item",
    "minProperties": r"(at least|exactly) {n} propert|(?<!\d){n} to \d+ propert",
    "maxProperties": r"(at most|exactly| to) {n} propert",
    "minContains": r"(at least|exactly) {n} matching|(?<!\d){n} to \d+ matching",
    "maxContains": r"(at most|exactly| to) {n} matching",
}
_STRICT = {
    "exclusiveMinimum": ("minimum", "more than {n}"),
    "exclusiveMaximum": ("maximum", "less than {n}"),
}
_FLAGS = {
    "deprecated": "deprecated",
    "readOnly": "read-only",
    "writeOnly": "write-only",
    "nullable": "null",
    "uniqueItems": "no item twice",
}
_NOTHING_SAID = {"minLength", "minItems", "minProperties", "minContains"}


def of_schema(node: Node) -> Iterator[Fact]:
    """What a Schema Object says itself (OpenAPI 3.1, section 4.8.24)."""
    yield from _types(node)
    yield from _numbers(node)
    for keyword, mark in _FLAGS.items():
        if node.get(keyword) is True:
            yield said(keyword, mark)
    yield from _values(node)
    yield from prose("description", node.get("description"))
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if node.get(keyword) is False:
            yield said(keyword, "no other properties")
    if isinstance(node.get("externalDocs"), dict):
        yield from of_docs(node["externalDocs"])
    for name, needed in (node.get("dependentRequired") or {}).items():
        yield said(f"dependentRequired {name}", re.escape(f"with {name} also {', '.join(needed)}"))
    for pattern in node.get("patternProperties") or ():
        yield labelled(f"pattern {pattern}", pattern)
    if isinstance(node.get("xml"), dict):
        yield from _xml(node["xml"])
    discriminator = node.get("discriminator")
    if isinstance(discriminator, dict):
        yield from _discriminator(discriminator)


_XML_NODES = {"attribute": "XML attribute", "text": "XML text", "cdata": "CDATA"}


def _xml(node: Node) -> Iterator[Fact]:
    """An XML Object (OpenAPI 3.1, section 4.8.26)."""
    if node.get("name"):
        prefix = f"{node['prefix']}:" if node.get("prefix") else ""
        yield code("xml name", f"{prefix}{node['name']}")
    if node.get("namespace"):
        yield code("xml namespace", node["namespace"])
    if node.get("wrapped") is True:
        yield said("xml wrapped", "wrapped in an XML element")
    kind = "attribute" if node.get("attribute") is True else node.get("nodeType")
    if kind in _XML_NODES:
        yield said(f"xml {kind}", _XML_NODES[kind])


def labels(place: Place) -> str:
    """The labels of what stands directly inside a place."""
    parts = place.nearest("ag-items", "ag-option", "ag-rule")
    return squeezed(" ".join(label.text() for each in parts for label in each.having("ag-label")))


def labelled(name: str, words: str) -> Fact:
    """Words in the label of something directly inside."""
    return Fact(name, lambda place: words in labels(place))


def _discriminator(node: Node) -> Iterator[Fact]:
    for wanted in (node["propertyName"], *(node.get("mapping") or ())):
        yield _telling_apart(wanted)


def _telling_apart(value: str) -> Fact:
    return Fact(f"discriminator {value}", lambda place: value in _alternatives(place))


def _alternatives(place: Place) -> str:
    """What is said of a place and of the alternatives in it."""
    inside = (squeezed(each.text()) for each in place.nearest("ag-option"))
    return " ".join((place.said, *inside))


def _types(node: Node) -> Iterator[Fact]:
    stated = node.get("type")
    for kind in [stated] if isinstance(stated, str) else stated or ():
        yield said(f"type {kind}", rf"\b({_TYPES[kind]})s?\b")
    shown = node.get("format")
    if isinstance(shown, str) and shown and stated != "object":
        pattern = r"\bfiles?\b|\(binary\)" if shown == "binary" else rf"\({re.escape(shown)}\)"
        yield said(f"format {shown}", pattern)


def _numbers(node: Node) -> Iterator[Fact]:
    for keyword, pattern in _BOUNDS.items():
        limit = node.get(keyword)
        if _is_number(limit) and not (limit == 0 and keyword in _NOTHING_SAID):
            yield said(f"{keyword} {limit}", pattern.replace("{n}", number(limit)))
    for keyword, (inclusive, pattern) in _STRICT.items():
        limit = node.get(keyword)
        limit = node.get(inclusive) if limit is True else limit
        if _is_number(limit):
            yield said(f"{keyword} {limit}", pattern.replace("{n}", number(limit)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _values(node: Node) -> Iterator[Fact]:
    for keyword in ("const", "default"):
        if keyword in node:
            yield code(keyword, node[keyword])
    for keyword in ("pattern", "contentMediaType", "contentEncoding"):
        if node.get(keyword):
            yield code(keyword, node[keyword])
    for value in node.get("enum") or ():
        if value is not None:
            yield code("enum", value)
    known = {literal(value) for value in node.get("enum") or ()}
    for value, meaning in _meanings(node):
        if literal(value) in known:
            yield from prose(f"meaning of {value}", meaning)


def _meanings(node: Node) -> Iterator[tuple[object, object]]:
    """What single values mean: `x-enum-values` in a master, the other key in a variant."""
    for value, entry in (node.get("x-enum-values") or {}).items():
        yield value, entry.get("description")
    for key in ("x-enum-descriptions", "x-enumDescriptions"):
        said = node.get(key) or {}
        yield from zip(node["enum"], said, strict=False) if isinstance(said, list) else said.items()


def of_docs(node: Node) -> Iterator[Fact]:
    """An External Documentation Object (section 4.8.11)."""
    yield link("external docs", node["url"])
    yield from prose("external docs", node.get("description"))


_STYLES = {
    "spaceDelimited": "separated by spaces",
    "pipeDelimited": r"separated by \|",
    "deepObject": r"name\[key\]=value",
    "matrix": ";name=value",
    "label": r"\.value",
}
_USUAL_STYLE = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def of_parameter(node: Node) -> Iterator[Fact]:
    """A Parameter or Header Object, its schema aside (sections 4.8.12 and 4.8.21)."""
    yield from prose("description", node.get("description"))
    if node.get("required") is True:
        yield said("required", r"\brequired\b")
    if node.get("deprecated") is True:
        yield said("deprecated", "deprecated")
    style = str(node.get("style", ""))
    if style and style != _USUAL_STYLE.get(node.get("in", "header")):
        yield said(f"style {style}", _STYLES.get(style, style))
    if node.get("allowEmptyValue") is True:
        yield said("allowEmptyValue", "may be empty")
    if node.get("allowReserved") is True:
        yield said("allowReserved", "reserved characters")


def of_examples(node: Node, resolve: Callable[[object], Node]) -> Iterator[Fact]:
    """The named examples of a parameter, header or media type: what each is called and says."""
    for name, each in (node.get("examples") or {}).items():
        example = resolve(each)
        yield _titled(name, squeezed(_without_marks(example.get("summary") or name)))
        yield from _shown_by(name, example.get("description"))
        if example.get("externalValue"):
            yield link("external example", example["externalValue"])


def _titled(name: str, title: str) -> Fact:
    return Fact(f"example {name}", lambda place: title in place.examples)


def _shown_by(name: str, text: object) -> Iterator[Fact]:
    wanted = words(_without_marks(text)) if isinstance(text, str) else []
    if wanted:
        yield Fact(
            f"example {name} {' '.join(wanted)[:60]!r}",
            lambda place: _in_order(wanted, words(place.examples)),
        )


def of_encoding(name: str, node: Node) -> Iterator[Fact]:
    """An Encoding Object of a form field (section 4.8.15)."""
    if node.get("contentType"):
        yield code(f"encoding of {name}", node["contentType"])
    if node.get("style"):
        yield said(
            f"encoding of {name}: {node['style']}", _STYLES.get(str(node["style"]), "commas")
        )


def of_server(node: Node) -> Iterator[Fact]:
    """A Server Object with its variables (sections 4.8.5 and 4.8.6)."""
    yield code("server", node["url"])
    if "name" in node:
        yield said("name of a server", re.escape(str(node["name"])))
    yield from prose("server", node.get("description"))
    for name, variable in (node.get("variables") or {}).items():
        yield code("server variable", name)
        yield said(f"default of {name}", re.escape(str(variable["default"])))
        yield from prose(f"server variable {name}", variable.get("description"))
        for value in variable.get("enum") or ():
            yield said(f"value of {name}", re.escape(str(value)))


def of_link(name: str, node: Node) -> Iterator[Fact]:
    """A Link Object (section 4.8.20)."""
    yield said("link", re.escape(name))
    yield code("link to", node.get("operationId") or node.get("operationRef"))
    yield from prose("link", node.get("description"))
    for parameter, value in (node.get("parameters") or {}).items():
        yield code("link passes", parameter)
        yield code("link passes", value)
    if "requestBody" in node:
        yield Fact(
            "link passes a body",
            lambda place: (
                json.dumps(node["requestBody"], ensure_ascii=False) in place.codes
                or literal(node["requestBody"]) in place.codes
            ),
        )
    if isinstance(node.get("server"), dict):
        yield from of_server(node["server"])
