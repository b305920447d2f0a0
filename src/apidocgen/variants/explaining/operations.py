"""Which alternatives of an operation an audience can use, and why not the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from apidocgen.access.requirement import Alternative, Requirement, read_requirement
from apidocgen.access.scopes import Grants
from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path
from apidocgen.variants.annotations import SCOPES_MODE
from apidocgen.variants.explaining.look import Look
from apidocgen.variants.explaining.step import Step, Steps
from apidocgen.variants.explaining.telling import DEEPEST, Telling
from apidocgen.variants.explaining.wording import alternative_text
from apidocgen.variants.index import OperationSite, path_of
from apidocgen.variants.security import scope_carriers, security_schemes
from apidocgen.variants.vocabulary import SCOPES


def requirement_of(tree: Tree, site: OperationSite) -> Requirement:
    """What the master demands for one operation."""
    mode = site.node.get(SCOPES_MODE, tree.get(SCOPES_MODE)) == "any"
    return read_requirement(
        site.node.get("security"),
        tree.get("security"),
        site.node.get(SCOPES, ()),
        mode,
        scope_carriers(tree),
    )


def scopes_of(requirement: Requirement | None) -> frozenset[str]:
    """The scopes that any of its alternatives needs."""
    return frozenset(scope for each in alternatives_of(requirement) for scope in each.scopes)


def alternatives_of(requirement: Requirement | None) -> tuple[Alternative, ...]:
    """Its alternatives; none where none can be used."""
    return requirement.alternatives if requirement else ()


def security_steps(tell: Telling, site: OperationSite, depth: int) -> Steps:
    """Each way of being let in, and what this audience lacks for it."""
    for alternative in requirement_of(tell.look.master, site).alternatives:
        place = (*path_of(site.cell), "security")
        yield from alternative_steps(tell, alternative, place, depth)


def alternative_steps(tell: Telling, alternative: Alternative, at: Path, depth: int) -> Steps:
    """Whether the audience can use one alternative, and what hides the schemes of it."""
    look = tell.look
    refused = "; ".join(refusals(look, alternative))
    text = alternative_text(alternative)
    if not refused:
        yield Step(f"can use {text}", passes=True, location=look.place(at), depth=depth)
        return
    yield Step(f"cannot use {text}: {refused}", None, look.place(at), depth)
    for path in map(_place_of, alternative.schemes):
        if look.index.chain(path) and look.is_gone(path) and depth < DEEPEST:
            # It hides the scheme, not necessarily what was asked for.
            yield from (replace(step, passes=None) for step in tell.behind(path, depth + 1))


def _place_of(scheme: str) -> Path:
    return ("components", "securitySchemes", scheme)


def refusals(look: Look, alternative: Alternative) -> Iterator[str]:
    """Why the audience cannot use an alternative; none where it can."""
    known = {name for name, _ in security_schemes(look.master)}
    for scheme in alternative.schemes:
        if scheme not in known:
            yield f"security scheme {scheme!r} is not declared"
        elif not look.audience.uses_scheme(scheme):
            yield f"this audience has no {scheme!r}"
        elif look.is_gone(_place_of(scheme)):
            yield f"security scheme {scheme!r} is hidden"
    yield from _scope_refusals(look, alternative)


def _scope_refusals(look: Look, alternative: Alternative) -> Iterator[str]:
    aliases = look.filtering.access.aliases
    grants = Grants(look.audience.scopes, aliases)
    for scope in sorted(alternative.scopes):
        if not grants.allows(scope):
            yield f"scope {scope!r} cannot be granted to it"
        elif not look.hidden_scopes.isdisjoint({scope, *aliases.expand((scope,))}):
            yield f"scope {scope!r} is hidden from it"
    for use in alternative.uses:
        for scope in sorted({*use.scopes, *aliases.expand(use.scopes)}):
            if scope in look.undeclared.get(str(use.scheme), ()):
                yield f"only flows of {use.scheme!r} that are hidden declare scope {scope!r}"
