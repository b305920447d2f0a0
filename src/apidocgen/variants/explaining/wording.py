"""How explanations call things."""

from __future__ import annotations

from apidocgen.access.requirement import Alternative
from apidocgen.spec.methods import as_sent
from apidocgen.spec.pointer import Path, to_pointer
from apidocgen.variants.annotations import Rule
from apidocgen.variants.reasons import Cause

CAUSES = {
    Cause.UNANNOTATED: "has no annotation, nor has anything around it, and stays hidden",
    Cause.SECURITY: "needs what this audience cannot have, in every alternative",
    Cause.REFERENCE: "refers to {target}, which is gone",
    Cause.UNUSED: "is a definition that nothing visible leads to",
    Cause.RESTATES: "says more of {target}, which is gone",
    Cause.LINK: "leads to an operation that is not visible",
    Cause.EXPRESSION: "is called at an address that names what is gone",
    Cause.EMPTIED: "lost {key!r} and would not be valid without it",
}
"""What hides an object, as the end of a sentence about it."""


def said(rule: Rule) -> str:
    """A rule as it is written in the document."""
    parts: list[str] = []
    if rule.internal:
        parts.append("is internal")
    if rule.tier is not None:
        parts.append(f"is for tier {rule.tier} and above")
    if rule.labels is not None:
        parts.append(f"is for {', '.join(sorted(rule.labels))} only")
    return " and ".join(parts)


def named(path: Path) -> str:
    """An element as a person calls it."""
    if not path:
        return "the document"
    if path[0] in ("paths", "webhooks", "x-webhooks"):
        match path[1:]:
            case (address,):
                return f"{'path' if path[0] == 'paths' else 'webhook'} {address}"
            case (address, method):
                return f"{as_sent(str(method))} {address}"
            case (address, "additionalOperations", method):  # OpenAPI 3.2, Path Item Object
                return f"{method} {address}"
    if path[0] == "components" and len(path) == 3:  # noqa: PLR2004 - components, kind, name
        return f"component {path[1]}/{path[2]}"
    return "#" + to_pointer(path)


def alternative_text(alternative: Alternative) -> str:
    """One way of being let in."""
    if alternative.anonymous:
        return "anonymous access"
    uses = (
        f"{use.scheme or 'a token'}"
        + (f" with {', '.join(sorted(use.scopes))}" if use.scopes else "")
        for use in alternative.uses
    )
    return " and ".join(uses)
