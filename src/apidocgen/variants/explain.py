"""Why an audience sees something, or does not: the chain of reasons, outermost first."""

from __future__ import annotations

from apidocgen.variants.explaining.elements import path_steps
from apidocgen.variants.explaining.look import Look
from apidocgen.variants.explaining.scopes import knows_scope, scope_steps
from apidocgen.variants.explaining.step import Explanation, Step
from apidocgen.variants.explaining.targets import Meant, Targets
from apidocgen.variants.explaining.wording import named
from apidocgen.variants.filter import Filtering

_MOST_NAMESAKES = 5


def explain(filtering: Filtering, audience: str, target: str) -> Explanation:
    """Why one audience sees a target, or why not.

    A target is an operation (``GET /path`` or its operationId), a path, webhook or tag, a JSON
    pointer into the master, a component (``Name``), a property or enum value
    (``Name.property.value``), a parameter (``operationId.name``), or a scope or alias. Raises
    InputError when the master has no such thing, or no such audience.
    """
    look = Look(filtering, filtering.audience(audience))
    meant, others = Targets(filtering).find(target)
    if meant.scope:
        steps = tuple(scope_steps(look, meant.scope))
    else:
        steps = tuple(step for path in meant.paths for step in path_steps(look, path))
    namesakes = tuple(_namesake(look, other) for other in others[:_MOST_NAMESAKES])
    return Explanation(target, audience, _is_visible(look, meant), (*steps, *namesakes))


def _is_visible(look: Look, meant: Meant) -> bool:
    if meant.scope:
        return knows_scope(look, meant.scope)
    return all(map(look.is_visible, meant.paths))


def _namesake(look: Look, other: Meant) -> Step:
    """Something else that a target may mean, so that nobody takes the answer for one about it."""
    name = f"scope {other.scope}" if other.scope else named(other.paths[-1])
    answer = "visible" if _is_visible(look, other) else "hidden"
    return Step(f"{name} is called so, too: {answer}")
