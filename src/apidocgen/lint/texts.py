"""Rules about texts: marked blocks, and mentions of what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from apidocgen.lint.finding import Hit
from apidocgen.lint.readable import Text, catalogue_texts
from apidocgen.lint.subject import OperationAt, Subject
from apidocgen.lint.told import texts_told
from apidocgen.spec.grammar import HTTP_METHODS
from apidocgen.variants.annotations import AnnotationError
from apidocgen.variants.markers import has_markers, parse_markers
from apidocgen.variants.variant import Variant
from apidocgen.variants.vocabulary import ALIASES, PROFILES, SCOPES

_CALL = re.compile(rf"\b({'|'.join(HTTP_METHODS)})\s+(/[^\s`'\"<>)\]]*)", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w/.-])[A-Za-z][\w.-]*\w(?![\w/-])")
# A parameter in a path, as OpenAPI writes it and as routes do.
_PARAMETER = re.compile(r"\{[^/{}]*\}|(?<=/):\w+")
# A plain word may be an operationId by accident; one of these is no plain word.
_TECHNICAL = re.compile(r"[_\d.-]|[a-z][A-Z]")


def broken_marker(subject: Subject) -> Iterator[Hit]:
    """Marked blocks that are not closed, or marked with something unknown."""
    catalogues = ((each.path, each.text) for each in _catalogue_texts(subject))
    for path, text in (*subject.texts, *catalogues):
        if has_markers(text):
            try:
                parse_markers(text, subject.annotations)
            except AnnotationError as error:
                yield Hit(str(error), path)


def _catalogue_texts(subject: Subject) -> Iterator[Text]:
    """What is said of scopes, aliases and token profiles."""
    for key in (SCOPES, ALIASES, PROFILES):
        yield from catalogue_texts(subject.tree.get(key), (key,))
    for node in subject.nodes:
        if node.type == "OAuthFlow":
            yield from catalogue_texts(node.value.get("scopes"), (*node.path, "scopes"))


def names_hidden_operation(subject: Subject) -> Iterator[Hit]:
    """Texts that an audience reads and that name an operation hidden from it."""
    for variant in subject.variants.variants if subject.variants else ():
        hidden = _hidden(subject, variant)
        if hidden:
            yield from _mentions(subject, variant, hidden)


def _hidden(subject: Subject, variant: Variant) -> dict[str, str]:
    """How texts may name the operations hidden from an audience → how to call them in a message."""
    visible = {operation.origin for operation in variant.operations}
    hidden: dict[str, str] = {}
    for operation in subject.operations:
        if operation.node.path not in visible:
            hidden |= dict.fromkeys(_names(operation), operation.title)
    for seen in variant.operations:
        hidden.pop(_call(seen.method, seen.path), None)
    return hidden


def _call(method: str, path: str) -> str:
    """A call as it is compared: whatever the parameters of its path are called."""
    return f"{method} {_PARAMETER.sub('{}', path)}"


def _names(operation: OperationAt) -> Iterator[str]:
    yield _call(operation.method, operation.address)
    if operation.id and _TECHNICAL.search(operation.id):
        yield operation.id


def _mentions(subject: Subject, variant: Variant, hidden: dict[str, str]) -> Iterator[Hit]:
    for text, document in texts_told(subject, variant):
        said = _candidates(text.text) if text.is_markdown else ()
        for title in sorted({hidden[each] for each in said if each in hidden}):
            message = f"this text names {title}, which is hidden from those who read it"
            yield Hit(message, text.path, (variant.audience.name,), document)


@lru_cache(maxsize=65536)
def _candidates(text: str) -> frozenset[str]:
    """Everything in a text that could name an operation."""
    found = _CALL.findall(text)
    calls = {_call(method.lower(), path.rstrip(".,;:!?*_")) for method, path in found}
    return frozenset(calls.union(word for word in _WORD.findall(text) if _TECHNICAL.search(word)))
