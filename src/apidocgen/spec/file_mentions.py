"""Whether a document may refer to other files at all; most large ones do not."""

from __future__ import annotations

import re
from typing import Any

_FILE_LIKE = re.compile(r"[/#]|\.(?:ya?ml|json)\Z", re.IGNORECASE)


def mentions_files(tree: Any, text: str) -> bool:
    """Whether anything in the tree looks like a reference that is not local.

    A quick look at every object, without the grammar: it may be mistaken, but only in saying yes.
    JSON as programs write it is told from its ``text`` already.
    """
    if text.startswith("{") and _plainly_local(text):
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
    """Whether every ``$ref`` in JSON text is followed by a ``#``, and nothing else may refer."""
    if any(f'"{key}"' in text for key in ("mapping", "$dynamicRef", "operationRef")):
        return False
    local = text.count('"$ref": "#') + text.count('"$ref":"#')
    return local == text.count("$ref") and "\\u0024" not in text


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
