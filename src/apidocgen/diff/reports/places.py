"""Where annotations go: to a file of the work tree."""

from __future__ import annotations

import re

from apidocgen.diff.change import Change

_REVISION = re.compile(r"[^/\\:]{2,}:(?=[^/\\])")


def file_of(change: Change) -> str:
    """The file of a change as the repository knows it, without a git revision before it.

    It is a file of the revision, also for what is gone: others may not be there any more.
    """
    return _REVISION.sub("", change.anchor.file, count=1).replace("\\", "/")
