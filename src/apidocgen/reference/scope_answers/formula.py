"""A requirement as a formula in one line, for reports: ``oauth2 (a + b) or apiKey or nothing``."""

from __future__ import annotations

from apidocgen.access.requirement import Alternative, Requirement, SchemeUse


def formula(requirement: Requirement) -> str:
    """All alternatives in the document's order, none merged with another."""
    return " or ".join(dict.fromkeys(map(_alternative, requirement.alternatives)))


def _alternative(alternative: Alternative) -> str:
    return " with ".join(map(_use, alternative.uses)) or "nothing"


def _use(use: SchemeUse) -> str:
    scopes = " + ".join(sorted(use.scopes))
    if use.scheme is None:
        return f"({scopes})"
    return f"{use.scheme} ({scopes})" if scopes else use.scheme
