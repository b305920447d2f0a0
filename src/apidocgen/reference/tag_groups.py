"""The groups that a document puts its tags into: `x-tagGroups`, or the `parent` of OpenAPI 3.2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apidocgen.reference.lenient import listed, names, table, text


@dataclass(frozen=True, slots=True)
class TagGroup:
    """Tags that stand together; those that belong to no group come last, without a title."""

    title: str
    tags: tuple[str, ...]


def tag_groups(tree: Mapping[str, Any], tags: Sequence[str]) -> tuple[TagGroup, ...]:
    """Sort the tags of a document into its groups, each into the first that claims it.

    Args:
        tree: The document. Both `x-tagGroups` and the Tag Object's `parent` (OpenAPI 3.2) are
            followed, the former first; a tag belongs to the topmost of its parents.
        tags: The tags to sort, in the order of the document.

    Returns:
        The groups that hold any of these, and then the rest.
    """
    left = dict.fromkeys(tags)
    groups = []
    for title, members in (*_listed(tree), *_families(tree, tags)):
        kept = tuple(tag for tag in members if tag in left)
        if kept:
            groups.append(TagGroup(title, kept))
        for tag in kept:
            del left[tag]
    return (*groups, TagGroup("", tuple(left))) if left else tuple(groups)


def _listed(tree: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for group in map(table, listed(tree.get("x-tagGroups"))):
        yield text(group.get("name")), [*dict.fromkeys(names(group.get("tags")))]


def _families(tree: Mapping[str, Any], tags: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Tags by the topmost of their parents, which stands among them if it is a tag of its own."""
    declared = {text(tag.get("name")): tag for tag in map(table, listed(tree.get("tags")))}
    families: dict[str, list[str]] = {}
    for tag in tags:
        families.setdefault(_topmost(tag, declared), []).append(tag)
    for first, members in families.items():
        if members != [first]:
            yield text(table(declared.get(first)).get("summary")) or first, members


def _topmost(tag: str, declared: Mapping[str, Mapping[str, Any]]) -> str:
    """The tag itself, if it has no parent; of a circle, where it was entered."""
    met = [tag]
    while (parent := text(table(declared.get(met[-1])).get("parent"))) in declared:
        if parent in met:
            return tag
        met.append(parent)
    return met[-1]
