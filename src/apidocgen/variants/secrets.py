"""What must not be found in anything published for an audience.

Secrets are the names and texts of what is hidden, as far as they occur nowhere in what the
audience may see. They are found without trusting the filter's output alone:

* hidden is every string inside an object that annotations, security or missing annotations take
  away, and every string of the master that the variant does not have;
* seen is what visible elements *declare* or say: names of elements, texts, enum values, the
  values inside examples. A name that a visible object merely mentions (``required``, an example's
  key, a mapping) proves nothing.

A hidden name that is also seen is no secret. Neither is a word that the pages themselves may use
(``vocabulary``), nor one of fewer than four letters. Of longer texts every sentence of at least
four words is a secret, and so is every word in them that looks like an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from apidocgen.spec.grammar import (
    GRAMMAR,
    HTTP_METHODS,
    LEAVES,
    MARKDOWN,
    PLAIN,
    VALUE,
    Shape,
    slot_of,
)
from apidocgen.spec.pointer import Path
from apidocgen.variants.annotations import INTERNAL, SCOPES_MODE, TIER
from apidocgen.variants.filter import View
from apidocgen.variants.index import path_of
from apidocgen.variants.markers import hidden_texts
from apidocgen.variants.reasons import Cause
from apidocgen.variants.vocabulary import ALIASES, AUDIENCES, PROFILES, SCOPES, TIERS

WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.|\|)\s)")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]*(?:[a-z][A-Z]|\d[A-Za-z]|[A-Za-z]\d|_)\w*")
_SHORTEST_WORD = 4
_SHORTEST_IDENTIFIER = 5
_SHORTEST_SENTENCE = 4
_LONGEST_NAME = 200
_TAKEN_AWAY = frozenset({Cause.ANNOTATION, Cause.UNANNOTATED, Cause.SECURITY})

# Keys that belong to OpenAPI and JSON Schema, whoever uses them.
_KEYWORDS = (
    frozenset(key for kind in GRAMMAR.values() for key in kind.fields)
    | frozenset(HTTP_METHODS)
    | frozenset({TIER, INTERNAL, SCOPES_MODE, SCOPES, ALIASES, AUDIENCES, PROFILES, TIERS})
)
# Fields that mention things which are declared elsewhere.
_MENTIONS = frozenset(
    {"$ref", "$dynamicRef", "required", "dependentRequired", "propertyName", "mapping", "tags"}
    | {"operationId", "operationRef", "security", "encoding", "source", "parent"}
)
_DECLARES_ID = "Operation"
_REFERENCES = frozenset({"$ref", "$dynamicRef", "operationRef"})


@dataclass(frozen=True, slots=True)
class Secret:
    """A string that must not be found. ``words`` is its normal form; a name is also matched whole.

    ``hidden_at`` is a path in the master where it stands. ``meant`` says that somebody hides it
    there on purpose, and it is not merely unused.
    """

    text: str
    words: tuple[str, ...]
    is_name: bool
    hidden_at: Path
    meant: bool


@dataclass(slots=True)
class Seen:
    """What an audience may see: every word, how often, and all of it as one text."""

    counts: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    exact: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Count a text as seen."""
        if text in self.exact:
            return
        self.exact.add(text)
        self.texts.append(text)
        for word in words_of(text):
            self.counts[word] = self.counts.get(word, 0) + 1


def words_of(text: str) -> list[str]:
    """The words of a text in order, in lower case; markup and punctuation do not count."""
    return WORD.findall(text.lower())


def find_secrets(view: View, vocabulary: Collection[str] = ()) -> tuple[Secret, ...]:
    """The secrets of one audience.

    ``vocabulary`` holds lower-case words that pages use whatever the document says.
    """
    seen = _seen(view)
    raw = "\n".join(seen.texts)
    normal = f" {' '.join(word for text in seen.texts for word in (*words_of(text), '|'))} "
    found: dict[tuple[str, ...], Secret] = {}
    for text, (path, meant) in _hidden(view).items():
        for secret in _candidates(text, path, meant=meant):
            if secret.words not in found and _is_secret(secret, seen, raw, normal, vocabulary):
                found[secret.words] = secret
    return tuple(found.values())


def _is_secret(
    secret: Secret, seen: Seen, raw: str, normal: str, vocabulary: Collection[str]
) -> bool:
    if any(word not in seen.counts for word in secret.words):
        unseen = [word for word in secret.words if word not in seen.counts]
        return len(secret.words) > 1 or _tells(unseen[0], vocabulary)
    if secret.is_name and secret.text in raw:
        return False
    return len(secret.words) > 1 and f" {' '.join(secret.words)} " not in normal


def _tells(word: str, vocabulary: Collection[str]) -> bool:
    """Whether finding a single word means anything."""
    return len(word) >= _SHORTEST_WORD and not word.isdigit() and word not in vocabulary


def _candidates(text: str, path: Path, *, meant: bool) -> Iterator[Secret]:
    """What to look for of one hidden string."""
    if len(text) <= _LONGEST_NAME and not re.search(r"\s", text):
        words = tuple(words_of(text))
        if words:
            yield Secret(text, words, is_name=True, hidden_at=path, meant=meant)
        return
    for sentence in _SENTENCE_END.split(text):
        words = tuple(words_of(sentence))
        if len(words) >= _SHORTEST_SENTENCE:
            yield Secret(
                " ".join(sentence.split()), words, is_name=False, hidden_at=path, meant=meant
            )
    for word in WORD.findall(text):
        if len(word) >= _SHORTEST_IDENTIFIER and _IDENTIFIER.fullmatch(word):
            yield Secret(word, (word.lower(),), is_name=True, hidden_at=path, meant=meant)


# -- what is hidden ------------------------------------------------------------------------------


def _hidden(view: View) -> dict[str, tuple[Path, bool]]:
    """Hidden strings: where each stands in the master, and whether it is hidden on purpose."""
    losses = view.pruning.losses
    shown = {text for text, _ in _strings(view.tree, ())}
    taken = {nid for nid, reason in losses.removed.items() if reason.cause in _TAKEN_AWAY}
    found: dict[str, tuple[Path, bool]] = {}
    stack: list[tuple[Any, Path, bool]] = [(losses.index.document.tree, (), False)]
    while stack:
        node, path, hidden = stack.pop()
        for text, inner, child in _entries(node, path):
            meant = hidden or id(_at(node, inner)) in taken
            if child is not None:
                stack.append((child, inner, meant))
            if text is None or (id(node), inner[-1]) in losses.texts:
                continue
            if (meant or text not in shown) and not (text in found and found[text][1]):
                found[text] = (inner, meant)
    for cell, key, block in losses.index.texts:
        for text in hidden_texts(block, losses.admits):
            found[text] = ((*path_of(cell), key), True)
    return found


def _at(node: Any, path: Path) -> Any:
    """What stands in a container at the last step of a path, if it is an object."""
    value = node[path[-1]]
    return value if isinstance(value, dict) else None


def _strings(tree: Any, path: Path) -> Iterator[tuple[str, Path]]:
    stack: list[tuple[Any, Path]] = [(tree, path)]
    while stack:
        node, at = stack.pop()
        for text, inner, child in _entries(node, at):
            if child is not None:
                stack.append((child, inner))
            if text is not None:
                yield text, inner


def _entries(node: Any, path: Path) -> Iterator[tuple[str | None, Path, Any]]:
    """The strings and containers directly inside a container."""
    if isinstance(node, dict):
        for key, value in node.items():
            if path == () and key in (AUDIENCES, TIERS):
                continue
            inner = (*path, key)
            if key not in _KEYWORDS:
                yield key, inner, None
            yield from _entry(value, inner)
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from _entry(value, (*path, position))


def _entry(value: Any, path: Path) -> Iterator[tuple[str | None, Path, Any]]:
    if isinstance(value, str):
        if not (path[-1] in _REFERENCES and value.startswith("#")):
            yield value, path, None
    elif isinstance(value, dict | list):
        yield None, path, value


# -- what is seen --------------------------------------------------------------------------------


def _seen(view: View) -> Seen:
    """What visible elements declare and say, and what is public about every document."""
    seen = Seen()
    for text in _public(view):
        seen.add(text)
    shown = {text for text, _ in _strings(view.tree, ())}
    for text, certain in _declared(view):
        if certain or text in shown:
            seen.add(text)
    return seen


def _public(view: View) -> Iterator[str]:
    access, variant = view.filtering.access, view.variant()
    yield from access.tiers.names
    for audience in access.audiences:
        if audience.publish:
            yield from (audience.name, audience.title, audience.description, *audience.labels)
    for scope in variant.access.scopes.values():
        yield from (scope.name, scope.description)
    for named in (*variant.access.aliases, *variant.access.profiles):
        yield from (named.name, named.description)
    yield from _strings_of(view.tree.get("info"))
    yield from _strings_of(view.tree.get("externalDocs"))


def _strings_of(value: Any) -> Iterable[str]:
    return (text for text, _ in _strings(value, ())) if isinstance(value, dict) else ()


def _declared(view: View) -> Iterator[tuple[str, bool]]:
    """Strings that elements of the master declare which nothing takes away.

    The second value says that the string is certainly seen; else it is if the variant has it.
    """
    losses = view.pruning.losses
    stack: list[tuple[Any, str]] = [(losses.index.document.tree, "OpenAPI")]
    while stack:
        node, type_name = stack.pop()
        reason = losses.removed.get(id(node))
        if not isinstance(node, dict) or (reason is not None and reason.cause in _TAKEN_AWAY):
            continue
        for key, value in node.items():
            slot = slot_of(type_name, key)
            if slot is None:
                yield from _plain_field(type_name, key, value)
            elif slot.type in LEAVES:
                yield from _leaf(losses.texts.get((id(node), key)), slot.type, value)
            elif slot.shape is Shape.MAP and isinstance(value, dict):
                if key not in _MENTIONS:
                    yield from ((name, False) for name in value)
                stack.extend((child, slot.type) for child in value.values())
            elif slot.shape_of(value) is Shape.LIST and isinstance(value, list):
                stack.extend((child, slot.type) for child in value)
            else:
                if slot is GRAMMAR[type_name].rest:
                    yield key, False
                stack.append((value, slot.type))


def _leaf(shown: str | None, kind: str, value: Any) -> Iterator[tuple[str, bool]]:
    if kind in (MARKDOWN, PLAIN) and isinstance(value, str):
        yield (value, False) if shown is None else (shown, True)
    elif kind == VALUE:
        yield from ((item, False) for item in _value_texts(value))


def _value_texts(value: Any) -> Iterator[str]:
    """The strings in an example that are values; keys name properties, declared elsewhere."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict | list):
            stack.extend(item.values() if isinstance(item, dict) else item)


def _plain_field(type_name: str, key: str, value: Any) -> Iterator[tuple[str, bool]]:
    if key in _MENTIONS and not (key == "operationId" and type_name == _DECLARES_ID):
        return
    if isinstance(value, str):
        yield value, False
    elif key == "scopes" or (key.startswith("x-") and key not in _KEYWORDS):
        yield from ((text, False) for text, _ in _strings(value, (key,)))
