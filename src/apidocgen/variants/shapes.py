"""Parts of a master that the filter must be able to read, or something could hide in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.spec.document import Document
from apidocgen.spec.grammar import COMPONENT_KINDS
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import InputError
from apidocgen.variants.index import Index, OperationSite, path_of

_GROUPS = "x-tagGroups"


def refuse_misshapen(document: Document) -> None:
    """Raise InputError, with its place, for components that are no map and tags without a name."""
    tree = document.tree
    problems = (*_components(tree.get("components")), *_tags(tree.get("tags")))
    for path, message in (*problems, *_tag_groups(tree.get(_GROUPS))):
        raise InputError(message, document.locate(path))


def refuse_methods_alike(index: Index) -> None:
    """Raise InputError for operations of a path whose methods are the same but for their case.

    Methods are case-sensitive (RFC 9110, section 9.1), but nobody who reads about two that are
    spelt alike would tell them apart. A standard method may not stand among the additional ones
    anyway (Path Item Object, 4.9.1 in 3.2).
    """
    known: dict[tuple[int, str], OperationSite] = {}
    for site in index.operations:
        other = known.setdefault((id(site.item[2]), site.method.lower()), site)
        if other.node is not site.node:
            named = f"the methods {other.method!r} and {site.method!r}"
            same = other.method == site.method
            message = f"{named} {'are the same' if same else 'differ only in case'}"
            raise InputError(message, index.document.locate(path_of(site.cell)))


Problem = tuple[Path, str]


def _components(components: Any) -> Iterator[Problem]:
    for kind, entries in components.items() if isinstance(components, dict) else ():
        if kind in COMPONENT_KINDS and not isinstance(entries, dict):
            yield ("components", kind), f"{kind!r} must be a map of names"


def _tags(tags: Any) -> Iterator[Problem]:
    for position, tag in enumerate(tags if isinstance(tags, list) else ()):
        if isinstance(tag, dict) and isinstance(tag.get("name"), dict | list):
            yield ("tags", position), "the name of a tag must be a text"


def _tag_groups(groups: Any) -> Iterator[Problem]:
    for position, group in enumerate(groups if isinstance(groups, list) else ()):
        names = group.get("tags", []) if isinstance(group, dict) else None
        if not isinstance(names, list) or any(isinstance(name, dict | list) for name in names):
            message = "a group of tags must be an object whose tags are a list of names"
            yield (_GROUPS, position), message
