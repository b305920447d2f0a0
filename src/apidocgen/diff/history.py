"""The releases of a document: the tags of a repository."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from apidocgen.spec.document import Document
from apidocgen.spec.problems import InputError


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and the day of its commit."""

    name: str
    day: str


class Release(NamedTuple):
    """A document as it was released; one that is not released yet has no day."""

    name: str
    day: str
    document: Document


def released(
    pattern: str, read: Callable[[str], Document], tell: Callable[[str], None]
) -> Iterator[Release]:
    """Every tagged version that ``read`` can read, the oldest first; told is which it cannot."""
    for tag in tags(pattern):
        try:
            document = read(tag.name)
        except InputError as error:
            tell(f"left out {tag.name}: {error}")
        else:
            yield Release(tag.name, tag.day, document)


def tags(pattern: str) -> list[Tag]:
    """The tags that fit a pattern, the oldest version first.

    Raises InputError where there is no repository or no such tag.
    """
    done = subprocess.run(
        [
            "git", "for-each-ref", "--sort=version:refname",
            "--format=%(refname:short)%00%(creatordate:short)", f"refs/tags/{pattern}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise InputError(f"git cannot list tags: {done.stderr.strip().removeprefix('fatal: ')}")
    found = list(_read(done.stdout))
    if not found:
        raise InputError(f"no tag fits {pattern!r}; in a shallow clone, run: git fetch --tags")
    return found


def _read(listed: str) -> Iterator[Tag]:
    for line in listed.splitlines():
        name, _, day = line.partition("\0")
        yield Tag(name, day)
