"""Rule about keys that were meant as annotations."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.lint.declared import mapping
from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Node, Subject
from apidocgen.variants.annotations import INTERNAL, TIER
from apidocgen.variants.enums import ENUM_VALUES, HAVING_VALUES, unlisted_values
from apidocgen.variants.spelling import Spelling
from apidocgen.variants.vocabulary import ALIASES, AUDIENCE_KEY, AUDIENCES, PROFILES, TIERS

_ROOT_ONLY = frozenset({TIERS, AUDIENCES, AUDIENCE_KEY, ALIASES, PROFILES})
_NAMES_ARE_KEYS = frozenset({"SecurityRequirement"})


def misspelt_annotation(subject: Subject) -> Iterator[Hit]:
    """Keys that look like annotations, and values to hide that are none of the enum's."""
    key = subject.declared.label_key
    spelling = Spelling(key, has_audiences=bool(subject.declared.audiences))
    meant = {TIERS: TIER, AUDIENCES: key}
    for node in subject.nodes:
        if node.type in _NAMES_ARE_KEYS:
            continue
        for name in node.value:
            if node.path and name in _ROOT_ONLY:
                advice = f"; on an element it is {meant[name]!r}" if name in meant else ""
                message = f"{name!r} has no effect below the root of the document{advice}"
                yield Hit(message, (*node.path, name))
            elif (close := spelling.similar(name)) is not None:
                yield Hit(f"{name!r} is no annotation; is {close!r} meant?", (*node.path, name))
        yield from _hidden_values(node, frozenset({TIER, INTERNAL, key}))


def _hidden_values(node: Node, keys: frozenset[str]) -> Iterator[Hit]:
    """Values that somebody hides and that the enum does not have."""
    for name in unlisted_values(node.value) if node.type in HAVING_VALUES else ():
        if keys & mapping(node.value[ENUM_VALUES][name]).keys():
            message = f"{name!r} is to be hidden, and 'enum' lists no such value"
            yield Hit(message, (*node.path, ENUM_VALUES, name))
