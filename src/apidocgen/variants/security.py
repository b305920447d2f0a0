"""Which alternatives of an operation an audience can use: schemes it has, scopes it may get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.access.requirement import (
    Alternative,
    Requirement,
    SchemeUse,
    read_requirement,
)
from apidocgen.access.scopes import Grants
from apidocgen.spec.document import Document, Tree
from apidocgen.spec.problems import InputError
from apidocgen.variants.annotations import SCOPES_MODE, AnnotationError, Annotations
from apidocgen.variants.spelling import Spelling
from apidocgen.variants.variant import AccessModel
from apidocgen.variants.vocabulary import ALIASES, SCOPES, flow_scopes, flows_of

CARRY_SCOPES = frozenset({"oauth2", "openIdConnect"})
"""Types of security schemes whose requirements list scopes (4.8.30 in 3.1)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What remains of an operation's requirement.

    ``requirement`` is None when the audience can use no alternative. ``security`` is what the
    variant must say instead of the master's own list; None leaves the operation as it is.
    ``any_of`` are the scopes of ``x-scopes`` one of which suffices, where that is its mode.
    """

    requirement: Requirement | None
    security: list[Any] | None = None
    any_of: tuple[str, ...] | None = None


class SecurityFilter:
    """Decides for one audience. ``schemes`` are the security schemes it sees."""

    def __init__(
        self, document: Document, access: AccessModel, audience: Audience, schemes: frozenset[str]
    ) -> None:
        self._document = document
        self._audience = audience
        self._schemes = schemes
        self._grants = Grants(audience.scopes, access.aliases)
        self._aliases = access.aliases
        self._carrying = scope_carriers(document.tree)
        self._hidden: frozenset[str] = frozenset()
        self._undeclared: Mapping[str, frozenset[str]] = {}
        self._decided: dict[str, Decision] = {}
        self.root: list[Any] | None = None

    def start(
        self, hidden_scopes: frozenset[str], undeclared: Mapping[str, frozenset[str]]
    ) -> None:
        """Begin, knowing which scopes and aliases are hidden by annotations of their own.

        ``undeclared`` are the scopes of each scheme that only hidden flows of it declare.
        """
        self._hidden = hidden_scopes
        self._undeclared = undeclared
        root = self._document.tree.get("security")
        try:
            self.root = None if root is None else self._kept(_listed(root), self._mode({}))
        except ValueError as error:
            raise InputError(str(error), self._document.locate(("security",))) from error

    def decide(self, operation: Tree) -> Decision:
        """What this audience can use of one operation's requirement."""
        given = (operation.get("security"), operation.get(SCOPES), operation.get(SCOPES_MODE))
        key = repr(given)
        if key not in self._decided:
            self._decided[key] = self._decide(operation)
        return self._decided[key]

    def may_know(self, scope: str) -> bool:
        """Whether a scope or alias may be granted to the audience and is not hidden from it."""
        if scope in self._hidden:
            return False
        if scope in self._aliases:
            return self._grants.allows_alias(scope)
        return self._grants.allows(scope)

    def _decide(self, operation: Tree) -> Decision:
        own, extra = operation.get("security"), operation.get(SCOPES, ())
        given = self._document.tree.get("security") if own is None else _listed(own)
        if not isinstance(given, list) or not given:
            return self._undemanded(own, given, extra, self._one_of(operation, extra))
        any_of = self._one_of(operation, extra)
        kept = self._kept(given, self._mode(operation), extra)
        if not kept or any_of == ():
            return Decision(None)
        inherited = not isinstance(own, list) and kept == self.root
        requirement = self._read(None if inherited else kept, self.root, extra, any_of)
        return Decision(requirement, None if inherited or kept == own else kept, any_of)

    def _undemanded(self, own: Any, given: Any, extra: object, any_of: Any) -> Decision:
        """An operation for which no security is declared, or an empty list of it."""
        own = own if isinstance(own, list) else None
        requirement = self._read(own, given, extra, any_of)
        usable = all(self._usable(each) for each in requirement.alternatives)
        return Decision(requirement if usable and any_of != () else None, any_of=any_of)

    def _read(
        self, own: Any, root: Any, extra: object, any_of: tuple[str, ...] | None
    ) -> Requirement:
        scopes = extra if any_of is None else any_of
        return read_requirement(own, root, scopes, any_of is not None, self._carrying)

    def _one_of(self, operation: Tree, extra: object) -> tuple[str, ...] | None:
        """The scopes of ``x-scopes`` that may be had, where one of them suffices."""
        if not (self._mode(operation) and extra and isinstance(extra, list)):
            return None
        return tuple(s for s in extra if isinstance(s, str) and self._may_need(s))

    def _kept(self, security: list[Any], any_of: bool, extra: object = ()) -> list[Any]:
        """The alternatives that remain, as the variant writes them."""
        kept: list[Any] = []
        for item in security:
            read = read_requirement([item], None, extra, any_of, self._carrying)
            usable = [each for each in read.alternatives if self._usable(each)]
            if len(usable) == len(read.alternatives) == 1:
                kept.append(item)
            elif usable:
                plain = read_requirement([item], None, (), any_of, self._carrying)
                kept += [_written(each) for each in plain.alternatives if self._usable(each)]
        return kept

    def _usable(self, alternative: Alternative) -> bool:
        return all(
            (use.scheme is None or self._has_scheme(use.scheme))
            and self._declares(use)
            and all(self._may_need(scope) for scope in use.scopes)
            for use in alternative.uses
        )

    def _declares(self, use: SchemeUse) -> bool:
        """Whether the flows that are shown declare what is demanded, and what aliases stand for."""
        undeclared = self._undeclared.get(str(use.scheme))
        return undeclared is None or undeclared.isdisjoint(
            {*use.scopes, *self._aliases.expand(use.scopes)}
        )

    def _has_scheme(self, scheme: str) -> bool:
        return scheme in self._schemes and self._audience.uses_scheme(scheme)

    def _may_need(self, scope: str) -> bool:
        leaves = self._aliases.expand((scope,))
        return self._hidden.isdisjoint({scope, *leaves}) and self._grants.allows(scope)

    def _mode(self, operation: Mapping[str, Any]) -> bool:
        mode: object = operation.get(SCOPES_MODE, self._document.tree.get(SCOPES_MODE))
        return mode == "any"


def _listed(security: Any) -> list[Any]:
    if not isinstance(security, list):
        raise ValueError("security must be a list of objects")
    return security


def _written(alternative: Alternative) -> dict[str, list[str]]:
    """An alternative as a Security Requirement Object (OpenAPI 3.1, section 4.8.30)."""
    return {str(use.scheme): sorted(use.scopes) for use in alternative.uses}


def scope_carriers(tree: Tree) -> frozenset[str]:
    """The security schemes whose requirements list scopes in the standard's own sense."""
    return frozenset(
        name for name, scheme in security_schemes(tree) if str(scheme.get("type")) in CARRY_SCOPES
    )


def security_schemes(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """The declared security schemes by name, references among them followed."""
    components = tree.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    if not isinstance(schemes, dict):
        return
    for name, scheme in schemes.items():
        steps = _steps(schemes, scheme)
        if steps:
            yield name, steps[-1]


def names_by_scheme(tree: Tree) -> dict[int, tuple[str, ...]]:
    """The names under which requirements demand a security scheme, by its id.

    There are several where schemes are references to one.
    """
    found: dict[int, tuple[str, ...]] = {}
    for name, scheme in security_schemes(tree):
        found[id(scheme)] = (*found.get(id(scheme), ()), name)
    return found


def steps_to_scheme(tree: Tree, name: str) -> list[Tree]:
    """A declared security scheme, after the references that lead to it; empty if none does."""
    components = tree.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    return _steps(schemes, schemes.get(name)) if isinstance(schemes, dict) else []


def _steps(schemes: Tree, scheme: Any) -> list[Tree]:
    """A scheme with all that its reference leads to among the same schemes, itself first."""
    found: list[Tree] = []
    while isinstance(scheme, dict) and all(scheme is not each for each in found):
        found.append(scheme)
        if not isinstance(scheme.get("$ref"), str):
            return found
        scheme = schemes.get(scheme["$ref"].rpartition("/")[2])
    return []


def scopes_of_hidden_flows(
    tree: Tree, is_shown: Callable[[Any], bool]
) -> dict[str, frozenset[str]]:
    """The scopes of each security scheme that only flows declare which are not shown."""
    found: dict[str, frozenset[str]] = {}
    for name, scheme in security_schemes(tree):
        declared: dict[bool, set[str]] = {True: set(), False: set()}
        for flow in flows_of(scheme):
            declared[is_shown(flow)].update(scope for scope, _ in flow_scopes([flow]))
        hidden = frozenset(declared[False] - declared[True])
        if hidden:
            found[name] = hidden
    return found


def hidden_scopes(
    document: Document, annotations: Annotations, audience: Audience
) -> frozenset[str]:
    """Scopes and aliases whose own entry in the catalogue is not for this audience.

    Raises InputError for an annotation that is not understood, or misspelt.
    """
    spelling = Spelling(annotations.key, has_audiences=annotations.has_audiences)
    found: set[str] = set()
    for catalogue in (SCOPES, ALIASES):
        entries = document.tree.get(catalogue)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            if not isinstance(entry, dict):
                continue
            try:
                for key in entry:
                    spelling.refuse(key)
                rule = annotations.read(entry)
            except AnnotationError as error:
                place = document.locate((catalogue, name, error.key))
                raise InputError(str(error), place) from error
            if not annotations.admits(rule, audience):
                found.add(name)
    return frozenset(found)
