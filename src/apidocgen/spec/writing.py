"""Writing documents, deterministic to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apidocgen.spec.json_writer import JsonWriter

if TYPE_CHECKING:
    from apidocgen.spec.yaml_writer import YamlWriter


class Writer:
    """Writes several trees, such as the variants of one master, in one format.

    What they share is turned into text once. They must not change while the writer lives.
    """

    def __init__(self, format: str) -> None:  # noqa: A002 - the word that users know
        self._writer = _writer_of(format)

    def dump(self, tree: Any) -> bytes:
        """A tree as YAML or JSON text in UTF-8, ending in a newline, in the tree's key order.

        Any reader that follows YAML 1.1 or 1.2 reads the YAML back as the same tree.
        """
        return self._writer.dump(tree)


def dump(tree: Any, format: str) -> bytes:  # noqa: A002 - the word that users know
    """One tree as a ``Writer`` of that format writes it."""
    return Writer(format).dump(tree)


def _writer_of(format: str) -> JsonWriter | YamlWriter:  # noqa: A002 - as above
    if format == "json":
        return JsonWriter()
    from apidocgen.spec.yaml_writer import YamlWriter

    return YamlWriter()
