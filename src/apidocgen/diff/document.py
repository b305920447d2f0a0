"""What stands at the root of a variant: servers, tags, the document's own description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.diff.fact import Fact, both
from apidocgen.diff.scope import Scope
from apidocgen.diff.side import Node, Side, path_of


def compare_roots(scope: Scope, base_master: Any, revision_master: Any) -> None:
    """Compare what belongs to no operation in particular.

    A variant has only the tags and servers that somebody in it uses: what a master still has is
    not gone, and what it had is not new.
    """
    base, revision = scope.pair.base, scope.pair.revision
    known = (*_names(base_master), *_names(revision_master))
    for fact in (*_servers(base, revision), *_tags(base, revision)):
        name = (fact.kind.split("-")[0], fact.before or fact.after)
        if not fact.kind.endswith(("-added", "-removed")) or known.count(name) == 1:
            scope.add([fact])
    old, new = Node(base.tree, ()), Node(revision.tree, ())
    about = old.child("info"), new.child("info")
    if all(isinstance(node.value, dict) for node in about):
        scope.texts("description-changed", *about, "the document", _TEXTS)
        scope.extensions(*about, "the document")
    scope.extensions(old, new, "the document")


def _names(master: Any) -> set[tuple[str, str]]:
    """The tags and servers that a master declares."""
    root = Node(master, ())
    tags = {("tag", str(_value(each, "name"))) for each in root.list("tags")}
    return tags | {("server", str(_value(each, "url"))) for each in root.list("servers")}


def _value(node: Node, key: str) -> Any:
    return node.value.get(key) if isinstance(node.value, dict) else None


_TEXTS = ("title", "summary", "description", "contact", "license", "termsOfService")


def _servers(base: Side, revision: Side) -> Iterator[Fact]:
    old, new = _by(base, "servers", "url"), _by(revision, "servers", "url")
    for url, node in old.items():
        if url not in new:
            yield Fact("server-removed", f"the server `{url}`", url, None, node.path)
    for url, node in new.items():
        if url not in old:
            yield Fact("server-added", f"the server `{url}`", None, url, None, node.path)
        else:
            yield from _variables(url, old[url], node)


def _variables(url: str, old: Node, new: Node) -> Iterator[Fact]:
    was, now = dict(old.items("variables")), dict(new.items("variables"))
    for name in sorted(was.keys() | now.keys()):
        before, after = was.get(name), now.get(name)
        shown = both(_essential, before, after)
        if shown[0] != shown[1]:
            what = f"the variable `{name}` of the server `{url}`"
            where = both(path_of, before, after)
            yield Fact("server-variable-changed", what, *shown, *where)


def _essential(node: Node | None) -> object:
    if node is None or not isinstance(node.value, dict):
        return None
    return {key: each for key, each in node.value.items() if key in ("default", "enum")}


def _tags(base: Side, revision: Side) -> Iterator[Fact]:
    old, new = _by(base, "tags", "name"), _by(revision, "tags", "name")
    for name in old:
        if name not in new:
            yield Fact("tag-removed", f"the tag `{name}`", name, None, old[name].path)
    for name in new:
        if name not in old:
            yield Fact("tag-added", f"the tag `{name}`", None, name, None, new[name].path)


def _by(side: Side, key: str, name: str) -> dict[str, Node]:
    entries = Node(side.tree, ()).list(key)
    return {str(each.value.get(name)): each for each in entries if isinstance(each.value, dict)}
