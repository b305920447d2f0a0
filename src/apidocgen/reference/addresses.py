"""Addresses of pages: stable, unique also where case does not count, safe as folder names.

An address depends on what identifies a thing and on the names it collides with among what the
same audience sees: never on the order of things, and never on anything hidden.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from apidocgen.variants.variant import VisibleOperation

K = TypeVar("K")

LONGEST = 80
SCOPE_TOOLS = frozenset({"explorer", "matrix"})
"""Pages that stand among those of scopes."""

_SPELT_OUT = str.maketrans({"ß": "ss", "ẞ": "SS"})
"""Letters that are no other letter with an accent, and not to be lost."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")
_LOOKS_HASHED = re.compile(r"-[0-9a-f]{8}$")
_DEVICES = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
"""Names that no file or folder may have on Windows."""


def slug(name: str) -> str:
    """The part of a name that is safe in addresses; empty if there is none."""
    spelt = name.translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", plain).strip("-_")[:LONGEST].rstrip("-_")


def fingerprint(identity: str) -> str:
    """A short hash that tells one identity from another."""
    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def assign(
    wanted: Mapping[K, tuple[str, str]], taken: frozenset[str] = frozenset()
) -> dict[K, str]:
    """Give each thing a unique segment of an address.

    Args:
        wanted: For each thing its name and its identity, which no other thing has.
        taken: Segments in lower case that belong to something else.

    Returns:
        For each thing its slug where that is its alone, else slug and hash of the identity. Of
        names that differ in case only, the one that is its own lower-case slug stays plain.
    """
    slugs = {key: slug(name) for key, (name, _) in wanted.items()}
    claims: dict[str, list[K]] = {}
    for key, each in slugs.items():
        claims.setdefault(each.lower(), []).append(key)
    return {
        key: each if _is_plain(each, taken) and _owner(claims[each.lower()], wanted) == key
        else f"{each or 'x'}-{fingerprint(wanted[key][1])}"
        for key, each in slugs.items()
    }  # fmt: skip


def _is_plain(segment: str, taken: frozenset[str]) -> bool:
    free = segment.lower() not in _DEVICES | taken
    return bool(segment) and free and not _LOOKS_HASHED.search(segment)


def _owner(claimants: list[K], wanted: Mapping[K, tuple[str, str]]) -> K | None:
    """Who may have a slug that several want; nobody, unless one of them alone is spelt like it."""
    if len(claimants) == 1:
        return claimants[0]
    exact = [key for key in claimants if wanted[key][0] == slug(wanted[key][0]).lower()]
    return exact[0] if len(exact) == 1 else None


OperationKey = tuple[str, str, str]
"""What identifies an operation: place, path, method."""


def operation_key(operation: VisibleOperation) -> OperationKey:
    """What identifies an operation in every audience."""
    return operation.place, operation.path, operation.method.lower()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything of one audience stands, relative to the audience's folder.

    ``topics`` are the pages that an audience has only if its document speaks of their topic.
    """

    operations: Mapping[OperationKey, str]
    tags: Mapping[str, str]
    schemas: Mapping[str, str]
    scopes: Mapping[str, str]
    topics: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        operations: tuple[VisibleOperation, ...],
        tags: tuple[str, ...],
        schemas: tuple[str, ...],
        scopes: tuple[str, ...],
    ) -> Addresses:
        """Address everything an audience sees."""
        return cls(
            operations=_operation_addresses(operations),
            tags=_folder("tags", tags),
            schemas=_folder("schemas", schemas),
            scopes=_folder("scopes", scopes, SCOPE_TOOLS),
        )

    def operation(self, operation: VisibleOperation) -> str:
        """The address of an operation's page."""
        return self.operations[operation_key(operation)]


def _folder(
    folder: str, names: tuple[str, ...], taken: frozenset[str] = frozenset()
) -> dict[str, str]:
    segments = assign({name: (name or "untagged", name) for name in names}, taken)
    return {name: f"{folder}/{segment}/" for name, segment in segments.items()}


def _operation_addresses(operations: tuple[VisibleOperation, ...]) -> dict[OperationKey, str]:
    wanted = {
        operation_key(each): (
            each.operation_id or f"{each.method} {each.path}",
            " ".join(operation_key(each)),
        )
        for each in operations
    }
    segments = assign(wanted)
    return {
        key: f"{'webhooks' if key[0] == 'webhooks' else 'operations'}/{segment}/"
        for key, segment in segments.items()
    }
