"""The variant of an audience as files to download."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from apidocgen.spec.writing import dump
from apidocgen.variants.variant import Variant

FORMATS: tuple[Literal["yaml", "json"], ...] = ("yaml", "json")


def downloads(variant: Variant, config: MkDocsConfig) -> Iterator[File]:
    """The document that an audience gets, once in each format."""
    for name in FORMATS:
        yield File.generated(
            config,
            f"{variant.audience.name}/openapi.{name}",
            content=dump(variant.document.tree, name),
        )
