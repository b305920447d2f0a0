"""How to get a token, step by step, with requests to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from apidocgen.reference.highlight import code_block, sample_block
from apidocgen.reference.lenient import table, text
from apidocgen.reference.samples.curl import curl
from apidocgen.reference.samples.request import Body, Request

MOST_SCOPES = 4
"""Scopes that a worked example asks for."""

CALLBACK = "https://app.example.com/callback"
_CLIENT = (("client_id", "YOUR_CLIENT_ID"), ("client_secret", "YOUR_CLIENT_SECRET"))


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what to do, and the address or request for it."""

    words: str
    code: str
    html: Markup


def steps_of(name: str, flow: dict[str, Any]) -> Iterator[Step]:
    """The steps of an OAuth2 flow, as far as the document tells them."""
    scopes = " ".join([*table(flow.get("scopes"))][:MOST_SCOPES])
    token, authorize = text(flow.get("tokenUrl")), text(flow.get("authorizationUrl"))
    if name == "authorizationCode" and authorize:
        yield _address(authorize, scopes, "code")
        words = "The answer comes to your redirect address with a code. Exchange it for a token:"
        code = (("code", "THE_CODE"), ("redirect_uri", CALLBACK))
        yield from _post(words, token, ("grant_type", "authorization_code"), *code, *_CLIENT)
    elif name == "implicit" and authorize:
        yield _address(authorize, scopes, "token")
    elif name == "clientCredentials":
        wanted = (("scope", scopes),) if scopes else ()
        grant = ("grant_type", "client_credentials")
        yield from _post("Ask for a token:", token, grant, *_CLIENT, *wanted)
    refresh = (("grant_type", "refresh_token"), ("refresh_token", "YOUR_REFRESH_TOKEN"), *_CLIENT)
    address = text(flow.get("refreshUrl"))
    yield from _post("When the token has expired, get a new one:", address, *refresh)


def _address(authorize: str, scopes: str, kind: str) -> Step:
    fields = {"response_type": kind, "client_id": "YOUR_CLIENT_ID", "redirect_uri": CALLBACK}
    fields |= {"scope": scopes} if scopes else {}
    query = urlencode({**fields, "state": "A_RANDOM_VALUE"}, quote_via=quote)
    url = f"{authorize}{'&' if '?' in authorize else '?'}{query}"
    words = "Send the user of your app to this address and ask for the scopes you need:"
    return Step(words, url, code_block(url.replace("&", "\n  &")))


def _post(words: str, url: str, *fields: tuple[str, str]) -> Iterator[Step]:
    if url:
        form = "application/x-www-form-urlencoded"
        code = curl(Request("POST", url, body=Body("form", form, fields=fields)))
        yield Step(words, code, sample_block(code, "bash"))


def call_step(words: str, request: Request) -> Step:
    """A call that carries a credential."""
    code = curl(request)
    return Step(words, code, sample_block(code, "bash"))
