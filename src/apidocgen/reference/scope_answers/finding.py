"""What a person means by the names on a command line: endpoints, profiles, schemes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from apidocgen.reference.scope_answers.access_map import AccessMap
from apidocgen.spec.problems import InputError

V = TypeVar("V")


def find_endpoint(known: AccessMap, name: str) -> str:
    """The key of the endpoint that is meant by ``GET /path`` or by an operationId.

    Raises InputError when there is none, or more than one.
    """
    method, _, path = name.strip().partition(" ")
    key = f"{method.upper()} {path.strip()}"
    if key in known.endpoints:
        return key
    by_id = [each.key for each in known.endpoints.values() if each.operation_id == name]
    if len(by_id) == 1:
        return by_id[0]
    if by_id:
        raise InputError(f"operationId {name!r} is not unique: {', '.join(by_id)}")
    ids = (each.operation_id for each in known.endpoints.values() if each.operation_id)
    meant = key if path else name
    raise InputError(f"no operation {name!r}{_hint(meant, (*known.endpoints, *ids))}")


def profile_scopes(known: AccessMap, name: str) -> tuple[str, ...]:
    """The scopes of a token profile. Raises InputError when there is none of that name."""
    return _found("token profile", name, known.profiles).scopes


def find_scheme(known: AccessMap, name: str | None) -> str | None:
    """A scheme whose tokens carry scopes. Raises InputError for another name."""
    if name is not None:
        _found("security scheme that carries scopes", name, dict.fromkeys(sorted(known.schemes), 0))
    return name


def _found(what: str, name: str, among: Mapping[str, V]) -> V:
    if name not in among:
        listed = ", ".join(among) or "none"
        raise InputError(f"no {what} {name!r}; there is: {listed}")
    return among[name]


def _hint(name: str, among: Iterable[str]) -> str:
    close = get_close_matches(name, list(among), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
