"""From the bytes of a file to text."""

from __future__ import annotations

import codecs

from apidocgen.spec.problems import InputError, Location

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, file: str) -> str:
    """UTF-8 text, without a byte order mark. Raises InputError for any other encoding."""
    if content.startswith(_UTF_16):
        raise InputError("the file is in UTF-16: save it as UTF-8", Location(file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise InputError(
            f"the file is not UTF-8: byte 0x{content[error.start]:02x} is no text",
            Location(file, line, column),
        ) from None
