"""What a part of a variant refers to, however far: to know when two variants show it alike."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from apidocgen.reference.lenient import table
from apidocgen.reference.lookup import Lookup
from apidocgen.spec.pointer import to_reference

DirectMemo = dict[int, tuple[Any, frozenset[str]]]
"""References inside an object, by its id; the object is kept so that the id stays its own."""


class Reach:
    """The references of one variant as a graph; sets of references are bits of an integer."""

    def __init__(self, lookup: Lookup, direct: DirectMemo) -> None:
        """Work out what refers to what; ``direct`` is shared by all variants of a document."""
        self._lookup = lookup
        self._direct = direct
        self._bits: dict[str, int] = {}
        self._masks: dict[str, int] = {}
        self._likeness: dict[int, bytes] = {}
        self._explore(self._everywhere())
        self._close()

    def bit(self, reference: str) -> int:
        """The bit that stands for a reference; 0 if nothing refers so."""
        return self._bits.get(reference, 0)

    def mask(self, node: object) -> int:
        """Everything that an object refers to, however far."""
        found = 0
        for reference in self.direct(node):
            found |= self._masks.get(reference, 0)
        return found

    def likeness(self, node: object) -> bytes:
        """What an object's rendering depends on besides the object itself.

        Two variants that hold the same object with the same likeness show it alike: everything
        that it refers to, however far, is the same object at the same address in both.
        """
        mask = self.mask(node)
        if mask not in self._likeness:
            self._likeness[mask] = self._digest(mask)
        return self._likeness[mask]

    def _digest(self, mask: int) -> bytes:
        digest = blake2b(digest_size=16)
        for reference in sorted(each for each, bit in self._bits.items() if bit & mask):
            target = self._lookup.target(reference)
            address = self._lookup.address_of(target.schema) if target else ""
            node = id(target.node) if target else 0
            digest.update(repr((reference, node, address)).encode())
        return digest.digest()

    def _everywhere(self) -> Iterator[object]:
        """The parts of a document, small enough for variants to share most of them."""
        tree = self._lookup.tree
        yield from table(tree.get("paths")).values()
        yield from table(tree.get("webhooks")).values()
        for kind in table(tree.get("components")).values():
            yield from table(kind).values()

    def _explore(self, parts: Iterator[object]) -> None:
        waiting = [reference for part in parts for reference in self.direct(part)]
        while waiting:
            reference = waiting.pop()
            if reference not in self._bits:
                self._bits[reference] = 1 << len(self._bits)
                target = self._lookup.target(reference)
                waiting.extend(self.direct(target.node) if target else ())

    def _close(self) -> None:
        """Spread what each reference reaches until nothing is added."""
        self._masks = dict(self._bits)
        below = {
            reference: self.direct(target.node)
            for reference in self._bits
            if (target := self._lookup.target(reference))
        }
        changed = True
        while changed:
            changed = False
            for reference, references in below.items():
                mask = before = self._masks[reference]
                for each in references:
                    mask |= self._masks[each]
                if mask != before:
                    self._masks[reference] = mask
                    changed = True

    def direct(self, node: object) -> frozenset[str]:
        """Every reference that stands somewhere inside an object."""
        known = self._direct.get(id(node))
        if known is None or known[0] is not node:
            known = node, frozenset(_references(node))
            self._direct[id(node)] = known
        return known[1]


def _references(node: object) -> Iterator[str]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            reference = each.get("$ref")
            if isinstance(reference, str):
                yield reference
            elif "propertyName" in each:
                yield from _mapped(each.get("mapping"))
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _mapped(mapping: object) -> Iterator[str]:
    """The schemas that a discriminator's mapping names."""
    for value in table(mapping).values():
        if isinstance(value, str):
            yield value if "#" in value else to_reference(("components", "schemas", value))
