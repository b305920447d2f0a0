"""The access box: what a call needs, one row an alternative, exactly as the document says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from apidocgen.access.requirement import (
    Alternative,
    Requirement,
    SchemeUse,
    order_least_privileged,
    simplify,
)
from apidocgen.access.scopes import ScopeAliases
from apidocgen.reference.access_words import Phrase, sentence
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_inline
from apidocgen.reference.schemes import UNNAMED, SchemeView, schemes_of, unknown_scheme
from apidocgen.variants.variant import AccessModel, VisibleOperation

_SCOPE_TOKEN = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")
"""What a scope of OAuth 2.0 is made of (RFC 6749, section 3.3; RFC 6750, section 3)."""


@dataclass(frozen=True, slots=True)
class ScopeView:
    """A scope or role: where it is explained, and the aliases that also grant it."""

    name: str
    address: str
    description: Markup
    aliases: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """One scheme of an alternative, with the scopes its credential must carry."""

    scheme: SchemeView
    scopes: tuple[ScopeView, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative: all its demands together; without any it is anonymous access."""

    demands: tuple[Demand, ...]

    @property
    def anonymous(self) -> bool:
        """Whether nothing is demanded."""
        return not self.demands


@dataclass(frozen=True, slots=True)
class AccessBox:
    """What a call needs.

    ``origin`` is "operation", "root" or "none": where the document says so. ``kind`` is
    "required", "optional", "open" (only anonymous), "emptied" (switched off here) or
    "undeclared". ``left_out`` counts alternatives that another makes needless; ``challenges`` are
    the ``WWW-Authenticate`` headers of RFC 6750 that refuse a bearer token with too little.
    """

    kind: str
    origin: str
    tier: str
    sentence: tuple[Phrase, ...]
    rows: tuple[Row, ...]
    duplicates: int = 0
    dominated: int = 0
    challenges: tuple[str, ...] = ()

    @property
    def names_scopes(self) -> bool:
        """Whether credentials may be refused for what they do not carry."""
        return any(demand.scopes for row in self.rows for demand in row.demands)

    @property
    def carried(self) -> str:
        """What the credentials must carry: schemes that know no scopes carry roles."""
        demands = [each for row in self.rows for each in row.demands if each.scopes]
        kinds = {each.scheme.kind == "http" for each in demands}
        if kinds == {True, False}:
            return "Scopes and roles"
        return "Roles" if kinds == {True} else "Scopes"


class AccessBoxes:
    """Makes the access boxes of one variant."""

    def __init__(
        self, lookup: Lookup, access: AccessModel, operations: tuple[VisibleOperation, ...]
    ) -> None:
        """Describe scopes as ``access`` knows them; ``operations`` tell how much each opens."""
        self.schemes: Mapping[str, SchemeView] = schemes_of(lookup)
        self._lookup = lookup
        self._access = access
        self._weights = _weights(operations, access.aliases)
        self._scopes: dict[str, ScopeView] = {}
        self._boxes: dict[tuple[Requirement, str | None], AccessBox] = {}

    def box(self, requirement: Requirement, tier: str | None) -> AccessBox:
        """The box of an operation with this requirement and tier."""
        key = requirement, tier
        if key not in self._boxes:
            self._boxes[key] = self._make(requirement, tier or "")
        return self._boxes[key]

    def _make(self, requirement: Requirement, tier: str) -> AccessBox:
        aliases = self._access.aliases
        simplified = simplify(requirement, aliases)
        ordered = order_least_privileged(simplified.requirement, aliases, self._weight)
        rows = tuple(self._row(each) for each in ordered.alternatives)
        kind = _kind(requirement)
        return AccessBox(
            kind=kind,
            origin=requirement.source,
            tier=tier,
            sentence=tuple(sentence(kind, rows)),
            rows=rows if kind in {"required", "optional"} else (),
            duplicates=len(simplified.duplicates),
            dominated=len(simplified.dominated),
            challenges=tuple(dict.fromkeys(each for row in rows for each in _challenges(row))),
        )

    def _weight(self, scope: str) -> float:
        return float(self._weights[scope])

    def _row(self, alternative: Alternative) -> Row:
        return Row(tuple(self._demand(use) for use in alternative.uses))

    def _demand(self, use: SchemeUse) -> Demand:
        scheme = self.scheme(use.scheme)
        return Demand(scheme, tuple(self.scope(name) for name in sorted(use.scopes)))

    def scheme(self, key: str | None) -> SchemeView:
        """A scheme by its key, also one that the document forgot to describe."""
        return UNNAMED if key is None else self.schemes.get(key) or unknown_scheme(key)

    def scope(self, name: str) -> ScopeView:
        """A scope or alias as pages show it."""
        if name not in self._scopes:
            self._scopes[name] = self._scope(name)
        return self._scopes[name]

    def _scope(self, name: str) -> ScopeView:
        aliases = self._access.aliases
        known = self._access.scopes.get(name)
        alias = next((each for each in aliases if each.name == name), None)
        said = (alias.description if alias else "") or (known.description if known else "")
        return ScopeView(
            name=name,
            address=self._lookup.addresses.scopes.get(name, ""),
            description=to_inline(said),
            aliases=self._linked(aliases.containing(name)),
            members=self._linked(alias.members if alias else ()),
            deprecated=known.deprecated if known else False,
        )

    def _linked(self, scopes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, self._lookup.addresses.scopes.get(name, "")) for name in scopes)


def _weights(operations: tuple[VisibleOperation, ...], aliases: ScopeAliases) -> Counter[str]:
    """How many operations name each leaf scope: a measure of how much it opens."""
    counted: Counter[str] = Counter()
    for operation in operations:
        named = {scope for each in operation.requirement.alternatives for scope in each.scopes}
        counted.update(aliases.expand(named))
    return counted


def _kind(requirement: Requirement) -> str:
    if not requirement.anonymous:
        return "required"
    if requirement.optional:
        return "optional"
    if not requirement.declared:
        return "undeclared"
    return "emptied" if requirement.declared_empty and not requirement.inherited else "open"


def _challenges(row: Row) -> Iterator[str]:
    """How bearer tokens with too little are refused (RFC 6750, section 3.1).

    Other credentials have no such header. Roles are not named in it: OpenAPI says of those that
    nobody exchanges them in messages. A header with a scope that it cannot hold is not shown
    at all: without that scope it would name too few.
    """
    for demand in row.demands:
        if demand.scopes and demand.scheme.is_bearer:
            said = 'Bearer error="insufficient_scope"'
            names = [scope.name for scope in demand.scopes]
            if not demand.scheme.carries_scopes:
                yield said
            elif all(map(_SCOPE_TOKEN.fullmatch, names)):
                yield f'{said}, scope="{" ".join(names)}"'
