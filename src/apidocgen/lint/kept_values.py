"""Values hidden beside a reference that stay, because the list is shared with other uses."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.lint.declared import mapping
from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Subject
from apidocgen.variants.enums import ENUM_VALUES


def values_kept_elsewhere(subject: Subject) -> Iterator[Hit]:
    """Values that an audience may not see in one use of a list, and sees in the list itself."""
    variants = subject.variants.variants if subject.variants else ()
    for node in subject.nodes:
        path = (*node.path, ENUM_VALUES)
        for name in mapping(node.value.get(ENUM_VALUES)):
            told = [v.audience.name for v in variants if (path, name) in v.withheld.shown_elsewhere]
            if told:
                message = f"hiding {name!r} has no effect while other uses of its list show it"
                yield Hit(message, (*path, name), tuple(told))
