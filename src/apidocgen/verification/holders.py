"""Those who call: what each holds, and how that is sent."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apidocgen.access.requirement import Requirement, Token
from apidocgen.spec.problems import InputError


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential for one scheme; its text never shows."""

    scheme: str
    text: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what could not be sent, or would add lines to a request."""
        if not self.text or not self.text.isprintable() or not self.text.isascii():
            raise InputError(
                f"the credential for {self.scheme!r} must be one line of plain characters"
            )


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who calls. ``scopes`` is None where the credential carries none."""

    label: str
    secret: Secret | None = None
    scopes: tuple[str, ...] | None = None

    @property
    def anonymous(self) -> bool:
        """Whether nothing is held."""
        return self.secret is None

    def tokens(self, companions: Mapping[str, Secret]) -> tuple[Token, ...]:
        """What is held, as the requirement logic sees it."""
        if self.secret is None:
            return ()
        own = Token(self.secret.scheme, frozenset(self.scopes or ()))
        return (own, *(Token(scheme) for scheme in companions))


ANONYMOUS = Holder("anonymous")


def companions_of(
    requirement: Requirement, holder: Holder, secrets: Mapping[str, Secret]
) -> dict[str, Secret]:
    """Credentials to send along, since an alternative asks for them together with another."""
    if holder.secret is None or holder.scopes is None:
        return {}
    asked = {
        scheme
        for each in requirement.alternatives
        if len(each.uses) > 1
        for scheme in each.schemes
        if scheme != holder.secret.scheme
    }
    return {scheme: secret for scheme, secret in secrets.items() if scheme in asked}


@dataclass(frozen=True, slots=True)
class Sent:
    """A credential's share of a request."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


def sent(secret: Secret, scheme: Mapping[str, Any]) -> Sent:
    """How a credential is sent under its scheme (Security Scheme Object, 4.8.27 in 3.1).

    Raises InputError for a scheme that this program cannot use.
    """
    kind, name = scheme.get("type"), scheme.get("name")
    if kind == "apiKey" and isinstance(name, str):
        share = {name: secret.text}
        places = {"header": Sent(share), "query": Sent(query=share), "cookie": Sent(cookies=share)}
        place = scheme.get("in")
        if isinstance(place, str) and place in places:
            return places[place]
    if kind in {"oauth2", "openIdConnect"}:
        return _authorization("Bearer", secret.text)
    if kind == "http":
        return _http(str(scheme.get("scheme") or "bearer"), secret.text)
    raise InputError(f"credentials of {secret.scheme!r} ({kind}) cannot be sent from here")


def _http(scheme: str, text: str) -> Sent:
    if scheme.lower() == "basic":
        return _authorization("Basic", b64encode(text.encode()).decode())
    return _authorization("Bearer" if scheme.lower() == "bearer" else scheme, text)


def _authorization(scheme: str, text: str) -> Sent:
    return Sent({"Authorization": f"{scheme} {text}"})
