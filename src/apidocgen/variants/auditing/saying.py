"""Where a document says something that is not to be said, and what can be done about it there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from apidocgen.spec.grammar import MARKDOWN, PLAIN, ROOT, VALUE, Slot
from apidocgen.spec.mounts import slot_inside
from apidocgen.spec.pointer import Path
from apidocgen.variants.auditing.readings import plain, readings
from apidocgen.variants.auditing.searching import Searcher
from apidocgen.variants.auditing.secret import Secret

_NAMED = 3
"""So many places are named for each secret."""

_OF_TEXTS = "mark the words that only some may read (<!-- x-tier: NAME -->…<!-- /x-tier -->)"
_OF_EXAMPLES = "put it into an example of its own in `examples` and annotate that, or take it out"
_OF_SAMPLES = "annotate the code sample"
_OF_EXTENSIONS = "take it out of the extension, which the filter does not understand"
_OF_FIELDS = "annotate what says it, or take it out"
_EXAMPLES = frozenset({"example", "examples"})
OF_FILES = "the document does not say it to them, so take it out of the file or its template"
"""For a secret that stands in files, and nowhere in the document that the audience gets."""


def places_of(secrets: Collection[Secret], tree: Any) -> dict[Secret, list[Path]]:
    """The first paths in a tree, in order, of the strings and keys that say each of the secrets."""
    searcher = Searcher(secrets)
    found: dict[Secret, list[Path]] = {}
    for path, text in _texts(tree):
        for secret in searcher.find((*readings(text), plain(text))):
            places = found.setdefault(secret, [])
            if len(places) < _NAMED and path not in places:
                places.append(path)
    return found


def remedy_at(path: Path) -> str:
    """What keeps a string from being told that stands at a path of a document."""
    types = set[str]()
    for length in range(1, len(path) + 1):
        slot = slot_inside(Slot(ROOT), path[:length])
        types.update((slot.type,) if slot else ())
    if "CodeSample" in types:
        return _OF_SAMPLES
    if VALUE in types and _EXAMPLES.intersection(path):
        return _OF_EXAMPLES
    if types & {MARKDOWN, PLAIN}:
        return _OF_TEXTS
    extended = any(isinstance(token, str) and token.startswith("x-") for token in path)
    return _OF_EXTENSIONS if extended else _OF_FIELDS


def _texts(tree: Any) -> Iterator[tuple[Path, str]]:
    """Every string in a tree with its path, and every key with that of its value."""
    stack: list[tuple[Path, Any]] = [((), tree)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, str):
            yield path, node
        elif isinstance(node, dict):
            stack.extend(((*path, key), value) for key, value in reversed(node.items()))
            for key in node:
                yield (*path, key), key
        elif isinstance(node, list):
            stack.extend(((*path, i), node[i]) for i in reversed(range(len(node))))
