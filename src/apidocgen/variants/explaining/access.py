"""Why an alternative, an entry of a catalogue of scopes or a server is gone."""

from __future__ import annotations

from dataclasses import replace

from apidocgen.access.requirement import read_requirement
from apidocgen.variants.annotations import SCOPES_MODE
from apidocgen.variants.explaining.operations import alternative_steps, refusals
from apidocgen.variants.explaining.places import Borne
from apidocgen.variants.explaining.scopes import knows_scope, scope_steps
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import Telling
from apidocgen.variants.security import scope_carriers
from apidocgen.variants.vocabulary import SCOPES


def security(tell: Telling, at: Borne, depth: int) -> Steps:
    """An alternative, or all that the document as a whole demands."""
    if len(at.inner) == 1:
        if not at.owner:
            yield tell.step(at.path, "is what no visible operation goes by", depth)
        return
    tree = tell.look.master
    mode = at.node.get(SCOPES_MODE, tree.get(SCOPES_MODE)) == "any"
    extra = at.node.get(SCOPES, ()) if at.owner else ()
    read = read_requirement([at.value], None, extra, mode, scope_carriers(tree))
    if any(any(refusals(tell.look, each)) for each in read.alternatives):
        yield tell.step(at.path, "is an alternative that this audience cannot use", depth)
        for each in read.alternatives:
            yield from alternative_steps(tell, each, at.path, depth + 1)


def scope(tell: Telling, at: Borne, depth: int) -> Steps:
    """A scope in the catalogue, or in a flow."""
    if len(at.inner) == 2:  # noqa: PLR2004 - the catalogue and the name in it
        yield from _scope_called(tell, at, str(at.key), depth)


def alias(tell: Telling, at: Borne, depth: int) -> Steps:
    """An alias, or one of the scopes it stands for."""
    if len(at.inner) == 2:  # noqa: PLR2004 - the catalogue and the name in it
        yield from _scope_called(tell, at, str(at.key), depth)
    elif isinstance(at.value, str) and isinstance(at.key, int):
        yield from _scope_called(tell, at, at.value, depth)


def _scope_called(tell: Telling, at: Borne, name: str, depth: int) -> Steps:
    if knows_scope(tell.look, name):
        yield tell.step(at.path, "is what no visible operation needs of this scheme", depth)
        return
    for step in scope_steps(tell.look, name):
        yield replace(step, depth=step.depth + depth)


def servers(tell: Telling, at: Borne, depth: int) -> Steps:
    """The servers of the document."""
    if tell.look.view.remaining(("servers",)) is None and not at.owner:
        why = "is of no use: every visible operation has servers of its own"
        yield tell.step(at.path, why, depth)
