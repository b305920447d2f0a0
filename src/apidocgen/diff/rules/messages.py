"""Rules about parameters, bodies, media types, responses, headers and links."""

from __future__ import annotations

from apidocgen.diff.level import Level
from apidocgen.diff.rule import BREAKS, NARROWS, WIDENS, Kind, Rule, both_ways, effect

BREAKING, WARNING, INFO = Level.BREAKING, Level.WARNING, Level.INFO
_ITSELF = "It is its own opposite."


def _parameter(
    name: str, level: Level, texts: tuple[str, str, str, str], mirror: str | None, none: str = ""
) -> Rule:
    meaning, why, example, says = texts
    return Rule(f"parameter-{name}" if not name.startswith(("required", "optional", "unstable"))
                else name, level, "Parameters", "Parameter", meaning, why, example, says,
                mirror=mirror, no_mirror=none)  # fmt: skip


_PARAMETERS = (
    _parameter("required-parameter-added", BREAKING,
        ("A new parameter must be sent.", "Callers that do not know it are refused.",
         "`?region=` is added with `required: true`", "{what} is new and required"),
        "parameter-removed"),
    _parameter("required-parameter-with-default-added", INFO,
        ("A new parameter is required, and has a default for those who leave it out.",
         "Callers that do not know it get the default.",
         "`?region=` is added with `required: true` and `default: eu`",
         "{what} is new and required, with a default"), "parameter-removed"),
    _parameter("optional-parameter-added", INFO,
        ("A new parameter may be sent.", "Nobody has to send it.",
         "`?region=` is added", "{what} is new and optional"), "parameter-removed"),
    _parameter("removed", BREAKING,
        ("A parameter is no longer there.",
         "Callers that send it are refused, or get something else than they asked for.",
         "`?region=` is taken away", "{what} is gone"), "optional-parameter-added"),
    _parameter("removed-as-announced", WARNING,
        ("A parameter is gone that had been deprecated, and whose end date, if any, has passed.",
         "Callers were told.", "`?region=` with `deprecated: true` is taken away",
         "{what}, which was deprecated, is gone"), "optional-parameter-added"),
    _parameter("unstable-parameter-removed", INFO,
        ("A parameter is gone that was only a draft or alpha.",
         "Nobody was promised that it stays.",
         "`?region=` with `x-stability-level: alpha` is taken away",
         "{what}, which was not stable, is gone"), "optional-parameter-added"),
    _parameter("became-required", BREAKING,
        ("A parameter must be sent now.", "Callers that leave it out are refused.",
         "`required: true` is added to `?region=`", "{what} is required now"),
        "parameter-became-optional"),
    _parameter("became-optional", INFO,
        ("A parameter may be left out now.", "Callers that send it are still accepted.",
         "`required: true` is taken from `?region=`", "{what} is optional now"),
        "parameter-became-required"),
    _parameter("moved", BREAKING,
        ("A parameter travels in another place.", "Callers send it where nobody looks.",
         "`?region=` becomes the header `region`", "{what} travels in the {after} now"), None,
        _ITSELF),
    _parameter("renamed", BREAKING,
        ("A parameter has another name and is otherwise the same.",
         "Callers send it under a name that nobody knows.",
         "`?regionId=` becomes `?region_id=`", "{what} is called `{after}` now"), None, _ITSELF),
    _parameter("form-changed", BREAKING,
        ("A parameter is described by `content` and no longer by `schema`, or the other way round.",
         "It is written differently in the request.",
         "`schema: {…}` becomes `content: {application/json: {…}}`",
         "{what} is described by {after} now, so far by {before}"), None, _ITSELF),
    _parameter("style-changed", BREAKING,
        ("A parameter is written in another style.", "What callers send is misread.",
         "`style: form` becomes `style: pipeDelimited`",
         "the style of {what} changed from {before} to {after}"), None, _ITSELF),
    _parameter("explode-changed", BREAKING,
        ("A list or object is written together, or no longer so.", "What callers send is misread.",
         "`explode: true` becomes `explode: false`",
         "`explode` of {what} changed from {before} to {after}"), None, _ITSELF),
    _parameter("reserved-allowed", INFO,
        ("Reserved characters may be sent as they are.", "Callers that escape them are still read.",
         "`allowReserved: true` is added", "{what} may hold reserved characters now"),
        "parameter-reserved-refused"),
    _parameter("reserved-refused", BREAKING,
        ("Reserved characters must be escaped now.", "Callers that do not escape are misread.",
         "`allowReserved: true` is taken away", "{what} may no longer hold reserved characters"),
        "parameter-reserved-allowed"),
    _parameter("empty-value-allowed", INFO,
        ("A parameter may be sent without a value.", "Nobody has to do so.",
         "`allowEmptyValue: true` is added", "{what} may be empty now"),
        "parameter-empty-value-refused"),
    _parameter("empty-value-refused", BREAKING,
        ("A parameter may no longer be sent without a value.", "Callers that do so are refused.",
         "`allowEmptyValue: true` is taken away", "{what} may no longer be empty"),
        "parameter-empty-value-allowed"),
    _parameter("default-added", WARNING,
        ("A default is named where there was none.",
         "Callers that leave the parameter out may get something else than before.",
         "`default: 20` is added to `?limit=`", "{what} has the default {after} now"),
        "parameter-default-removed"),
    _parameter("default-removed", BREAKING,
        ("No default is named any more.",
         "Callers that leave the parameter out can no longer tell what they get.",
         "`default: 20` is taken from `?limit=`", "{what} no longer has the default {before}"),
        "parameter-default-added"),
    _parameter("default-changed", BREAKING,
        ("Another default is named.",
         "Callers that leave the parameter out get something else than before.",
         "`default: 20` becomes `default: 50`",
         "the default of {what} changed from {before} to {after}"), None, _ITSELF),
)  # fmt: skip


def _rule(place: tuple[str, str], name: str, level: Level, texts: tuple[str, str, str, str],
          mirror: str | None, none: str = "") -> Rule:  # fmt: skip
    family, looks_at = place
    meaning, why, example, says = texts
    return Rule(name, level, family, looks_at, meaning, why, example, says, mirror=mirror,
                no_mirror=none)  # fmt: skip


def _body(name: str, level: Level, texts: tuple[str, str, str, str], mirror: str) -> Rule:
    return _rule(("Bodies", "Request body"), name, level, texts, mirror)


_BODIES = (
    _body("required-body-added", BREAKING,
        ("An operation demands a body that it did not have.", "Callers send none and are refused.",
         "`requestBody: {required: true, …}` is added", "{what} is new and required"),
        "body-removed"),
    _body("optional-body-added", INFO,
        ("An operation takes a body that it did not have.", "Nobody has to send it.",
         "`requestBody: {…}` is added", "{what} is new and optional"), "body-removed"),
    _body("body-removed", BREAKING,
        ("An operation no longer takes a body.", "Callers that send one are refused or ignored.",
         "`requestBody` is taken away", "{what} is gone"), "optional-body-added"),
    _body("body-became-required", BREAKING,
        ("The body must be sent now.", "Callers that leave it out are refused.",
         "`required: true` is added to `requestBody`", "{what} is required now"),
        "body-became-optional"),
    _body("body-became-optional", INFO,
        ("The body may be left out now.", "Callers that send it are still accepted.",
         "`required: true` is taken from `requestBody`", "{what} is optional now"),
        "body-became-required"),
)  # fmt: skip

_MEDIA = both_ways(
    "Bodies",
    "Media type",
    (
        Kind("media-type-added",
             effect(WIDENS, response=Level.INFO,
                    in_response="Readers get it only if they ask for it."),
             "A body may have one more media type.", "`application/xml` joins `content`",
             "{what} may be {after} too", "media-type-removed"),
        Kind("media-type-removed",
             effect(BREAKS, in_request="Callers that send it are refused.",
                    in_response="Readers that ask for it get something else, or nothing."),
             "A body may have one media type less.", "`application/xml` leaves `content`",
             "{what} may no longer be {before}", "media-type-added"),
        Kind("schema-added", NARROWS, "The content is described where it was free.",
             "`schema: {…}` is added to a media type", "{what} has a schema now",
             "schema-removed"),
        Kind("schema-removed",
             effect(WIDENS, response=Level.WARNING,
                    in_response="Readers are no longer told what they get."),
             "The content is no longer described.", "`schema: {…}` is taken from a media type",
             "{what} no longer has a schema", "schema-added"),
        Kind("encoding-changed", BREAKS, "A part of a form travels differently.",
             "`contentType: image/png` becomes `image/jpeg`",
             "{what} travels differently: {before} became {after}", no_mirror=_ITSELF),
    ),
)  # fmt: skip


def _response(name: str, level: Level, texts: tuple[str, str, str, str], mirror: str | None,
              none: str = "") -> Rule:  # fmt: skip
    looks_at = "Link" if name.startswith("link") else "Header" if "header" in name else "Response"
    return _rule(("Responses", looks_at), name, level, texts, mirror, none)


_RESPONSES = (
    _response("success-response-added", INFO,
        ("An operation may succeed with one more status.",
         "Readers that check the class of a status cope.",
         "`202` joins the responses", "{what} is new"), "success-response-removed"),
    _response("success-response-removed", BREAKING,
        ("An operation no longer succeeds with a status.", "Readers that wait for it wait in vain.",
         "`200` leaves the responses", "{what} is gone"), "success-response-added"),
    _response("failure-response-added", INFO,
        ("An operation may fail with one more status.", "Readers handle failures by their class.",
         "`409` joins the responses", "{what} is new"), "failure-response-removed"),
    _response("failure-response-removed", WARNING,
        ("A failure is no longer described.",
         "Readers that handle it do too much, which harms nobody; or it happens undescribed.",
         "`409` leaves the responses", "{what} is no longer described"),
        "failure-response-added"),
    _response("default-response-added", INFO,
        ("Everything not listed is described by `default` now.", "Nothing changes for readers.",
         "`default` joins the responses", "{what} is new"), "default-response-removed"),
    _response("default-response-removed", WARNING,
        ("What is not listed is no longer described.", "Readers no longer know what else may come.",
         "`default` leaves the responses", "{what} is no longer described"),
        "default-response-added"),
    _response("header-added", INFO,
        ("A response has a new header.", "Readers pass over what they do not know.",
         "`X-Total` joins the headers", "{what} is new"), "optional-header-removed"),
    _response("required-header-removed", BREAKING,
        ("A header that was always there is gone.", "Readers that rely on it fail.",
         "`X-Total`, which was required, leaves the headers", "{what} is gone"), "header-added"),
    _response("optional-header-removed", BREAKING,
        ("A header that could be missing is no longer listed.",
         "Headers are seldom marked as required, and whoever used this one has nothing now.",
         "`X-Total` leaves the headers", "{what} is no longer listed"), "header-added"),
    _response("header-became-required", INFO,
        ("A header is always there now.", "Readers can rely on it.",
         "`required: true` is added to `X-Total`", "{what} is always there now"),
        "header-became-optional"),
    _response("header-became-optional", BREAKING,
        ("A header may be missing now.", "Readers that rely on it fail.",
         "`required: true` is taken from `X-Total`", "{what} may be missing now"),
        "header-became-required"),
    _response("header-explode-changed", BREAKING,
        ("A list or object in a header is written differently.", "Readers misread it.",
         "`explode: false` becomes `explode: true`",
         "`explode` of {what} changed from {before} to {after}"), None, _ITSELF),
    _response("link-added", INFO,
        ("A response names a new link.", "Readers pass over what they do not know.",
         "`next` joins the links", "{what} is new"), "link-removed"),
    _response("link-removed", WARNING,
        ("A response no longer names a link.", "Readers that follow it must find another way.",
         "`next` leaves the links", "{what} is gone"), "link-added"),
    _response("link-changed", WARNING,
        ("A link leads elsewhere, or with other values.",
         "Readers that follow it end up elsewhere.",
         "`operationId: getPet` becomes `operationId: showPet`", "{what} leads elsewhere now"),
        None, _ITSELF),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*_PARAMETERS, *_BODIES, *_MEDIA, *_RESPONSES)
