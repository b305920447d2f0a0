"""Media types of bodies, and how the parts of a form are encoded."""

from __future__ import annotations

from apidocgen.diff.fact import Fact, both
from apidocgen.diff.flatten import flatten
from apidocgen.diff.level import Direction
from apidocgen.diff.schemas import SchemaComparison
from apidocgen.diff.scope import Scope, Spot
from apidocgen.diff.side import Node, path_of

Pairs = list[tuple[str, Node, Node]]


def compare_content(scope: Scope, was: Node, now: Node, words: str, direction: Direction) -> None:
    """Compare the media types that a message may have."""
    old, new = dict(was.items("content")), dict(now.items("content"))
    pairs = _paired(old, new)
    for name, one, other in pairs:
        spot = words if len(pairs) == 1 else f"{words} ({name})"
        compare_media_type(scope, one, other, spot, direction)
    for name, node in old.items():
        scope.add([Fact("media-type-removed", words, name, None, node.path, None, direction)])
    for name, node in new.items():
        scope.add([Fact("media-type-added", words, None, name, None, node.path, direction)])


def _paired(old: dict[str, Node], new: dict[str, Node]) -> Pairs:
    """Take out what belongs together: the same name, then the same but for its parameters."""
    pairs: Pairs = []
    for plain in (_exact, _bare):
        others = {plain(name): name for name in new}
        for name in list(old):
            other = others.pop(plain(name), None)
            if other is not None:
                pairs.append((other, old.pop(name), new.pop(other)))
    return pairs


def _exact(name: str) -> str:
    return name.lower().replace(" ", "")


def _bare(name: str) -> str:
    return name.partition(";")[0].strip().lower()


def compare_media_type(
    scope: Scope, old: Node, new: Node, words: str, direction: Direction
) -> None:
    """Compare what a message of one media type holds."""
    was, now = scope.pair.base.followed(old), scope.pair.revision.followed(new)
    if not isinstance(was.value, dict) or not isinstance(now.value, dict):
        return
    if scope.pair.differing.same(was.value, now.value):
        return
    for keyword in ("schema", "itemSchema"):
        _schema(scope, was.child(keyword), now.child(keyword), words, direction)
    _encodings(scope, was, now, words, direction)
    scope.texts("example-changed", was, now, words, ("example", "examples"))
    scope.extensions(was, now, words)


def _schema(scope: Scope, old: Node, new: Node, words: str, direction: Direction) -> None:
    if old.value is not None and new.value is not None:
        SchemaComparison(scope, direction).compare((old,), (new,), Spot(words))
    elif old.value is not None or new.value is not None:
        kind = "schema-added" if old.value is None else "schema-removed"
        where = both(lambda node: node.path if node.value is not None else None, old, new)
        scope.add([Fact(kind, words, None, None, *where, direction)])


def _encodings(scope: Scope, was: Node, now: Node, words: str, direction: Direction) -> None:
    """Compare how the parts of a form travel."""
    old, new = dict(was.items("encoding")), dict(now.items("encoding"))
    for name in sorted(old.keys() | new.keys()):
        nodes = old.get(name), new.get(name)
        before, after = both(_encoding, *nodes)
        if before != after and _matters(scope, was, now, name, before, after):
            where = both(path_of, *nodes)
            what = f"the part `{name}` of {words}"
            scope.add([Fact("encoding-changed", what, before, after, *where, direction)])


def _matters(
    scope: Scope, was: Node, now: Node, name: str, before: Encoding, after: Encoding
) -> bool:
    """Whether a part that was there already travels differently.

    A new part may travel as it likes, and style is nothing to a single value.
    """
    base, revision = scope.pair.base, scope.pair.revision
    old = flatten(base, (was.child("schema"),)).members("properties")
    new = flatten(revision, (now.child("schema"),)).members("properties")
    if name not in old or name not in new:
        return False
    if before.get("contentType") != after.get("contentType"):
        return True
    types = flatten(base, old[name]).types()
    return types is None or bool(types & {"array", "object"})


Encoding = dict[str, object]


def _encoding(node: Node | None) -> Encoding:
    value = node.value if node is not None and isinstance(node.value, dict) else {}
    return {key: value[key] for key in ("contentType", "style", "explode") if key in value}
