"""Comments in texts that begin as our markers do and are somebody else's.

``<!-- x-release-please-version -->`` is a mark for another tool. To take a misspelt marker for one
of these would show what it was meant to hide. So where a document has audiences, only those count
that are known; elsewhere all that nothing of ours resembles.
"""

from __future__ import annotations

import re
from functools import lru_cache

from apidocgen.variants.annotations import INTERNAL, TIER, Annotations
from apidocgen.variants.spelling import Spelling
from apidocgen.variants.vocabulary import DEFAULT_AUDIENCE_KEY

_NAME = re.compile(r"x-([\w-]+)", re.IGNORECASE)
_PARTS = re.compile(r"[-_]+")
_KNOWN = re.compile(r"x-release-please-(?:(?:start-)?(?:version|major|minor|patch|date)|end)")
"""Marks of other tools that have been met in descriptions of APIs."""


def is_foreign(comment: str, annotations: Annotations) -> bool:
    """Whether what stands in a comment cannot be meant as a marker of ours.

    What closes a block is always ours: so a pair around a text is refused whatever it is called.
    """
    if _KNOWN.fullmatch(comment):
        return True
    found = _NAME.match(comment)
    is_ours = found is None or _resembles(found[0].lower(), annotations.key)
    return not annotations.has_audiences and not is_ours


@lru_cache(maxsize=1024)
def _resembles(name: str, key: str) -> bool:
    """Whether a name is, begins with or nearly is that of a marker, or one of its parts is."""
    markers = (TIER, INTERNAL, DEFAULT_AUDIENCE_KEY, key.lower())
    spelling = Spelling(key, has_audiences=True)
    words = (f"x-{part}" for part in _PARTS.split(name)[1:])
    return name.startswith(markers) or any(
        spelling.is_annotation(each) or spelling.similar(each) is not None
        for each in (name, *words)
    )
