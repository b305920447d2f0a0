"""The reasons along a path: what annotations, references and uses do to an element."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import COMPONENT_KINDS
from apidocgen.spec.pointer import Path, to_pointer
from apidocgen.spec.problems import Location
from apidocgen.variants.annotations import Rule
from apidocgen.variants.explaining.absence import absence_steps
from apidocgen.variants.explaining.look import Look
from apidocgen.variants.explaining.operations import alternatives_of, security_steps
from apidocgen.variants.explaining.step import Step
from apidocgen.variants.explaining.telling import DEEPEST, MOST_USERS, Telling
from apidocgen.variants.explaining.wording import CAUSES, named, said
from apidocgen.variants.index import path_of, unit_of
from apidocgen.variants.reasons import Cause, Reason


def path_steps(look: Look, path: Path, depth: int = 0) -> Iterator[Step]:
    """The reasons for what stands at a path of the master, from the root inwards."""
    given = list(_steps_along(look, path, depth))
    yield from given
    if not any(step.passes is False for step in given) and not look.is_visible(path):
        yield from absence_steps(Telling(look, path_steps), path, depth)
    site = next((s for s in look.index.operations if s.node is look.node(path)), None)
    if site is not None:
        yield from security_steps(Telling(look, path_steps), site, depth)


def _steps_along(look: Look, path: Path, depth: int) -> Iterator[Step]:
    for length in range(len(path) + 1):
        yield from _element_steps(look, path[:length], depth)
    unit = unit_of(path)
    is_component = unit[:1] == ("components",) and len(unit) == 3  # noqa: PLR2004 - kind, name
    if is_component and unit[1] in COMPONENT_KINDS and not look.is_gone(unit):
        yield from _use_steps(look, unit, depth)


def _element_steps(look: Look, path: Path, depth: int) -> Iterator[Step]:
    node = look.node(path)
    if not isinstance(node, dict):
        return
    for text, rule, place in _annotations(look, path, node):
        passes = look.losses.admits(rule)
        free = rule.tier is not None and look.audience.tier is None
        remark = "; tiers do not restrict this audience" if free and passes else ""
        yield Step(f"{named(path)} {text}{remark}", passes, place, depth)
    reason = look.losses.removed.get(id(node))
    if reason is not None and reason.cause is not Cause.ANNOTATION:
        yield from _reason_steps(look, path, reason, depth)


def _annotations(look: Look, path: Path, node: Tree) -> Iterator[tuple[str, Rule, Location]]:
    """What annotations say of an element: in words, as a rule, and where they stand.

    Its own come last; before them those that stand around it in the file it was taken from.
    """
    if id(node) not in look.index.rules:
        return
    read = look.index.annotations.read
    for around in look.filtering.document.around.get(path, ()):
        rule = read(around.extensions)
        if rule != Rule():
            key = next(key for key in around.extensions if key in look.index.annotations.keys)
            yield f"comes from inside of what {said(rule)}", rule, around.locate(key)
    own = read(node)
    if own != Rule():
        yield said(own), own, _place_of_annotation(look, path)


def _place_of_annotation(look: Look, path: Path) -> Location:
    """Where an element is annotated: where it stands itself, unless an overlay says it."""
    element = look.place(path)
    node = look.node(path)
    keys = [key for key in look.index.annotations.keys if isinstance(node, dict) and key in node]
    said = (look.place((*path, key)) for key in sorted(keys))
    return next((place for place in said if place.file != element.file), element)


def _reason_steps(look: Look, path: Path, reason: Reason, depth: int) -> Iterator[Step]:
    if _goes_with_its_keyword(look, path, reason):
        yield from absence_steps(Telling(look, path_steps), path, depth)
        return
    emptied = reason.cause is Cause.EMPTIED and not reason.key
    sentence = "has nothing left" if emptied else CAUSES[reason.cause]
    text = sentence.format(key=reason.key, target="#" + to_pointer(reason.target))
    yield Step(f"{named(path)} {text}", passes=False, location=look.place(path), depth=depth)
    if depth > DEEPEST:
        return
    if reason.cause is Cause.REFERENCE:
        yield from Telling(look, path_steps).behind(reason.target, depth + 1)
    elif reason.cause is Cause.EMPTIED:
        yield from _lost_steps(look, (*path, reason.key) if reason.key else path, path, depth + 1)


def _goes_with_its_keyword(look: Look, path: Path, reason: Reason) -> bool:
    """Whether an object is gone because the keyword under which it stands lost its sense."""
    return (
        reason.cause is Cause.EMPTIED and reason.key in path and reason.key not in look.node(path)
    )


def _lost_steps(look: Look, lost: Path, around: Path, depth: int) -> Iterator[Step]:
    """What took away all that stood in an object, or in one field of it."""
    inner = list(_outermost_removed(look, lost, around))
    for each in inner:
        yield from _element_steps(look, each, depth)
    if not inner and look.index.chain(lost):
        yield from absence_steps(Telling(look, path_steps), lost, depth)


def _outermost_removed(look: Look, path: Path, around: Path) -> Iterator[Path]:
    """The outermost objects that are gone at a path and below it, ``around`` itself aside."""
    stack = [path] if look.index.chain(path) else []
    while stack:
        current = stack.pop()
        node = look.node(current)
        if current != around and isinstance(node, dict) and id(node) in look.losses.removed:
            yield current
            continue
        items = node.items() if isinstance(node, dict) else enumerate(node or ())
        if isinstance(node, dict | list):
            stack += [(*current, key) for key, item in items if isinstance(item, dict | list)]


def _user_steps(look: Look, unit: Path, depth: int) -> Iterator[Step]:
    """Through what a component is reached, as far as a path, a webhook or the root."""
    users = look.view.reach.users
    while unit[:1] == ("components",):
        user = users[unit]
        if user:
            yield Step(f"{named(unit)} is used by {named(user)}", passes=True, depth=depth)
        elif unit[1] == "securitySchemes":
            yield from _demand_steps(look, unit, depth)
        else:
            yield Step(f"{named(unit)} is used by the document itself", passes=True, depth=depth)
        unit = user


def _demand_steps(look: Look, unit: Path, depth: int) -> Iterator[Step]:
    """Which operations demand a security scheme, in what is left of their requirements."""
    decisions = look.losses.decisions
    sites = [
        site
        for site in look.index.operations
        if (decision := decisions.get(id(site.node))) is not None
        and any(unit[2] in each.schemes for each in alternatives_of(decision.requirement))
    ]
    for site in sites[:MOST_USERS]:
        at = path_of(site.cell)
        text = f"{named(unit)} is demanded by {named(at)}"
        yield Step(text, passes=True, location=look.place(at), depth=depth)
    if len(sites) > MOST_USERS:
        yield Step(f"and by {len(sites) - MOST_USERS} more", depth=depth)


def _use_steps(look: Look, unit: Path, depth: int) -> Iterator[Step]:
    """Who leads to a component, or that nobody visible does."""
    users = look.view.reach.users
    if unit in users:
        yield from _user_steps(look, unit, depth)
        return
    yield Step(f"nothing visible uses {named(unit)}", passes=False, depth=depth)
    if unit[1] == "securitySchemes" and not look.audience.uses_scheme(str(unit[2])):
        usable = ", ".join(sorted(look.audience.schemes or ())) or "none"
        yield Step(f"this audience can use other schemes only: {usable}", depth=depth + 1)
    sites = [
        site
        for target, found in look.index.references.items()
        if unit_of(target) == unit
        for site in found
    ]
    for site in sites[:MOST_USERS]:
        at = path_of(site.cell)
        why = "is hidden itself" if look.is_gone(at) else "is not reached either"
        text = f"used by {named(unit_of(at) or at)}, which {why}"
        yield Step(text, location=look.place(at), depth=depth + 1)
    if len(sites) > MOST_USERS:
        yield Step(f"and by {len(sites) - MOST_USERS} more", depth=depth + 1)
