"""Why an audience sees something, or does not: the chain of reasons, outermost first."""

from __future__ import annotations

from apidocgen.variants.explaining.elements import path_steps
from apidocgen.variants.explaining.look import Look
from apidocgen.variants.explaining.scopes import knows_scope, scope_steps
from apidocgen.variants.explaining.step import Explanation
from apidocgen.variants.explaining.targets import Targets
from apidocgen.variants.filter import Filtering


def explain(filtering: Filtering, audience: str, target: str) -> Explanation:
    """Why one audience sees a target, or why not.

    A target is an operation (``GET /path`` or its operationId), a path, webhook or tag, a JSON
    pointer into the master, a component (``Name``), a property or enum value
    (``Name.property.value``), a parameter (``operationId.name``), or a scope or alias. Raises
    InputError when the master has no such thing, or no such audience.
    """
    look = Look(filtering, filtering.audience(audience))
    meant = Targets(filtering).find(target)
    if meant.scope:
        visible = knows_scope(look, meant.scope)
        steps = tuple(scope_steps(look, meant.scope))
    else:
        visible = all(map(look.is_visible, meant.paths))
        steps = tuple(step for path in meant.paths for step in path_steps(look, path))
    return Explanation(target, audience, visible, steps)
