"""By what scopes can be told apart in lists: kind of action, resource, schemes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from apidocgen.reference.scope_answers.access_map import AccessMap

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_ACTIONS: Mapping[str, frozenset[str]] = {
    "read": frozenset(
        [
            "read",
            "readonly",
            "view",
            "get",
            "list",
            "search",
            "download",
            "export",
            "fetch",
            "query",
        ]
    ),
    "write": frozenset(
        [
            "write",
            "create",
            "update",
            "edit",
            "modify",
            "push",
            "upload",
            "patch",
            "import",
            "send",
            "add",
            "post",
            "change",
        ]
    ),
    "delete": frozenset(["delete", "remove", "revoke", "purge", "destroy"]),
    "manage": frozenset(["manage", "admin", "full", "owner", "control"]),
}
ACTIONS = (*_ACTIONS, "other")
"""Kinds of action, in the order in which they are offered."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Facets:
    """What kinds of action a scope or alias allows, on what, and whose tokens carry it."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    schemes: tuple[str, ...]


NO_FACETS = Facets((), (), ())
"""Of a name that no client needs to know."""


def choices_of(all_facets: Sequence[Facets]) -> dict[str, tuple[str, ...]]:
    """What a list of scopes can be filtered by; a kind with one value only is left out."""
    found = {
        "action": {name for each in all_facets for name in each.actions},
        "resource": {name for each in all_facets for name in each.resources},
        "scheme": {name for each in all_facets for name in each.schemes},
    }
    order = {name: place for place, name in enumerate(ACTIONS)}
    return {
        kind: tuple(sorted(values, key=lambda name: (order.get(name, 0), name.casefold())))
        for kind, values in found.items()
        if len(values) > 1
    }


def facets_of(known: AccessMap) -> dict[str, Facets]:
    """The facets of every scope and alias; an alias has those of its members."""
    leaves = sorted(known.aliases.expand(known.names))
    prefix = _shared_first_word(leaves)
    methods, schemes = _uses(known)
    own = {
        name: Facets(
            (_action(name, methods.get(name, set())),),
            (_resource(name, prefix),),
            tuple(sorted(schemes.get(name, set()))),
        )
        for name in leaves
    }
    together = {
        alias.name: _joined(own[leaf] for leaf in sorted(known.aliases.expand((alias.name,))))
        for alias in known.aliases
    }
    return {**own, **together}


def _joined(facets: Iterable[Facets]) -> Facets:
    found = list(facets)
    actions = {action for each in found for action in each.actions}
    return Facets(
        tuple(action for action in ACTIONS if action in actions),
        tuple(dict.fromkeys(name for each in found for name in each.resources)),
        tuple(sorted({scheme for each in found for scheme in each.schemes})),
    )


def _uses(known: AccessMap) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each leaf scope the methods that name it, and the schemes that carry it."""
    methods: dict[str, set[str]] = {}
    schemes: dict[str, set[str]] = {}
    for endpoint in known.endpoints.values():
        for use in (use for each in endpoint.requirement.alternatives for use in each.uses):
            for scope in known.aliases.expand(use.scopes):
                methods.setdefault(scope, set()).add(endpoint.method)
                if use.scheme is not None:
                    schemes.setdefault(scope, set()).add(use.scheme)
    return methods, schemes


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _action(name: str, methods: set[str]) -> str:
    """The kind that the name says, else the one that the methods suggest."""
    for word in reversed(_words(name)):
        for action, words in _ACTIONS.items():
            if word in words:
                return action
    if not methods:
        return "other"
    return "read" if methods <= _SAFE else "write"


def _resource(name: str, prefix: str) -> str:
    """What is left of the name without the action, and without what all names begin with."""
    verbs = frozenset().union(*_ACTIONS.values())
    words = _words(name)
    rest = [word for word in words[bool(prefix) :] if word not in verbs]
    return " ".join(rest) or name


def _shared_first_word(names: list[str]) -> str:
    first = {words[0] for name in names if (words := _words(name))}
    return first.pop() if len(first) == 1 and len(names) > 1 else ""
