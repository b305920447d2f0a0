"""The variant of an audience as files to download, and who may call what in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from apidocgen.reference.scope_answers.catalogue import scope_catalogue
from apidocgen.spec.writing import dump
from apidocgen.variants.variant import Variant

FORMATS: tuple[Literal["yaml", "json"], ...] = ("yaml", "json")


def downloads(variant: Variant, config: MkDocsConfig) -> Iterator[File]:
    """The document that an audience gets, once in each format, and ``scopes.json``."""
    for name in FORMATS:
        yield File.generated(
            config,
            f"{variant.audience.name}/openapi.{name}",
            content=dump(variant.document.tree, name),
        )
    catalogue = json.dumps(scope_catalogue(variant), indent=1, ensure_ascii=False) + "\n"
    yield File.generated(config, f"{variant.audience.name}/scopes.json", content=catalogue)
