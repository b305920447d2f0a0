"""Whose a published file is: which audience's, or everybody's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path, PurePath

EVERYBODY = "*"
"""Stands for the audience of a file that belongs to no single one."""

OWN_SUFFIXES = (".yaml", ".yml", ".json", ".md", ".atom")
"""Of a file beside the folders that is called like its audience: a variant or a changelog."""


def files_with_owner(
    folder: Path, audiences: Collection[str], owner: str | None = None
) -> Iterator[tuple[Path, str]]:
    """Every file below a folder, relative to it and in order, and whose it is.

    An audience's files are those in the folder that is called like it, and at the top those that
    are. Case does not count: no two audiences differ in it alone. With ``owner``, the folder is
    that audience's own, and so is everything in it.
    """
    names = {audience.casefold(): audience for audience in audiences}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            relative = file.relative_to(folder)
            yield relative, owner or names.get(_name_of_owner(relative), EVERYBODY)


def _name_of_owner(relative: PurePath) -> str:
    """What the audience would be called whose file it is."""
    first = relative.parts[0].casefold()
    if len(relative.parts) > 1:
        return first
    suffix = next((each for each in OWN_SUFFIXES if first.endswith(each)), first)
    return first.removesuffix(suffix)
