"""Answers as plain JSON, in the same shape as the scope explorer computes them in a browser."""

from __future__ import annotations

from typing import Any

from apidocgen.access.least import AliasOption, LeastSet
from apidocgen.reference.scope_answers.questions import Need, Reached


def need_as_json(found: Need) -> dict[str, Any]:
    """The answer to "which scopes?", documented by ``scopes-need.json``."""
    least = found.least
    return {
        "scopes": list(least.options[0].scopes),
        "because": _because(least.options[0]),
        "options": [_option(each) for each in least.options],
        "total": least.total,
        "exact": least.exact,
        "complete": least.complete,
        "aliases": [_alias(each) for each in found.aliases],
        "closed": list(least.unreachable),
    }


def reach_as_json(found: Reached) -> dict[str, Any]:
    """The answer to "what does it reach?", endpoints by key."""
    return {
        "operations": list(found.reach.reachable),
        "missing": {key: list(scopes) for key, scopes in found.reach.missing.items()},
        "closed": list(found.reach.closed),
        "surplus": list(found.reach.surplus),
        "unknown": list(found.unknown),
    }


def _because(option: LeastSet[str]) -> dict[str, list[str]]:
    return {scope: list(keys) for scope, keys in option.because.items()}


def _option(option: LeastSet[str]) -> dict[str, Any]:
    return {
        "scopes": list(option.scopes),
        "because": _because(option),
        "excess": list(option.excess),
    }


def _alias(option: AliasOption[str]) -> dict[str, Any]:
    return {
        "alias": option.alias,
        "scopes": list(option.scopes),
        "replaces": list(option.replaces),
        "excessScopes": list(option.excess_scopes),
        "excessOperations": list(option.excess_operations),
    }
