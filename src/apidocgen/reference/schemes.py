"""Security schemes in words: what each is called and how it is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from apidocgen.reference import anchors
from apidocgen.reference.lenient import table, text
from apidocgen.reference.lookup import Lookup

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_ACRONYMS = {"api": "API", "jwt": "JWT", "oauth": "OAuth", "sso": "SSO", "id": "ID", "http": "HTTP"}
_PLACES = {"header": "header", "query": "query parameter", "cookie": "cookie"}
TLS = "TLS"
BEARER = "Authorization: Bearer …"
_BEARER_NAMES = {"bearer", "auth", "token", "http", "authorization", "security", "scheme"}
FLOWS = {
    "authorizationCode": "Authorization code",
    "clientCredentials": "Client credentials",
    "implicit": "Implicit",
    "password": "Password",
    "deviceAuthorization": "Device authorization",
}


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A security scheme: its key, what to call it, the place and the value that are sent.

    ``article`` stands before the name in a sentence; ``sent_in`` and ``sent_as`` read, for
    instance, "header" and "token", or "header" and "Authorization: Bearer …". A certificate is
    sent in "TLS", as nothing that a request could hold.
    """

    key: str
    name: str
    article: str
    sent_in: str
    sent_as: str
    address: str
    carries_scopes: bool
    kind: str = ""
    deprecated: bool = False

    @property
    def is_bearer(self) -> bool:
        """Whether a bearer token of RFC 6750 is sent."""
        return self.sent_as == BEARER

    @property
    def in_words(self) -> str:
        """The scheme as the object of a sentence."""
        return f"{self.article} {self.name}".strip()


UNNAMED = SchemeView("", "credential", "a", "", "", "", True)


def schemes_of(lookup: Lookup) -> dict[str, SchemeView]:
    """Every security scheme of a variant, by its key; no two are called the same."""
    components = table(lookup.tree.get("components"))
    found = {
        key: _scheme(key, lookup.resolve(node))
        for key, node in table(components.get("securitySchemes")).items()
    }
    called = [scheme.name for scheme in found.values()]
    return {
        key: _renamed(scheme) if called.count(scheme.name) > 1 else scheme
        for key, scheme in found.items()
    }


def unknown_scheme(key: str) -> SchemeView:
    """A scheme that security names and the document does not describe."""
    return SchemeView(key, key, "", "", "", "", False)


def _scheme(key: str, node: dict[str, Any]) -> SchemeView:
    kind = text(node.get("type"))
    name, article = _name(key, kind, node)
    place, value = _transport(kind, node)
    return SchemeView(
        key=key,
        name=name,
        article=article,
        sent_in=place,
        sent_as=value,
        address=f"authentication/#{scheme_anchor(key)}",
        carries_scopes=kind in {"oauth2", "openIdConnect"},
        kind=kind,
        deprecated=node.get("deprecated") is True,
    )


def scheme_anchor(key: str) -> str:
    """The id of a scheme on the page about authentication."""
    return f"scheme-{anchors.part(key)}"


def _name(key: str, kind: str, node: dict[str, Any]) -> tuple[str, str]:
    if kind in {"oauth2", "openIdConnect"}:
        return ("OAuth2" if kind == "oauth2" else "OpenID Connect"), ""
    if kind == "mutualTLS":
        return "client certificate", "a"
    words = _words(key)
    http = text(node.get("scheme")).lower()
    if kind == "http" and {word.lower() for word in words} <= _BEARER_NAMES | {"basic"}:
        basic = http == "basic"
        return ("basic authentication", "") if basic else (f"{http or 'bearer'} token", "a")
    said = " ".join(_ACRONYMS.get(word.lower(), word.lower()) for word in words) or key
    return said, "an" if said[:1].lower() in "aeio" else "a"


def _words(key: str) -> list[str]:
    return _WORD.findall(key)


def _transport(kind: str, node: dict[str, Any]) -> tuple[str, str]:
    """Where the credential goes in a request, and as what."""
    if kind == "apiKey":
        place = text(node.get("in"))
        return _PLACES.get(place, place), text(node.get("name"))
    if kind == "http":
        scheme = text(node.get("scheme")) or "bearer"
        return "header", f"Authorization: {scheme.capitalize()} …"
    if kind in {"oauth2", "openIdConnect"}:
        return "header", BEARER
    return (TLS if kind == "mutualTLS" else ""), ""


def _renamed(scheme: SchemeView) -> SchemeView:
    return replace(scheme, name=f"{scheme.name} ({scheme.key})")
