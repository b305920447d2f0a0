"""Values hidden beside a reference that stay, because the list is shared with other uses."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.lint.declared import mapping
from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Node, Subject, resolved
from apidocgen.spec.pointer import descend
from apidocgen.variants.enums import ENUM_VALUES, HAVING_VALUES, missing_values
from apidocgen.variants.variant import Variant


def values_kept_elsewhere(subject: Subject) -> Iterator[Hit]:
    """Values that an audience may not see in one use of a list, and sees in the list itself."""
    variants = subject.variants.variants if subject.variants else ()
    for node in subject.nodes:
        if node.type in HAVING_VALUES and ENUM_VALUES in node.value and "enum" not in node.value:
            lists = list(_lists(subject, node))
            for name, entry in mapping(node.value[ENUM_VALUES]).items():
                telling = [
                    variant.audience.name
                    for variant in variants
                    if id(entry) in variant.withheld.objects and _lists_still(lists, name, variant)
                ]
                if telling:
                    message = f"hiding {name!r} has no effect while other uses of its list show it"
                    yield Hit(message, (*node.path, ENUM_VALUES, name), tuple(telling))


def _lists(subject: Subject, node: Node) -> Iterator[Node]:
    """The enums that a schema refers to, or includes by a reference."""
    parts = node.value.get("allOf")
    for position, part in enumerate(parts if isinstance(parts, list) else ()):
        if isinstance(part, dict):
            yield from _lists(subject, Node((*node.path, "allOf", position), part, node.type))
    target = resolved(subject.resolver, node)
    if target is not node and isinstance(target.value.get("enum"), list):
        yield target


def _lists_still(lists: list[Node], name: str, variant: Variant) -> bool:
    """Whether what is left in a variant of one of these lists has a value of that name."""
    for each in lists:
        try:
            left = descend(variant.document.tree, each.path)[1]
        except LookupError:
            continue
        if isinstance(left, dict) and "enum" in left and not missing_values([name], [left]):
            return True
    return False
