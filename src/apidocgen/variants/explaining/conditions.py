"""Why a keyword is gone that means nothing without another one."""

from __future__ import annotations

from collections.abc import Mapping

from apidocgen.spec.pointer import Path
from apidocgen.variants.explaining.places import Borne
from apidocgen.variants.explaining.step import Steps
from apidocgen.variants.explaining.telling import DEEPEST, Telling
from apidocgen.variants.reasons import Cause, Reason

# JSON Schema 2020-12: core, section 10.2.2.1; validation, sections 6.4.4 and 6.4.5.
_MEANT_FOR: Mapping[str, str] = {
    "then": "if",
    "else": "if",
    "minContains": "contains",
    "maxContains": "contains",
}


def dependent(tell: Telling, at: Borne, depth: int) -> Steps:
    """What follows a condition, or counts what ``contains`` describes."""
    other = _MEANT_FOR[at.field]
    path = (*at.owner, other)
    is_schema = isinstance(at.value, dict)
    if len(at.inner) > 1 or other not in at.node or tell.look.is_visible(path):
        return
    if not is_schema or _went_along(tell, at.path):
        yield from tell.because(
            at, f"means nothing without {other!r}, which is gone", [path], depth
        )


def condition(tell: Telling, at: Borne, depth: int) -> Steps:
    """A condition from which nothing follows any more."""
    branches = [(*at.owner, key) for key in ("then", "else") if key in at.node]
    causes = [path for path in branches if not _went_along(tell, path)]
    if len(at.inner) > 1 or not causes or any(map(tell.look.is_visible, branches)):
        return
    yield tell.step(at.path, "decides about nothing that is left", depth)
    for path in causes if depth < DEEPEST else ():
        yield from tell.behind(path, depth + 1)


def _went_along(tell: Telling, path: Path) -> bool:
    """Whether a branch is gone only because its condition is."""
    node = tell.look.node(path)
    return tell.look.losses.removed.get(id(node)) == Reason(Cause.EMPTIED, str(path[-1]))
