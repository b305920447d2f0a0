"""Marked blocks that no variant lost anything by, because nobody looks for them there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Subject
from apidocgen.lint.told import audience_texts
from apidocgen.spec.pointer import Path
from apidocgen.variants.annotations import Annotations
from apidocgen.variants.markers import is_marked


def markers_left(subject: Subject) -> Iterator[Hit]:
    """Markers that are still in what an audience gets: deep inside values, in fields for machines.

    Or in what is said of audiences themselves.

    Whatever the filter understood is not there any more.
    """
    for text in audience_texts(subject):
        if is_marked(text.text, subject.annotations):
            yield Hit("a marked block has no effect here", text.path)
    seen: set[int] = set()
    for variant in subject.variants.variants if subject.variants else ():
        for path in _marked(variant.document.tree, (), subject.annotations, seen):
            yield Hit("a marked block has no effect here", path, document=variant.document)


def _marked(node: Any, path: Path, annotations: Annotations, seen: set[int]) -> Iterator[Path]:
    """The places of texts with markers, in what has not been ``seen`` with another audience."""
    if id(node) in seen:
        return
    seen.add(id(node))
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str):
            if is_marked(value, annotations):
                yield (*path, key)
        elif isinstance(value, dict | list):
            yield from _marked(value, (*path, key), annotations, seen)
