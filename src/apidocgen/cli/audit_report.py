"""What ``apidocgen audit`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from rich.text import Text

from apidocgen.variants.audit import EVERYBODY, Leak


def as_json(leaks: Sequence[Leak]) -> str:
    """The leaks in the documented shape."""
    return json.dumps({"leaks": [asdict(leak) for leak in leaks]}, indent=2, ensure_ascii=False)


def as_text(leaks: Sequence[Leak], secrets: int) -> Iterator[Text]:
    """The report for people: by audience, each leak with the place where it is hidden."""
    ordered = sorted(leaks, key=lambda leak: leak.audience)
    for audience, group in groupby(ordered, key=lambda leak: leak.audience):
        yield Text.assemble(("leak     ", "bold red"), (_whose(audience), "bold"))
        for leak in group:
            place = f"{leak.file}:{leak.line}" if leak.line else f"{leak.file} (its name)"
            yield Text.assemble("  ", (place, "cyan"), f"  {leak.secret!r}")
            yield Text(f"    hidden at {leak.hidden_at}", "dim")
        yield Text()
    if leaks:
        yield Text(f"{len(leaks)} found, {secrets} secrets looked for", "bold red")
    else:
        yield Text.assemble(("nothing found", "bold green"), (f"  {secrets} secrets", "dim"))


def _whose(audience: str) -> str:
    return "in pages for everybody" if audience == EVERYBODY else f"to {audience}"
