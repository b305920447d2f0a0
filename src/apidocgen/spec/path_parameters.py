"""Whether path templates and the parameters that are declared for them agree.

OpenAPI 3.1, sections 4.8.8.2 (path templating), 4.8.9, 4.8.10 and 4.8.12 (parameters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apidocgen.spec.methods import operation_fields
from apidocgen.spec.pointer import Path
from apidocgen.spec.references import Resolver

_EXPRESSION = re.compile(r"\{([^{}]+)\}")


def parameter_findings(tree: dict[str, Any], resolver: Resolver) -> Iterator[tuple[Path, str]]:
    """Template parameters nobody declares, and parameters declared twice, with their places."""
    paths = tree.get("paths")
    for template, item in paths.items() if isinstance(paths, dict) else ():
        if not template.startswith("x-"):
            yield from _in_item(template, ("paths", template), item, resolver)


def _in_item(
    template: str, path: Path, item: Any, resolver: Resolver
) -> Iterator[tuple[Path, str]]:
    names = _EXPRESSION.findall(template)
    shared = list(_parameters(item, path, resolver))
    yield from _twice(shared)
    for step, operation in _operations(item, resolver):
        own = list(_parameters(operation, (*path, *step), resolver))
        yield from _twice(own)
        declared = {name for _, name, place in (*shared, *own) if place == "path"}
        for name in names:
            if name not in declared:
                yield (*path, *step), f"the path parameter {name!r} of {template} is not declared"


def _operations(item: Any, resolver: Resolver) -> Iterator[tuple[Path, Any]]:
    target = _follow(item, resolver)
    for _, operation, inner in operation_fields(target):
        yield inner if target is item else (), operation


def _parameters(owner: Any, path: Path, resolver: Resolver) -> Iterator[tuple[Path, str, str]]:
    """Place, name and location (``in``) of the parameters that an object declares."""
    target = _follow(owner, resolver)
    entries = target.get("parameters") if isinstance(target, dict) else None
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        parameter = _follow(entry, resolver)
        if isinstance(parameter, dict):
            name, place = parameter.get("name"), parameter.get("in")
            if isinstance(name, str) and isinstance(place, str):
                yield (*path, "parameters", position), name, place


def _twice(parameters: list[tuple[Path, str, str]]) -> Iterator[tuple[Path, str]]:
    seen: set[tuple[str, str]] = set()
    for path, name, place in parameters:
        if (name, place) in seen:
            yield path, f"the {place} parameter {name!r} is declared twice"
        seen.add((name, place))


def _follow(value: Any, resolver: Resolver) -> Any:
    """The value behind a reference, references of references included."""
    seen: set[str] = set()
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        reference = value["$ref"]
        if reference in seen:
            return None
        seen.add(reference)
        try:
            value = resolver.resolve(reference)[1]
        except LookupError:
            return None
    return value
