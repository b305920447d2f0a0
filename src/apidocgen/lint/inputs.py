"""Rule: what a call must send has to be visible to those who may make the call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from apidocgen.lint.declared import mapping, names
from apidocgen.lint.finding import Hit
from apidocgen.lint.subject import Node, OperationAt, Subject, resolved
from apidocgen.spec.document import Tree
from apidocgen.spec.references import Resolver
from apidocgen.variants.assertions import only_demands
from apidocgen.variants.variant import Variant, VisibleOperation

_ONE = ("items", "additionalProperties")
_MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS = ("properties", "patternProperties")

Key = tuple[str, str]


def hidden_required_input(subject: Subject) -> Iterator[Hit]:
    """Required parameters, properties and bodies missing from a variant that has the operation."""
    masters = {operation.node.path: operation for operation in subject.operations}
    for variant in subject.variants.variants if subject.variants else ():
        comparison = _Comparison(subject.resolver, variant)
        for seen in variant.operations:
            # A webhook is called by the API, not by its readers.
            if seen.place == "paths" and seen.origin in masters:
                yield from comparison.operation(masters[seen.origin], seen)


@dataclass(slots=True)
class _Comparison:
    """The master's requests beside those of one variant; each pair of schemas is compared once."""

    master: Resolver
    variant: Variant
    seen: Resolver = field(init=False)
    _compared: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.seen = Resolver(self.variant.document.tree)

    def operation(self, whole: OperationAt, seen: VisibleOperation) -> Iterator[Hit]:
        """Compare one operation with what is left of it."""
        wanted = _parameters(self.master, [whole.around[-1], whole.node])
        item, own = Node(seen.at[:-1], seen.path_item, ""), Node(seen.at, seen.node, "")
        left = _parameters(self.seen, [item, own])
        for key, parameter in wanted.items():
            if key in left:
                yield from self._content(parameter, left[key])
            elif parameter.value.get("required") is True:
                yield self._hit(parameter, f"required parameter {key[0]!r} of {whole.title}")
        yield from self._body(whole, seen)

    def _body(self, whole: OperationAt, seen: VisibleOperation) -> Iterator[Hit]:
        body = _child(self.master, whole.node, "requestBody")
        left = _child(self.seen, Node(seen.at, seen.node, "Operation"), "requestBody")
        if body and left:
            yield from self._content(body, left)
        elif body and body.value.get("required") is True:
            yield self._hit(body, f"required request body of {whole.title}")

    def _content(self, whole: Node, left: Node) -> Iterator[Hit]:
        """The schemas of a parameter or a body, directly or by media type."""
        yield from self._schemas(whole, left, ("schema",))
        kinds, remaining = (mapping(each.value.get("content")) for each in (whole, left))
        for kind in kinds:
            if kind in remaining:
                pair = [
                    _child(resolver, Node((*each.path, "content"), content, ""), kind)
                    for resolver, each, content in (
                        (self.master, whole, kinds),
                        (self.seen, left, remaining),
                    )
                ]
                if pair[0] and pair[1]:
                    yield from self._schemas(pair[0], pair[1], ("schema", "itemSchema"))

    def _schemas(self, whole: Node, left: Node, keys: tuple[str, ...]) -> Iterator[Hit]:
        """Compare the schemas under some keys, and everything below them."""
        pairs = [(whole, left, key, key) for key in keys]
        while pairs:
            around, around_left, key, key_left = pairs.pop()
            schema = _child(self.master, around, key)
            if self._is_only_read(around, key):
                continue
            remaining = _child(self.seen, around_left, key_left)
            if schema and remaining and self._is_new(schema, remaining):
                yield from self._lost(schema, remaining)
                pairs += _below(schema, remaining)

    def _is_new(self, schema: Node, remaining: Node) -> bool:
        pair = (id(schema.value), id(remaining.value))
        if pair in self._compared:
            return False
        self._compared.add(pair)
        return True

    def _lost(self, schema: Node, remaining: Node) -> Iterator[Hit]:
        """Names that `required` lost on the way into the variant, sent by callers."""
        kept = names(remaining.value.get("required"))
        properties = _map(schema, "properties")
        for name in names(schema.value.get("required")):
            if name in kept or self._is_only_read(properties, name):
                continue
            at = ("properties", name) if name in properties.value else ("required",)
            node = Node((*schema.path, *at), schema.value, "Schema")
            yield self._hit(node, f"property {name!r}, required in requests,")

    def _is_only_read(self, around: Node, key: str) -> bool:
        """Whether what stands under a key, or what that refers to, is never sent."""
        meant = _child(self.master, around, key)
        return any(
            mapping(each).get("readOnly") is True
            for each in (around.value.get(key), meant.value if meant else None)
        )

    def _hit(self, node: Node, what: str) -> Hit:
        return Hit(
            f"{what} is hidden from an audience that may make the call",
            node.path,
            (self.variant.audience.name,),
        )


def _below(schema: Node, remaining: Node) -> list[tuple[Node, Node, str, str]]:
    pairs = [(schema, remaining, key, key) for key in _ONE]
    for key in _MAPS:
        whole, left = (_map(each, key) for each in (schema, remaining))
        pairs += [(whole, left, name, name) for name in whole.value if name in left.value]
    for key in _MANY:
        pairs += _aligned(schema, remaining, key)
    return [*pairs, *_demands_gone(schema, remaining)]


def _map(node: Node, key: str) -> Node:
    return Node((*node.path, key), mapping(node.value.get(key)), "")


def _demands_gone(schema: Node, remaining: Node) -> list[tuple[Node, Node, str, str]]:
    """Members of ``allOf`` that only demand something, beside what others of them still demand."""
    whole, left = (_listed(each, "allOf") for each in (schema, remaining))
    if len(whole.value) == len(left.value):
        return []
    demanded = [
        name for each in left.value.values() for name in names(mapping(each).get("required"))
    ]
    others = Node(left.path, {"": {"required": demanded}}, "")
    return [
        (whole, others, index, "")
        for index, member in whole.value.items()
        if isinstance(member, dict) and only_demands(member)
    ]


def _aligned(schema: Node, remaining: Node, key: str) -> list[tuple[Node, Node, str, str]]:
    """Members of a combiner beside what is left of them; untouched and referring ones are known."""
    whole, left = (_listed(each, key) for each in (schema, remaining))
    if len(whole.value) == len(left.value):
        return [(whole, left, index, index) for index in whole.value]
    return [
        (whole, left, index, other)
        for index, member in whole.value.items()
        for other, candidate in left.value.items()
        if member is candidate or _same_reference(member, candidate)
    ]


def _listed(node: Node, key: str) -> Node:
    """A list as a node whose keys are positions."""
    members = node.value.get(key)
    pairs = enumerate(members) if isinstance(members, list) else ()
    return Node((*node.path, key), {str(index): member for index, member in pairs}, "")


def _same_reference(one: object, other: object) -> bool:
    return "$ref" in mapping(one) and mapping(one)["$ref"] == mapping(other).get("$ref")


def _child(resolver: Resolver, node: Node, key: str) -> Node | None:
    """The object under a key, references followed."""
    value = node.value.get(key)
    return (
        resolved(resolver, Node((*node.path, key), value, "")) if isinstance(value, dict) else None
    )


def _parameters(resolver: Resolver, holders: list[Node]) -> Mapping[Key, Node]:
    """Parameters by name and place, later holders winning, as OpenAPI has it."""
    found: dict[Key, Node] = {}
    for holder in holders:
        listed: Tree = _listed(holder, "parameters").value
        for index in listed:
            node = _child(resolver, _listed(holder, "parameters"), index)
            if node:
                found[str(node.value.get("name")), str(node.value.get("in"))] = node
    return found
