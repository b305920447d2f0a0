"""What has to be checked about one part of a document, gathered in one walk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from apidocgen.spec.pointer import Path
from apidocgen.spec.walk import reference_of, walk


@dataclass(slots=True)
class UnitFacts:
    """References and names in a path item or component; all paths start at the unit.

    ``references`` and ``dynamic`` must lead somewhere, ``operation_links`` must name operations.
    ``resources`` are the schemas with an ``$id``, which references inside them start from.
    """

    references: list[tuple[Path, str]] = field(default_factory=list)
    dynamic: list[tuple[Path, str]] = field(default_factory=list)
    operations: list[tuple[Path, str]] = field(default_factory=list)
    operation_links: list[tuple[Path, str]] = field(default_factory=list)
    resources: list[Path] = field(default_factory=list)


def gather_facts(unit: Any, type_name: str) -> UnitFacts:
    """Walk a value of this type of the grammar and note what refers to what."""
    facts = UnitFacts()
    for path, value, kind in walk(unit, type_name):
        if not isinstance(value, dict):
            continue
        reference = reference_of(value, kind)
        if reference is not None:
            facts.references.append(((*path, "$ref"), reference))
        special = _SPECIAL.get(kind)
        if special is not None:
            special(facts, path, value)
    return facts


def _schema(facts: UnitFacts, path: Path, schema: dict[str, Any]) -> None:
    dynamic = schema.get("$dynamicRef")
    if isinstance(dynamic, str):
        facts.dynamic.append(((*path, "$dynamicRef"), dynamic))
    if isinstance(schema.get("$id"), str):
        facts.resources.append(path)


def _discriminator(facts: UnitFacts, path: Path, discriminator: dict[str, Any]) -> None:
    mapping = discriminator.get("mapping")
    for name, target in mapping.items() if isinstance(mapping, dict) else ():
        if isinstance(target, str) and target.startswith("#"):
            facts.references.append(((*path, "mapping", name), target))


def _link(facts: UnitFacts, path: Path, link: dict[str, Any]) -> None:
    target = link.get("operationRef")
    if isinstance(target, str) and target.startswith("#"):
        facts.references.append(((*path, "operationRef"), target))
    operation = link.get("operationId")
    if isinstance(operation, str):
        facts.operation_links.append(((*path, "operationId"), operation))


def _operation(facts: UnitFacts, path: Path, operation: dict[str, Any]) -> None:
    identifier = operation.get("operationId")
    if isinstance(identifier, str):
        facts.operations.append(((*path, "operationId"), identifier))


_SPECIAL = {
    "Schema": _schema,
    "Discriminator": _discriminator,
    "Link": _link,
    "Operation": _operation,
}
