"""JSON Pointer (RFC 6901) and its URI fragment form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

Token = str | int
Path = tuple[Token, ...]


def escape(token: Token) -> str:
    """One reference token as it stands in a pointer."""
    return str(token).replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The key that a reference token of a pointer names."""
    return token.replace("~1", "/").replace("~0", "~")


def to_pointer(path: Iterable[Token]) -> str:
    """A path of keys and indices as a JSON pointer; the empty path is the whole document."""
    return "".join("/" + escape(token) for token in path)


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """The keys a JSON pointer names. Raises ValueError unless it is empty or starts with ``/``."""
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"not a JSON pointer: {pointer!r}")
    return tuple(unescape(token) for token in pointer[1:].split("/"))


def parse_fragment(reference: str) -> tuple[str, ...]:
    """The keys that a reference such as ``#/components/schemas/A`` names (RFC 6901, section 6)."""
    return parse_pointer(unquote(reference.removeprefix("#")))


def to_reference(path: Iterable[Token]) -> str:
    """A path as a URI fragment reference, percent-encoded where a URI demands it."""
    return "#" + quote(to_pointer(path), safe="/~!$&'()*+,;=:@-._?{}[]")


def descend(tree: Any, path: Iterable[Token]) -> tuple[Path, Any]:
    """Follow a path, turning tokens into indices where an array stands.

    Returns the path with real indices, and the value there. Raises LookupError when it leads
    nowhere.
    """
    real: list[Token] = []
    for token in path:
        if isinstance(tree, dict):
            tree = tree[str(token)]
            real.append(str(token))
        elif isinstance(tree, list):
            index = _index(token)
            tree = tree[index]
            real.append(index)
        else:
            raise KeyError(token)
    return tuple(real), tree


def exists(tree: Any, path: Path) -> bool:
    """Whether something stands at a path."""
    try:
        descend(tree, path)
    except LookupError:
        return False
    return True


def _index(token: Token) -> int:
    text = str(token)
    if not (text.isascii() and text.isdigit()) or (len(text) > 1 and text[0] == "0"):
        raise KeyError(token)
    return int(text)
