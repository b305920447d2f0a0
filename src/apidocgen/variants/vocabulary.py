"""The definitions at the root of a master: tiers, audiences, scopes, aliases, token profiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from apidocgen.access.audience import Audience, TierLadder
from apidocgen.access.scopes import Alias, AliasCycleError, Scope, ScopeAliases
from apidocgen.spec.document import Document, Tree
from apidocgen.spec.grammar import GRAMMAR
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import InputError
from apidocgen.variants.annotations import INTERNAL, SCOPES_MODE, TIER
from apidocgen.variants.folder_names import why_no_folder
from apidocgen.variants.variant import AccessModel, TokenProfile

TIERS = "x-tiers"
AUDIENCES = "x-audiences"
AUDIENCE_KEY = "x-audience-key"
SCOPES = "x-scopes"
ALIASES = "x-scope-aliases"
PROFILES = "x-token-profiles"

DEFAULT_AUDIENCE_KEY = "x-audience"

# Extensions that mean something else, our own and those that the grammar knows.
_TAKEN = frozenset({TIER, INTERNAL, SCOPES_MODE, SCOPES}) | frozenset(
    {TIERS, AUDIENCES, AUDIENCE_KEY, ALIASES, PROFILES}
    | {key for kind in GRAMMAR.values() for key in kind.fields if key.startswith("x-")}
)
IMPLICIT_AUDIENCE = "all"

_AUDIENCE_FIELDS: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "description": str,
    "tier": str,
    "schemes": list,
    "scopes": list,
    "labels": (list, str),
    "publish": bool,
}


def read_access(document: Document) -> AccessModel:
    """Who there is and what can be granted, as the master's root defines it.

    Raises InputError, with its place, for a definition that is not of the documented form, an
    audience on an unknown tier, and aliases that contain one another.
    """
    return _Reader(document).model()


def audience_key(tree: Mapping[str, Any]) -> str:
    """The extension that carries allow-lists on elements: ``x-audience`` unless renamed."""
    key = tree.get(AUDIENCE_KEY)
    return key if isinstance(key, str) else DEFAULT_AUDIENCE_KEY


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._tree = document.tree

    def model(self) -> AccessModel:
        self._check_key()
        tiers = TierLadder(tuple(self._tiers()))
        return AccessModel(
            tiers=tiers,
            audiences=tuple(self._audiences(tiers)),
            scopes=self._scopes(),
            aliases=self._aliases(),
            profiles=tuple(self._profiles()),
        )

    def _tiers(self) -> list[str]:
        names = self._names(self._tree.get(TIERS, []), (TIERS,))
        for position, name in enumerate(names):
            if name in names[:position]:
                self._fail((TIERS, position), f"the tier {name!r} is declared twice")
        return names

    def _check_key(self) -> None:
        key = self._tree.get(AUDIENCE_KEY, DEFAULT_AUDIENCE_KEY)
        if not isinstance(key, str) or not key.startswith("x-"):
            self._fail((AUDIENCE_KEY,), f"{AUDIENCE_KEY} must name an extension such as x-audience")
        if key in _TAKEN:
            self._fail(
                (AUDIENCE_KEY,), f"{key!r} has a meaning already and cannot hold allow-lists"
            )

    def _audiences(self, tiers: TierLadder) -> Iterator[Audience]:
        if AUDIENCES not in self._tree:
            yield Audience(IMPLICIT_AUDIENCE, title="All", implicit=True)
            return
        known: dict[str, str] = {}
        declared = self._mapping(self._tree[AUDIENCES], (AUDIENCES,))
        if not declared:
            self._fail((AUDIENCES,), f"{AUDIENCES} names nobody, so nothing would be published")
        for name, given in declared.items():
            other = known.setdefault(name.casefold(), name)
            if other != name:
                message = (
                    f"{name!r} and {other!r} differ only in case: some systems have one folder"
                )
                self._fail((AUDIENCES, name), message)
            yield self._audience(name, given, tiers)

    def _audience(self, name: str, given: Any, tiers: TierLadder) -> Audience:
        at = (AUDIENCES, name)
        reason = why_no_folder(name)
        if reason:
            self._fail(at, f"{name!r} cannot be an audience's name, a folder's name too: {reason}")
        fields = self._mapping({} if given is None else given, at)
        self._check_fields(fields, at)
        tier = fields.get("tier")
        if tier is not None and tier not in tiers:
            known = ", ".join(tiers.names) or "none"
            self._fail((*at, "tier"), f"unknown tier {tier!r}; {TIERS} declares: {known}")
        schemes, scopes = fields.get("schemes"), fields.get("scopes")
        return Audience(
            name=name,
            title=fields.get("title", name),
            description=fields.get("description", ""),
            tier=tier,
            schemes=None if schemes is None else frozenset(self._names(schemes, (*at, "schemes"))),
            scopes=None if scopes is None else tuple(self._names(scopes, (*at, "scopes"))),
            labels=frozenset(self._names(fields.get("labels", [name]), (*at, "labels"))),
            publish=fields.get("publish", True),
        )

    def _check_fields(self, fields: Mapping[str, Any], at: Path) -> None:
        for key, value in fields.items():
            if key not in _AUDIENCE_FIELDS:
                known = ", ".join(_AUDIENCE_FIELDS)
                self._fail((*at, key), f"unknown field {key!r} of an audience; known: {known}")
            wanted = _AUDIENCE_FIELDS[key]
            if not isinstance(value, wanted):
                names = wanted if isinstance(wanted, tuple) else (wanted,)
                kinds = " or ".join(_KINDS[kind] for kind in names)
                self._fail((*at, key), f"{key!r} of an audience must be {kinds}")

    def _scopes(self) -> dict[str, Scope]:
        flows = (flow for scheme in _schemes(self._tree) for flow in flows_of(scheme))
        scopes = {name: Scope(name, text) for name, text in flow_scopes(flows)}
        if SCOPES not in self._tree:
            return scopes
        for name, given in self._mapping(self._tree[SCOPES], (SCOPES,)).items():
            short = given is None or isinstance(given, str)
            entry = {"description": given} if short else given
            fields = self._mapping(entry, (SCOPES, name))
            declared = scopes[name].description if name in scopes else ""
            text = scope_text(self._tree, name) or declared
            scopes[name] = Scope(name, text, bool(fields.get("deprecated", False)))
        return scopes

    def _aliases(self) -> ScopeAliases:
        aliases = {
            name: Alias(name, members, description)
            for name, members, description in self._scope_sets(ALIASES)
        }
        try:
            return ScopeAliases(aliases)
        except AliasCycleError as error:
            raise self._error((ALIASES, error.path[0]), str(error)) from error

    def _profiles(self) -> Iterator[TokenProfile]:
        for name, members, description in self._scope_sets(PROFILES):
            yield TokenProfile(name, members, description)

    def _scope_sets(self, key: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """Entries of the form ``name: {description, scopes}`` or ``name: [scope, …]``."""
        for name, given in self._mapping(self._tree.get(key, {}), (key,)).items():
            at: Path = (key, name)
            fields = {"scopes": given} if isinstance(given, list) else self._mapping(given, at)
            if "scopes" not in fields:
                self._fail(at, f"{name!r} needs a list of scopes under 'scopes'")
            members = tuple(self._names(fields["scopes"], (*at, "scopes")))
            yield name, members, str(fields.get("description") or "")

    def _mapping(self, value: Any, at: Path) -> Tree:
        if not isinstance(value, dict):
            self._fail(at, f"{at[-1]} must be a mapping")
        return dict(value)

    def _names(self, value: Any, at: Path) -> list[str]:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            self._fail(at, f"{at[-1]} must be a list of names")
        return list(values)

    def _fail(self, at: Path, message: str) -> None:
        raise self._error(at, message)

    def _error(self, at: Path, message: str) -> InputError:
        return InputError(message, self._document.locate(at))


_KINDS: dict[type, str] = {str: "a text", list: "a list", bool: "true or false"}


def scope_text(tree: Mapping[str, Any], name: str) -> str:
    """What the catalogue itself says of a scope; empty where it says nothing."""
    catalogue = tree.get(SCOPES)
    entry = catalogue.get(name) if isinstance(catalogue, dict) else None
    text = entry.get("description") if isinstance(entry, dict) else entry
    return str(text) if text else ""


def flows_of(scheme: Mapping[str, Any]) -> Iterator[Tree]:
    """The OAuth flows of a security scheme (OAuth Flows Object, 4.8.28 in 3.1)."""
    flows = scheme.get("flows")
    for key, flow in flows.items() if isinstance(flows, dict) else ():
        if isinstance(flow, dict) and not key.startswith("x-"):
            yield flow


def flow_scopes(flows: Iterable[Tree]) -> Iterator[tuple[str, str]]:
    """Scopes that OAuth flows declare, with their texts (OAuth Flow Object, 4.8.29 in 3.1)."""
    for flow in flows:
        scopes = flow.get("scopes")
        for name, text in scopes.items() if isinstance(scopes, dict) else ():
            yield name, text if isinstance(text, str) else ""


def _schemes(tree: Mapping[str, Any]) -> Iterator[Tree]:
    components = tree.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    for scheme in schemes.values() if isinstance(schemes, dict) else ():
        if isinstance(scheme, dict):
            yield scheme
