"""What the masters say of an operation that one of two variants lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.diff.operations import Key, plain_path
from apidocgen.spec.methods import operation_fields
from apidocgen.spec.pointer import Path
from apidocgen.spec.references import Resolver
from apidocgen.variants.annotations import INTERNAL, TIER
from apidocgen.variants.variant import VariantSet
from apidocgen.variants.vocabulary import SCOPES, audience_key


@dataclass(frozen=True, slots=True)
class Standing:
    """How an operation is annotated in a master, everything around it counted in.

    ``demand`` is what it requires, as it is written: ``security`` and ``x-scopes``.
    """

    path: Path
    tier: str | None
    labels: frozenset[str] | None
    internal: bool
    demand: tuple[Any, Any]


class Master:
    """The operations of a master, visible to somebody or not."""

    def __init__(self, variants: VariantSet) -> None:
        self.variants = variants
        self.document = variants.master
        self.access = variants.access
        self._tree = variants.master.tree
        self._key = audience_key(self._tree)
        self._standings: dict[Key, Standing] | None = None

    def standing(self, key: Key) -> Standing | None:
        """How the operation is annotated; None where there is no such operation."""
        if self._standings is None:
            self._standings = dict(self._all())
        return self._standings.get(key)

    def _all(self) -> Iterator[tuple[Key, Standing]]:
        resolver = Resolver(self._tree)
        for place in ("paths", "webhooks", "x-webhooks"):
            items = self._tree.get(place)
            for path, item in items.items() if isinstance(items, dict) else ():
                at, real = _followed((place, path), item, resolver)
                for method, node, steps in operation_fields(real):
                    kind = "paths" if place == "paths" else "webhooks"
                    key = kind, method.lower(), plain_path(str(path))
                    yield key, self._standing((*at, *steps), (self._tree, item, real, node))

    def _standing(self, path: Path, chain: tuple[Any, ...]) -> Standing:
        marked = [each for each in chain if isinstance(each, dict)]
        tiers = [each[TIER] for each in marked if each.get(TIER) in self.access.tiers]
        root, node = chain[0], chain[-1]
        lists = [_labels(each[self._key]) for each in marked if self._key in each]
        return Standing(
            path=path,
            tier=max(tiers, key=self.access.tiers.rank, default=None),
            labels=frozenset.intersection(*lists) if lists else None,
            internal=any(each.get(INTERNAL) is True for each in marked),
            demand=(node.get("security", root.get("security")), node.get(SCOPES)),
        )


def _followed(path: Path, item: Any, resolver: Resolver) -> tuple[Path, Any]:
    reference = item.get("$ref") if isinstance(item, dict) else None
    if isinstance(reference, str):
        try:
            return resolver.resolve(reference)
        except LookupError:
            return path, item
    return path, item


def _labels(value: Any) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value or ())
