"""Whether a document is valid OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apidocgen.spec.document import Document
from apidocgen.spec.metaschemas import document_validator
from apidocgen.spec.path_parameters import parameter_findings
from apidocgen.spec.pointer import Path, descend
from apidocgen.spec.problems import Location
from apidocgen.spec.references import Resolver, enclosing
from apidocgen.spec.schema_errors import Finding, findings
from apidocgen.spec.unit_facts import UnitFacts, gather_facts
from apidocgen.spec.units import Unit, units

if TYPE_CHECKING:
    from apidocgen.spec.metaschemas import DocumentValidator


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that makes a document invalid: what, where in the tree, where in the source."""

    message: str
    path: Path
    location: Location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"


class Validator:
    """Validates documents; what several of them share is looked into once.

    Parts are recognised by identity, so an instance must not outlive changes to a tree. It keeps
    the parts it has seen alive.
    """

    def __init__(self) -> None:
        self._validators: dict[tuple[str, str | None], DocumentValidator] = {}
        self._facts: dict[tuple[int, str], tuple[Any, UnitFacts]] = {}

    def problems(self, document: Document) -> list[Problem]:
        """Everything that makes a document invalid, in the order of its places.

        Checked are the official schemas (for 3.1 and 3.2 including Schema Objects) and what they
        cannot say: references that lead nowhere, operationIds that are not unique, links to
        operations that do not exist, and path parameters that are not declared.
        """
        found = dict.fromkeys((*self._by_schema(document), *self._by_meaning(document.tree)))
        places = document.locate_all(path for path, _ in found)
        problems = [Problem(message, path, places[path]) for path, message in found]
        return sorted(problems, key=lambda problem: problem.location)

    def _by_schema(self, document: Document) -> Iterator[Finding]:
        dialect = document.tree.get("jsonSchemaDialect")
        key = (document.version, dialect if isinstance(dialect, str) else None)
        if key not in self._validators:
            self._validators[key] = document_validator(*key)
        for path, message in findings(self._validators[key].iter_errors(document.tree)):
            yield _real_path(document.tree, path), message

    def _by_meaning(self, tree: dict[str, Any]) -> Iterator[Finding]:
        resolver = Resolver(tree)
        parts = [(unit[0], self._facts_of(unit)) for unit in units(tree)]
        for path, facts in parts:
            yield from _dangling(path, facts, resolver)
        yield from _operation_findings(parts)
        yield from parameter_findings(tree, resolver)

    def _facts_of(self, unit: Unit) -> UnitFacts:
        _, value, type_name = unit
        known = self._facts.get((id(value), type_name))
        if known is None:
            known = (value, gather_facts(value, type_name))
            self._facts[id(value), type_name] = known
        return known[1]


def _real_path(tree: Any, path: Path) -> Path:
    """The path with keys and indices told apart; its last step may not exist."""
    real: Path = ()
    for token in path:
        try:
            step, tree = descend(tree, (token,))
        except LookupError:
            step, tree = (str(token),), None
        real += step
    return real


def _dangling(unit: Path, facts: UnitFacts, resolver: Resolver) -> Iterator[Finding]:
    resources = {(*unit, *path): "" for path in facts.resources}
    for path, reference in facts.references:
        try:
            resolver.resolve(reference, enclosing((*unit, *path), resources))
        except LookupError:
            yield (*unit, *path), f"the reference {reference!r} leads nowhere"
    for path, reference in facts.dynamic:
        try:
            resolver.dynamic_targets(reference, enclosing((*unit, *path), resources))
        except LookupError:
            yield (*unit, *path), f"the reference {reference!r} leads nowhere"


def _operation_findings(parts: list[tuple[Path, UnitFacts]]) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for unit, facts in parts:
        for path, name in facts.operations:
            if name in first:
                place = " ".join(str(token) for token in first[name][:-1])
                yield (*unit, *path), f"the operationId {name!r} is already used at {place}"
            else:
                first[name] = (*unit, *path)
    for unit, facts in parts:
        for path, name in facts.operation_links:
            if name not in first:
                yield (*unit, *path), f"there is no operation with the operationId {name!r}"
