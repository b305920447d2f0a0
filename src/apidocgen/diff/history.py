"""The releases of a document: the tags of a repository."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from apidocgen.spec.problems import InputError


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and the day of its commit."""

    name: str
    day: str


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
