"""From text to a tree, whichever of the two formats it is in. YAML is loaded only where needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apidocgen.spec.json_reader import read_json
from apidocgen.spec.problems import InputError


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that has been read: its name for messages, text, format and tree."""

    file: str
    text: str
    format: str
    tree: Any


def read_document(text: str, file: str) -> ReadFile:
    """Read a file by its suffix; one without a telling suffix by its first character.

    YAML files that hold JSON are read as JSON, which they may be in a way that YAML parsers do
    not accept (surrogate pairs in escapes). Raises InputError as the readers do.
    """
    if file.lower().endswith(".json"):
        return ReadFile(file, text, "json", read_json(text, file))
    if text.lstrip()[:1] == "{":
        try:
            return ReadFile(file, text, "json", read_json(text, file))
        except InputError:
            pass
    from apidocgen.spec.yaml_reader import read_yaml

    return ReadFile(file, text, "yaml", read_yaml(text, file))
