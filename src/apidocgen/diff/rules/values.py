"""Rules about types, formats, patterns and fixed values."""

from __future__ import annotations

from apidocgen.diff.level import Level
from apidocgen.diff.rule import BREAKS, INFORMS, NARROWS, WIDENS, Kind, Rule, both_ways, effect

FAMILY = "Values"
_ITSELF = "It is its own opposite."

_TYPES = (
    Kind("type-changed", BREAKS, "The type is another one.", "`string` becomes `integer`",
         "the type of {what} changed from {before} to {after}", no_mirror=_ITSELF),
    Kind("type-narrowed", NARROWS, "Fewer types are allowed.", "`number` becomes `integer`",
         "the type of {what} is narrowed from {before} to {after}", "type-widened"),
    Kind("type-widened", WIDENS, "More types are allowed.", "`integer` becomes `number`",
         "the type of {what} is widened from {before} to {after}", "type-narrowed"),
    Kind("type-added", NARROWS, "A type is demanded where any was allowed.",
         "`type: string` is added", "{what} must be {after} now, so far anything", "type-removed"),
    Kind("type-removed", WIDENS, "Any type is allowed where one was demanded.",
         "`type: string` is taken away", "{what} may be anything now, so far {before}",
         "type-added"),
    Kind("null-allowed", WIDENS, "Null is allowed now.", "`nullable: true` is added",
         "{what} may be null now", "null-refused"),
    Kind("null-refused", NARROWS, "Null is no longer allowed.", "`nullable: true` is taken away",
         "{what} may no longer be null", "null-allowed"),
)  # fmt: skip

_FORMATS = (
    Kind("format-added", NARROWS, "A format is demanded where any text or number would do.",
         "`format: email` is added", "{what} must have the format {after} now", "format-removed"),
    Kind("format-removed", WIDENS, "No format is demanded any more.",
         "`format: email` is taken away", "{what} need no longer have the format {before}",
         "format-added"),
    Kind("format-noted", INFORMS, "A format is named, or no longer named, that limits nothing.",
         "`format: int64` is added to an integer",
         "the format of {what} changed from {before} to {after}", no_mirror=_ITSELF),
    Kind("format-narrowed", NARROWS, "The new format takes fewer values.",
         "`int64` becomes `int32`", "the format of {what} is narrowed from {before} to {after}",
         "format-widened"),
    Kind("format-widened", WIDENS, "The new format takes more values.",
         "`int32` becomes `int64`", "the format of {what} is widened from {before} to {after}",
         "format-narrowed"),
    Kind("format-changed", BREAKS, "The format is another one.", "`date` becomes `date-time`",
         "the format of {what} changed from {before} to {after}", no_mirror=_ITSELF),
    Kind("pattern-added", NARROWS, "Text must fit a pattern now.", "`pattern: ^[a-z]+$` is added",
         "{what} must fit the pattern {after} now", "pattern-removed"),
    Kind("pattern-removed", WIDENS, "Text need not fit a pattern any more.",
         "`pattern: ^[a-z]+$` is taken away", "{what} need no longer fit the pattern {before}",
         "pattern-added"),
    Kind("pattern-changed",
         effect(BREAKS, response=Level.WARNING,
                in_request="Which texts both patterns fit cannot be told: some may be refused now.",
                in_response="Which texts both patterns fit cannot be told: new ones may occur."),
         "Text must fit another pattern.", "`^[a-z]+$` becomes `^[a-z0-9]+$`",
         "the pattern of {what} changed from {before} to {after}", no_mirror=_ITSELF),
)  # fmt: skip

_LISTS = (
    Kind("enum-added", NARROWS, "Only listed values are allowed where any were.",
         "`enum: [a, b]` is added", "{what} is limited to {after}", "enum-removed"),
    Kind("enum-removed", WIDENS, "Any value is allowed where only listed ones were.",
         "`enum: [a, b]` is taken away", "{what} is no longer limited to {before}", "enum-added"),
    Kind("enum-value-removed", NARROWS, "A value left the list, or the fixed value is another.",
         "`enum: [a, b]` becomes `enum: [a]`", "{what} no longer allows {before}",
         "enum-value-added"),
    Kind("enum-value-added", WIDENS, "A value joined the list.",
         "`enum: [a]` becomes `enum: [a, b]`", "{what} allows {after} too", "enum-value-removed"),
    Kind("extensible-enum-value-added",
         effect(INFORMS, in_request="More is accepted.",
                in_response="Readers were told that the list may grow."),
         "A value joined a list that was declared open (`x-extensible-enum`).",
         "`x-extensible-enum: [a]` becomes `[a, b]`", "{what} allows {after} too",
         no_mirror="A value that leaves an open list is `enum-value-removed`."),
    Kind("unique-items-added", NARROWS, "Items of an array must differ from each other now.",
         "`uniqueItems: true` is added", "the items of {what} must be unique now",
         "unique-items-removed"),
    Kind("unique-items-removed", WIDENS, "Items of an array may repeat now.",
         "`uniqueItems: true` is taken away", "the items of {what} may repeat now",
         "unique-items-added"),
)  # fmt: skip

_CONTENTS = (
    Kind("content-media-type-changed", BREAKS, "A text holds data of another kind.",
         "`contentMediaType: image/png` becomes `image/jpeg`",
         "the content of {what} changed from {before} to {after}", no_mirror=_ITSELF),
    Kind("content-encoding-changed", BREAKS, "A text holds data in another encoding.",
         "`contentEncoding: base64` becomes `base64url`",
         "the encoding of {what} changed from {before} to {after}", no_mirror=_ITSELF),
    Kind("xml-changed", BREAKS, "The value has another name or form in XML.",
         "`xml: {name: pet}` becomes `xml: {name: animal}`",
         "{what} is written differently in XML: {before} became {after}", no_mirror=_ITSELF),
    Kind("default-added", INFORMS, "A default is named now.", "`default: 10` is added",
         "{what} has the default {after} now", "default-removed"),
    Kind("default-removed", INFORMS, "No default is named any more.",
         "`default: 10` is taken away", "{what} no longer has the default {before}",
         "default-added"),
    Kind("default-changed",
         effect(INFORMS, request=Level.WARNING,
                in_request="Callers that leave it out get something else."),
         "Another default is named.", "`default: 10` becomes `default: 20`",
         "the default of {what} changed from {before} to {after}", no_mirror=_ITSELF),
)  # fmt: skip

RULES: tuple[Rule, ...] = both_ways(FAMILY, "Schema", (*_TYPES, *_FORMATS, *_LISTS, *_CONTENTS))
