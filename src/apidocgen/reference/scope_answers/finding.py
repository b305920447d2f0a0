"""What a person means by the names on a command line: endpoints, profiles, schemes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from shlex import quote
from typing import TypeVar

from apidocgen.reference.scope_answers.access_map import AccessMap
from apidocgen.spec.methods import as_sent
from apidocgen.spec.problems import InputError
from apidocgen.variants.explain import explain
from apidocgen.variants.filter import Filtering
from apidocgen.variants.variant import Variant

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The endpoints on a map, and the document it was made from for some of its audiences."""

    known: AccessMap
    filtering: Filtering
    variants: Sequence[Variant]

    def find(self, name: str) -> str:
        """The key of the endpoint that is meant by ``GET /path`` or by an operationId.

        Raises InputError when there is none or more than one, and says so of one that these
        audiences do not see.
        """
        endpoints = self.known.endpoints
        method, _, path = name.strip().partition(" ")
        called = {f"{each.method.lower()} {each.path}": key for key, each in endpoints.items()}
        call = f"{method.lower()} {path.strip()}"
        if call in called:
            return called[call]
        by_id = [each.key for each in endpoints.values() if each.operation_id == name]
        if len(by_id) == 1:
            return by_id[0]
        if by_id:
            raise InputError(f"operationId {name!r} is not unique: {', '.join(by_id)}")
        if self._is_hidden(name.strip()):
            raise InputError(self._hidden(name.strip()))
        ids = (each.operation_id for each in endpoints.values() if each.operation_id)
        meant = f"{as_sent(method.lower())} {path.strip()}" if path else name
        raise InputError(f"no operation {name!r}{hint(meant, (*endpoints, *ids))}")

    def _is_hidden(self, name: str) -> bool:
        sites = self.filtering.index.operations
        if " " not in name and all(site.node.get("operationId") != name for site in sites):
            return False  # what is called so, if anything, is no operation
        try:
            told = [explain(self.filtering, each, name) for each in self._audiences()]
        except InputError:
            return False
        return bool(told) and not any(each.visible for each in told)

    def _hidden(self, name: str) -> str:
        audiences = self._audiences()
        command = f"apidocgen explain {quote(name)} --audience {quote(audiences[0])}"
        return f"operation {name!r} is hidden from {', '.join(audiences)}; `{command}` says why"

    def _audiences(self) -> list[str]:
        return [variant.audience.name for variant in self.variants]


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


def hint(name: str, among: Iterable[str]) -> str:
    """What a misspelt name was probably meant to be, as the end of a message; or nothing."""
    close = get_close_matches(name, sorted(among), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
