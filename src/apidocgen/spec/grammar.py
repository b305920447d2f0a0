"""Which OpenAPI object stands where: one table for 3.0, 3.1 and 3.2.

Every walker of a document (bundler, filter, reachability, differ, linter, reference pages) asks
this table what the value under a key is, and so tells an annotation from data: a *property named*
``x-tier`` stands where a Schema Object stands, an *annotation* ``x-tier`` stands directly in an
object that the grammar knows.

The table is the union of all versions: a 3.1 keyword in a 3.0 document is still walked, so that
nothing hides inside it. ``since`` says from which version on a field is defined.

Sources: OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0, section "Schema" (4.8 in 3.1); JSON Schema
2020-12 core and validation; draft 4 to 7 keywords that still occur in the wild.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Shape(Enum):
    """How often and under what keys a type stands in a field."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Slot:
    """What the value of one field is: a type, in a shape.

    ``or_list`` says that a list may stand where one object is usual.
    """

    type: str
    shape: Shape = Shape.ONE
    since: str = "3.0"
    or_list: bool = field(default=False, compare=False)

    def shape_of(self, value: object) -> Shape:
        """The shape that a value in this slot has."""
        return Shape.LIST if self.or_list and isinstance(value, list) else self.shape


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One kind of OpenAPI object.

    ``rest`` is the slot of every patterned field, that is every key that is no named field and
    no extension. ``component`` names the map below ``components`` that holds objects of this
    type; ``referable`` says that a Reference Object may stand in its place.
    """

    name: str
    fields: Mapping[str, Slot] = field(default_factory=dict)
    rest: Slot | None = None
    component: str | None = None
    referable: bool = False


# Leaf types: what is under such a slot holds no OpenAPI objects.
MARKDOWN = "markdown"  # rich text (CommonMark), may hold text markers
PLAIN = "plain"  # a short text for people, not rendered as Markdown
VALUE = "value"  # an instance that a schema in the same object governs
DATA = "data"  # anything else: names, numbers, addresses, opaque data
LEAVES = frozenset({MARKDOWN, PLAIN, VALUE, DATA})

HTTP_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

CHOICES = ("oneOf", "anyOf")
"""Keywords of a schema whose schemas are alternatives (JSON Schema 2020-12 core, 10.2.1)."""

ONE, LIST, MAP = Shape.ONE, Shape.LIST, Shape.MAP

_TEXT = {"description": Slot(MARKDOWN)}
_SUMMARY = {"summary": Slot(MARKDOWN)}
_NAME = {"name": Slot(PLAIN)}
_EXTERNAL_DOCS = {"externalDocs": Slot("ExternalDocs")}
_SERVERS = {"servers": Slot("Server", LIST)}
_SECURITY = {"security": Slot("SecurityRequirement", LIST)}
_PARAMETERS = {"parameters": Slot("Parameter", LIST)}
_EXAMPLES = {"example": Slot(VALUE), "examples": Slot("Example", MAP)}
_CONTENT = {"content": Slot("MediaType", MAP)}
_ENCODINGS = {
    "encoding": Slot("Encoding", MAP),
    "prefixEncoding": Slot("Encoding", LIST, "3.2"),
    "itemEncoding": Slot("Encoding", ONE, "3.2"),
}

_SCHEMA_FIELDS: dict[str, Slot] = {
    "title": Slot(PLAIN),
    **_TEXT,
    **_EXTERNAL_DOCS,
    "discriminator": Slot("Discriminator"),
    "xml": Slot("Xml"),
    "properties": Slot("Schema", MAP),
    "patternProperties": Slot("Schema", MAP, "3.1"),
    "additionalProperties": Slot("Schema"),
    "unevaluatedProperties": Slot("Schema", ONE, "3.1"),
    "propertyNames": Slot("Schema", ONE, "3.1"),
    "items": Slot("Schema", or_list=True),  # a list of them is a tuple (JSON Schema draft 4)
    "prefixItems": Slot("Schema", LIST, "3.1"),
    "additionalItems": Slot("Schema", ONE, "3.1"),
    "unevaluatedItems": Slot("Schema", ONE, "3.1"),
    "contains": Slot("Schema", ONE, "3.1"),
    "allOf": Slot("Schema", LIST),
    "oneOf": Slot("Schema", LIST),
    "anyOf": Slot("Schema", LIST),
    "not": Slot("Schema"),
    "if": Slot("Schema", ONE, "3.1"),
    "then": Slot("Schema", ONE, "3.1"),
    "else": Slot("Schema", ONE, "3.1"),
    "dependentSchemas": Slot("Schema", MAP, "3.1"),
    "dependencies": Slot("Schema", MAP, "3.1"),
    "contentSchema": Slot("Schema", ONE, "3.1"),
    "$defs": Slot("Schema", MAP, "3.1"),
    "definitions": Slot("Schema", MAP, "3.1"),
    "$comment": Slot(PLAIN, ONE, "3.1"),
    "example": Slot(VALUE),
    "examples": Slot(VALUE, LIST, "3.1"),
    "default": Slot(VALUE),
    "const": Slot(VALUE, ONE, "3.1"),
    "enum": Slot(VALUE, LIST),
    "x-enum-values": Slot("EnumValue", MAP),
}

_PARAMETER_LIKE: dict[str, Slot] = {
    **_TEXT,
    "schema": Slot("Schema"),
    **_CONTENT,
    **_EXAMPLES,
}

_OPERATION_FIELDS: dict[str, Slot] = {
    **_SUMMARY,
    **_TEXT,
    **_EXTERNAL_DOCS,
    **_PARAMETERS,
    "requestBody": Slot("RequestBody"),
    "responses": Slot("Responses"),
    "callbacks": Slot("Callback", MAP),
    **_SECURITY,
    **_SERVERS,
    "x-codeSamples": Slot("CodeSample", LIST),
    "x-code-samples": Slot("CodeSample", LIST),
}

_TYPES = (
    ObjectType(
        "OpenAPI",
        {
            "info": Slot("Info"),
            **_SERVERS,
            "paths": Slot("Paths"),
            "webhooks": Slot("PathItem", MAP, "3.1"),
            "x-webhooks": Slot("PathItem", MAP),
            "components": Slot("Components"),
            **_SECURITY,
            "tags": Slot("Tag", LIST),
            **_EXTERNAL_DOCS,
            "x-tagGroups": Slot("TagGroup", LIST),
        },
    ),
    ObjectType(
        "Info",
        {
            "title": Slot(PLAIN),
            "summary": Slot(MARKDOWN, ONE, "3.1"),
            **_TEXT,
            "contact": Slot("Contact"),
            "license": Slot("License"),
        },
    ),
    ObjectType("Contact", _NAME),
    ObjectType("License", _NAME),
    ObjectType(
        "Server",
        {"name": Slot(PLAIN, ONE, "3.2"), **_TEXT, "variables": Slot("ServerVariable", MAP)},
    ),
    ObjectType("ServerVariable", {**_TEXT, "x-enum-values": Slot("EnumValue", MAP)}),
    ObjectType("Paths", rest=Slot("PathItem")),
    ObjectType(
        "PathItem",
        {
            **_SUMMARY,
            **_TEXT,
            **{method: Slot("Operation") for method in HTTP_METHODS},
            "additionalOperations": Slot("Operation", MAP, "3.2"),
            **_SERVERS,
            **_PARAMETERS,
        },
        component="pathItems",
        referable=True,
    ),
    ObjectType("Operation", _OPERATION_FIELDS),
    ObjectType("ExternalDocs", {**_TEXT}),
    ObjectType("Parameter", _PARAMETER_LIKE, component="parameters", referable=True),
    ObjectType("RequestBody", {**_TEXT, **_CONTENT}, component="requestBodies", referable=True),
    ObjectType(
        "MediaType",
        {
            **_TEXT,
            "schema": Slot("Schema"),
            "itemSchema": Slot("Schema", ONE, "3.2"),
            **_EXAMPLES,
            **_ENCODINGS,
        },
        component="mediaTypes",
        referable=True,
    ),
    ObjectType("Encoding", {"headers": Slot("Header", MAP), **_ENCODINGS}),
    ObjectType("Responses", rest=Slot("Response")),
    ObjectType(
        "Response",
        {
            "summary": Slot(MARKDOWN, ONE, "3.2"),
            **_TEXT,
            "headers": Slot("Header", MAP),
            **_CONTENT,
            "links": Slot("Link", MAP),
        },
        component="responses",
        referable=True,
    ),
    ObjectType("Callback", rest=Slot("PathItem"), component="callbacks", referable=True),
    ObjectType(
        "Example",
        {**_SUMMARY, **_TEXT, "value": Slot(VALUE), "dataValue": Slot(VALUE, ONE, "3.2")},
        component="examples",
        referable=True,
    ),
    ObjectType("Link", {**_TEXT, "server": Slot("Server")}, component="links", referable=True),
    ObjectType("Header", _PARAMETER_LIKE, component="headers", referable=True),
    ObjectType("Tag", {"summary": Slot(MARKDOWN, ONE, "3.2"), **_TEXT, **_EXTERNAL_DOCS}),
    ObjectType("TagGroup", {**_TEXT}),
    ObjectType("Schema", _SCHEMA_FIELDS, component="schemas", referable=True),
    ObjectType("Discriminator"),
    ObjectType("Xml"),
    ObjectType("EnumValue", {**_TEXT}),
    ObjectType(
        "SecurityScheme",
        {**_TEXT, "flows": Slot("OAuthFlows")},
        component="securitySchemes",
        referable=True,
    ),
    ObjectType("OAuthFlows", rest=Slot("OAuthFlow")),
    ObjectType("OAuthFlow"),
    ObjectType("SecurityRequirement"),
    ObjectType("CodeSample", {"label": Slot(PLAIN)}),
)

_COMPONENTS = ObjectType(
    "Components",
    {
        **{kind.component: Slot(kind.name, MAP) for kind in _TYPES if kind.component},
        # Where shared path items of a 3.0 document are put: it has no place of its own for them.
        "x-pathItems": Slot("PathItem", MAP),
    },
)

GRAMMAR: Mapping[str, ObjectType] = MappingProxyType(
    {kind.name: kind for kind in (*_TYPES, _COMPONENTS)}
)
ROOT = "OpenAPI"

COMPONENT_KINDS: Mapping[str, str] = MappingProxyType(
    {kind.component: kind.name for kind in _TYPES if kind.component} | {"x-pathItems": "PathItem"}
)
"""Map below ``components`` → type of what it holds."""


def slot_of(type_name: str, key: str) -> Slot | None:
    """What stands under ``key`` in an object of this type; None for extensions and unknown keys."""
    kind = GRAMMAR[type_name]
    slot = kind.fields.get(key)
    if slot is None and kind.rest is not None and not key.startswith("x-"):
        return kind.rest
    return slot
