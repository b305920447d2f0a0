"""Rules about bounds of numbers, lengths and counts."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.diff.bounds import LOWER, UPPER
from apidocgen.diff.rule import BREAKS, NARROWS, WIDENS, Kind, Rule, both_ways

FAMILY = "Bounds"


def _bound(keyword: str, slug: str) -> Iterator[Kind]:
    yield Kind(
        f"{slug}-added",
        NARROWS,
        f"`{keyword}` is set where there was none.",
        f"`{keyword}: 10` is added",
        f"`{keyword}` of {{what}} is set to {{after}}",
        f"{slug}-removed",
    )
    yield Kind(
        f"{slug}-removed",
        WIDENS,
        f"`{keyword}` is no longer set.",
        f"`{keyword}: 10` is taken away",
        f"`{keyword}` of {{what}} is no longer set (was {{before}})",
        f"{slug}-added",
    )
    yield Kind(
        f"{slug}-lowered",
        NARROWS if keyword in UPPER else WIDENS,
        f"`{keyword}` is lower than before.",
        f"`{keyword}: 10` becomes `{keyword}: 5`",
        f"`{keyword}` of {{what}} is lowered from {{before}} to {{after}}",
        f"{slug}-raised",
    )
    yield Kind(
        f"{slug}-raised",
        WIDENS if keyword in UPPER else NARROWS,
        f"`{keyword}` is higher than before.",
        f"`{keyword}: 5` becomes `{keyword}: 10`",
        f"`{keyword}` of {{what}} is raised from {{before}} to {{after}}",
        f"{slug}-lowered",
    )


_MULTIPLES = (
    Kind(
        "multiple-of-added",
        NARROWS,
        "Numbers must be multiples of something now.",
        "`multipleOf: 5` is added",
        "{what} must be a multiple of {after}",
        "multiple-of-removed",
    ),
    Kind(
        "multiple-of-removed",
        WIDENS,
        "Numbers need not be multiples of anything any more.",
        "`multipleOf: 5` is taken away",
        "{what} need not be a multiple of {before} any more",
        "multiple-of-added",
    ),
    Kind(
        "multiple-of-coarser",
        NARROWS,
        "Fewer numbers are multiples of the new step than of the old one.",
        "`multipleOf: 5` becomes `multipleOf: 10`",
        "{what} must be a multiple of {after}, so far of {before}",
        "multiple-of-finer",
    ),
    Kind(
        "multiple-of-finer",
        WIDENS,
        "More numbers are multiples of the new step than of the old one.",
        "`multipleOf: 10` becomes `multipleOf: 5`",
        "{what} must be a multiple of {after} only, so far of {before}",
        "multiple-of-coarser",
    ),
    Kind(
        "multiple-of-changed",
        BREAKS,
        "The new step and the old one fit different numbers.",
        "`multipleOf: 3` becomes `multipleOf: 5`",
        "{what} must be a multiple of {after}, so far of {before}",
        no_mirror="It is its own opposite.",
    ),
)

RULES: tuple[Rule, ...] = both_ways(
    FAMILY,
    "Schema",
    (*(kind for each in (UPPER | LOWER).items() for kind in _bound(*each)), *_MULTIPLES),
)
