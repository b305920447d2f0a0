"""The official schemas of OpenAPI documents, compiled.

They are the ones that openapi-spec-validator and openapi-schema-validator ship; both packages are
only read, not imported, since that takes a third of a second. For 3.1 and 3.2, Schema Objects are
validated against the base dialect in the same pass, by extending the dynamic anchor ``meta`` as
the official ``schema-base`` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema_rs import Draft4Validator, Draft202012Validator

    DocumentValidator = Draft4Validator | Draft202012Validator

_DIALECTS = {
    "3.1": "https://spec.openapis.org/oas/3.1/dialect/base",
    "3.2": "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
}
_JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def document_validator(version: str, dialect: str | None = None) -> DocumentValidator:
    """The validator of whole documents of a version.

    ``dialect`` is the document's own ``jsonSchemaDialect``. Schema Objects of a dialect that is
    not known here are not looked into, as the specification allows.
    """
    from jsonschema_rs import Draft4Validator, Draft202012Validator, Registry

    document = _document_schema(version)
    if version not in _DIALECTS:
        return Draft4Validator(document, offline=True)
    resources = [(document["$id"], document), *_dialect_schemas()]
    return Draft202012Validator(
        _with_dialect(document["$id"], dialect or _DIALECTS[version]),
        registry=Registry(resources),
        offline=True,
    )


def _with_dialect(document: str, dialect: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$id": "urn:apidocgen:document",
        "$schema": _JSON_SCHEMA,
        "$ref": document,
    }
    if dialect in (*_DIALECTS.values(), _JSON_SCHEMA):
        schema["$defs"] = {"schema": {"$dynamicAnchor": "meta", "$ref": dialect}}
    return schema


def _document_schema(version: str) -> dict[str, Any]:
    folder = _package_folder("openapi_spec_validator")
    text = (folder / "resources" / "schemas" / f"v{version}" / "schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    _allow_what_is_allowed(schema.get("$defs", {}))
    return schema


def _allow_what_is_allowed(definitions: dict[str, Any]) -> None:
    """Make the schemas of 3.1 and 3.2 say what their specifications do, as that of 3.0 does.

    They take an extension of a Callback Object for a path item (4.8.18 in 3.1), and want texts
    for all parameters of a Link Object, which may be of any type (4.8.20 in 3.1). What stands
    beside a ``$ref`` is to be ignored (4.8.23), and there annotations count for that use.
    """
    if "reference" in definitions:
        definitions["reference"]["patternProperties"] = {"^x-": True}
    callbacks = definitions.get("callbacks", {})
    if "additionalProperties" in callbacks:
        callbacks["patternProperties"] = {"^(?!x-)": callbacks.pop("additionalProperties")}
    link = definitions.get("link", {}).get("properties", {})
    if "parameters" in link:
        link["parameters"] = {"type": "object"}


def _dialect_schemas() -> Iterator[tuple[str, Any]]:
    for file in sorted((_package_folder("openapi_schema_validator") / "schemas").rglob("*")):
        if file.is_file():
            schema = json.loads(file.read_text("utf-8"))
            yield schema["$id"], schema


def _package_folder(package: str) -> Path:
    """Where a package lies, found without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0])
