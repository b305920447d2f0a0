"""Rules about operations that are lost on the way to their readers."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.access.audience import Audience
from apidocgen.lint.annotated import is_internal
from apidocgen.lint.declared import names, objects
from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import OperationAt, Subject
from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path
from apidocgen.variants.annotations import TIER
from apidocgen.variants.variant import Variant, VariantSet


def unseen_operation(subject: Subject) -> Iterator[Hit]:
    """Annotated operations that are in no variant, though nobody said they were internal."""
    if subject.variants is None or not _complete(subject, subject.variants):
        return
    seen = {each.origin for variant in subject.variants.variants for each in variant.operations}
    for operation in subject.operations:
        if operation.node.path in seen or is_internal(operation):
            continue
        if _annotated(subject, operation) and not _for_unpublished(subject, operation):
            yield Hit(f"no audience sees {operation.title}", operation.node.path)


def _complete(subject: Subject, variants: VariantSet) -> bool:
    """Whether there is a variant for each audience that gets one, and not only for some."""
    declared = subject.declared.audiences.items()
    published = {name for name, audience in declared if audience.get("publish") is not False}
    made = {audience.name for audience in _audiences(variants)}
    return bool(declared) and published <= made


def _annotated(subject: Subject, operation: OperationAt) -> bool:
    keys = {TIER, subject.declared.label_key}
    return any(keys & node.value.keys() for node in (*operation.around, operation.node))


def _for_unpublished(subject: Subject, operation: OperationAt) -> bool:
    """Whether an allow-list names an audience that gets no variant on purpose."""
    unpublished = {
        label
        for name, audience in subject.declared.audiences.items()
        if audience.get("publish") is False
        for label in names(audience.get("labels", name))
    }
    key = subject.declared.label_key
    nodes = (*operation.around, operation.node)
    return any(unpublished.intersection(names(node.value.get(key))) for node in nodes)


def no_responses(subject: Subject) -> Iterator[Hit]:
    """Operations all of whose responses are hidden from an audience that may make the call."""
    if subject.variants is None:
        return
    bare = [(each.audience.name, _bare_operations(each)) for each in subject.variants.variants]
    for operation in subject.operations:
        path = operation.node.path
        for audience in (name for name, places in bare if (operation.address, path) in places):
            if _has_responses(operation.node.value):
                message = f"every response of {operation.title} is hidden"
                yield Hit(message, (*path, "responses"), (audience,))


def _bare_operations(variant: Variant) -> frozenset[tuple[str, Path]]:
    """The operations that have no responses in a variant: addresses, and where they are written."""
    shown = variant.operations
    return frozenset((each.path, each.origin) for each in shown if not _has_responses(each.node))


def _has_responses(operation: Tree) -> bool:
    return any(not status.startswith("x-") for status in objects(operation.get("responses")))


def _audiences(variants: VariantSet) -> list[Audience]:
    return [variant.audience for variant in variants.variants]
