"""What the filter yields: one document per audience, with what is known about its operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from apidocgen.access.audience import Audience, TierLadder
from apidocgen.access.requirement import Requirement
from apidocgen.access.scopes import Scope, ScopeAliases
from apidocgen.spec.document import Document, Tree
from apidocgen.spec.pointer import Path


@dataclass(frozen=True, slots=True)
class TokenProfile:
    """A set of scopes that tokens out in the world hold (``x-token-profiles``)."""

    name: str
    scopes: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class AccessModel:
    """Who there is and what can be granted: of a master, or cut to what one audience may know."""

    tiers: TierLadder
    audiences: tuple[Audience, ...]
    scopes: Mapping[str, Scope]
    aliases: ScopeAliases
    profiles: tuple[TokenProfile, ...] = ()


@dataclass(frozen=True, slots=True)
class VisibleOperation:
    """One operation that an audience sees.

    ``place`` is "paths" or "webhooks" (operations in callbacks belong to the operation around
    them). ``node`` and ``path_item`` are the filtered objects; ``at`` is the path of the
    operation in the variant, ``origin`` the path of the same operation in the master. ``tier``
    is the lowest tier that opens it, None where no tier annotation applies to this audience.
    ``requirement`` holds the alternatives this audience can use, in the order of the document.
    """

    method: str
    path: str
    place: str
    at: Path
    origin: Path
    node: Tree
    path_item: Tree
    requirement: Requirement
    tier: str | None = None

    @property
    def operation_id(self) -> str | None:
        """The ``operationId``, where the document gives one."""
        value = self.node.get("operationId")
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Withheld:
    """What an audience does not get because it is hidden, or needs something that is.

    Components that merely nothing visible uses are not among it.

    Attributes:
        objects: Ids of the master's objects that are taken away, each with all that is in it.
        kinds: Names of kinds that are hidden, by id of the master's discriminator that tells them.
        shown_elsewhere: Values hidden in one use of a list that the list shows for the sake of
            others: the path of the ``x-enum-values`` in the master, and the name there.
    """

    objects: frozenset[int] = frozenset()
    kinds: Mapping[int, frozenset[str]] = field(default_factory=dict)
    shown_elsewhere: frozenset[tuple[Path, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Variant:
    """What one audience gets.

    ``document`` is valid OpenAPI of the master's version without our annotations; its ``locate``
    points into the master's source. ``access`` is cut to what this audience may know: only
    scopes, aliases and profiles that something visible uses, and only this audience.
    Untouched subtrees of ``document.tree`` are the master's own objects (``is``), and subtrees
    that two audiences see alike are one object in both. ``withheld`` says what of the master is
    not there because it is hidden.
    """

    audience: Audience
    document: Document
    access: AccessModel
    operations: tuple[VisibleOperation, ...]
    withheld: Withheld = field(default_factory=Withheld, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Hidden:
    """An operation hidden because nobody annotated it (it fails closed)."""

    method: str
    path: str
    at: Path


@dataclass(frozen=True, slots=True)
class VariantSet:
    """A master and all variants made from it, in menu order."""

    master: Document
    access: AccessModel
    variants: tuple[Variant, ...]
    unannotated: tuple[Hidden, ...] = ()
