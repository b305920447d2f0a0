"""What ``apidocgen audit`` prints."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby

from rich.text import Text

from apidocgen.variants.auditing.leaks import Leak, LeakedSecret, by_secret
from apidocgen.variants.auditing.ownership import EVERYBODY

_NAMED = 20
"""So many files and folders that are no audience's are named; the rest are counted."""


def as_json(leaks: Sequence[Leak]) -> str:
    """The leaks in the documented shape."""
    return json.dumps({"leaks": [asdict(leak) for leak in leaks]}, indent=2, ensure_ascii=False)


def as_text(
    leaks: Sequence[Leak],
    secrets: int,
    files: Mapping[str, Sequence[str]],
    unpublished: Collection[str] = (),
) -> Iterator[Text]:
    """The report for people: by audience, each secret that leaks, and where it is hidden and said.

    It ends with what was searched: for how many secrets, and which of ``files``, which are named
    by audience.
    """
    leaking = sorted(by_secret(leaks), key=lambda secret: secret.first.audience)
    for audience, group in groupby(leaking, key=lambda secret: secret.first.audience):
        yield Text.assemble(("leak     ", "bold red"), (_whose(audience), "bold"))
        for secret in group:
            yield from _leaking(secret)
        yield Text()
    found = (_number(leaking, leaks), "bold red") if leaks else ("nothing found", "bold green")
    number = "1 name or text" if secrets == 1 else f"{secrets} names and texts"
    yield Text.assemble(found, (f"  looked for what is hidden from an audience: {number}", "dim"))
    yield from searched(files, unpublished)


def _leaking(secret: LeakedSecret) -> Iterator[Text]:
    leak = secret.first
    yield Text.assemble("  ", (secret.places, "cyan"), f"  {leak.secret!r}")
    yield Text(f"    hidden at {leak.hidden_at}", "dim")
    if secret.said:
        yield Text(f"    said at {secret.said}")
    if leak.remedy:
        yield Text(f"    {leak.remedy}")


def _number(leaking: Sequence[LeakedSecret], leaks: Sequence[Leak]) -> str:
    places = f" in {len(leaks)} places" if len(leaks) > len(leaking) else ""
    return f"{len(leaking)} found{places}"


def searched(
    files: Mapping[str, Sequence[str]], unpublished: Collection[str] = ()
) -> Iterator[Text]:
    """How many files of each audience were searched, and which files are no audience's."""
    width = max(map(len, files))
    for audience, names in files.items():
        if audience != EVERYBODY:
            only_here = "  (the document does not publish it)" if audience in unpublished else ""
            yield Text(f"  {audience:{width}}  {_counted(len(names))}{only_here}")
    if others := files[EVERYBODY]:
        tops = list(dict.fromkeys(f"{top}{slash}" for top, slash, _ in map(_split, others)))
        more = f" and {len(tops) - _NAMED} more" if len(tops) > _NAMED else ""
        yield Text(
            f"  no audience's: {_counted(len(others))}, searched only for what is hidden from all "
            f"of them: {', '.join(tops[:_NAMED])}{more}"
        )


def _split(file: str) -> tuple[str, str, str]:
    return file.partition("/")


def _counted(files: int) -> str:
    return "1 file" if files == 1 else f"{files or 'no'} files"


def _whose(audience: str) -> str:
    return "in pages for everybody" if audience == EVERYBODY else f"to {audience}"
