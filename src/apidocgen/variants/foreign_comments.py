"""Comments in texts that begin as our markers do and are somebody else's.

``<!-- x-release-please-version -->`` is a mark for another tool. To take a misspelt marker for one
of these would show what it was meant to hide, so whatever may be meant as ours is not among them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from apidocgen.variants.annotations import INTERNAL, TIER, Annotations
from apidocgen.variants.spelling import Spelling
from apidocgen.variants.vocabulary import DEFAULT_AUDIENCE_KEY

_NAME = re.compile(r"x-([\w-]+)", re.IGNORECASE)
_PARTS = re.compile(r"[-_]+")


def is_foreign(comment: str, annotations: Annotations) -> bool:
    """Whether what stands in a comment cannot be meant as a marker of ours.

    It has a name that is not even nearly one of ours, in whole or in part. Where audiences are
    declared, nothing is said about that name after a colon, and no tier or label is named. What
    closes a block is always ours: so a pair around a text is refused whatever it is called.
    """
    found = _NAME.match(comment)
    if found is None or _resembles(found[0].lower(), annotations.key):
        return False
    if not annotations.has_audiences:
        return True
    return ":" not in comment and not annotations.names_somebody(comment[len("x-") :])


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
