"""Names of audiences become names of folders and files, on whatever system."""

from __future__ import annotations

import re

_NO_FILE_CHARACTERS = re.compile(r"""[\x00-\x1f\x7f<>:"/\\|?*]""")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def why_no_folder(name: str) -> str | None:
    """Why a name cannot be that of a folder, None if it can."""
    if not name:
        return "it is empty"
    if _NO_FILE_CHARACTERS.search(name):
        return "it has a character that file names cannot have"
    if name.startswith(".") or name.endswith((".", " ")):
        return "it must neither begin with a dot nor end with a dot or space"
    return "Windows keeps it for a device" if _DEVICES.fullmatch(name) else None
