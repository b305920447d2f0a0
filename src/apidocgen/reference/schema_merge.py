"""A schema as it is shown: references followed, ``allOf`` merged into one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from apidocgen.reference.lenient import listed, names, table, text
from apidocgen.reference.lookup import MOST_HOPS, Lookup
from apidocgen.spec.grammar import CHOICES

_LARGEST = frozenset(
    {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"}
)
_SMALLEST = frozenset(
    {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"}
)
_EITHER = frozenset({"readOnly", "writeOnly", "deprecated", "uniqueItems"})
_NOT_MERGED = frozenset({"$ref", "allOf", "oneOf", "anyOf", "discriminator", "nullable"})


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives of a schema: ``kind`` is "oneOf" or "anyOf"."""

    kind: str
    options: tuple[Any, ...]
    discriminator: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flat:
    """A schema with everything merged that always holds.

    ``keywords`` has neither ``$ref`` nor ``allOf`` nor alternatives. ``name`` is the schema of
    its own that this is a use of, ``reference`` what led there, ``includes`` names the schemas
    that ``allOf`` brought in. ``kinds`` is a discriminator without alternatives: it tells schemas
    apart that include this one. ``broken`` is a reference that leads nowhere, ``nothing`` says that
    no value at all is valid.
    """

    keywords: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    reference: str = ""
    choices: tuple[Choice, ...] = ()
    includes: tuple[str, ...] = ()
    kinds: dict[str, Any] = field(default_factory=dict)
    nullable: bool = False
    nothing: bool = False
    broken: str = ""


class Merger:
    """Flattens the schemas of one variant, each once."""

    def __init__(self, lookup: Lookup) -> None:
        """Follow references with ``lookup``."""
        self._lookup = lookup
        self._known: dict[int, tuple[Any, Flat]] = {}
        self._active: set[int] = set()

    def flat(self, schema: object) -> Flat:
        """A schema with references followed and ``allOf`` merged."""
        key = id(schema)
        known = self._known.get(key)
        if known is not None and known[0] is schema:
            return known[1]
        if key in self._active:
            return Flat()
        self._active.add(key)
        found = self._flatten(schema)
        self._active.discard(key)
        self._known[key] = schema, found
        return found

    def _flatten(self, schema: object) -> Flat:
        if not isinstance(schema, dict):
            return Flat(nothing=schema is False)
        used = self._followed(schema)
        merged = self._with_members(used)
        return self._without_null(merged)

    def _followed(self, schema: dict[str, Any]) -> tuple[Flat, list[dict[str, Any]]]:
        """What a schema is a use of, and the layers it is made of, the nearest first."""
        layers, name, reference = [schema], "", ""
        while isinstance(layers[-1].get("$ref"), str) and len(layers) <= MOST_HOPS:
            target = self._lookup.target(layers[-1]["$ref"])
            if target is None or not isinstance(target.node, dict):
                nothing = target is not None and target.node is False
                broken = "" if target else layers[-1]["$ref"]
                return Flat(name=name, reference=reference, broken=broken, nothing=nothing), layers
            name = name or target.schema
            reference = reference or target.reference
            layers.append(target.node)
        return Flat(name=name, reference=reference), layers

    def _with_members(self, used: tuple[Flat, list[dict[str, Any]]]) -> Flat:
        start, layers = used
        keywords: dict[str, Any] = {}
        choices: list[Choice] = []
        members: list[Flat] = []
        for layer in layers:
            _absorb(keywords, layer)
            choices.extend(_choices(layer))
            members.extend(self.flat(member) for member in listed(layer.get("allOf")))
        own_fields = "properties" in keywords
        words = _words(keywords, members)
        for member in members:
            _absorb(keywords, member.keywords)
            choices.extend(c for c in member.choices if not self._offers(c, layers[-1]))
        keywords |= {"description": words} if words else {}
        if refused := _takes_all(keywords.get("not")):
            del keywords["not"]
        found = replace(
            start,
            keywords=keywords,
            choices=tuple(choices),
            includes=_unique(name for each in members for name in (each.name, *each.includes)),
            kinds=next(filter(None, map(_kinds, layers)), {}),
            nullable=_is_nullable(layers, keywords, members),
            nothing=start.nothing or refused or any(member.nothing for member in members),
            broken=start.broken or next((each.broken for each in members if each.broken), ""),
        )
        wraps = len(members) == 1 and members[0].name and not own_fields and not found.name
        return _as_use_of(found, members[0]) if wraps else found

    def _offers(self, choice: Choice, node: dict[str, Any]) -> bool:
        """Whether a node is one of the alternatives: then its parent's list is not its own."""
        return any(self._lookup.resolve(option) is node for option in choice.options)

    def _without_null(self, found: Flat) -> Flat:
        """Read an alternative "null" as nullable, and a single alternative as no choice."""
        choices, nullable = [], found.nullable
        for choice in found.choices:
            options = tuple(option for option in choice.options if not _is_null(option))
            nullable = nullable or len(options) < len(choice.options)
            if options:
                choices.append(replace(choice, options=options))
        found = replace(found, choices=tuple(choices), nullable=nullable)
        if len(choices) == 1 and len(choices[0].options) == 1:
            return _absorbed(found, self.flat(choices[0].options[0]))
        return found


def _absorbed(found: Flat, only: Flat) -> Flat:
    """A schema merged with its only alternative."""
    keywords = dict(found.keywords)
    own_fields = "properties" in keywords
    words = _words(keywords, [only])
    _absorb(keywords, only.keywords)
    keywords |= {"description": words} if words else {}
    merged = replace(
        found,
        keywords=keywords,
        choices=only.choices,
        nullable=found.nullable or only.nullable,
        includes=_unique((*found.includes, only.name, *only.includes)),
        broken=found.broken or only.broken,
    )
    return _as_use_of(merged, only) if only.name and not own_fields and not found.name else merged


def _as_use_of(found: Flat, member: Flat) -> Flat:
    includes = tuple(name for name in found.includes if name != member.name)
    return replace(
        found,
        name=member.name,
        reference=member.reference,
        includes=includes,
        kinds=found.kinds or member.kinds,
    )


def _words(keywords: dict[str, Any], members: list[Flat]) -> str:
    """What a schema says together with members that have no page of their own to say it on."""
    texts = [keywords, *(member.keywords for member in members if not member.name)]
    return "\n\n".join(dict.fromkeys(filter(None, (text(t.get("description")) for t in texts))))


def _kinds(layer: dict[str, Any]) -> dict[str, Any]:
    alone = not listed(layer.get("oneOf")) and not listed(layer.get("anyOf"))
    return table(layer.get("discriminator")) if alone else {}


def _choices(layer: dict[str, Any]) -> Iterable[Choice]:
    for kind in CHOICES:
        options = tuple(listed(layer.get(kind)))
        if options:
            yield Choice(kind, options, table(layer.get("discriminator")))


def _is_null(option: object) -> bool:
    return isinstance(option, dict) and (
        option.get("type") in ("null", ["null"])
        or option.get("enum") == [None]
        or ("const" in option and option["const"] is None)
    )


def _takes_all(schema: object) -> bool:
    """Whether a schema is written as one that any value fits (JSON Schema 2020-12, 4.3.2)."""
    return schema is True or schema == {}


def _is_nullable(
    layers: list[dict[str, Any]], keywords: dict[str, Any], members: list[Flat]
) -> bool:
    said = next((layer["nullable"] for layer in layers if "nullable" in layer), None)
    if said is not None:
        return said is True
    if "null" in names(keywords.get("type")):
        return True
    return "type" not in keywords and bool(members) and all(each.nullable for each in members)


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in found if name))


def _absorb(into: dict[str, Any], other: dict[str, Any]) -> None:
    """Add what another schema demands to one; of texts the first stays."""
    for keyword, value in other.items():
        if keyword in _NOT_MERGED:
            continue
        into[keyword] = _both(keyword, into[keyword], value) if keyword in into else value


def _both(keyword: str, one: Any, other: Any) -> Any:
    """What holds when both values of a keyword do."""
    if keyword in {"properties", "patternProperties", "$defs", "dependentSchemas"}:
        return _both_maps(table(one), table(other))
    if keyword == "required":
        return list(dict.fromkeys(names(one) + names(other)))
    if keyword == "enum":
        return [value for value in listed(one) if value in listed(other)] or one
    if keyword == "type":
        return _both_types(one, other)
    return bool(one) or bool(other) if keyword in _EITHER else _tighter(keyword, one, other)


def _tighter(keyword: str, one: Any, other: Any) -> Any:
    """The stricter of two limits; of anything else the first."""
    if keyword not in _LARGEST | _SMALLEST or not _comparable(one, other):
        return one
    return max(one, other) if keyword in _LARGEST else min(one, other)


def _comparable(one: object, other: object) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in (one, other))


def _both_types(one: object, other: object) -> Any:
    first, second = ([v] if isinstance(v, str) else names(v) for v in (one, other))
    common = [each for each in first if each in second]
    if not common and "integer" in first + second:
        return "integer"
    return (common if len(common) > 1 else common[0]) if common else one


def _both_maps(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    merged = dict(one)
    for name, schema in other.items():
        if name not in one:
            merged[name] = schema
        elif one[name] != schema:
            merged[name] = {"allOf": [one[name], schema]}
    return merged
