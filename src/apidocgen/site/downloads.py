"""The variant of an audience as files to download, and who may call what in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from apidocgen.reference.scope_answers.catalogue import scope_catalogue
from apidocgen.spec.writing import Writer
from apidocgen.variants.variant import Variant

FORMATS = ("yaml", "json")


def downloads(variants: Sequence[Variant], config: MkDocsConfig) -> Iterator[File]:
    """The document that each audience gets, once in each format, and its ``scopes.json``."""
    writers = {name: Writer(name) for name in FORMATS}
    for variant in variants:
        folder = variant.audience.name
        for name, writer in writers.items():
            content = writer.dump(variant.document.tree)
            yield File.generated(config, f"{folder}/openapi.{name}", content=content)
        catalogue = json.dumps(scope_catalogue(variant), indent=1, ensure_ascii=False) + "\n"
        yield File.generated(config, f"{folder}/scopes.json", content=catalogue)
