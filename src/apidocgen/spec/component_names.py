"""Names for what is moved into ``components``."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePosixPath

from apidocgen.spec.provenance import Origin

_FORBIDDEN = re.compile(r"[^a-zA-Z0-9._-]+")


def wanted_name(origin: Origin) -> str:
    """What a component that stands at a place in a file would be called: its key, or the file.

    Only characters that OpenAPI allows in a component's name (3.1, section 4.8.7.1).
    """
    own = str(origin.path[-1]) if origin.path else PurePosixPath(origin.file).stem
    return _FORBIDDEN.sub("_", own).strip("_") or "component"


def free_name(wanted: str, taken: Container[str]) -> str:
    """The name that is wanted, with a number if it is taken."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}_{number}"
    return candidate
