"""What a reference to another file may look like, wherever files come from."""

from __future__ import annotations

import re
from urllib.parse import unquote

from apidocgen.spec.problems import InputError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")


def split_reference(reference: str) -> tuple[str, str]:
    """A URI reference as the address of a file (may be empty) and a fragment without ``#``."""
    address, _, fragment = reference.partition("#")
    return address, fragment


def relative_path(address: str) -> str:
    """The relative path that a file address names, percent-decoded.

    Raises InputError (without a place) for URLs and absolute paths.
    """
    scheme = _SCHEME.match(address)
    if address.startswith("//") or (scheme and scheme.group(1).lower() in ("http", "https")):
        raise InputError(f"network references are off: {address}")
    if scheme:
        raise InputError(f"only relative files can be referred to, not {address}")
    path = unquote(address)
    if path.startswith(("/", "\\")):
        raise InputError(f"only relative files can be referred to, not {path}")
    if "\0" in path:
        raise InputError("a file name cannot hold a null character")
    return path
