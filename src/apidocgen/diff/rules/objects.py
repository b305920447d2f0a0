"""Rules about properties and what else objects may hold."""

from __future__ import annotations

from apidocgen.diff.level import Direction, Level
from apidocgen.diff.rule import BREAKS, INFORMS, NARROWS, WIDENS, Kind, Rule, both_ways, effect

FAMILY = "Objects"
REQUEST, RESPONSE = Direction.REQUEST, Direction.RESPONSE
_SENT = "Property, in what is sent"
_RETURNED = "Property, in what is returned"

_BOTH = (
    Kind("property-added",
         effect(INFORMS, in_request="It need not be sent.",
                in_response="Readers pass over what they do not know."),
         "An object has a new property.", "`nickname` joins the properties",
         "{what} is new", "property-removed"),
    Kind("property-became-required", NARROWS, "A property must be there now.",
         "`name` joins `required`", "{what} is required now", "property-became-optional"),
    Kind("property-became-optional", WIDENS, "A property may be missing now.",
         "`name` leaves `required`", "{what} is optional now", "property-became-required"),
    Kind("property-with-default-became-required",
         effect(INFORMS, in_request="Whoever leaves it out still gets the default."),
         "A property must be there now, and has a default for those who leave it out.",
         "`size`, with a default, joins `required`", "{what} is required now, with a default",
         "property-became-optional"),
    Kind("property-renamed", BREAKS,
         "A property disappeared and another with the same meaning came.",
         "`user_name` becomes `userName`", "{what} is called `{after}` now",
         no_mirror="It is its own opposite."),
)  # fmt: skip

_SINGLE = (
    Rule("request-property-removed", Level.WARNING, FAMILY, _SENT,
         "A property is no longer listed, and further ones are allowed.",
         "Callers that send it are accepted, but it may no longer do anything.",
         "`nickname` leaves the properties", "{what} is no longer listed",
         REQUEST, "request-property-added"),
    Rule("request-closed-property-removed", Level.BREAKING, FAMILY, _SENT,
         "A property is no longer listed, and no other than those listed are allowed.",
         "Callers that send it are refused.",
         "`nickname` leaves the properties of an object with `additionalProperties: false`",
         "{what} is no longer accepted", REQUEST, "request-property-added"),
    Rule("response-property-removed", Level.BREAKING, FAMILY, _RETURNED,
         "A property that was always there is gone.", "Readers that rely on it fail.",
         "`name`, which was required, leaves the properties", "{what} is gone",
         RESPONSE, "response-property-added"),
    Rule("response-optional-property-removed", Level.WARNING, FAMILY, _RETURNED,
         "A property that could be missing is no longer listed.",
         "Readers had to cope without it, but whoever shows it shows nothing now.",
         "`nickname`, which was optional, leaves the properties", "{what} is no longer listed",
         RESPONSE, "response-property-added"),
    Rule("request-required-property-added", Level.BREAKING, FAMILY, _SENT,
         "A new property must be sent.", "Callers that do not know it are refused.",
         "`country` joins the properties and `required`", "{what} is new and required",
         REQUEST, "request-property-removed"),
    Rule("request-required-property-with-default-added", Level.INFO, FAMILY, _SENT,
         "A new property is required, and has a default for those who leave it out.",
         "Callers that do not know it get the default.",
         "`size`, with a default, joins the properties and `required`",
         "{what} is new and required, with a default", REQUEST, "request-property-removed"),
    Rule("response-required-property-added", Level.INFO, FAMILY, _RETURNED,
         "A new property is always there.", "Readers pass over what they do not know.",
         "`country` joins the properties and `required`", "{what} is new and always there",
         RESPONSE, "response-property-removed"),
    Rule("response-required-property-with-default-added", Level.INFO, FAMILY, _RETURNED,
         "A new property is always there, with a default.",
         "Readers pass over what they do not know.",
         "`size`, with a default, joins the properties and `required`",
         "{what} is new and always there", RESPONSE, "response-property-removed"),
    Rule("request-property-no-longer-sent", Level.BREAKING, FAMILY, _SENT,
         "A property may only be read now (`readOnly`).",
         "Callers that send it are refused or passed over.",
         "`readOnly: true` is added to `name`", "{what} can no longer be sent: it is read-only",
         REQUEST, "request-property-now-sent"),
    Rule("request-property-now-sent", Level.INFO, FAMILY, _SENT,
         "A property that could only be read can be sent.", "It need not be sent.",
         "`readOnly: true` is taken from `name`", "{what} can be sent now: it is not read-only",
         REQUEST, "request-property-no-longer-sent"),
    Rule("request-required-property-now-sent", Level.BREAKING, FAMILY, _SENT,
         "A property that could only be read must be sent.",
         "Callers, who could not send it so far, are refused.",
         "`readOnly: true` is taken from `name`, which is required",
         "{what} must be sent now: it is not read-only", REQUEST,
         "request-property-no-longer-sent"),
    Rule("response-property-no-longer-sent", Level.BREAKING, FAMILY, _RETURNED,
         "A property can only be written now (`writeOnly`).", "Readers no longer get it.",
         "`writeOnly: true` is added to `name`", "{what} is no longer returned: it is write-only",
         RESPONSE, "response-property-now-sent"),
    Rule("response-property-now-sent", Level.INFO, FAMILY, _RETURNED,
         "A property that could only be written is returned too.",
         "Readers pass over what they do not know.",
         "`writeOnly: true` is taken from `name`", "{what} is returned now: it is not write-only",
         RESPONSE, "response-property-no-longer-sent"),
    Rule("response-required-property-now-sent", Level.INFO, FAMILY, _RETURNED,
         "A required property that could only be written is returned too.",
         "Readers pass over what they do not know.",
         "`writeOnly: true` is taken from `name`, which is required",
         "{what} is always returned now: it is not write-only", RESPONSE,
         "response-property-no-longer-sent"),
)  # fmt: skip

_DEMANDS = (
    Kind("dependent-required-added", NARROWS, "A property demands others beside it.",
         "`dependentRequired: {card: [name]}` is added",
         "{what} demands further properties beside some: {after}", "dependent-required-removed"),
    Kind("dependent-required-removed", WIDENS, "A property no longer demands others beside it.",
         "`dependentRequired: {card: [name]}` is taken away",
         "{what} no longer demands properties beside some: {before}",
         "dependent-required-added"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *both_ways(FAMILY, "Property", _BOTH),
    *_SINGLE,
    *both_ways(FAMILY, "Schema", _DEMANDS),
)
