"""What an audience reads of a variant: its texts, each with its place, and names.

Variants share what several audiences see alike, so a part is read once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from apidocgen.lint.declared import mapping
from apidocgen.lint.naming import note_names, segments
from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import COMPONENT_KINDS, LEAVES, MARKDOWN, PLAIN, ROOT, VALUE
from apidocgen.spec.pointer import Path
from apidocgen.spec.walk import Visit, children
from apidocgen.variants.enums import ENUM_DESCRIPTIONS, ENUM_VALUES, HAVING_VALUES
from apidocgen.variants.vocabulary import ALIASES, SCOPES

_ITEMS = ("paths", "webhooks", "x-webhooks")
_FEWEST_SPACES = 3
"""A value with fewer words is one, and no sentence."""
# Fields that hold code, an address or a part of one: texts that are no Markdown.
_CODE: Mapping[str, tuple[str, ...]] = {
    "CodeSample": ("source",),
    "Contact": ("url", "email"),
    "Example": ("externalValue",),
    "ExternalDocs": ("url",),
    "Info": ("termsOfService",),
    "License": ("url",),
    "OAuthFlow": ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"),
    "SecurityScheme": ("openIdConnectUrl", "oauth2MetadataUrl"),
    "Server": ("url",),
    "ServerVariable": ("default",),
    "Xml": ("namespace",),
}
# Maps of names to their texts, or to objects with a description.
_CATALOGUES: Mapping[str, tuple[str, ...]] = {ROOT: (SCOPES, ALIASES), "OAuthFlow": ("scopes",)}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that somebody reads; code, titles and values are texts that are no Markdown."""

    path: Path
    text: str
    is_markdown: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What is in a path item, in a component or in all else: texts, and names it makes known."""

    texts: tuple[Text, ...]
    names: frozenset[str]


@dataclass(slots=True)
class Readings:
    """The parts of variants that live as long as it does."""

    _read: dict[tuple[Path, int], Part] = field(default_factory=dict)
    _whole: dict[int, tuple[Part, ...]] = field(default_factory=dict)

    def parts(self, tree: Tree) -> tuple[Part, ...]:
        """All parts of a variant's tree; one object for all variants where it is the same."""
        if id(tree) not in self._whole:
            rest = {key: each for key, each in tree.items() if key not in (*_ITEMS, "components")}
            shared = (self._part(*place) for place in _places(tree))
            self._whole[id(tree)] = (_read((), rest, ROOT), *shared)
        return self._whole[id(tree)]

    def _part(self, path: Path, node: Any, type_name: str) -> Part:
        key = (path, id(node))
        if key not in self._read:
            self._read[key] = _read(path, node, type_name)
        return self._read[key]


def _places(tree: Tree) -> Iterator[tuple[Path, Any, str]]:
    for place in _ITEMS:
        for name, item in mapping(tree.get(place)).items():
            yield (place, name), item, "PathItem"
    for kind, entries in mapping(tree.get("components")).items():
        if kind in COMPONENT_KINDS:
            for name, item in mapping(entries).items():
                yield ("components", kind, name), item, COMPONENT_KINDS[kind]


def _read(path: Path, node: Any, type_name: str) -> Part:
    texts: list[Text] = []
    names = set(segments(str(path[-1])) if path else ())
    stack: list[Visit] = [(path, node, type_name)]
    while stack:
        at, value, kind = stack.pop()
        if kind in (MARKDOWN, PLAIN) and isinstance(value, str):
            texts.append(Text(at, value, is_markdown=kind == MARKDOWN))
        elif kind == VALUE:
            texts += _prose_in(value, at)
        elif kind not in LEAVES and isinstance(value, dict):
            texts += _beside(at, value, kind)
            for key, inner in value.items():
                note_names(names, kind, key, inner)
            stack.extend(reversed(list(children(value, kind, at))))
    return Part(tuple(texts), frozenset(names))


def _prose_in(value: Any, path: Path) -> Iterator[Text]:
    """What an example or another value says in words."""
    if isinstance(value, str):
        if value.count(" ") >= _FEWEST_SPACES:
            yield Text(path, value, is_markdown=False)
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(item, str | dict | list):
                yield from _prose_in(item, (*path, key))


def _beside(path: Path, node: Tree, type_name: str) -> Iterator[Text]:
    """Texts in fields that the grammar has no slot for."""
    for key in _CODE.get(type_name, ()):
        if isinstance(node.get(key), str):
            yield Text((*path, key), node[key], is_markdown=False)
    for key in _CATALOGUES.get(type_name, ()):
        yield from catalogue_texts(node.get(key), (*path, key))
    if type_name in HAVING_VALUES and ENUM_DESCRIPTIONS in node:
        for value, text in mapping(node.get(ENUM_DESCRIPTIONS)).items():
            if isinstance(text, str):  # placed as the master has it
                yield Text((*path, ENUM_VALUES, value, "description"), text, is_markdown=True)


def catalogue_texts(catalogue: Any, path: Path) -> Iterator[Text]:
    """What is said of each name in a catalogue of scopes, aliases and the like."""
    for name, entry in mapping(catalogue).items():
        at = (*path, name) if isinstance(entry, str) else (*path, name, "description")
        said = entry if isinstance(entry, str) else mapping(entry).get("description")
        if isinstance(said, str):
            yield Text(at, said, is_markdown=True)
