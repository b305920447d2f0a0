"""What a call needs: alternatives (OR) of security schemes (AND), each with scopes (AND).

Follows the Security Requirement Object of OpenAPI, section 4.8.30 in 3.0 and 3.1: the list is a
choice, an object in it demands all its schemes, an empty object is anonymous access, an empty
list on an operation removes what the root demands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Literal

from apidocgen.access.audience import Audience
from apidocgen.access.scopes import Grants, ScopeAliases

MAX_ALTERNATIVES = 1024
"""More alternatives than this in one requirement is an attack or a mistake, not an API."""

_NO_ALIASES = ScopeAliases()


@dataclass(frozen=True, slots=True)
class SchemeUse:
    """One scheme of an alternative, with the scopes or roles its credential must carry.

    `scheme` is None where scopes are demanded though no scheme is declared.
    """

    scheme: str | None
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Schemes that are needed together, in the document's order; none is anonymous access."""

    uses: tuple[SchemeUse, ...]

    @property
    def anonymous(self) -> bool:
        """Whether this alternative needs no credential at all."""
        return not self.uses

    @property
    def scopes(self) -> frozenset[str]:
        """All scopes it names, whatever the scheme, aliases not expanded."""
        return frozenset().union(*(use.scopes for use in self.uses))

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes it names, in the document's order."""
        return tuple(use.scheme for use in self.uses if use.scheme is not None)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an operation needs: any one of `alternatives`, of which there is at least one.

    Attributes:
        alternatives: The choice, in the document's order.
        inherited: Whether it is the root's `security`, the operation having none of its own.
        declared: Whether `security` is present at the operation or the root at all.
        declared_empty: Whether the `security` that applies is `[]`.
    """

    alternatives: tuple[Alternative, ...]
    inherited: bool = False
    declared: bool = True
    declared_empty: bool = False

    def __post_init__(self) -> None:
        """Refuse a requirement without alternatives, which nobody could meet."""
        if not self.alternatives:
            raise ValueError("a requirement needs at least one alternative")

    @property
    def source(self) -> Literal["operation", "root", "none"]:
        """Where the requirement is written: the operation, the root, or nowhere."""
        if not self.declared:
            return "none"
        return "root" if self.inherited else "operation"

    @property
    def anonymous(self) -> bool:
        """Whether a call without any credential suffices."""
        return any(alternative.anonymous for alternative in self.alternatives)

    @property
    def optional(self) -> bool:
        """Whether credentials may be sent but need not be."""
        return self.anonymous and not all(each.anonymous for each in self.alternatives)


@dataclass(frozen=True, slots=True)
class Token:
    """A credential somebody holds: for one scheme, or for any where `scheme` is None."""

    scheme: str | None
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Removed:
    """An alternative that says nothing new, and the remaining one that makes it needless."""

    alternative: Alternative
    by: Alternative


@dataclass(frozen=True, slots=True)
class Simplified:
    """A requirement without needless alternatives, and those that were taken out.

    `duplicates` mean the same as what remains; `dominated` demand more than what remains.
    """

    requirement: Requirement
    duplicates: tuple[Removed, ...] = ()
    dominated: tuple[Removed, ...] = ()


def read_requirement(
    operation_security: object,
    root_security: object,
    extra_scopes: object = (),
    any_of: bool = False,
    carries_scopes: Collection[str] = frozenset(),
) -> Requirement:
    """Build the requirement of an operation from the plain values of `security`.

    Args:
        operation_security: The operation's own `security`, None when absent. It replaces the
            root's, also when it is empty.
        root_security: The document's `security`, None when absent.
        extra_scopes: `x-scopes`, needed in every alternative. They join the schemes of
            `carries_scopes` or, where an alternative has none of these, each of its schemes.
            An anonymous alternative becomes one that demands them of an unnamed scheme.
        any_of: `x-scopes-mode: any`: a list of scopes is a choice of one. The lists in `security`
            and `x-scopes` stay separate demands: one scope is needed of each.
        carries_scopes: Names of the schemes that can carry scopes (OAuth2, OpenID Connect).

    Raises:
        ValueError: A value has not the shape OpenAPI gives it, or `any_of` leads to more than
            MAX_ALTERNATIVES alternatives.
    """
    inherited = operation_security is None and root_security is not None
    security = root_security if operation_security is None else operation_security
    alternatives = _read_security([] if security is None else security)
    extra = _read_scopes(extra_scopes, "x-scopes")
    if any_of:
        alternatives = _one_scope_each(alternatives, extra, carries_scopes)
    else:
        alternatives = [_with_scopes(each, extra, carries_scopes) for each in alternatives]
    return Requirement(
        alternatives=tuple(alternatives),
        inherited=inherited,
        declared=security is not None,
        declared_empty=security is not None and not security,
    )


def _read_security(security: object) -> list[Alternative]:
    if not isinstance(security, (list, tuple)):
        raise ValueError(f"security must be a list of objects, not {_kind(security)}")
    # An empty list demands nothing: that is one anonymous alternative, never "no way in".
    return [_read_alternative(item) for item in security] or [Alternative(())]


def _read_alternative(item: object) -> Alternative:
    if not isinstance(item, dict):
        raise ValueError(f"an entry of security must be an object, not {_kind(item)}")
    return Alternative(tuple(_read_use(scheme, scopes) for scheme, scopes in item.items()))


def _read_use(scheme: object, scopes: object) -> SchemeUse:
    if not isinstance(scheme, str):
        raise ValueError(f"a scheme in security must be a name, not {_kind(scheme)}")
    return SchemeUse(scheme, _read_scopes(scopes, f"the scopes of {scheme!r} in security"))


def _read_scopes(scopes: object, what: str) -> frozenset[str]:
    if not isinstance(scopes, (list, tuple, set, frozenset)):
        raise ValueError(f"{what} must be a list of strings, not {_kind(scopes)}")
    for scope in scopes:
        if not isinstance(scope, str):
            raise ValueError(f"{what} must be a list of strings, but one is {_kind(scope)}")
    return frozenset(scopes)


def _kind(value: object) -> str:
    """Name a JSON value's type as a writer of documents knows it."""
    if value is None:
        return "null"
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string"}
    names |= {list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


def _with_scopes(
    alternative: Alternative, extra: frozenset[str], carries_scopes: Collection[str]
) -> Alternative:
    """Add `x-scopes` to one alternative."""
    if not extra:
        return alternative
    if alternative.anonymous:
        # Scopes were demanded, so this is not anonymous access, whatever `security` says.
        return Alternative((SchemeUse(None, extra),))
    carriers = [use for use in alternative.uses if use.scheme in carries_scopes]
    bearers = carriers or alternative.uses
    return Alternative(
        tuple(
            replace(use, scopes=use.scopes | extra) if use in bearers else use
            for use in alternative.uses
        )
    )


def _one_scope_each(
    alternatives: list[Alternative], extra: frozenset[str], carries_scopes: Collection[str]
) -> list[Alternative]:
    """Turn every list of scopes into a choice of one of them."""
    count = sum(prod(len(use.scopes) or 1 for use in each.uses) for each in alternatives)
    if count * (len(extra) or 1) > MAX_ALTERNATIVES:
        raise ValueError(f"x-scopes-mode: any gives more than {MAX_ALTERNATIVES} alternatives")
    return [
        _with_scopes(Alternative(uses), added, carries_scopes)
        for alternative in alternatives
        for uses in product(*map(_split_use, alternative.uses))
        for added in _singly(extra)
    ]


def _split_use(use: SchemeUse) -> list[SchemeUse]:
    return [replace(use, scopes=scopes) for scopes in _singly(use.scopes)]


def _singly(scopes: frozenset[str]) -> list[frozenset[str]]:
    return [frozenset({scope}) for scope in sorted(scopes)] or [frozenset()]


def usable_by(requirement: Requirement, audience: Audience, grants: Grants) -> Requirement | None:
    """Cut a requirement down to the alternatives an audience can use.

    An alternative stays if the audience can use all its schemes and may be granted all its
    scopes. Returns None when none stays, and the same object when all do.
    """
    usable = tuple(each for each in requirement.alternatives if _can_use(each, audience, grants))
    if len(usable) == len(requirement.alternatives):
        return requirement
    return replace(requirement, alternatives=usable) if usable else None


def _can_use(alternative: Alternative, audience: Audience, grants: Grants) -> bool:
    return all(
        audience.uses_scheme(use.scheme) and all(grants.allows(scope) for scope in use.scopes)
        for use in alternative.uses
    )


def simplify(requirement: Requirement, aliases: ScopeAliases) -> Simplified:
    """Take out alternatives that another one makes needless, and say which.

    A is needless when there is a B such that whoever satisfies A satisfies B: every scheme of B
    is in A with the same leaf scopes or more. Of two that mean the same the first stays. Since
    an alternative follows from several others only if it follows from one of them, this leaves
    no needless one.

    Anonymous access makes nothing needless but its own repetition. Beside `{}` every other
    alternative could be left out without changing who gets in, but a reader would no longer
    learn that credentials are optional rather than useless.
    """
    expanded = [_expanded(each, aliases) for each in requirement.alternatives]
    kept = _undominated(expanded)
    taken = [
        (Removed(each, requirement.alternatives[by]), _implies(expanded[by], expanded[index]))
        for index, each in enumerate(requirement.alternatives)
        if index not in kept
        for by in [next(k for k in kept if _supersedes(expanded[k], expanded[index]))]
    ]
    return Simplified(
        requirement=replace(
            requirement, alternatives=tuple(requirement.alternatives[k] for k in kept)
        ),
        duplicates=tuple(removed for removed, same in taken if same),
        dominated=tuple(removed for removed, same in taken if not same),
    )


def _undominated(alternatives: list[Alternative]) -> list[int]:
    """Return the positions of the alternatives that no other supersedes, the first of equals."""
    return [
        index
        for index, each in enumerate(alternatives)
        if not any(
            _supersedes(other, each) and (position < index or not _supersedes(each, other))
            for position, other in enumerate(alternatives)
            if position != index
        )
    ]


def _supersedes(other: Alternative, alternative: Alternative) -> bool:
    return other.anonymous == alternative.anonymous and _implies(alternative, other)


def _implies(alternative: Alternative, other: Alternative) -> bool:
    """Tell whether whoever satisfies one alternative satisfies the other, both of leaf scopes."""
    return all(any(_covers(use, wanted) for use in alternative.uses) for wanted in other.uses)


def _covers(use: SchemeUse, wanted: SchemeUse) -> bool:
    """Tell whether any token good for `use` is good for `wanted`."""
    return wanted.scheme in (None, use.scheme) and wanted.scopes <= use.scopes


def _expanded(alternative: Alternative, aliases: ScopeAliases) -> Alternative:
    return Alternative(
        tuple(replace(use, scopes=aliases.expand(use.scopes)) for use in alternative.uses)
    )


def order_least_privileged(
    requirement: Requirement,
    aliases: ScopeAliases,
    weight: Callable[[str], float] | None = None,
) -> Requirement:
    """Sort the alternatives of a requirement, least privileged first.

    In this order: anonymous access; alternatives that name scopes; alternatives that name a
    scheme but no scope, since nothing limits what such a credential opens. Among those that name
    scopes, the smaller sum of `weight` over the leaf scopes comes first (`weight` tells how much
    a leaf scope opens, for example how many operations), then fewer leaf scopes, then fewer
    schemes. What is equal so far keeps the document's order.
    """

    def rank(alternative: Alternative) -> tuple[bool, bool, float, int, int]:
        leaves = sorted(aliases.expand(alternative.scopes))
        load = sum(map(weight, leaves)) if weight else 0.0
        named = not alternative.anonymous
        return named, named and not leaves, load, len(leaves), len(alternative.uses)

    return replace(requirement, alternatives=tuple(sorted(requirement.alternatives, key=rank)))


def satisfied_by(requirement: Requirement, held: Iterable[Token]) -> bool:
    """Tell whether somebody holding these tokens gets in, taking every scope by its name.

    Each scheme of some alternative must be met by one token alone: scopes spread over two tokens
    do not add up, since a call carries one credential for a scheme.
    """
    return reaches(requirement, held, _NO_ALIASES)


def reaches(requirement: Requirement, tokens: Iterable[Token], aliases: ScopeAliases) -> bool:
    """Tell whether somebody holding these tokens gets in, aliases on both sides expanded.

    Tokens of different schemes are used together; each scheme of some alternative must be met by
    one token alone.
    """
    held = [replace(token, scopes=aliases.expand(token.scopes)) for token in tokens]
    return any(
        all(any(_meets(token, use) for token in held) for use in _expanded(each, aliases).uses)
        for each in requirement.alternatives
    )


def _meets(token: Token, use: SchemeUse) -> bool:
    fits = token.scheme is None or use.scheme is None or token.scheme == use.scheme
    return fits and use.scopes <= token.scopes


def scope_alternatives(
    requirement: Requirement,
    aliases: ScopeAliases,
    scheme: str | None = None,
    *,
    prefer_scoped: bool = False,
) -> frozenset[frozenset[str]]:
    """Return the sets of leaf scopes of which any one suffices, none containing another.

    Args:
        requirement: What an operation needs.
        aliases: Aliases to expand.
        scheme: None leaves schemes out of the question: an alternative counts with the scopes
            of all its schemes. With a name, only alternatives that use this scheme count, and
            those that name none; of them the scopes asked of this scheme, any other credential
            being taken as given.
        prefer_scoped: Leave out alternatives with a scheme but no scope where others name
            scopes: "an API key will do" is no answer to "which scopes do I need?".

    Returns:
        Minimal sets; the empty one alone where no scope is needed; no set at all where `scheme`
        opens none of the alternatives.
    """
    found = [
        (each.anonymous, _leaves(each, aliases, scheme))
        for each in requirement.alternatives
        if scheme is None
        or each.anonymous
        or any(use.scheme in (None, scheme) for use in each.uses)
    ]
    if prefer_scoped and any(leaves for _, leaves in found):
        found = [(anonymous, leaves) for anonymous, leaves in found if anonymous or leaves]
    return minimal_sets(leaves for _, leaves in found)


def _leaves(alternative: Alternative, aliases: ScopeAliases, scheme: str | None) -> frozenset[str]:
    asked = [use for use in alternative.uses if scheme is None or use.scheme in (None, scheme)]
    return aliases.expand(Alternative(tuple(asked)).scopes)


def minimal_sets(sets: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Return those of `sets` that contain no other of them."""
    minimal: list[frozenset[str]] = []
    for candidate in sorted(set(sets), key=len):
        if not any(smaller <= candidate for smaller in minimal):
            minimal.append(candidate)
    return frozenset(minimal)
