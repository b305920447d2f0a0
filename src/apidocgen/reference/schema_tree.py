"""Schemas as trees of fields: bounded, cut where they recurse, worked out once for all pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from apidocgen.reference import anchors
from apidocgen.reference.addresses import fingerprint, slug
from apidocgen.reference.constraints import Fact, facts
from apidocgen.reference.lenient import (
    as_json,
    documentation,
    listed,
    literal,
    names,
    table,
    text,
)
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_html, to_inline
from apidocgen.reference.reach import Reach
from apidocgen.reference.schema_merge import Flat, Merger
from apidocgen.reference.schema_parts import Part, parts_of
from apidocgen.reference.schema_view import (
    Cut,
    FieldView,
    KindView,
    PartView,
    SchemaView,
    ValueView,
)
from apidocgen.reference.schema_weight import DEEPEST_INLINE, Weights, shares
from apidocgen.reference.type_words import Word, type_words
from apidocgen.reference.xml_words import xml_facts
from apidocgen.spec.pointer import to_reference

DEEPEST = 6
"""How many levels of a schema one tree shows at most."""

PAGE_ROOM = 150_000
"""Bytes that the tree on a page of its own may take."""

BUDGET = 400
"""Fields that the tree on a schema's own page shows, if it does not have more itself."""

MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the tree a schema stands.

    ``above`` holds the references on the way down, as bits; ``page`` names the nearest schema
    with a page of its own and ``anchor`` is the way down from there; ``depth`` counts the levels
    that may follow, ``room`` the bytes. ``trail`` tells what is on the way down from other things
    that contain the same, for what is so large that it needs a page.
    """

    depth: int
    above: int = 0
    page: str = ""
    anchor: str = ""
    room: int = PAGE_ROOM
    trail: tuple[str, ...] = ()

    def below(self, bit: int, page: str) -> Spot:
        """The spot of what is inside a schema at this one."""
        if page:
            return Spot(self.depth - 1, self.above | bit, page, "", self.room)
        above = self.above | bit
        return Spot(self.depth - 1, above, self.page, self.anchor, self.room, self.trail)

    def at(self, step: str, room: int) -> Spot:
        """The spot of one particular thing inside."""
        anchor = anchors.join(self.anchor, step) if self.page else ""
        return Spot(self.depth, self.above, self.page, anchor, room, (*self.trail, step))


Memo = dict[tuple[Any, ...], tuple[Any, SchemaView]]


class SchemaTrees:
    """Makes the trees of one variant; ``memo`` is shared by all variants of a document."""

    def __init__(self, lookup: Lookup, reach: Reach, memo: Memo) -> None:
        """Follow references with ``lookup``."""
        self._lookup = lookup
        self._reach = reach
        self._memo = memo
        self._sizes: dict[tuple[int, int], int] = {}
        self._parts: dict[int, tuple[Flat, tuple[Part, ...]]] = {}
        self._insides: dict[int, tuple[Flat, list[object]]] = {}
        self.merger = Merger(lookup)
        self._weights = Weights(lookup, self.merger, self._inside)

    def tree(self, schema: object, budget: int, room: int = PAGE_ROOM) -> SchemaView:
        """The tree of a schema, as deep as ``budget`` fields allow, one level at least."""
        spot = Spot(self._depth(schema, budget), room=room, trail=("",))
        tight = self._weights.tree(schema, spot.depth, free=True) > room
        key = (id(schema), budget, tight and room, self._reach.likeness(schema))
        return self._kept(key, schema, lambda: self.view(schema, spot))

    def page_tree(self, schema: object, name: str) -> SchemaView:
        """The tree on the page of a schema itself."""
        bit = self._reach.bit(to_reference(("components", "schemas", name)))
        spot = Spot(self._depth(schema, BUDGET), bit, trail=(name,))
        key = (id(schema), name, self._reach.likeness(schema))
        return self._kept(key, schema, lambda: self._build(schema, spot, is_top=True))

    def part_tree(self, part: Cut) -> SchemaView:
        """The tree on the page of a part that is too large to stand where it belongs."""
        spot = Spot(self._depth(part.schema, BUDGET), trail=(part.address,))
        key = (id(part.schema), part.address, self._reach.likeness(part.schema))
        return self._kept(key, part.schema, lambda: self._build(part.schema, spot, is_top=True))

    def _kept(
        self, key: tuple[Any, ...], schema: object, make: Callable[[], SchemaView]
    ) -> SchemaView:
        """What was made for a key before; ids in keys stay valid as the schema is kept too."""
        known = self._memo.get(key)
        if known is None or known[0] is not schema:
            known = schema, make()
            self._memo[key] = known
        return known[1]

    def _depth(self, schema: object, budget: int) -> int:
        """The deepest tree that does not exceed a number of fields."""
        depths = range(DEEPEST, 1, -1)
        return next((each for each in depths if self._size(schema, each) <= budget), 1)

    def _size(self, schema: object, depth: int) -> int:
        """How many fields a tree of this depth would show, recursion unrolled."""
        if not depth:
            return 0
        key = id(schema), depth
        if key not in self._sizes:
            self._sizes[key] = 0
            inside = self._inside(self.merger.flat(schema))
            deeper = (self._size(each, depth - 1) for each in inside)
            self._sizes[key] = min(100_000, len(inside) + sum(deeper))
        return self._sizes[key]

    def _inside(self, flat: Flat) -> list[object]:
        known = self._insides.get(id(flat))
        if known is None:
            fields = table(flat.keywords.get("properties")).values()
            parts = (part.schema for part in self._parts_of(flat))
            known = flat, [*fields, *parts]
            self._insides[id(flat)] = known
        return known[1]

    def _parts_of(self, flat: Flat) -> tuple[Part, ...]:
        known = self._parts.get(id(flat))
        if known is None:
            known = flat, tuple(parts_of(flat, self.merger))
            self._parts[id(flat)] = known
        return known[1]

    def view(self, schema: object, spot: Spot) -> SchemaView:
        """What to show of a schema at a spot."""
        flat = self.merger.flat(schema)
        if flat.name and self._lookup.address_of(flat.name):
            spot = Spot(spot.depth, spot.above, room=spot.room)
        tight = self._weights.tree(schema, spot.depth, not spot.page) > spot.room
        bounds = (spot.room, spot.trail) if tight else None
        seen = spot.above & self._reach.mask(schema)
        likeness = self._reach.likeness(schema)
        key = (id(schema), spot.depth, seen, spot.page, spot.anchor, bounds, likeness)
        return self._kept(key, schema, lambda: self._build(schema, spot))

    def _build(self, schema: object, spot: Spot, is_top: bool = False) -> SchemaView:
        flat = self.merger.flat(schema)
        inside = self._inside(flat)
        address = self._lookup.address_of(flat.name) if flat.name else ""
        bit = self._reach.bit(flat.reference)
        recursive = bool(bit & spot.above)
        where = address or self._in_page(spot) or self._again(flat, spot)
        if inside and (recursive or (spot.depth <= 0 and where)):
            return self._leaf(flat, address, elsewhere=where, recursive=recursive)
        full = spot.room < self._weights.rows(flat) and not is_top
        if inside and (full or spot.depth <= -DEEPEST_INLINE):
            cut = None if where else _cut(schema, spot)
            left_out = self._leaf(flat, address, elsewhere=cut.address if cut else where)
            return replace(left_out, cuts=(cut,)) if cut else left_out
        below = spot.below(bit | self._bits_of(flat), flat.name if address else "")
        return self._open(flat, address, below)

    def _open(self, flat: Flat, address: str, below: Spot) -> SchemaView:
        """A schema with what is inside; each part gets its share of the room."""
        free = not below.page
        weights = [self._weights.tree(each, below.depth, free) for each in self._inside(flat)]
        rooms = iter(shares(weights, below.room) if sum(weights) > below.room else weights)
        fields = tuple(self._fields(flat.keywords, below, rooms))
        parts = tuple(
            self._part(part, below.at(part.anchor, next(rooms))) for part in self._parts_of(flat)
        )
        return self._leaf(flat, address, fields=fields, parts=parts)

    def _in_page(self, spot: Spot) -> str:
        """Where the page of the schema around a spot shows what stands there."""
        if not spot.page:
            return ""
        step = spot.anchor if self._is_whole(spot.page) else spot.anchor.partition(".")[0]
        anchor = anchors.join("fields", step) if step else ""
        return f"{self._lookup.address_of(spot.page)}{'#' if anchor else ''}{anchor}"

    def _is_whole(self, name: str) -> bool:
        """Whether the page of a schema shows all that has no page of its own."""
        schema = table(table(self._lookup.tree.get("components")).get("schemas")).get(name)
        weight = self._weights.tree(schema, self._depth(schema, BUDGET), free=True)
        return weight <= PAGE_ROOM

    def _bits_of(self, flat: Flat) -> int:
        bits = 0
        for name in flat.includes:
            bits |= self._reach.bit(to_reference(("components", "schemas", name)))
        return bits

    def _again(self, flat: Flat, spot: Spot) -> str:
        """Where a schema is explained that includes what has been on the way down already."""
        again = flat.includes and self._bits_of(flat) & spot.above
        return self._lookup.address_of(flat.includes[0]) if again else ""

    def _fields(
        self, keywords: dict[str, Any], spot: Spot, rooms: Iterator[int]
    ) -> Iterator[FieldView]:
        required = frozenset(names(keywords.get("required")))
        for name, schema in table(keywords.get("properties")).items():
            anchor = anchors.part(name)
            view = self.view(schema, spot.at(anchor, next(rooms)))
            yield FieldView(name, anchor, name in required, view)

    def _part(self, part: Part, spot: Spot) -> PartView:
        return PartView(
            label=part.label,
            anchor=part.anchor,
            kind=part.kind,
            schema=self.view(part.schema, spot),
            group=part.group,
            by=part.by,
            when=part.when,
            is_name=part.is_name,
        )

    def _leaf(
        self,
        flat: Flat,
        address: str,
        fields: tuple[FieldView, ...] = (),
        parts: tuple[PartView, ...] = (),
        elsewhere: str = "",
        recursive: bool = False,
    ) -> SchemaView:
        keywords = flat.keywords
        title = text(keywords.get("title"))
        return SchemaView(
            type=type_words(flat, self.merger),
            name=Word(flat.name, address) if address else None,
            nullable=flat.nullable,
            marks=_marks(keywords),
            title=title if title != flat.name else "",
            description=to_html(text(keywords.get("description")), 5),
            facts=(*facts(keywords), *_needed(keywords), *xml_facts(keywords)),
            values=tuple(_values(keywords)),
            examples=tuple(_examples(keywords)),
            includes=self._words(flat.includes),
            fields=fields,
            parts=parts,
            by=text(flat.kinds.get("propertyName")),
            kinds=tuple(self._kinds(flat)),
            docs=documentation(keywords),
            elsewhere=elsewhere,
            recursive=recursive,
            cuts=tuple(_cuts_in(fields, parts)),
        )

    def _kinds(self, flat: Flat) -> Iterator[KindView]:
        """The schemas that a discriminator names, each once."""
        found: dict[str, list[str]] = {}
        for value, target in table(flat.kinds.get("mapping")).items():
            if name := self._lookup.mapped(text(target)):
                found.setdefault(name, []).append(str(value))
        for name, values in found.items():
            yield KindView(tuple(values), Word(name, self._lookup.address_of(name)))

    def _words(self, schemas: tuple[str, ...]) -> tuple[Word, ...]:
        return tuple(Word(name, self._lookup.address_of(name)) for name in schemas)


def _cut(schema: object, spot: Spot) -> Cut:
    """A part that gets a page of its own; its address depends on where it belongs."""
    owner = spot.trail[0] if spot.trail else ""
    identity = " ".join(spot.trail) if owner else as_json(schema)
    steps = [name for step in spot.trail[1:] if (name := anchors.name_of(step))]
    title = steps[-1] if steps else text(table(schema).get("title"))
    return Cut(f"parts/{slug(title) or 'object'}-{fingerprint(identity)}/", title, schema, owner)


def _cuts_in(fields: tuple[FieldView, ...], parts: tuple[PartView, ...]) -> Iterator[Cut]:
    for schema in (*(each.schema for each in fields), *(each.schema for each in parts)):
        yield from schema.cuts


def _marks(keywords: dict[str, Any]) -> tuple[str, ...]:
    marks = {"deprecated": "deprecated", "readOnly": "read-only", "writeOnly": "write-only"}
    return tuple(words for keyword, words in marks.items() if keywords.get(keyword) is True)


def _needed(keywords: dict[str, Any]) -> Iterator[Fact]:
    """Names that must be there although nothing is said about them here."""
    for name in names(keywords.get("required")):
        if name not in table(keywords.get("properties")):
            yield Fact("requires", name)


def _values(keywords: dict[str, Any]) -> Iterator[ValueView]:
    meanings = meanings_of(keywords)
    for value in listed(keywords.get("enum")):
        yield ValueView(
            code=literal(value),
            description=to_inline(meanings.get(literal(value), "")),
            is_default="default" in keywords and keywords["default"] == value,
        )


def meanings_of(keywords: dict[str, Any]) -> dict[str, str]:
    """What single values mean, however the document says it."""
    found: dict[str, str] = {}
    for extension in ("x-enum-descriptions", "x-enumDescriptions"):
        said = keywords.get(extension)
        values = map(literal, listed(keywords.get("enum")))
        pairs = zip(values, said, strict=False) if isinstance(said, list) else table(said).items()
        found |= {str(value): words for value, words in pairs if isinstance(words, str)}
    for value, entry in table(keywords.get("x-enum-values")).items():
        found[str(value)] = text(table(entry).get("description"))
    return found


def _examples(keywords: dict[str, Any]) -> Iterator[str]:
    found = listed(keywords.get("examples"))[:MOST_EXAMPLES]
    if "example" in keywords:
        found = [keywords["example"]]
    for value in found:
        if not isinstance(value, dict | list):
            yield literal(value)
        elif len(short := as_json(value)) <= LONGEST_EXAMPLE:
            yield short
