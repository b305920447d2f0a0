"""The texts in a published file: whatever its name says, and whatever it is packed in."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

_DEEPEST = 3
"""So many wrappings are undone: an archive in an archive in an archive."""
_LONGEST = 512 * 1024 * 1024
"""So much of one packed file is read: a small archive can hold more than fits in memory."""

_PACKED: Mapping[str, Callable[[io.BytesIO], io.BufferedIOBase]] = MappingProxyType(
    {".gz": lambda stream: gzip.GzipFile(fileobj=stream), ".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile}
)
_BROKEN = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile),
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Published:
    """One text: its name in an archive ("" for the file itself), and how it is written."""

    name: str
    suffix: str
    text: str


def published_texts(file: Path) -> Iterator[Published]:
    """The texts in a published file; none if it is an image, say.

    Archives are opened; what is no archive although its name says so is read as it is.
    """
    yield from _texts(file.read_bytes(), "", PurePosixPath(file.name), _DEEPEST)


def text_in(content: bytes) -> str | None:
    """The text that bytes are, by their byte order mark or as UTF-8, UTF-16 or Latin-1."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    head = content[:_LOOKED_AT]
    if b"\0" in head:
        wide = _two_bytes(head)
        return content.decode(wide, "replace") if wide else None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Letters of Western Europe in one byte each. A text of many encodings is found in part.
        return content.decode("latin-1") if _looks_written(head) else None


def _texts(content: bytes, name: str, path: PurePosixPath, depth: int) -> Iterator[Published]:
    """The texts in bytes that are called ``name`` and written as the suffix of ``path`` says."""
    unpacked = list(_unpacked(content, name, path)) if depth else []
    for inner, written, inside in unpacked:
        yield from _texts(inside, inner, written, depth - 1)
    text = None if unpacked else text_in(content)
    if text is not None:
        yield Published(name, path.suffix.lower(), text)


def _unpacked(
    content: bytes, name: str, path: PurePosixPath
) -> Iterator[tuple[str, PurePosixPath, bytes]]:
    """The files in an archive; the one that a compressed file is keeps its name."""
    opener = _PACKED.get(path.suffix.lower())
    try:
        if opener is not None:
            yield name, path.with_suffix(""), opener(io.BytesIO(content)).read(_LONGEST)
        elif content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for member in archive.infolist():
                    with archive.open(member) as stream:
                        inside = stream.read(_LONGEST)
                    yield member.filename, PurePosixPath(member.filename), inside
    except _BROKEN:
        return


def _two_bytes(head: bytes) -> str | None:
    """UTF-16 without a mark: of most characters one byte is zero, always the same of the two."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) / 5 and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) / 5 and odd * 10 < even else None


def _looks_written(head: bytes) -> bool:
    """Whether there is hardly anything that no text has."""
    control = sum(byte < ord(" ") and byte not in b"\t\n\f\r\x1b" for byte in head)
    return control * 50 < len(head)
