"""What a schema means: references followed, `allOf` taken together, versions made alike.

A schema is compared as a conjunction of *parts*. `allOf: [A, B]` is the parts A and B; a choice
with a single member is that member; `nullable`, `type: [.., "null"]` and a member
`{type: null}` of a choice all say that null is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from apidocgen.diff.side import Node, Side
from apidocgen.spec.grammar import CHOICES

Parts = tuple[Node, ...]

_NULLS: tuple[Any, ...] = (
    {"type": "null"},
    {"enum": [None]},
    {"const": None},
    {"type": ["null"]},
    {"nullable": True},
)


@dataclass(frozen=True, slots=True)
class Flat:
    """A schema with everything that it refers to on its own level taken together.

    ``pieces`` are the objects that say something; ``choices`` the `oneOf` and `anyOf` of all of
    them, members that only allow null left out; ``null`` tells that null is allowed by a piece
    that gives no type of its own; ``references`` the references that were followed.
    """

    pieces: tuple[Node, ...]
    choices: tuple[tuple[str, tuple[Node, ...], Node], ...] = ()
    null: bool = False
    references: frozenset[str] = frozenset()
    _known: dict[str, Any] = field(default_factory=dict, repr=False)

    def nodes(self, keyword: str) -> Parts:
        """The values of a keyword, of each piece that has it."""
        return tuple(
            Node(piece.value[keyword], (*piece.path, keyword))
            for piece in self.pieces
            if keyword in piece.value
        )

    def values(self, keyword: str) -> list[Any]:
        """The values of a keyword, without their places."""
        return [piece.value[keyword] for piece in self.pieces if keyword in piece.value]

    def keywords(self) -> frozenset[str]:
        """Every keyword of any piece."""
        return frozenset(key for piece in self.pieces for key in piece.value)

    def place(self, keyword: str) -> Any:
        """The path of a keyword, or of the schema where it has none such."""
        nodes = self.nodes(keyword)
        return nodes[0].path if nodes else self.pieces[0].path

    def flag(self, keyword: str) -> bool:
        """Whether a piece sets a keyword to true."""
        return any(value is True for value in self.values(keyword))

    def members(self, keyword: str) -> dict[str, Parts]:
        """The schemas of a map such as `properties`, all pieces taken together."""
        found: dict[str, Parts] = {}
        for node in self.nodes(keyword):
            if isinstance(node.value, dict):
                for name, child in node.value.items():
                    found[name] = (*found.get(name, ()), Node(child, (*node.path, name)))
        return found

    def required(self) -> frozenset[str]:
        """The names that must be there."""
        lists = (value for value in self.values("required") if isinstance(value, list))
        return frozenset(name for names in lists for name in names if isinstance(name, str))

    def types(self) -> frozenset[str] | None:
        """The types that are allowed, "null" among them; None where all are."""
        if "types" not in self._known:
            self._known["types"] = self._types()
        known: frozenset[str] | None = self._known["types"]
        return known

    def _types(self) -> frozenset[str] | None:
        given = [each for piece in self.pieces if (each := _types_of(piece.value)) is not None]
        if not given:
            return None
        common = given[0]
        for each in given[1:]:
            common = _both(common, each)
        return common | {"null"} if self.null else common


def flatten(
    side: Side, parts: Parts, leave: frozenset[str] = frozenset(), *, single: bool = True
) -> Flat:
    """Take everything together that stands on one level of a schema.

    References in ``leave`` are not followed. With ``single``, a choice of one is its member.
    """
    pieces: list[Node] = []
    choices: list[tuple[str, tuple[Node, ...], Node]] = []
    null = False
    seen: set[str] = set()
    waiting = list(reversed(parts))
    while waiting:
        node = waiting.pop()
        if not isinstance(node.value, dict):
            if node.value is False:
                pieces.append(Node({"not": {}}, node.path))
            continue
        reference = node.reference
        if reference is not None:
            unknown = reference not in seen and reference not in leave
            target = side.target(reference) if unknown else None
            seen.add(reference)
            waiting += [target] if target is not None else []
            if not side.siblings_count:
                continue
        waiting += reversed(list(node.list("allOf")))
        null = null or _allows_null(node.value)
        for keyword in CHOICES:
            members = tuple(node.list(keyword))
            real = tuple(member for member in members if not _only_null(member.value))
            null = null or (len(real) < len(members) and bool(real))
            if len(real) == 1 and single:
                waiting.append(real[0])
            elif real:
                choices.append((keyword, real, node.child(keyword)))
        pieces.append(node)
    pieces = pieces or [Node({}, parts[0].path if parts else ())]
    return Flat(tuple(pieces), tuple(choices), null, frozenset(seen))


def _allows_null(value: dict[str, Any]) -> bool:
    return value.get("nullable") is True and "type" not in value


def _only_null(value: Any) -> bool:
    return isinstance(value, dict) and any(value == null for null in _NULLS)


def _types_of(value: dict[str, Any]) -> frozenset[str] | None:
    given = value.get("type")
    types = frozenset([given] if isinstance(given, str) else _strings(given))
    if not types:
        types = frozenset(_implied(value))
        return types or None
    return types | {"null"} if value.get("nullable") is True else types


def _strings(value: Any) -> Iterator[str]:
    return (each for each in (value if isinstance(value, list) else ()) if isinstance(each, str))


def _implied(value: dict[str, Any]) -> Iterable[str]:
    """The type that a schema means though it does not say so."""
    if isinstance(value.get("properties"), dict):
        return ("object",)
    if "items" in value and not isinstance(value["items"], bool):
        return ("array",)
    values = value.get("enum") or ([value["const"]] if "const" in value else None)
    return {type_of(each) for each in values} if isinstance(values, list) else ()


def type_of(value: Any) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    common = one & other
    if "integer" in one | other and "number" in one | other:
        common |= {"integer"}
    return common
