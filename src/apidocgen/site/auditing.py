"""The last look at a built site: is anything in it that its readers must not see?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from apidocgen.variants.audit import Audit
from apidocgen.variants.filter import Filtering
from apidocgen.variants.variant import VariantSet

NAMED = 10
"""So many leaks are named in the message of a failed build; the rest are counted."""


def leaks(site_dir: Path, variants: VariantSet, allowed: Sequence[str]) -> Iterator[str]:
    """One line for each leak: file, line, what leaks to whom, and where it is hidden."""
    filtering = Filtering(variants.master)
    views = [filtering.view(variant.audience) for variant in variants.variants]
    return map(str, Audit(filtering, views, allowed).folder(site_dir))


def summary(found: Sequence[str]) -> str:
    """What a build that stops because of leaks says."""
    more = [f"… and {len(found) - NAMED} more"] if len(found) > NAMED else []
    first = "a leak" if len(found) == 1 else f"{len(found)} leaks"
    return "\n  ".join([f"{first} in the built site, do not publish it:", *found[:NAMED], *more])
