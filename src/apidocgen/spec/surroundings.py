"""What stands in a file around a place, and may speak of all that is inside of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from apidocgen.spec.document import Around
from apidocgen.spec.enclosing_schema import values_along
from apidocgen.spec.library import Library
from apidocgen.spec.problems import Location
from apidocgen.spec.provenance import Origin

# Also what is misspelt: ``X-Internal``, ``x_tier``, ``xinternal``.
_LIKE_EXTENSION = re.compile(r"[xX]")


def surroundings(library: Library, origin: Origin) -> Iterator[Around]:
    """The objects around a place that have extensions, outermost first."""
    for length, value in enumerate(values_along(library.get(origin.file).tree, origin.path)):
        held = value.items() if isinstance(value, dict) else ()
        extensions = {
            key: each
            for key, each in held
            if _LIKE_EXTENSION.match(key) and not isinstance(each, dict)
        }
        if extensions:
            outer = Origin(origin.file, origin.path[:length])
            yield Around(extensions, partial(_locate, library, outer))


def _locate(library: Library, outer: Origin, key: str) -> Location:
    return library.locate(outer.file, (*outer.path, key))
