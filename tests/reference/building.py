"""Reference pages of small documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from apidocgen.reference.page import Page
from apidocgen.reference.pages import render_pages
from apidocgen.spec.document import Document
from apidocgen.variants.filter import make_variants

Site = dict[str, Page]
Build = Callable[[str], Site]

MINIMAL: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}


def pages_of(source: str) -> Site:
    """Pages of a document given as YAML, by address; behind the audience if there are several."""
    tree = {**MINIMAL, **yaml.safe_load(source)}
    variants = make_variants(Document(tree, "3.1", "test.yaml", lambda _paths: {}))
    single = len(variants.variants) == 1
    return {
        page.address if single else f"{page.audience}/{page.address}": page
        for page in render_pages(variants)
    }
