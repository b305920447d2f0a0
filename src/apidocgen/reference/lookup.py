"""Following references in one variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apidocgen.reference.addresses import Addresses
from apidocgen.reference.lenient import table
from apidocgen.spec.references import Resolver

MOST_HOPS = 32


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to; ``schema`` is the name if it is a schema of its own."""

    reference: str
    node: Any
    schema: str = ""


class Lookup:
    """References of one variant's document, each resolved once."""

    def __init__(self, tree: dict[str, Any], addresses: Addresses) -> None:
        """Look up in ``tree``, whose things stand at ``addresses``."""
        self.tree = tree
        self.addresses = addresses
        self._resolver = Resolver(tree)
        self._targets: dict[str, Target | None] = {}

    def target(self, reference: str) -> Target | None:
        """What a reference leads to; None if it leads nowhere."""
        if reference not in self._targets:
            self._targets[reference] = self._find(reference)
        return self._targets[reference]

    def _find(self, reference: str) -> Target | None:
        try:
            path, node = self._resolver.resolve(reference)
        except LookupError:
            return None
        is_schema = path[:-1] == ("components", "schemas")
        return Target(reference, node, str(path[2]) if is_schema else "")

    def resolve(self, node: object) -> dict[str, Any]:
        """An object, or what the reference in its place leads to; empty if that is nothing.

        What stands beside a reference wins over the same key of its target.
        """
        found = table(node)
        for _ in range(MOST_HOPS):
            reference = found.get("$ref")
            if not isinstance(reference, str):
                return found
            target = self.target(reference)
            siblings = {key: value for key, value in found.items() if key != "$ref"}
            found = table(target.node) if target else {}
            if siblings and found:
                found = {**found, **siblings}
        return {}

    def mapped(self, value: str) -> str:
        """The schema that a discriminator's mapping names, by reference or by name alone.

        OpenAPI 3.1, section 4.8.25: a bare name is the name of a schema.
        """
        if value in self.addresses.schemas:
            return value
        target = self.target(value) if "#" in value else None
        return target.schema if target else ""

    def address_of(self, schema: str) -> str:
        """The address of a schema's page; empty if it has none."""
        return self.addresses.schemas.get(schema, "")
