"""Request bodies, responses, their headers and links."""

from __future__ import annotations

from apidocgen.diff.fact import Fact, Unit, both
from apidocgen.diff.level import Direction
from apidocgen.diff.lifecycle import lifecycle
from apidocgen.diff.media_types import compare_content
from apidocgen.diff.parameters import compare_payload, written_as
from apidocgen.diff.scope import Scope
from apidocgen.diff.side import Node

BODY = "the request body"


def compare_body(scope: Scope, old: Node, new: Node, direction: Direction) -> None:
    """Compare the request body of an operation."""
    if scope.pair.differing.same(old.value, new.value):
        return
    if old.value is None or new.value is None:
        _body_comes_or_goes(scope, old, new)
        return
    if old.reference and new.reference:
        scope.units.add(Unit("RequestBody", old.reference, new.reference, direction))
        return
    was, now = scope.pair.base.followed(old), scope.pair.revision.followed(new)
    compare_body_content(scope, was, now, BODY, direction)


def _body_comes_or_goes(scope: Scope, old: Node, new: Node) -> None:
    if new.value is None:
        scope.add([Fact("body-removed", BODY, old=old.path)])
        return
    node = scope.pair.revision.followed(new)
    required = isinstance(node.value, dict) and node.value.get("required") is True
    kind = "required-body-added" if required else "optional-body-added"
    scope.add([Fact(kind, BODY, new=new.path)])


def compare_body_content(
    scope: Scope, was: Node, now: Node, words: str, direction: Direction
) -> None:
    """Compare what a request body holds."""
    if not isinstance(was.value, dict) or not isinstance(now.value, dict):
        return
    flags = was.value.get("required") is True, now.value.get("required") is True
    if flags[0] != flags[1]:
        kind = "body-became-required" if flags[1] else "body-became-optional"
        scope.add([Fact(kind, words, *flags, was.path, now.path)])
    scope.texts("description-changed", was, now, words, ("description",))
    scope.extensions(was, now, words)
    compare_content(scope, was, now, words, direction)


def compare_responses(scope: Scope, old: Node, new: Node, direction: Direction) -> None:
    """Compare the responses of an operation by status."""
    if scope.pair.differing.same(old.value, new.value):
        return
    was, now = _by_status(old), _by_status(new)
    for status in list(was):
        other = _counterpart(status, now)
        if other is not None:
            _response(scope, status, (was.pop(status), now[other]), direction)
            if other == status:
                del now[other]
    for status, node in was.items():
        kind = f"{_class(status)}-response-removed"
        scope.add([Fact(kind, f"the {status} response", status, None, node.path)])
    for status, node in now.items():
        if not _covered(status, _by_status(old)):
            kind = f"{_class(status)}-response-added"
            scope.add([Fact(kind, f"the {status} response", None, status, None, node.path)])


def _by_status(node: Node) -> dict[str, Node]:
    value = node.value if isinstance(node.value, dict) else {}
    return {
        str(status): Node(value[status], (*node.path, status))
        for status in value
        if not str(status).startswith("x-")
    }


def _counterpart(status: str, now: dict[str, Node]) -> str | None:
    return next((each for each in (status, f"{status[:1]}XX") if each in now), None)


def _covered(status: str, old: dict[str, Node]) -> bool:
    return status in old or (
        status.endswith("XX") and any(each[:1] == status[:1] for each in old if each != "default")
    )


def _class(status: str) -> str:
    if status == "default":
        return "default"
    return "success" if status.startswith(("1", "2", "3")) else "failure"


def _response(scope: Scope, status: str, pair: tuple[Node, Node], direction: Direction) -> None:
    old, new = pair
    if scope.pair.differing.same(old.value, new.value):
        return
    if old.reference and new.reference:
        scope.units.add(Unit("Response", old.reference, new.reference, direction))
        return
    was, now = scope.pair.base.followed(old), scope.pair.revision.followed(new)
    compare_response(scope, was, now, f"the {status} response", direction)


def compare_response(scope: Scope, was: Node, now: Node, words: str, direction: Direction) -> None:
    """Compare one response: headers, links and content."""
    if not isinstance(was.value, dict) or not isinstance(now.value, dict):
        return
    _headers(scope, was, now, words, direction)
    _links(scope, was, now, words)
    scope.texts("description-changed", was, now, words, ("description", "summary"))
    scope.extensions(was, now, words)
    compare_content(scope, was, now, words, direction)


def _headers(scope: Scope, was: Node, now: Node, words: str, direction: Direction) -> None:
    old = {name.lower(): node for name, node in was.items("headers")}
    new = {name.lower(): node for name, node in now.items("headers")}
    for name in sorted(old.keys() | new.keys() - {"content-type"}):
        what = f"the header `{_shown(name, old, new)}` of {words}"
        if name not in new:
            followed = scope.pair.base.followed(old[name])
            kind = "required-header-removed" if _required(followed) else "optional-header-removed"
            scope.add([Fact(kind, what, name, None, old[name].path)])
        elif name not in old:
            scope.add([Fact("header-added", what, None, name, None, new[name].path)])
        else:
            _header(scope, (old[name], new[name]), what, direction)


def _shown(name: str, *sides: dict[str, Node]) -> str:
    node = next(side[name] for side in reversed(sides) if name in side)
    return str(node.path[-1])


def _required(node: Node) -> bool:
    return isinstance(node.value, dict) and node.value.get("required") is True


def _header(scope: Scope, pair: tuple[Node, Node], what: str, direction: Direction) -> None:
    old, new = pair
    if scope.pair.differing.same(old.value, new.value):
        return
    if old.reference and new.reference:
        scope.units.add(Unit("Header", old.reference, new.reference, direction))
        return
    was, now = scope.pair.base.followed(old), scope.pair.revision.followed(new)
    compare_header(scope, was, now, what, direction)


def compare_header(scope: Scope, was: Node, now: Node, what: str, direction: Direction) -> None:
    """Compare one header of a response."""
    if not isinstance(was.value, dict) or not isinstance(now.value, dict):
        return
    if _required(was) != _required(now):
        kind = "header-became-required" if _required(now) else "header-became-optional"
        scope.add([Fact(kind, what, _required(was), _required(now), was.path, now.path)])
    shown = both(lambda node: written_as(node, "explode", "header"), was, now)
    if shown[0] != shown[1]:
        scope.add([Fact("header-explode-changed", what, *shown, was.path, now.path)])
    scope.add(lifecycle(was, now, what))
    scope.texts("description-changed", was, now, what, ("description",))
    scope.extensions(was, now, what)
    compare_payload(scope, was, now, what, direction)


def _links(scope: Scope, was: Node, now: Node, words: str) -> None:
    old, new = dict(was.items("links")), dict(now.items("links"))
    for name in sorted(old.keys() | new.keys()):
        what = f"the link `{name}` of {words}"
        if name not in new:
            scope.add([Fact("link-removed", what, name, None, old[name].path)])
        elif name not in old:
            scope.add([Fact("link-added", what, None, name, None, new[name].path)])
        else:
            _link(scope, old[name], new[name], what)


def _link(scope: Scope, old: Node, new: Node, what: str) -> None:
    was, now = scope.pair.base.followed(old), scope.pair.revision.followed(new)
    if not isinstance(was.value, dict) or not isinstance(now.value, dict):
        return
    before, after = (
        {key: value for key, value in node.value.items() if key in _LINK_FIELDS}
        for node in (was, now)
    )
    if before != after:
        scope.add([Fact("link-changed", what, before, after, old.path, new.path)])


_LINK_FIELDS = ("operationId", "operationRef", "parameters", "requestBody")
