"""One request to one server: no redirects followed, no other host, no more than a moment."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from apidocgen.spec.problems import InputError

_MOST_BYTES = 65_536


class Transport(Protocol):
    """Makes a request and returns the status of the answer; OSError if there is none."""

    def __call__(self, method: str, target: str, headers: Mapping[str, str]) -> int:
        """Request a path below the base URL."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server below one base URL. The environment's proxies are not used."""

    secure: bool
    host: str
    port: int | None
    prefix: str
    timeout: float

    @classmethod
    def at(cls, url: str, timeout: float) -> Server:
        """The server at a URL. Raises InputError for one that is no plain http(s) address."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise InputError(f"{url!r} is no address: {error}") from error
        plain = not (parts.query or parts.fragment or "@" in parts.netloc)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
            raise InputError(f"{url!r} must be an http or https address with nothing behind it")
        prefix = parts.path.rstrip("/")
        return cls(parts.scheme == "https", parts.hostname, port, prefix, timeout)

    def __call__(self, method: str, target: str, headers: Mapping[str, str]) -> int:
        """Request a path below the base URL and return the status."""
        kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
        connection = kind(self.host, self.port, timeout=self.timeout)
        try:
            connection.request(method, self.prefix + target, headers=dict(headers))
            answer = connection.getresponse()
            answer.read(_MOST_BYTES)
        except (http.client.HTTPException, ValueError) as error:
            raise OSError(f"no HTTP answer: {type(error).__name__}") from error
        else:
            return answer.status
        finally:
            connection.close()
