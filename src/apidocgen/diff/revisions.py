"""A document as it was: what ``REV:path`` means, and which overlays there were then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from apidocgen.spec.problems import InputError
from apidocgen.spec.source import open_source

_REVISION = re.compile(r"([^:\\]{2,}):(?!//)(.*)\Z", re.DOTALL)


def split_revision(spec: str) -> tuple[str, str] | None:
    """The revision and the path, empty for ``REV:`` alone; None for a file that is there."""
    match = None if Path(spec).is_file() else _REVISION.match(spec)
    return (match[1], match[2]) if match else None


def overlays_then(
    revision: str, paths: Iterable[str], tell: Callable[[str], None]
) -> tuple[Path, ...]:
    """The overlays as they were in a revision; one that was not there yet is left out."""
    found = []
    for path in paths:
        name = f"{revision}:{path}"
        source = open_source(name)
        try:
            source.read(source.name)
        except InputError as error:
            tell(f"left out an overlay: {error}")
        else:
            found.append(Path(name))
    return tuple(found)
