"""The table of rules: what ``check`` looks for, and what the manual says about each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from apidocgen.lint import (
    annotated,
    declarations,
    effects,
    hidden_mentions,
    inputs,
    misspelt,
    references,
    requirements,
    texts,
    validity,
    visibility,
)
from apidocgen.lint.finding import Severity
from apidocgen.lint.rule import Rule

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_VALIDITY = (
    Rule(
        id="invalid-document",
        title="Not valid OpenAPI",
        severity=ERROR,
        meaning="The master does not follow OpenAPI's schema of its own version.",
        why="Readers' tools refuse such a document or read it differently from each other.",
        remedy="Correct the document, or turn the rule down while you cannot.",
        find=validity.invalid_document,
        family="Validity",
    ),
    Rule(
        id="invalid-variant",
        title="Variant is not valid OpenAPI",
        severity=ERROR,
        meaning="What an audience gets does not follow OpenAPI's schema, though the master does.",
        why="That audience downloads a document which its tools refuse.",
        remedy="Hide the whole element around the place that is named, not only a part it needs.",
        find=validity.invalid_variant,
        family="Validity",
    ),
    Rule(
        id="wrong-target",
        title="Reference to something else",
        severity=ERROR,
        meaning="A `$ref` leads to something that is not of the kind which belongs in its place, "
        "or through nothing but other references back to itself.",
        why="Tools break on it, or show a page with nothing in it.",
        remedy="Correct the pointer; for a schema inside a parameter or media type it ends in "
        "`/schema`.",
        find=references.wrong_target,
        family="Validity",
    ),
    Rule(
        id="refused",
        title="No variant can be made",
        severity=ERROR,
        meaning="The filter refuses the document for a reason that no other finding gives.",
        why="A hole could open: `filter` and `build` write nothing until this is put right.",
        remedy="Correct what the message names.",
        find=declarations.refused,
        family="Validity",
    ),
)

_ANNOTATIONS = (
    Rule(
        id="unannotated-operation",
        title="Operation without annotation",
        severity=ERROR,
        meaning="Neither the operation nor its path item nor the root says who may see it.",
        why="It is hidden from every audience, which is seldom what its author meant.",
        remedy="Give it `x-tier` or an allow-list, or `x-internal: true` if it is for nobody.",
        find=annotated.unannotated_operation,
        family="Annotations",
    ),
    Rule(
        id="unknown-tier",
        title="Unknown tier",
        severity=ERROR,
        meaning="An element or an audience names a tier that `x-tiers` does not declare.",
        why="A misspelt tier must not open anything, so no variant is written.",
        remedy="Correct the name, or add the tier to `x-tiers` at its place in the order.",
        find=annotated.unknown_tier,
        family="Annotations",
    ),
    Rule(
        id="unknown-label",
        title="Unknown label",
        severity=ERROR,
        meaning="An allow-list holds a word that means no audience.",
        why="A misspelt label must not open anything, so no variant is written.",
        remedy="Correct it, or add it to the `labels` of an audience; one with `publish: false` "
        "makes a label known without publishing anything.",
        find=annotated.unknown_label,
        family="Annotations",
    ),
    Rule(
        id="malformed-annotation",
        title="Annotation of the wrong kind",
        severity=ERROR,
        meaning="`x-internal` is neither `true` nor `false`.",
        why="What it was meant to say is unknown, so no variant is written.",
        remedy="Write `x-internal: true`, or remove it.",
        find=annotated.malformed_annotation,
        family="Annotations",
    ),
    Rule(
        id="misspelt-annotation",
        title="Misspelt annotation",
        severity=ERROR,
        meaning="A key is nearly an annotation, an annotation of the root stands elsewhere, or an "
        "enum value is to be hidden that does not exist.",
        why="What its author wants to hide is shown. Where only case, hyphens or underscores are "
        "wrong, no variant is written.",
        remedy="Correct the spelling. A key that means something else needs another name.",
        find=misspelt.misspelt_annotation,
        family="Annotations",
    ),
    Rule(
        id="annotation-without-effect",
        title="Annotation without effect",
        severity=WARNING,
        meaning="An annotation stands where nobody reads it.",
        why="Its author believes that something is hidden which everybody sees.",
        remedy="Move it to the element that it is meant for.",
        find=effects.annotation_without_effect,
        family="Annotations",
    ),
    Rule(
        id="idle-tier",
        title="Tier below the tier around it",
        severity=WARNING,
        meaning="An element asks for a lower tier than something it stands in.",
        why="Annotations narrow on the way down: the higher tier around decides.",
        remedy="Remove the lower tier, or lower the one around and raise its other members.",
        find=effects.idle_tier,
        family="Annotations",
    ),
    Rule(
        id="broken-marker",
        title="Broken text marker",
        severity=ERROR,
        meaning="A marked block in a text is never closed, closes nothing or names nobody known, "
        "or a comment begins like a marker and is none.",
        why="Where it ends is unknown, so no variant is written.",
        remedy="Close every `<!-- x-tier: … -->` with `<!-- /x-tier -->` in the same text; begin "
        "comments that are no markers with another word.",
        find=texts.broken_marker,
        family="Annotations",
    ),
)

_DECLARATIONS = (
    Rule(
        id="unknown-scheme",
        title="Unknown security scheme",
        severity=ERROR,
        meaning="A requirement or an audience names a security scheme that is not declared.",
        why="Nobody can tell how to make the call, and audiences limited to schemes lose it.",
        remedy="Correct the name, or declare it below `components.securitySchemes`.",
        find=requirements.unknown_scheme,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="unknown-scope",
        title="Unknown scope",
        severity=ERROR,
        meaning="A requirement names a scope that no OAuth flow, catalogue or alias declares.",
        why="Readers are told to ask for a scope that cannot be granted.",
        remedy="Correct the name, or declare it in an OAuth flow or in `x-scopes` at the root.",
        find=requirements.unknown_scope,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="unknown-alias-member",
        title="Alias with an unknown member",
        severity=ERROR,
        meaning="An alias contains a name that is neither a scope nor an alias.",
        why="Readers are told that the alias grants something which does not exist.",
        remedy="Correct the name, or declare the scope.",
        find=declarations.unknown_alias_member,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="alias-cycle",
        title="Aliases contain one another",
        severity=ERROR,
        meaning="An alias contains itself by way of others.",
        why="What it grants cannot be worked out, so no variant is written.",
        remedy="Take one of the aliases out of the circle.",
        find=declarations.alias_cycle,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="idle-grant",
        title="Grant that matches nothing",
        severity=ERROR,
        meaning="An audience may be granted something that is no scope and no alias, nor a role "
        "that an operation demands.",
        why="The audience sees less than was meant, and the site does not say why.",
        remedy="Correct the name or the pattern.",
        find=declarations.idle_grant,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="unused-scope",
        title="Scope that no operation needs",
        severity=INFO,
        meaning="The catalogue declares a scope that no requirement names, directly or by alias, "
        "callbacks included.",
        why="It is either announced for later or forgotten.",
        remedy="Remove it, or leave it if it is announced.",
        find=requirements.unused_scope,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="idle-alias",
        title="Alias that opens nothing",
        severity=WARNING,
        meaning="No operation needs any of the scopes that an alias grants.",
        why="Whoever asks for it asks for consent to nothing.",
        remedy="Remove the alias, or correct its members.",
        find=requirements.idle_alias,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="scopes-mode-any",
        title="One scope of a list suffices",
        severity=WARNING,
        meaning="`x-scopes-mode: any` reads a list of scopes as a choice.",
        why="In OpenAPI all scopes of a list are needed: every other tool tells readers so.",
        remedy="Write one alternative for each scope in `security`.",
        find=requirements.scopes_mode_any,
        family="Schemes, scopes and aliases",
    ),
    Rule(
        id="scopes-beside-anonymous",
        title="Scopes beside anonymous access",
        severity=WARNING,
        meaning="An operation demands `x-scopes`, yet its `security` admits anonymous callers.",
        why="Scopes need a credential that carries them; one of the two statements is wrong.",
        remedy="Name the scheme in `security`, or take `x-scopes` away.",
        find=requirements.scopes_beside_anonymous,
        family="Schemes, scopes and aliases",
    ),
)

_VISIBILITY = (
    Rule(
        id="hidden-required-input",
        title="Required input is hidden",
        severity=ERROR,
        meaning="A required parameter, property or body is hidden from an audience that sees the "
        "operation.",
        why="The variant describes a call that cannot succeed.",
        remedy="Show the input to everyone who may call, make it optional, or hide the operation.",
        find=inputs.hidden_required_input,
        family="Visibility",
    ),
    Rule(
        id="no-responses",
        title="Operation without responses",
        severity=ERROR,
        meaning="All responses of an operation are hidden from an audience that may call it.",
        why="OpenAPI wants at least one response, and a reader wants to know what comes back.",
        remedy="Show one response, or hide the operation.",
        find=visibility.no_responses,
        family="Visibility",
    ),
    Rule(
        id="unseen-operation",
        title="Operation that no audience sees",
        severity=WARNING,
        meaning="An operation is annotated, yet it is in no variant.",
        why="Its tier, allow-list, schemes and scopes exclude everyone between them.",
        remedy="Widen one of them, or write `x-internal: true` if that is what is meant.",
        find=visibility.unseen_operation,
        family="Visibility",
    ),
    Rule(
        id="names-hidden-operation",
        title="Text names a hidden operation",
        severity=WARNING,
        meaning="A text that an audience reads names an operation that is hidden from it, by its "
        "`operationId` or by method and path, whatever the path's parameters are called there.",
        why="What is hidden becomes known, and the reader looks for it in vain.",
        remedy="Put the sentence between text markers such as `<!-- x-tier: premium -->`, or "
        "rewrite it.",
        find=texts.names_hidden_operation,
        family="Visibility",
    ),
    Rule(
        id="names-hidden-element",
        title="Text names a hidden element",
        severity=WARNING,
        meaning="A text, code sample or address that an audience gets names a property, parameter, "
        "header, enum value, component, tag, scheme or scope that is hidden from it and that "
        "nothing visible is called. Texts about scopes, aliases, token profiles and audiences "
        "count, and the start page tells everybody of every audience.",
        why="What is hidden becomes known: the filter cannot rewrite a sentence, and what a "
        "visible text says is no secret for the audit.",
        remedy="Put the sentence between text markers such as `<!-- x-tier: premium -->`, or "
        "rewrite it. Only names that are no common words count, as `camelCase`, `snake_case` or "
        "`X-Header`, and what stands in backticks.",
        find=hidden_mentions.names_hidden_element,
        family="Visibility",
    ),
)

RULES: tuple[Rule, ...] = (*_VALIDITY, *_ANNOTATIONS, *_DECLARATIONS, *_VISIBILITY)
"""All rules, in the order in which reports and the manual list them."""

BY_ID: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in RULES})
