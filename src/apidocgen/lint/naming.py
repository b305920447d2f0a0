"""What the parts of a document are called, and which names an OpenAPI object makes known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apidocgen.lint.declared import mapping, names
from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import GRAMMAR, ROOT, VALUE, Shape, slot_of
from apidocgen.variants.mentions import keys_in

# Maps whose keys are names of what stands in them: what a message calls it.
_NAMED_BY_KEY: Mapping[tuple[str, str], str] = {
    ("Schema", "properties"): "property",
    ("Schema", "$defs"): "schema",
    ("Schema", "definitions"): "schema",
    ("Schema", "x-enum-values"): "value",
    ("ServerVariable", "x-enum-values"): "value",
    ("Server", "variables"): "server variable",
    ("Response", "headers"): "header",
    ("Encoding", "headers"): "header",
    ("Response", "links"): "link",
    ("Operation", "callbacks"): "callback",
    (ROOT, "webhooks"): "webhook",
    (ROOT, "x-webhooks"): "webhook",
    ("Components", "schemas"): "schema",
    ("Components", "parameters"): "parameter",
    ("Components", "headers"): "header",
    ("Components", "requestBodies"): "request body",
    ("Components", "responses"): "response",
    ("Components", "links"): "link",
    ("Components", "callbacks"): "callback",
    ("Components", "examples"): "example",
    ("Components", "mediaTypes"): "media type",
    ("Components", "securitySchemes"): "security scheme",
}
# Objects that say themselves what they are called.
_NAMED_BY_FIELD: Mapping[tuple[str, str], str] = {
    ("Parameter", "name"): "parameter",
    ("Tag", "name"): "tag",
    ("TagGroup", "name"): "tag group",
    ("SecurityScheme", "name"): "parameter",
}
# Fields that hold no objects of the grammar: a name itself, a list of names, a map by name.
_NAMING_FIELDS = frozenset(
    {"name", "operationId", "propertyName", "required", "tags", "enum", "scopes", "x-scopes"}
    | {"mapping", "dependentRequired"}
)
_CONSTANTS = frozenset({"enum", "const"})


def noun_of(around: str, field: str) -> str | None:
    """What something is that stands under its name in a field of an object of some type."""
    return _NAMED_BY_KEY.get((around, field))


def own_names(node: Tree, type_name: str) -> Iterator[tuple[str, str]]:
    """What an object calls itself and lists as values: what each is, and the name."""
    for (owner, field), noun in _NAMED_BY_FIELD.items():
        if owner == type_name and isinstance(node.get(field), str):
            yield ("header" if node.get("in") == "header" else noun), node[field]
    if type_name in ("Schema", "ServerVariable"):
        yield from (("value", value) for value in names(node.get("enum")))
        if isinstance(node.get("const"), str):
            yield "value", node["const"]
    elif type_name == "Operation":
        yield from (("tag", tag) for tag in names(node.get("tags")))
    elif type_name == "OAuthFlow":
        yield from (("scope", scope) for scope in mapping(node.get("scopes")))


def note_names(found: set[str], type_name: str, key: str, value: Any) -> None:
    """Add to ``found`` the names that one field of a visible object makes known."""
    slot = slot_of(type_name, key)
    if slot is None:
        if type_name == "SecurityRequirement":
            found.add(key)
            found.update(names(value))
        elif key in _NAMING_FIELDS:
            found.update(value if isinstance(value, dict) else names(value))
    elif slot is GRAMMAR[type_name].rest:
        found.update(segments(key))
    elif slot.type == VALUE:
        found.update(names(value) if key in _CONSTANTS else keys_in([value]))
    elif slot.shape is Shape.MAP and isinstance(value, dict):
        found.update(value)


def segments(address: str) -> Iterator[str]:
    """A name or the parts of a path, with and without what marks variables."""
    yield address
    for part in address.split("/"):
        yield part
        yield part.strip("{}")
