"""URI references as they stand in documents, some of which cannot be read."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def join(base: str, reference: str) -> str | None:
    """A reference resolved against a base (RFC 3986, section 5), without its fragment.

    None if it cannot be read.
    """
    try:
        return urlsplit(urljoin(base, reference))._replace(fragment="").geturl()
    except ValueError:
        return None
