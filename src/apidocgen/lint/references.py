"""Rule about what references lead to: the right kind of object, another one, themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Node, Subject
from apidocgen.spec.pointer import Path
from apidocgen.spec.walk import reference_of


def wrong_target(subject: Subject) -> Iterator[Hit]:
    """References that lead to another kind of object, to no object at all, or back to themselves.

    What stands where the grammar knows nothing, in an extension for instance, may be of any kind.
    """
    types: Mapping[Path, str] = {node.path: node.type for node in subject.nodes}
    judged: dict[tuple[str, str], str] = {}
    for node in subject.nodes:
        reference = reference_of(node.value, node.type)
        if reference is None or not (reference == "#" or reference.startswith("#/")):
            continue
        if _returns(subject, node):
            yield Hit(
                f"{reference!r} leads back to itself and to nothing else", (*node.path, "$ref")
            )
        elif (reference, node.type) not in judged:
            judged[reference, node.type] = _what_else(subject, node, reference, types)
        what = judged.get((reference, node.type))
        if what:
            message = f"{reference!r} leads to {what}, where {node.type!r} is needed"
            yield Hit(message, (*node.path, "$ref"))


def _what_else(subject: Subject, node: Node, reference: str, types: Mapping[Path, str]) -> str:
    """What a reference leads to instead of the right kind; empty where it is right."""
    try:
        path, value = subject.resolver.resolve(reference)
    except LookupError:
        return ""  # the filter refuses what leads nowhere, and says so
    if not isinstance(value, dict):
        is_schema = node.type == "Schema" and isinstance(value, bool)
        return "" if is_schema else "what is no object"
    kind = types.get(path, node.type)
    return "" if kind == node.type else repr(kind)


def _returns(subject: Subject, node: Node) -> bool:
    """Whether references alone lead from an object back to it.

    A schema must not be run into such a loop (JSON Schema 2020-12 core, section 9.4.1).
    """
    value, seen = node.value, set[int]()
    while id(value) not in seen:
        seen.add(id(value))
        reference = reference_of(value, node.type)
        try:
            found = subject.resolver.resolve(reference)[1] if reference is not None else None
        except LookupError:
            return False  # the filter refuses what leads nowhere, and says so
        if not isinstance(found, dict):
            return False
        value = found
    return value is node.value
