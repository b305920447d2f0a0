"""Which operation of the revision is which operation of the base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from apidocgen.diff.change import OperationName
from apidocgen.diff.likeness import best_pairs, name_likeness
from apidocgen.diff.operations import Key, key_of, plain_path
from apidocgen.diff.scope import Pair
from apidocgen.diff.side import Side
from apidocgen.spec.methods import as_sent
from apidocgen.variants.variant import VisibleOperation

Operations = dict[Key, VisibleOperation]
_ABOUT = ("operationId", "summary", "description", "tags", "deprecated", "externalDocs")
_MAX_GUESSES = 2500


@dataclass(frozen=True, slots=True)
class Move:
    """An operation that is called in another way now, and how sure that is."""

    key: Key
    old: VisibleOperation
    new: VisibleOperation
    certainty: float


@dataclass(frozen=True, slots=True)
class Paired:
    """Operations of two variants: those in both, those gone, those new, those moved."""

    both: tuple[tuple[Key, VisibleOperation, VisibleOperation], ...]
    gone: tuple[VisibleOperation, ...]
    fresh: tuple[VisibleOperation, ...]
    moved: tuple[Move, ...]
    _index: Mapping[Key, tuple[VisibleOperation, VisibleOperation]]

    @classmethod
    def of_variants(cls, pair: Pair) -> Paired:
        """Pair the operations of two variants."""
        old, new = _operations(pair.base), _operations(pair.revision)
        both = [(key, old.pop(key), new.pop(key)) for key in list(old) if key in new]
        both += _same_address(pair, old, new)
        moves = _moves(pair, old, new)
        both += [(move.key, move.old, move.new) for move in moves]
        index = {key: (was, now) for key, was, now in both}
        return cls(tuple(both), tuple(old.values()), tuple(new.values()), tuple(moves), index)

    def names(self) -> dict[Key, OperationName]:
        """All operations as people write them, those in both as they are called now."""
        single = {key_of(each): _name(each) for each in (*self.gone, *self.fresh)}
        return single | {key: _name(new) for key, _, new in self.both}

    def of(self, key: Key) -> tuple[VisibleOperation, VisibleOperation] | None:
        """The two operations known by a key."""
        return self._index.get(key)


def _name(operation: VisibleOperation) -> OperationName:
    return OperationName(operation.path, as_sent(operation.method))


def _operations(side: Side) -> Operations:
    return {key_of(operation): operation for operation in side.variant.operations}


def _same_address(
    pair: Pair, old: Operations, new: Operations
) -> list[tuple[Key, VisibleOperation, VisibleOperation]]:
    """Take out operations whose server and path changed so that the address stays the same."""
    prefixes = _prefix(pair.base), _prefix(pair.revision)
    if prefixes[0] == prefixes[1]:
        return []
    full = {(key[0], key[1], plain_path(prefixes[1] + key[2])): key for key in new}
    found = []
    for key in list(old):
        other = full.get((key[0], key[1], plain_path(prefixes[0] + key[2])))
        if other is not None:
            found.append((other, old.pop(key), new.pop(other)))
    return found


def _prefix(side: Side) -> str:
    servers = side.tree.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else None
    url = first.get("url") if isinstance(first, dict) else None
    try:
        return urlsplit(url).path.rstrip("/") if isinstance(url, str) else ""
    except ValueError:
        return ""


def _moves(pair: Pair, old: Operations, new: Operations) -> list[Move]:
    """Take out operations that most probably only moved to another path or method."""
    names = {" ".join(key): key for key in (*old, *new)}
    rated = [
        (_likeness(pair, old[was], new[now]), " ".join(was), " ".join(now))
        for was, now in _candidates(old, new)
    ]
    return [
        Move(names[now], old.pop(names[was]), new.pop(names[now]), certainty)
        for was, now, certainty in best_pairs(rated)
    ]


def _candidates(old: Operations, new: Operations) -> Iterable[tuple[Key, Key]]:
    """Pairs worth a look: all of them where there are few, else those with the same name."""
    if len(old) * len(new) <= _MAX_GUESSES:
        return [(was, now) for was in old for now in new if was[0] == now[0]]
    named = {
        operation.operation_id: key for key, operation in new.items() if operation.operation_id
    }
    twins = ((key, named.get(operation.operation_id or "")) for key, operation in old.items())
    return [(key, twin) for key, twin in twins if twin is not None]


def _likeness(pair: Pair, old: VisibleOperation, new: VisibleOperation) -> float:
    """How sure it is that one operation is the other."""
    same_method = old.method == new.method
    if old.operation_id and old.operation_id == new.operation_id:
        return 0.98 if same_method else 0.9
    if not same_method:
        return 0.0
    told = _summary(old) != "" and _summary(old) == _summary(new)
    alike = name_likeness(old.path, new.path)
    if not pair.differing.same(_content(old), _content(new)):
        return round(0.35 + 0.35 * alike, 2) if told else 0.0
    if not (told or _says_something(old)):
        return 0.0
    return round(min(0.95, (0.6 if told else 0.3) + 0.4 * alike), 2)


def _summary(operation: VisibleOperation) -> str:
    summary = operation.node.get("summary")
    return summary if isinstance(summary, str) else ""


def _content(operation: VisibleOperation) -> dict[str, Any]:
    return {key: value for key, value in operation.node.items() if key not in _ABOUT}


def _says_something(operation: VisibleOperation) -> bool:
    """Whether it holds more than the answers that any operation gives."""
    return bool({"requestBody", "parameters"} & operation.node.keys()) or "$ref" in repr(
        operation.node.get("responses")
    )
