"""Why an audience sees something, or does not: the chain of reasons, outermost first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apidocgen.access.audience import Audience
from apidocgen.access.requirement import Alternative, read_requirement
from apidocgen.access.scopes import Grants
from apidocgen.spec.grammar import COMPONENT_KINDS
from apidocgen.spec.methods import as_sent
from apidocgen.spec.pointer import Path, parse_fragment, parse_pointer, to_pointer
from apidocgen.spec.problems import InputError, Location
from apidocgen.variants.annotations import SCOPES_MODE, Rule
from apidocgen.variants.filter import Filtering, View
from apidocgen.variants.index import OperationSite, path_of, unit_of
from apidocgen.variants.reasons import Cause, Reason
from apidocgen.variants.security import hidden_scopes, scope_carriers, security_schemes
from apidocgen.variants.vocabulary import SCOPES

_MOST_USERS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: ``passes`` is False for what hides, None for what only tells."""

    text: str
    passes: bool | None = None
    location: Location | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked, for whom, the answer, and the reasons for it."""

    target: str
    audience: str
    visible: bool
    steps: tuple[Step, ...]


def explain(filtering: Filtering, audience: str, target: str) -> Explanation:
    """Why one audience sees a target, or why not.

    A target is an operation (``GET /path`` or its operationId), a JSON pointer into the master, a
    component's name (``Name`` or ``Name.property``), or a scope or alias. Raises InputError when
    the master has no such thing, or no such audience.
    """
    who = filtering.audience(audience)
    return _Explainer(filtering, filtering.view(who), who).explain(target)


class _Explainer:
    def __init__(self, filtering: Filtering, view: View, audience: Audience) -> None:
        self._filtering = filtering
        self._index = filtering.index
        self._view = view
        self._losses = view.pruning.losses
        self._audience = audience

    def explain(self, target: str) -> Explanation:
        paths = self._find(target)
        if paths:
            visible = all(map(self._is_visible, paths))
            steps = tuple(step for path in paths for step in self._path_steps(path))
        else:
            visible, steps = self._scope(target), tuple(self._scope_steps(target))
        return Explanation(target, self._audience.name, visible, steps)

    # -- what is meant ---------------------------------------------------------------------------

    def _find(self, target: str) -> tuple[Path, ...]:
        """What has to be visible for the target to be; nothing if it is a scope."""
        if target.startswith(("#", "/")) and (path := self._pointer(target)) is not None:
            return (path,)
        method, _, rest = target.partition(" ")
        for site in self._index.operations:
            path = path_of(site.cell)
            if site.node.get("operationId") == target:
                return (path,)
            if site.method.lower() == method.lower() and rest.strip() in path[:2]:
                return (path,)
        if found := self._by_reference(method, rest.strip()):
            return found
        if target in self._known_scopes():
            return ()
        for candidate in _component_paths(target):
            if self._index.chain(candidate):
                return (candidate,)
        raise InputError(
            f"nothing is called {target!r}; name an operation (GET /path or operationId), "
            "a JSON pointer, a component (Name or Name.property) or a scope",
            Location(self._filtering.document.name),
        )

    def _by_reference(self, method: str, name: str) -> tuple[Path, ...]:
        """A path whose item is a reference, and the operation there (Path Item Object, 4.8.9)."""
        for place in ("paths", "webhooks", "x-webhooks"):
            if not self._index.chain((place, name)):
                continue
            item = self._index.followed(self._index.target((place, name)))
            for site in self._index.operations:
                if site.item[2] is item and site.method.lower() == method.lower():
                    return (place, name), path_of(site.cell)
        return ()

    def _pointer(self, target: str) -> Path | None:
        names = parse_fragment(target) if target.startswith("#") else parse_pointer(target)
        try:
            return self._index.resolver.resolve("#" + to_pointer(names))[0]
        except LookupError:
            return None

    def _known_scopes(self) -> set[str]:
        access = self._filtering.access
        used = {scope for site in self._index.operations for scope in self._needs(site)}
        return {*access.scopes, *(alias.name for alias in access.aliases), *used}

    # -- elements --------------------------------------------------------------------------------

    def _is_visible(self, path: Path) -> bool:
        if any(nid in self._losses.removed for nid in self._index.chain(path)):
            return False
        unit = unit_of(path)
        return not unit or unit in self._view.reach.users

    def _path_steps(self, path: Path, depth: int = 0) -> Iterator[Step]:
        for length in range(len(path) + 1):
            yield from self._element_steps(path[:length], depth)
        unit = unit_of(path)
        if unit[:1] == ("components",) and not self._gone(unit):
            yield from self._use_steps(unit, depth)
        site = self._operation_at(path)
        if site is not None:
            yield from self._security_steps(site, depth)

    def _element_steps(self, path: Path, depth: int) -> Iterator[Step]:
        node = self._index.target(path)
        if not isinstance(node, dict):
            return
        rule = self._index.rules.get(id(node))
        if rule is not None and rule != Rule():
            passes = self._losses.admits(rule)
            free = rule.tier is not None and self._audience.tier is None
            text = f"{_named(path)} {_said(rule)}"
            text += "; tiers do not restrict this audience" if free and passes else ""
            yield Step(text, passes, self._place(path), depth)
        reason = self._losses.removed.get(id(node))
        if reason is not None and reason.cause is not Cause.ANNOTATION:
            yield from self._reason_steps(path, reason, depth)

    def _reason_steps(self, path: Path, reason: Reason, depth: int) -> Iterator[Step]:
        emptied = reason.cause is Cause.EMPTIED and not reason.key
        sentence = "has nothing left" if emptied else _CAUSES[reason.cause]
        text = sentence.format(key=reason.key, target="#" + to_pointer(reason.target))
        yield Step(f"{_named(path)} {text}", passes=False, location=self._place(path), depth=depth)
        if depth > 3:  # noqa: PLR2004 - a chain longer than this explains nothing any more
            return
        if reason.cause is Cause.REFERENCE:
            yield from self._path_steps(reason.target, depth + 1)
        elif reason.cause is Cause.EMPTIED:
            for inner in self._removed_below((*path, reason.key) if reason.key else path):
                yield from self._element_steps(inner, depth + 1)

    def _removed_below(self, path: Path) -> Iterator[Path]:
        """The outermost objects below a path that are gone."""
        stack = [path]
        while stack:
            current = stack.pop()
            node = self._index.target(current)
            if current != path and isinstance(node, dict) and id(node) in self._losses.removed:
                yield current
                continue
            items = node.items() if isinstance(node, dict) else enumerate(node or ())
            if isinstance(node, dict | list):
                stack += [(*current, key) for key, item in items if isinstance(item, dict | list)]

    def _use_steps(self, unit: Path, depth: int) -> Iterator[Step]:
        """Who leads to a component, or that nobody visible does."""
        users = self._view.reach.users
        if unit in users:
            while unit in users:
                user = users[unit]
                by = _named(user) if user else "the API itself"
                yield Step(f"{_named(unit)} is used by {by}", passes=True, depth=depth)
                unit = user
            return
        yield Step(f"nothing visible uses {_named(unit)}", passes=False, depth=depth)
        sites = [
            site
            for target, found in self._index.references.items()
            if unit_of(target) == unit
            for site in found
        ]
        for site in sites[:_MOST_USERS]:
            at = path_of(site.cell)
            why = "is hidden itself" if self._gone(at) else "is not reached either"
            text = f"used by {_named(unit_of(at) or at)}, which {why}"
            yield Step(text, location=self._place(at), depth=depth + 1)
        if len(sites) > _MOST_USERS:
            yield Step(f"and by {len(sites) - _MOST_USERS} more", depth=depth + 1)

    def _gone(self, path: Path) -> bool:
        return any(nid in self._losses.removed for nid in self._index.chain(path))

    def _place(self, path: Path) -> Location:
        return self._filtering.document.locate(path)

    # -- operations ------------------------------------------------------------------------------

    def _operation_at(self, path: Path) -> OperationSite | None:
        node = self._index.target(path)
        return next((site for site in self._index.operations if site.node is node), None)

    def _security_steps(self, site: OperationSite, depth: int) -> Iterator[Step]:
        for alternative in self._alternatives(site):
            refused = list(self._refusals(alternative))
            text = _alternative_text(alternative)
            place = self._place((*path_of(site.cell), "security"))
            if refused:
                reasons = "; ".join(refused)
                yield Step(
                    f"cannot use {text}: {reasons}", passes=None, location=place, depth=depth
                )
            else:
                yield Step(f"can use {text}", passes=True, location=place, depth=depth)

    def _alternatives(self, site: OperationSite) -> tuple[Alternative, ...]:
        tree = self._filtering.document.tree
        mode = site.node.get(SCOPES_MODE, tree.get(SCOPES_MODE)) == "any"
        requirement = read_requirement(
            site.node.get("security"),
            tree.get("security"),
            site.node.get(SCOPES, ()),
            mode,
            scope_carriers(tree),
        )
        return requirement.alternatives

    def _refusals(self, alternative: Alternative) -> Iterator[str]:
        known = {name for name, _ in security_schemes(self._filtering.document.tree)}
        for scheme in alternative.schemes:
            if scheme not in known:
                yield f"security scheme {scheme!r} is not declared"
            elif not self._audience.uses_scheme(scheme):
                yield f"this audience has no {scheme!r}"
            elif self._gone(("components", "securitySchemes", scheme)):
                yield f"security scheme {scheme!r} is hidden"
        grants = Grants(self._audience.scopes, self._filtering.access.aliases)
        hidden = self._hidden_scopes()
        for scope in sorted(alternative.scopes):
            if not grants.allows(scope):
                yield f"scope {scope!r} cannot be granted to it"
            elif scope in hidden:
                yield f"scope {scope!r} is hidden from it"

    def _hidden_scopes(self) -> frozenset[str]:
        filtering = self._filtering
        return hidden_scopes(filtering.document, filtering.annotations, self._audience)

    # -- scopes ----------------------------------------------------------------------------------

    def _needs(self, site: OperationSite) -> set[str]:
        return {scope for each in self._alternatives(site) for scope in each.scopes}

    def _scope(self, name: str) -> bool:
        access = self._view.variant().access
        return name in access.scopes or name in access.aliases

    def _scope_steps(self, name: str) -> Iterator[Step]:
        aliases = self._filtering.access.aliases
        grants = Grants(self._audience.scopes, aliases)
        allowed = grants.allows_alias(name) if name in aliases else grants.allows(name)
        grant = "may be granted" if allowed else "cannot be granted"
        yield Step(f"{name!r} {grant} to {self._audience.name}", passes=allowed)
        if name in self._hidden_scopes():
            yield Step(f"{name!r} is hidden by its own entry in the catalogue", passes=False)
        leaves = aliases.expand((name,))
        users = [site for site in self._index.operations if self._uses(site, name, leaves)]
        seen = [site for site in users if not self._losses.is_gone(site.cell)]
        for site in seen[:_MOST_USERS]:
            at = path_of(site.cell)
            yield Step(f"needed by {_named(at)}", passes=True, location=self._place(at))
        if len(seen) > _MOST_USERS:
            yield Step(f"and by {len(seen) - _MOST_USERS} more")
        if not seen:
            hidden = f"; {len(users)} hidden ones do" if users else ""
            yield Step(f"no visible operation needs it{hidden}", passes=False)

    def _uses(self, site: OperationSite, name: str, leaves: frozenset[str]) -> bool:
        needed = self._needs(site)
        expanded = self._filtering.access.aliases.expand(needed)
        return name in needed or not leaves.isdisjoint(expanded)


def _component_paths(target: str) -> Iterator[Path]:
    """A component of that name, or a property written as ``Schema.property``."""
    for kind in COMPONENT_KINDS:
        yield ("components", kind, target)
    schema, _, name = target.rpartition(".")
    if schema:
        yield ("components", "schemas", schema, "properties", name)


_CAUSES = {
    Cause.UNANNOTATED: "has no annotation, nor has anything around it, and stays hidden",
    Cause.SECURITY: "needs what this audience cannot have, in every alternative",
    Cause.REFERENCE: "refers to {target}, which is gone",
    Cause.UNUSED: "is a definition that nothing visible leads to",
    Cause.RESTATES: "says more of {target}, which is gone",
    Cause.LINK: "leads to an operation that is not visible",
    Cause.EXPRESSION: "is called at an address that names what is gone",
    Cause.EMPTIED: "lost {key!r} and would not be valid without it",
}


def _said(rule: Rule) -> str:
    """A rule as it is written in the document."""
    parts: list[str] = []
    if rule.internal:
        parts.append("is internal")
    if rule.tier is not None:
        parts.append(f"is for tier {rule.tier} and above")
    if rule.labels is not None:
        parts.append(f"is for {', '.join(sorted(rule.labels))} only")
    return " and ".join(parts)


def _named(path: Path) -> str:
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


def _alternative_text(alternative: Alternative) -> str:
    if alternative.anonymous:
        return "anonymous access"
    uses = (
        f"{use.scheme or 'a token'}"
        + (f" with {', '.join(sorted(use.scopes))}" if use.scopes else "")
        for use in alternative.uses
    )
    return " and ".join(uses)
