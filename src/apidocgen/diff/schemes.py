"""Security schemes: what a credential is, where it travels, where it is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apidocgen.diff.fact import Fact
from apidocgen.diff.security import essence
from apidocgen.diff.side import Node, Side
from apidocgen.spec.pointer import Path, exists

_FIELDS = {
    "type": "scheme-type-changed",
    "name": "api-key-name-changed",
    "in": "api-key-place-changed",
    "scheme": "http-scheme-changed",
    "bearerFormat": "bearer-format-changed",
    "openIdConnectUrl": "openid-url-changed",
    "oauth2MetadataUrl": "oauth-metadata-url-changed",
}
_URLS = {
    "authorizationUrl": "oauth-authorization-url-changed",
    "tokenUrl": "oauth-token-url-changed",
    "refreshUrl": "oauth-refresh-url-changed",
    "deviceAuthorizationUrl": "oauth-device-url-changed",
}


def schemes(side: Side) -> dict[str, Node]:
    """The security schemes of a variant by name."""
    owner = Node(side.tree, ()).child("components")
    found = ((name, side.followed(node)) for name, node in owner.items("securitySchemes"))
    return {name: node for name, node in found if isinstance(node.value, dict)}


def _renamed(old: Mapping[str, Node], new: Mapping[str, Node], known: Known) -> dict[str, str]:
    """Schemes that only have another name now."""
    fresh = {essence(node.value): name for name, node in new.items() if known.came(node.path)}
    return {
        name: fresh[essence(node.value)]
        for name, node in old.items()
        if known.went(node.path) and essence(node.value) in fresh
    }


@dataclass(frozen=True, slots=True)
class Known:
    """What both masters declare: a variant names only what somebody in it needs."""

    base: Any
    revision: Any

    def came(self, path: Path) -> bool:
        """Whether a path of the revision is new in its master."""
        return not exists(self.base, path)

    def went(self, path: Path) -> bool:
        """Whether a path of the base is gone from the revision's master."""
        return not exists(self.revision, path)


def compare_schemes(
    base: Side, revision: Side, known: Known, renames: Mapping[str, str]
) -> Iterator[Fact]:
    """What changed about security schemes; ``renames`` are scopes with a new name."""
    for fact in _all(base, revision, known, renames):
        path = fact.old if fact.new is None else fact.new
        if (fact.old is not None and fact.new is not None) or (
            path and (known.came(path) if fact.old is None else known.went(path))
        ):
            yield fact


def _all(base: Side, revision: Side, known: Known, renames: Mapping[str, str]) -> Iterator[Fact]:
    old, new = schemes(base), schemes(revision)
    names = _renamed(old, new, known)
    for name, node in old.items():
        other = new.get(names.get(name, name))
        if other is None:
            yield Fact("scheme-removed", f"the security scheme `{name}`", name, None, node.path)
        else:
            yield from _scheme(name, node, other, renames)
    for name, node in new.items():
        if name not in old and name not in names.values():
            what = f"the security scheme `{name}`"
            yield Fact("scheme-added", what, None, name, None, node.path)


def _scheme(name: str, old: Node, new: Node, renames: Mapping[str, str]) -> Iterator[Fact]:
    what = f"the security scheme `{name}`"
    for keyword, kind in _FIELDS.items():
        before, after = (_normal(keyword, node.value.get(keyword)) for node in (old, new))
        if before != after:
            where = _at(old, keyword), _at(new, keyword)
            yield Fact(kind, what, before, after, *where)
            if keyword == "type":
                return
    yield from _flows(what, old, new, renames)


def _normal(keyword: str, value: Any) -> Any:
    return value.lower() if keyword == "scheme" and isinstance(value, str) else value


def _at(node: Node, keyword: str) -> Path:
    return (*node.path, keyword) if keyword in node.value else node.path


def _flows(what: str, old: Node, new: Node, renames: Mapping[str, str]) -> Iterator[Fact]:
    was, now = dict(old.items("flows")), dict(new.items("flows"))
    for name in sorted(was.keys() | now.keys()):
        flow = f"the flow `{name}` of {what}"
        if name not in now:
            yield Fact("oauth-flow-removed", flow, name, None, was[name].path)
        elif name not in was:
            yield Fact("oauth-flow-added", flow, None, name, None, now[name].path)
        elif isinstance(was[name].value, dict) and isinstance(now[name].value, dict):
            yield from _flow(flow, was[name], now[name], renames)


def _flow(what: str, old: Node, new: Node, renames: Mapping[str, str]) -> Iterator[Fact]:
    for keyword, kind in _URLS.items():
        before, after = old.value.get(keyword), new.value.get(keyword)
        if before != after:
            yield Fact(kind, what, before, after, _at(old, keyword), _at(new, keyword))
    was, now = dict(old.items("scopes")), dict(new.items("scopes"))
    for name in sorted(was.keys() | now.keys()):
        if name not in now and renames.get(name) not in now:
            yield Fact("oauth-scope-removed", what, name, None, was[name].path)
        elif name not in was and name not in renames.values():
            yield Fact("oauth-scope-added", what, None, name, None, now[name].path)
        elif name in was and name in now and was[name].value != now[name].value:
            where = was[name].path, now[name].path
            shown = was[name].value, now[name].value
            yield Fact("scope-description-changed", f"the scope `{name}`", *shown, *where)
