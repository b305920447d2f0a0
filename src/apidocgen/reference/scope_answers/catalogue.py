"""``scopes.json``: who may call what in one audience, as a value for programs.

Enough for a gateway to enforce the document, for a test suite to verify an API against it, and
for the scope explorer to answer in a browser. ``scopes.schema.json`` beside this file says what
each field means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from apidocgen.access.requirement import Requirement
from apidocgen.reference.addresses import Addresses
from apidocgen.reference.book import addresses_of, operation_tags
from apidocgen.reference.lenient import table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_plain, without_controls
from apidocgen.reference.schemes import SchemeView, schemes_of
from apidocgen.reference.scope_answers.access_map import (
    AccessMap,
    access_map,
    callable_operations,
)
from apidocgen.spec.methods import as_sent
from apidocgen.variants.variant import Variant, VisibleOperation

FORMAT = 1
"""Rises when a reader of the file would have to change."""

_URLS = ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl")


def scope_catalogue(variant: Variant) -> dict[str, Any]:
    """Everything about access that one audience may know, as plain JSON."""
    known = access_map([variant])
    addresses = addresses_of(variant)
    info = table(variant.document.tree.get("info"))
    return {
        "format": FORMAT,
        "document": {"title": text(info.get("title")), "version": text(info.get("version"))},
        "audience": {"name": variant.audience.name, "title": variant.audience.title},
        "schemes": dict(_schemes(variant, addresses, known)),
        "scopes": dict(_scopes(known, addresses)),
        "aliases": aliases_as_json(known, addresses),
        "profiles": profiles_as_json(known),
        "operations": [_operation(each, addresses) for each in callable_operations(variant)],
    }


@cache
def catalogue_schema() -> dict[str, Any]:
    """The JSON Schema of ``scopes.json``."""
    found = files(__package__).joinpath("scopes.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(found)
    return schema


def requirement_as_json(requirement: Requirement) -> list[list[dict[str, Any]]]:
    """Alternatives of schemes with scopes as the document has them; ``[]`` is anonymous access."""
    return [
        [{"scheme": use.scheme, "scopes": sorted(use.scopes)} for use in alternative.uses]
        for alternative in requirement.alternatives
    ]


def aliases_as_json(known: AccessMap, addresses: Addresses | None = None) -> dict[str, Any]:
    """Each alias with its members as declared and the scopes it comes to."""
    return {
        alias.name: {
            "description": alias.description,
            "members": list(alias.members),
            "leaves": sorted(known.aliases.expand((alias.name,))),
            **_page(addresses, alias.name),
        }
        for alias in known.aliases
    }


def profiles_as_json(known: AccessMap) -> dict[str, Any]:
    """The kinds of token that are in use, each with the scopes it holds."""
    return {
        profile.name: {"description": profile.description, "scopes": list(profile.scopes)}
        for profile in known.profiles.values()
    }


def _scopes(known: AccessMap, addresses: Addresses) -> Iterator[tuple[str, Any]]:
    aliases = {alias.name for alias in known.aliases}
    for name in dict.fromkeys((*known.scopes, *sorted(known.names))):
        if name not in aliases:
            scope = known.scopes.get(name)
            yield (
                name,
                {
                    "description": scope.description if scope else "",
                    "deprecated": scope.deprecated if scope else False,
                    **_page(addresses, name),
                },
            )


def _page(addresses: Addresses | None, scope: str) -> dict[str, str]:
    return {} if addresses is None else {"page": addresses.scopes.get(scope, "")}


def _schemes(
    variant: Variant, addresses: Addresses, known: AccessMap
) -> Iterator[tuple[str, dict[str, Any]]]:
    lookup = Lookup(variant.document.tree, addresses)
    nodes = table(table(variant.document.tree.get("components")).get("securitySchemes"))
    for key, view in schemes_of(lookup).items():
        yield key, _scheme(view, lookup.resolve(nodes[key]), carries=key in known.schemes)


def _scheme(view: SchemeView, node: dict[str, Any], *, carries: bool) -> dict[str, Any]:
    """How a credential is called and sent, and whether it carries scopes or roles."""
    found: dict[str, Any] = {
        "type": view.kind,
        "title": view.name,
        "send": {"in": view.sent_in, "as": view.sent_as},
        "carriesScopes": carries,
    }
    flows = {
        name: _flow(table(flow))
        for name, flow in table(node.get("flows")).items()
        if not name.startswith("x-")
    }
    return {**found, "flows": flows} if flows else found


def _flow(flow: dict[str, Any]) -> dict[str, Any]:
    urls = {key: flow[key] for key in _URLS if isinstance(flow.get(key), str)}
    return {**urls, "scopes": list(table(flow.get("scopes")))}


def _operation(operation: VisibleOperation, addresses: Addresses) -> dict[str, Any]:
    requirement = operation.requirement
    return {
        "method": as_sent(operation.method),
        "path": operation.path,
        "operationId": operation.operation_id,
        "summary": without_controls(to_plain(text(operation.node.get("summary")))),
        "tags": [tag for tag in operation_tags(operation) if tag],
        "page": addresses.operation(operation),
        "tier": operation.tier,
        "requirement": requirement_as_json(requirement),
        "inherited": requirement.inherited,
        "anonymous": requirement.anonymous,
    }
