"""The credentials of a sample: what a row of the access box asks for, with names to fill in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from apidocgen.reference.access_box import AccessBox
from apidocgen.reference.lenient import table, text
from apidocgen.reference.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Credentials:
    """Where the credentials of a request go; all values are names to be replaced."""

    headers: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    basic: bool = False
    certificate: bool = False


def credentials_for(box: AccessBox, lookup: Lookup) -> Credentials:
    """What the least privileged way to call asks for."""
    schemes = table(table(lookup.tree.get("components")).get("securitySchemes"))
    demands = box.rows[0].demands if box.rows else ()
    found = Credentials()
    for demand in demands:
        key = demand.scheme.key
        found = _with(found, key, lookup.resolve(schemes.get(key)))
    return found


def placeholder(key: str) -> str:
    """The name of a secret that a reader fills in, for instance YOUR_PERSONAL_TOKEN."""
    words = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+", key)
    return "_".join(["YOUR", *(word.upper() for word in words)]) if words else "YOUR_TOKEN"


def _with(found: Credentials, key: str, node: dict[str, object]) -> Credentials:
    kind, value = text(node.get("type")), placeholder(key)
    if kind == "apiKey":
        return _with_key(found, text(node.get("in")), text(node.get("name")), value)
    if kind == "mutualTLS":
        return replace(found, certificate=True)
    scheme = text(node.get("scheme")).lower() if kind == "http" else "bearer"
    if scheme == "basic":
        return replace(found, basic=True)
    if kind not in {"http", "oauth2", "openIdConnect"}:
        return found
    token = "YOUR_ACCESS_TOKEN" if scheme == "bearer" and kind != "http" else value
    said = (scheme or "bearer").capitalize()
    return replace(found, headers=(*found.headers, ("Authorization", f"{said} {token}")))


def _with_key(found: Credentials, place: str, name: str, value: str) -> Credentials:
    if place == "query":
        return replace(found, query=(*found.query, (name, value)))
    if place == "cookie":
        return replace(found, cookies=(*found.cookies, (name, value)))
    return replace(found, headers=(*found.headers, (name, value)))
