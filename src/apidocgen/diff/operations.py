"""Operations: which belong together, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apidocgen.diff.fact import Fact
from apidocgen.diff.level import Direction
from apidocgen.diff.lifecycle import lifecycle
from apidocgen.diff.messages import compare_body, compare_responses
from apidocgen.diff.parameters import compare_parameters, effective_parameters
from apidocgen.diff.scope import Pair, Scope
from apidocgen.diff.side import Node
from apidocgen.spec.methods import as_sent, operation_fields
from apidocgen.spec.pointer import Path
from apidocgen.variants.variant import VisibleOperation

_TEXTS = ("summary", "description", "externalDocs")
_PARAMETER = re.compile(r"\{[^{}]*\}")

Key = tuple[str, str, str]
"""Place ("paths" or "webhooks"), method, and the path without the names of its parameters."""


def key_of(operation: VisibleOperation) -> Key:
    """What an operation is known by: names of path parameters do not count."""
    return operation.place, operation.method.lower(), plain_path(operation.path)


def plain_path(path: str) -> str:
    """A path without the names of its parameters, and without a slash at its end."""
    return _PARAMETER.sub("{}", path).rstrip("/") or "/"


@dataclass(frozen=True, slots=True)
class Call:
    """An operation with the path item around it, wherever it stands."""

    path: str
    item: Node
    node: Node

    @classmethod
    def of(cls, operation: VisibleOperation) -> Call:
        """An operation of a variant."""
        levels = 2 if "additionalOperations" in operation.at[-2:] else 1
        at = operation.at
        return cls(
            operation.path, Node(operation.path_item, at[:-levels]), Node(operation.node, at)
        )


def compare_operations(pair: Pair, old: VisibleOperation, new: VisibleOperation) -> Scope:
    """Compare an operation with what it became."""
    scope = Scope(pair)
    direction = Direction.RESPONSE if old.place == "webhooks" else Direction.REQUEST
    compare_calls(scope, Call.of(old), Call.of(new), direction)
    scope.finish()
    return scope


def compare_calls(scope: Scope, old: Call, new: Call, direction: Direction) -> None:
    """Compare two operations; ``direction`` is that of what the caller sends."""
    compare_parameters(
        scope,
        effective_parameters(scope.pair.base, old.item, old.node, old.path),
        effective_parameters(scope.pair.revision, new.item, new.node, new.path),
        direction,
    )
    compare_body(scope, old.node.child("requestBody"), new.node.child("requestBody"), direction)
    responses = old.node.child("responses"), new.node.child("responses")
    compare_responses(scope, *responses, direction.reverse)
    _callbacks(scope, old.node, new.node, direction)
    scope.add(_about(old.node, new.node))
    scope.add(lifecycle(old.node, new.node, "the operation"))
    scope.add(_servers(old, new))
    scope.texts("description-changed", old.node, new.node, "the operation", _TEXTS)
    scope.extensions(old.node, new.node, "the operation")


def _about(old: Node, new: Node) -> Iterator[Fact]:
    was, now = old.value.get("operationId"), new.value.get("operationId")
    if was != now:
        kind = (
            "operation-id-changed"
            if was and now
            else f"operation-id-{'added' if now else 'removed'}"
        )
        yield Fact(
            kind, "the operation", was, now, _at(old, "operationId"), _at(new, "operationId")
        )
    tags, others = old.value.get("tags"), new.value.get("tags")
    if (tags or []) != (others or []):
        yield Fact(
            "tags-changed", "the operation", tags, others, _at(old, "tags"), _at(new, "tags")
        )


def _at(node: Node, keyword: str) -> Path:
    return (*node.path, keyword) if keyword in node.value else node.path


def _servers(old: Call, new: Call) -> Iterator[Fact]:
    was, now = _urls(old), _urls(new)
    if was != now:
        kind = "operation-servers-changed"
        yield Fact(kind, "the operation", was or None, now or None, old.node.path, new.node.path)


def _urls(call: Call) -> list[str]:
    servers = call.node.child("servers").value or call.item.child("servers").value
    entries = servers if isinstance(servers, list) else []
    return sorted(str(each.get("url")) for each in entries if isinstance(each, dict))


def _callbacks(scope: Scope, old: Node, new: Node, direction: Direction) -> None:
    """Compare what the server calls: its requests come to the reader of the document."""
    was, now = dict(old.items("callbacks")), dict(new.items("callbacks"))
    for name in sorted(was.keys() | now.keys()):
        what = f"the callback `{name}`"
        if name not in now:
            scope.add([Fact("callback-removed", what, name, None, was[name].path)])
        elif name not in was:
            scope.add([Fact("callback-added", what, None, name, None, now[name].path)])
        else:
            _callback(scope, was[name], now[name], what, direction)


def _callback(scope: Scope, old: Node, new: Node, what: str, direction: Direction) -> None:
    if scope.pair.differing.same(old.value, new.value):
        return
    was = dict(_called(scope.pair.base.followed(old)))
    now = dict(_called(scope.pair.revision.followed(new)))
    for key in sorted(was.keys() | now.keys()):
        words = f"{what} ({as_sent(key[1])} {key[0]})"
        if key not in now:
            fact = Fact("callback-removed", words, key[1], None, was[key].node.path)
            scope.add([fact])
        elif key not in was:
            fact = Fact("callback-added", words, None, key[1], None, now[key].node.path)
            scope.add([fact])
        else:
            compare_calls(scope, was[key], now[key], direction.reverse)


def _called(callback: Node) -> Iterator[tuple[tuple[str, str], Call]]:
    value = callback.value if isinstance(callback.value, dict) else {}
    for expression in value:
        item = callback.child(expression)
        for method, node, inner in operation_fields(item.value):
            yield (expression, method), Call(expression, item, Node(node, (*item.path, *inner)))
