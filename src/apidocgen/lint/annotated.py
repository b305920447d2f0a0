"""Rules about annotations on elements."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import OperationAt, Subject
from apidocgen.spec.document import Tree
from apidocgen.variants.annotations import INTERNAL, TIER, AnnotationError
from apidocgen.variants.spelling import Spelling
from apidocgen.variants.vocabulary import AUDIENCES


def unannotated_operation(subject: Subject) -> Iterator[Hit]:
    """Operations that say nowhere who may see them.

    Where somebody wrote an annotation that is misspelt or malformed, that is what is wrong.
    """
    if not subject.declared.audiences:
        return
    key = subject.declared.label_key
    spelling = Spelling(key, has_audiences=True)
    meant = frozenset({TIER, INTERNAL, key})
    for operation in subject.operations:
        keys = {each for node in _chain(operation) for each in node if _is_said(node, each)}
        if not any(each in meant or spelling.similar(each) in meant for each in keys):
            message = f"{operation.title} has no annotation and is hidden from every audience"
            yield Hit(message, operation.node.path)


def _is_said(node: Tree, key: str) -> bool:
    return key != INTERNAL or node[key] is not False  # which means nothing at all


def is_internal(operation: OperationAt) -> bool:
    """Whether an operation is kept from everybody on purpose."""
    return any(node.get(INTERNAL) is True for node in _chain(operation))


def _chain(operation: OperationAt) -> list[Tree]:
    return [*(node.value for node in operation.around), operation.node.value]


def unknown_tier(subject: Subject) -> Iterator[Hit]:
    """Tiers that `x-tiers` does not declare."""
    yield from _misunderstood(subject, TIER)
    for name, audience in subject.declared.audiences.items():
        tier = audience.get("tier")
        if tier is not None and tier not in subject.declared.tiers:
            known = ", ".join(subject.declared.tiers) or "none"
            message = f"audience {name!r} stands on an unknown tier {tier!r}; declared: {known}"
            yield Hit(message, (AUDIENCES, name, "tier"), (name,))


def unknown_label(subject: Subject) -> Iterator[Hit]:
    """Labels in allow-lists that mean no audience."""
    yield from _misunderstood(subject, subject.declared.label_key)


def malformed_annotation(subject: Subject) -> Iterator[Hit]:
    """`x-internal` that is neither true nor false."""
    yield from _misunderstood(subject, INTERNAL)


def _misunderstood(subject: Subject, key: str) -> Iterator[Hit]:
    """Annotations of one kind that the filter would refuse."""
    read = subject.annotations.read
    for node in subject.nodes:
        if key in node.value:
            try:
                read({key: node.value[key]})
            except AnnotationError as error:
                yield Hit(str(error), (*node.path, key))
