"""Writing a document, deterministic to the byte."""

from __future__ import annotations

from typing import Any

from apidocgen.spec.json_writer import json_bytes
from apidocgen.spec.yaml_writer import yaml_text


def dump(tree: Any, format: str) -> bytes:  # noqa: A002 - the word that users know
    """A tree as YAML or JSON text in UTF-8, ending in a newline, in the tree's key order.

    Any reader that follows YAML 1.1 or 1.2 reads the YAML back as the same tree.
    """
    return yaml_text(tree).encode() if format == "yaml" else json_bytes(tree)
