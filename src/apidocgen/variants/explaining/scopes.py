"""Why an audience knows a scope or an alias, or does not."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.access.scopes import Grants
from apidocgen.variants.explaining.look import Look
from apidocgen.variants.explaining.operations import requirement_of, scopes_of
from apidocgen.variants.explaining.step import Step
from apidocgen.variants.explaining.telling import MOST_USERS
from apidocgen.variants.explaining.wording import named
from apidocgen.variants.index import OperationSite, path_of


def knows_scope(look: Look, name: str) -> bool:
    """Whether the variant of the audience speaks of a scope or alias."""
    access = look.view.variant().access
    return name in access.scopes or name in access.aliases


def scope_steps(look: Look, name: str) -> Iterator[Step]:
    """Whether a scope or alias may be granted and shown, and which operations need it."""
    aliases = look.filtering.access.aliases
    grants = Grants(look.audience.scopes, aliases)
    allowed = grants.allows_alias(name) if name in aliases else grants.allows(name)
    grant = "may be granted" if allowed else "cannot be granted"
    yield Step(f"{name!r} {grant} to {look.audience.name}", passes=allowed)
    if name in look.hidden_scopes:
        yield Step(f"{name!r} is hidden by its own entry in the catalogue", passes=False)
    yield from _use_steps(look, name)


def _use_steps(look: Look, name: str) -> Iterator[Step]:
    users = [
        site
        for site in look.index.operations
        if _holds(look, scopes_of(requirement_of(look.master, site)), name)
    ]
    seen = [site for site in users if look.is_visible(path_of(site.cell))]
    needing = [site for site in seen if _holds(look, _left(look, site), name)]
    for site in needing[:MOST_USERS]:
        at = path_of(site.cell)
        yield Step(f"needed by {named(at)}", passes=True, location=look.place(at))
    if len(needing) > MOST_USERS:
        yield Step(f"and by {len(needing) - MOST_USERS} more")
    if not needing:
        hidden = len(users) - len(seen)
        more = f"; {_operations(hidden, 'does', 'do')}" if hidden else ""
        yield Step(f"no visible operation needs it{more}", passes=False)
        for site in seen[:MOST_USERS]:
            at = path_of(site.cell)
            text = f"{named(at)} is visible without the alternatives that need it"
            yield Step(text, location=look.place(at), depth=1)


def _left(look: Look, site: OperationSite) -> frozenset[str]:
    """The scopes that what the audience can use of an operation needs."""
    decision = look.losses.decisions.get(id(site.node))
    return scopes_of(decision.requirement if decision else None)


def _holds(look: Look, needed: frozenset[str], name: str) -> bool:
    """Whether a scope, or one that an alias stands for, is among what is needed."""
    aliases = look.filtering.access.aliases
    return name in needed or not aliases.expand((name,)).isdisjoint(aliases.expand(needed))


def _operations(count: int, one: str, more: str) -> str:
    return f"{count} hidden operation{'' if count == 1 else 's'} {one if count == 1 else more}"
