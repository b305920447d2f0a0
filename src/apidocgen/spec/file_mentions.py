"""Whether a document may refer to other files at all; most large ones do not."""

from __future__ import annotations

import json
import re
from typing import Any

_FILE_LIKE = re.compile(r"[/#]|\.(?:ya?ml|json)\Z", re.IGNORECASE)

# In JSON text: a reference that is not local, a mapping, and a key that may be one in disguise.
_REFERENCE = re.compile(r'"(?:\$ref|\$dynamicRef|operationRef)"\s*:\s*"(?!#)')
_MAPPING = re.compile(r'"mapping"\s*:\s*(?=\{)')
_ESCAPED_LETTER = re.compile(r"\\u00[2-7]")


def mentions_files(tree: Any, json_text: str | None) -> bool:
    """Whether anything in the tree looks like a reference that is not local.

    A quick look at every object, without the grammar: it may be mistaken, but only in saying yes.
    A tree that was JSON is told from its text already, unless that leaves a doubt.
    """
    if json_text is not None and _plainly_local(json_text):
        return False
    pending = [tree]
    while pending:
        value = pending.pop()
        if type(value) is dict:
            if _refers_out(value):
                return True
            children: Any = value.values()
        else:
            children = value
        pending += [each for each in children if type(each) is dict or type(each) is list]
    return False


def _plainly_local(text: str) -> bool:
    """Whether no reference and no mapping in JSON text leads elsewhere, however it is spelt."""
    if _REFERENCE.search(text) or _ESCAPED_LETTER.search(text):
        return False
    decoder = json.JSONDecoder()
    mappings = [decoder.raw_decode(text, m.end())[0] for m in _MAPPING.finditer(text)]
    return not any(is_file_mapping(target) for each in mappings for target in each.values())


def _refers_out(value: dict[str, Any]) -> bool:
    for key in ("$ref", "$dynamicRef", "operationRef"):
        reference = value.get(key)
        if isinstance(reference, str) and not reference.startswith("#"):
            return True
    mapping = value.get("mapping")
    return isinstance(mapping, dict) and any(map(is_file_mapping, mapping.values()))


def is_file_mapping(target: Any) -> bool:
    """Whether the target of a discriminator mapping is a URI to elsewhere, not a schema's name."""
    return (
        isinstance(target, str)
        and not target.startswith("#")
        and _FILE_LIKE.search(target) is not None
    )
