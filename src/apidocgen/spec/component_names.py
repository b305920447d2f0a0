"""Names for what is moved into ``components``."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePosixPath

from apidocgen.spec.provenance import Origin

_FORBIDDEN = re.compile(r"[^a-zA-Z0-9._-]+")


def component_name(origin: Origin, taken: Container[str]) -> str:
    """A name for what stands at a place in a file: its key there, or the file's name.

    Only characters that OpenAPI allows in a component's name (3.1, section 4.8.7.1), and none of
    those ``taken``.
    """
    own = str(origin.path[-1]) if origin.path else PurePosixPath(origin.file).stem
    name = _FORBIDDEN.sub("_", own).strip("_") or "component"
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate
