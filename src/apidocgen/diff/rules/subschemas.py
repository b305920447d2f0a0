"""Rules about keywords that hold schemas: items, further properties, conditions, choices."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.diff.level import Level
from apidocgen.diff.rule import (
    BREAKS,
    INFORMS,
    NARROWS,
    WIDENS,
    Effect,
    Kind,
    Rule,
    both_ways,
    effect,
)
from apidocgen.diff.subschemas import MAPS, SINGLE

FAMILY = "Parts of schemas"

_TOLERABLE = effect(
    WIDENS,
    response=Level.WARNING,
    in_response="Readers may get what they were not told of; most pass over it.",
)


def _single(keyword: str, slug: str) -> Iterator[Kind]:
    opens: Effect = _TOLERABLE if "roperties" in keyword else WIDENS
    yield Kind(f"{slug}-added", NARROWS, f"`{keyword}` limits what was free.",
               f"`{keyword}: {{type: string}}` is added",
               f"`{keyword}` limits {{what}} now", f"{slug}-removed")  # fmt: skip
    yield Kind(f"{slug}-removed", opens, f"`{keyword}` no longer limits anything.",
               f"`{keyword}: {{type: string}}` is taken away",
               f"`{keyword}` no longer limits {{what}}", f"{slug}-added")  # fmt: skip
    yield Kind(f"{slug}-closed", NARROWS, f"`{keyword}` refuses what was allowed.",
               f"`{keyword}: true` becomes `{keyword}: false`",
               f"`{keyword}` of {{what}} allows nothing any more", f"{slug}-opened")  # fmt: skip
    yield Kind(f"{slug}-opened", opens, f"`{keyword}` allows what was refused.",
               f"`{keyword}: false` becomes `{keyword}: true`",
               f"`{keyword}` of {{what}} no longer refuses everything",
               f"{slug}-closed")  # fmt: skip


def _map(keyword: str, slug: str) -> Iterator[Kind]:
    yield Kind(f"{slug}-added", NARROWS, f"An entry of `{keyword}` limits what was free.",
               f"an entry joins `{keyword}`",
               f"`{keyword}` of {{what}} has the new entry {{after}}",
               f"{slug}-removed")  # fmt: skip
    yield Kind(f"{slug}-removed", _TOLERABLE, f"An entry of `{keyword}` no longer limits anything.",
               f"an entry leaves `{keyword}`",
               f"`{keyword}` of {{what}} lost the entry {{before}}", f"{slug}-added")  # fmt: skip


_POSITIONS = (
    Kind("position-added", NARROWS, "A place in a tuple is described that was free.",
         "`prefixItems: [a]` becomes `[a, b]`", "position {after} of {what} is limited now",
         "position-removed"),
    Kind("position-removed", WIDENS, "A place in a tuple is free that was described.",
         "`prefixItems: [a, b]` becomes `[a]`", "position {before} of {what} is free now",
         "position-added"),
    Kind("position-allowed", WIDENS, "A closed tuple may have one more place.",
         "`prefixItems: [a]` with `items: false` becomes `[a, b]`",
         "{what} may have something at position {after} now", "position-refused"),
    Kind("position-refused", NARROWS, "A closed tuple has one place less.",
         "`prefixItems: [a, b]` with `items: false` becomes `[a]`",
         "{what} may no longer have anything at position {before}", "position-allowed"),
)  # fmt: skip

_CONDITIONS = (
    Kind("exclusion-added", NARROWS, "Something is excluded by `not` now.",
         "`not: {required: [a]}` is added", "`not` excludes part of {what} now",
         "exclusion-removed"),
    Kind("exclusion-removed", WIDENS, "Nothing is excluded by `not` any more.",
         "`not: {required: [a]}` is taken away", "`not` no longer excludes part of {what}",
         "exclusion-added"),
    Kind("exclusion-changed", BREAKS, "`not` excludes something else.",
         "`not: {required: [a]}` becomes `not: {required: [b]}`",
         "`not` excludes something else of {what}", no_mirror="It is its own opposite."),
    Kind("condition-added", NARROWS, "Demands depend on a condition now.",
         "`if: {…}` is added", "{what} depends on a condition now", "condition-removed"),
    Kind("condition-removed", WIDENS, "Demands no longer depend on a condition.",
         "`if: {…}` is taken away", "{what} no longer depends on a condition",
         "condition-added"),
    Kind("condition-changed", BREAKS, "Demands depend on another condition.",
         "what stands under `if` changes", "{what} depends on another condition",
         no_mirror="It is its own opposite."),
)  # fmt: skip

_CHOICES = (
    Kind("alternative-added", WIDENS, "A choice (`oneOf`, `anyOf`) has one more member.",
         "`oneOf: [Cat]` becomes `oneOf: [Cat, Dog]`", "{what} may be {after} too",
         "alternative-removed"),
    Kind("alternative-removed", NARROWS, "A choice (`oneOf`, `anyOf`) has one member less.",
         "`oneOf: [Cat, Dog]` becomes `oneOf: [Cat]`", "{what} may no longer be {before}",
         "alternative-added"),
    Kind("choice-added", NARROWS, "What else is said must also fit one of several schemas.",
         "`anyOf: [{required: [a]}, {required: [b]}]` is added",
         "{what} must also fit one of several schemas", "choice-removed"),
    Kind("choice-removed", WIDENS, "What else is said need not fit one of several schemas.",
         "`anyOf: [{required: [a]}, {required: [b]}]` is taken away",
         "{what} need no longer fit one of several schemas", "choice-added"),
    Kind("discriminator-added", INFORMS, "A property tells the members of a choice apart now.",
         "`discriminator: {propertyName: kind}` is added",
         "{after} tells apart what {what} may be", "discriminator-removed"),
    Kind("discriminator-removed",
         effect(INFORMS, in_response="Readers that chose by it must look at the content."),
         "No property tells the members of a choice apart any more.",
         "`discriminator: {propertyName: kind}` is taken away",
         "{before} no longer tells apart what {what} may be", "discriminator-added"),
    Kind("discriminator-changed", BREAKS, "Another property tells the members of a choice apart.",
         "`propertyName: kind` becomes `propertyName: type`",
         "{after} tells apart what {what} may be, so far {before}",
         no_mirror="It is its own opposite."),
    Kind("discriminator-mapping-added",
         effect(INFORMS, in_response="A new member of the choice is reported as such."),
         "A value of the discriminator is mapped.", "`mapping: {cat: Cat}` is added",
         "the discriminator of {what} maps {after}", "discriminator-mapping-removed"),
    Kind("discriminator-mapping-removed",
         effect(INFORMS, request=Level.WARNING,
                in_request="Callers that send this value may be refused."),
         "A value of the discriminator is no longer mapped.",
         "`mapping: {cat: Cat}` is taken away",
         "the discriminator of {what} no longer maps {before}", "discriminator-mapping-added"),
    Kind("discriminator-mapping-changed", BREAKS,
         "A value of the discriminator means another schema.",
         "`mapping: {cat: Cat}` becomes `{cat: Lion}`",
         "the discriminator of {what} maps {after}, so far {before}",
         no_mirror="It is its own opposite."),
)  # fmt: skip

RULES: tuple[Rule, ...] = both_ways(
    FAMILY,
    "Schema",
    (
        *(kind for each in SINGLE.items() for kind in _single(*each)),
        *(kind for each in MAPS.items() for kind in _map(*each)),
        *_POSITIONS,
        *_CONDITIONS,
        *_CHOICES,
    ),
)
