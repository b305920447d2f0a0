"""A request as a value, ready to be written down in any language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

FILE = "example.bin"
"""The file that samples upload."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a multipart body: a text with its media type, or a file by its name."""

    name: str
    text: str = ""
    media_type: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent: ``kind`` is "json", "form", "multipart", "text" or "file".

    ``text`` is the body as it is sent, where it can be written down; ``value`` what JSON holds.
    """

    kind: str
    media_type: str
    text: str = ""
    value: Any = None
    fields: Pairs = ()
    parts: tuple[Part, ...] = ()

    @property
    def sent(self) -> str:
        """The body as it goes over the wire, for kinds that are text."""
        return urlencode(self.fields) if self.kind == "form" else self.text


@dataclass(frozen=True, slots=True)
class Request:
    """A request; the address is complete and encoded, header values are plain ASCII.

    ``basic`` is a user name and a password, ``certificate`` says that TLS asks for one.
    """

    method: str
    url: str
    headers: Pairs = ()
    basic: tuple[str, str] | None = None
    certificate: bool = False
    body: Body | None = None

    @property
    def all_headers(self) -> Pairs:
        """The headers with that for the body, which clients add for multipart themselves."""
        if self.body is None or self.body.kind == "multipart":
            return self.headers
        return (*self.headers, ("Content-Type", self.body.media_type))


def header_value(value: str) -> str:
    """A value that may stand in a header everywhere: what is no plain ASCII is encoded."""
    plain = "".join(map(chr, range(0x20, 0x7F)))
    return quote(value.strip(), safe=plain.replace("%", "") + "%")


def disposition(part: Part) -> str:
    """What RFC 7578 §4.2 says of a part: its name, and that of a file."""
    file = f'; filename="{form_parameter(part.file)}"' if part.file else ""
    return f'form-data; name="{form_parameter(part.name)}"{file}'


def form_parameter(text: str) -> str:
    """A parameter escaped as forms of HTML do (WHATWG HTML, multipart/form-data encoding)."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
