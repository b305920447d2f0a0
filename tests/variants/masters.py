"""Documents under test, made without a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import Location
from apidocgen.spec.writing import dump
from apidocgen.variants.filter import make_variants
from apidocgen.variants.variant import Variant

NAME = "master.yaml"


def document(tree: dict[str, Any]) -> Document:
    """A document from a tree alone: every place in it is the file."""

    def locate_all(paths: Iterable[Path]) -> Mapping[Path, Location]:
        return {path: Location(NAME) for path in paths}

    return Document(tree, tree["openapi"][:3], NAME, locate_all)


def variants(tree: dict[str, Any]) -> dict[str, Variant]:
    """The variants of a tree by audience."""
    return {each.audience.name: each for each in make_variants(document(tree)).variants}


def shown(tree: dict[str, Any], audience: str) -> dict[str, Any]:
    """What an audience gets of a tree."""
    return variants(tree)[audience].document.tree


def written(tree: Any) -> str:
    """A tree as it is published."""
    return dump(tree, "json").decode()
