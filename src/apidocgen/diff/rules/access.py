"""Rules about who may call what: visibility, requirements, schemes, grants."""

from __future__ import annotations

from dataclasses import replace

from apidocgen.diff.level import Level
from apidocgen.diff.rule import Rule

BREAKING, ACCESS, WARNING, INFO = Level
_ITSELF = "It is its own opposite."


def _rule(place: tuple[str, str], name: str, level: Level, texts: tuple[str, str, str, str],
          mirror: str | None, none: str = "") -> Rule:  # fmt: skip
    family, looks_at = place
    meaning, why, example, says = texts
    return Rule(name, level, family, looks_at, meaning, why, example, says, mirror=mirror,
                no_mirror=none)  # fmt: skip


_SEEN = ("Visibility", "Annotations of an operation, or the audience")
_NEEDED = ("Requirements", "Effective requirement of an operation")
_SCHEME = ("Security schemes", "Security scheme")
_GRANTED = ("Grants", "Audiences, aliases, token profiles")


def _seen(name: str, level: Level, texts: tuple[str, str, str, str], mirror: str,
          says_of_none: str = "") -> Rule:  # fmt: skip
    return replace(_rule(_SEEN, name, level, texts, mirror), says_of_none=says_of_none)


_VISIBILITY = (
    _seen("tier-raised", BREAKING,
        ("An operation needs a higher tier than the audience has.",
         "Members of the audience can no longer call it.",
         "`x-tier: free` becomes `x-tier: supporter`",
         "the operation needs the tier {after} now, so far {before}"),
        "tier-lowered", says_of_none="the operation needs the tier {after} now, so far no tier"),
    _seen("tier-lowered", INFO,
        ("An operation needs a lower tier, which the audience has.",
         "Members of the audience can call it, as was meant.",
         "`x-tier: supporter` becomes `x-tier: free`",
         "the operation needs only the tier {after} now, so far {before}"),
        "tier-raised", says_of_none="the operation needs no tier now, so far {before}"),
    _seen("audience-tier-lowered", BREAKING,
        ("The audience itself stands on a lower tier.",
         "Its members can no longer call what needs more.",
         "`tier: supporter` of an audience becomes `tier: free`",
         "out of reach: the audience is on the tier {after} now, so far on {before}"),
        "audience-tier-raised",
        says_of_none="out of reach: the tier {after} limits the audience now, so far none did"),
    _seen("audience-tier-raised", ACCESS,
        ("The audience itself stands on a higher tier.",
         "Its members can call more than before, all at once.",
         "`tier: free` of an audience becomes `tier: supporter`",
         "in reach: the audience is on the tier {after} now, so far on {before}"),
        "audience-tier-lowered",
        says_of_none="in reach: no tier limits the audience now, so far {before} did"),
    _seen("allow-list-narrowed", BREAKING,
        ("The allow-list of an operation no longer names the audience.",
         "Members of the audience can no longer call it.",
         "`x-audience: [free, third-party]` becomes `[free]`",
         "the operation is only for {after} now, so far for {before}"),
        "allow-list-widened",
        says_of_none="the operation is only for {after} now, so far for {detail}"),
    _seen("allow-list-widened", ACCESS,
        ("The allow-list of an operation names the audience now.",
         "Credentials that are out in the world can do more, and nobody is asked again.",
         "`x-audience: [free]` becomes `[free, third-party]`",
         "the operation is for {after} now, so far only for {before}"),
        "allow-list-narrowed",
        says_of_none="the operation is for {detail} now, so far only for {before}"),
    _seen("operation-made-internal", BREAKING,
        ("An operation is for nobody now.", "Members of the audience can no longer call it.",
         "`x-internal: true` is added", "the operation is internal now"), "operation-published"),
    _seen("operation-published", ACCESS,
        ("An operation that was for nobody is visible now.",
         "What was internal is documented, perhaps by mistake.",
         "`x-internal: true` is taken away", "the operation is no longer internal"),
        "operation-made-internal"),
    _seen("operation-annotated", INFO,
        ("An operation that nobody had annotated is visible now.",
         "It existed and was hidden for want of an annotation.",
         "`x-tier: free` is added to an operation without annotation",
         "the operation is visible now, for {after}; so far it was not annotated"),
        "operation-out-of-reach"),
    _seen("operation-out-of-reach", BREAKING,
        ("An operation is still there, but the audience can no longer call it.",
         "No alternative of its requirement is left that the audience can use.",
         "a scope is demanded that may not be granted to the audience",
         "the operation is out of reach: it demands what cannot be granted here"),
        "operation-in-reach"),
    _seen("operation-in-reach", ACCESS,
        ("An operation that the audience could not call is open to it.",
         "Credentials that are out in the world can do more, and nobody is asked again.",
         "a scope is granted to the audience, or no longer demanded",
         "the operation is in reach: {detail}"),
        "operation-out-of-reach"),
)  # fmt: skip

_REQUIREMENTS = (
    _rule(_NEEDED, "scope-required", BREAKING,
        ("An alternative demands more scopes.", "Tokens that worked are refused.",
         "`oauth2: [read]` becomes `oauth2: [read, write]`",
         "{what} demands {after}, so far {before}"), "scope-no-longer-required"),
    _rule(_NEEDED, "scope-no-longer-required", ACCESS,
        ("An alternative demands fewer scopes.",
         "Tokens that were refused get in, and nobody is asked again.",
         "`oauth2: [read, write]` becomes `oauth2: [read]`",
         "{what} demands only {after}, so far {before}"), "scope-required"),
    _rule(_NEEDED, "scheme-required", BREAKING,
        ("An alternative demands a further credential.", "Callers have only one and are refused.",
         "`oauth2: []` becomes `oauth2: [], apiKey: []`",
         "{what} demands {after}, so far {before}"), "scheme-no-longer-required"),
    _rule(_NEEDED, "scheme-no-longer-required", ACCESS,
        ("An alternative demands one credential less.",
         "Callers that were refused get in, and nobody is asked again.",
         "`oauth2: [], apiKey: []` becomes `oauth2: []`",
         "{what} demands only {after}, so far {before}"), "scheme-required"),
    _rule(_NEEDED, "security-alternative-added", INFO,
        ("There is a further way in.", "Nobody has to use it.",
         "`- apiKey: []` joins `security`", "{what} may be called with {after} too"),
        "security-alternative-removed"),
    _rule(_NEEDED, "security-alternative-removed", BREAKING,
        ("There is one way in less.", "Callers that used it are refused.",
         "`- apiKey: []` leaves `security`", "{what} can no longer be called with {before}"),
        "security-alternative-added"),
    _rule(_NEEDED, "anonymous-access-added", ACCESS,
        ("No credential is needed any more.", "The operation is open to everybody.",
         "`- {}` joins `security`, or `security: []`",
         "{what} is open to everybody now, so far it took {before}"), "anonymous-access-removed"),
    _rule(_NEEDED, "anonymous-access-removed", BREAKING,
        ("A credential is needed where none was.", "Callers without one are refused.",
         "`- {}` leaves `security`", "{what} demands {after} now, so far no credential"),
        "anonymous-access-added"),
    _rule(_NEEDED, "scope-renamed", BREAKING,
        ("A scope disappeared and another with the same meaning came.",
         "Tokens carry a name that nobody knows any more.",
         "`read:pets` becomes `pets.read`", "{what} `{before}` is called `{after}` now"), None,
        _ITSELF),
)  # fmt: skip


def _scheme(name: str, what: str, example: str) -> Rule:
    why = "Credentials, or the way to get them, no longer work."
    return _rule(_SCHEME, name, BREAKING, (f"{what} of a security scheme is another.", why, example,
                 f"{what[:1].lower()}{what[1:]} of {{what}} changed from {{before}} to {{after}}"),
                 None, _ITSELF)  # fmt: skip


_SCHEMES = (
    _scheme("scheme-type-changed", "The type", "`type: apiKey` becomes `type: http`"),
    _scheme("api-key-name-changed", "The name of the key", "`name: X-Key` becomes `name: X-Token`"),
    _scheme("api-key-place-changed", "The place of the key", "`in: header` becomes `in: query`"),
    _scheme("http-scheme-changed", "The HTTP scheme", "`scheme: basic` becomes `scheme: bearer`"),
    _scheme("bearer-format-changed", "The format of bearer tokens",
            "`bearerFormat: JWT` becomes `bearerFormat: opaque`"),
    _scheme("openid-url-changed", "The OpenID Connect address",
            "`openIdConnectUrl` is another one"),
    _scheme("oauth-metadata-url-changed", "The address of OAuth metadata",
            "`oauth2MetadataUrl` is another one"),
    _scheme("oauth-authorization-url-changed", "The authorization address",
            "`authorizationUrl` is another one"),
    _scheme("oauth-token-url-changed", "The token address", "`tokenUrl` is another one"),
    _scheme("oauth-refresh-url-changed", "The refresh address", "`refreshUrl` is another one"),
    _scheme("oauth-device-url-changed", "The device authorization address",
            "`deviceAuthorizationUrl` is another one"),
    _rule(_SCHEME, "scheme-added", INFO,
        ("There is a new security scheme.", "Operations say whether it is needed.",
         "`apiKey` joins `securitySchemes`", "{what} is new"), "scheme-removed"),
    _rule(_SCHEME, "scheme-removed", INFO,
        ("A security scheme is gone.", "Operations say what it means for them.",
         "`apiKey` leaves `securitySchemes`", "{what} is gone"), "scheme-added"),
    _rule(_SCHEME, "oauth-flow-added", INFO,
        ("There is a further way to get a token.", "Nobody has to use it.",
         "`clientCredentials` joins `flows`", "{what} is new"), "oauth-flow-removed"),
    _rule(_SCHEME, "oauth-flow-removed", BREAKING,
        ("There is one way less to get a token.", "Clients that use it get no token any more.",
         "`clientCredentials` leaves `flows`", "{what} is gone"), "oauth-flow-added"),
    _rule(_SCHEME, "oauth-scope-added", INFO,
        ("A flow grants a further scope.", "Nobody has to ask for it.",
         "`pets.read` joins `scopes`", "{what} grants {after} too"), "oauth-scope-removed"),
    _rule(_SCHEME, "oauth-scope-removed", BREAKING,
        ("A flow no longer grants a scope.", "Clients that ask for it are refused.",
         "`pets.read` leaves `scopes`", "{what} no longer grants {before}"), "oauth-scope-added"),
    _rule(_SCHEME, "scope-description-changed", INFO,
        ("The text of a scope is another one.", "People read something else when they consent.",
         "`pets.read: Read` becomes `pets.read: Read pets`", "the text of {what} changed"), None,
        _ITSELF),
)  # fmt: skip

_GRANTS = (
    _rule(_GRANTED, "audience-added", INFO,
        ("There is a new audience.", "It gets documentation of its own.",
         "`partners` joins `x-audiences`", "{what} is new"), "audience-removed"),
    _rule(_GRANTED, "audience-removed", BREAKING,
        ("An audience is gone.", "Its members have no documentation any more.",
         "`partners` leaves `x-audiences`", "{what} is gone"), "audience-added"),
    _rule(_GRANTED, "audience-schemes-widened", ACCESS,
        ("An audience can use further security schemes.",
         "Its members may get in where they could not.",
         "`schemes: [token]` becomes `[token, oauth2]`",
         "{what} can use {after}, so far {before}"), "audience-schemes-narrowed"),
    _rule(_GRANTED, "audience-schemes-narrowed", BREAKING,
        ("An audience can use fewer security schemes.", "Its members can no longer use the others.",
         "`schemes: [token, oauth2]` becomes `[token]`",
         "{what} can use only {after}, so far {before}"), "audience-schemes-widened"),
    _rule(_GRANTED, "audience-scopes-widened", ACCESS,
        ("Further scopes may be granted to an audience.",
         "Its members may ask for more, and new operations open to them.",
         "`scopes: [read]` becomes `[read, write]`",
         "{what} may be granted {after}, so far {before}"), "audience-scopes-narrowed"),
    _rule(_GRANTED, "audience-scopes-narrowed", BREAKING,
        ("Fewer scopes may be granted to an audience.", "Its members no longer get the others.",
         "`scopes: [read, write]` becomes `[read]`",
         "{what} may be granted only {after}, so far {before}"), "audience-scopes-widened"),
    _rule(_GRANTED, "alias-added", INFO,
        ("There is a new alias.", "Nobody has to ask for it.",
         "`all_read` joins `x-scope-aliases`", "{what} is new"), "alias-removed"),
    _rule(_GRANTED, "alias-removed", BREAKING,
        ("An alias is gone.", "Clients that ask for it are refused, and its holders lose it.",
         "`all_read` leaves `x-scope-aliases`", "{what} is gone"), "alias-added"),
    _rule(_GRANTED, "alias-lost-scope", BREAKING,
        ("An alias no longer holds a scope.", "Tokens with the alias lose what the scope opens.",
         "`all_read: [a, b]` becomes `all_read: [a]`",
         "{what} lost {detail}"), "alias-gained-scope"),
    _rule(_GRANTED, "alias-gained-scope", ACCESS,
        ("An alias holds a further scope.",
         "Tokens with the alias that are out in the world can do more, and nobody is asked again.",
         "`all_read: [a]` becomes `all_read: [a, b]`",
         "{what} gained {detail}"), "alias-lost-scope"),
    _rule(_GRANTED, "profile-lost-operations", BREAKING,
        ("Tokens that are out in the world open fewer operations.", "Their holders are refused.",
         "an operation demands a scope that a token profile has not",
         "{what} no longer open {detail}"), "profile-gained-operations"),
    _rule(_GRANTED, "profile-gained-operations", ACCESS,
        ("Tokens that are out in the world open further operations.", "Nobody is asked again.",
         "an operation no longer demands a scope that a token profile has not",
         "{what} open {detail} too"), "profile-lost-operations"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*_VISIBILITY, *_REQUIREMENTS, *_SCHEMES, *_GRANTS)
