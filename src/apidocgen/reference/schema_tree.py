"""Schemas as trees of fields: bounded, cut where they recurse, worked out once for all pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.reference import anchors
from apidocgen.reference.constraints import facts
from apidocgen.reference.lenient import as_json, listed, literal, names, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_html, to_inline
from apidocgen.reference.reach import Reach
from apidocgen.reference.schema_merge import Flat, Merger
from apidocgen.reference.schema_parts import Part, parts_of
from apidocgen.reference.schema_view import FieldView, PartView, SchemaView, ValueView
from apidocgen.reference.type_words import Word, type_words
from apidocgen.spec.pointer import to_reference

DEEPEST = 6
"""How many levels of a schema one tree shows at most."""

DEEPEST_INLINE = 24
"""How many more levels it shows of what has no page of its own to link to."""

MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the tree a schema stands.

    ``above`` holds the references on the way down, as bits; ``page`` is the nearest schema with
    a page of its own and ``anchor`` the id there; ``depth`` counts the levels that may follow.
    """

    depth: int
    above: int = 0
    page: str = ""
    anchor: str = ""

    def below(self, bit: int, address: str) -> Spot:
        """The spot of what is inside a schema at this one."""
        page, anchor = (address, "") if address else (self.page, self.anchor)
        return Spot(self.depth - 1, self.above | bit, page, anchor)

    def at(self, step: str) -> Spot:
        """The spot of one particular thing inside."""
        anchor = anchors.join(self.anchor, step) if self.page else ""
        return Spot(self.depth, self.above, self.page, anchor)


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
        self.merger = Merger(lookup)

    def tree(self, schema: object, budget: int) -> SchemaView:
        """The tree of a schema, as deep as ``budget`` fields allow, one level at least."""
        key = (id(schema), budget, self._reach.likeness(schema))
        return self._kept(key, schema, lambda: self.view(schema, self._spot(schema, budget)))

    def page_tree(self, schema: object, name: str, budget: int) -> SchemaView:
        """The tree on the page of a schema itself."""
        bit = self._reach.bit(to_reference(("components", "schemas", name)))
        key = (id(schema), budget, name, self._reach.likeness(schema))
        return self._kept(key, schema, lambda: self._build(schema, self._spot(schema, budget, bit)))

    def _kept(
        self, key: tuple[Any, ...], schema: object, make: Callable[[], SchemaView]
    ) -> SchemaView:
        """What was made for a key before; ids in keys stay valid as the schema is kept too."""
        known = self._memo.get(key)
        if known is None or known[0] is not schema:
            known = schema, make()
            self._memo[key] = known
        return known[1]

    def _spot(self, schema: object, budget: int, bit: int = 0) -> Spot:
        return Spot(self._depth(schema, budget), bit)

    def _depth(self, schema: object, budget: int) -> int:
        """The deepest tree that does not exceed a number of fields."""
        depths = range(DEEPEST, 1, -1)
        return next((each for each in depths if self._size(schema, each) <= budget), 1)

    def _size(self, schema: object, depth: int) -> int:
        """How many fields a tree of this depth would show, recursion unrolled."""
        key = id(schema), depth
        if key not in self._sizes:
            self._sizes[key] = 0
            inside = list(self._inside(self.merger.flat(schema))) if depth else []
            deeper = (self._size(each, depth - 1) for each in inside)
            self._sizes[key] = min(100_000, len(inside) + sum(deeper))
        return self._sizes[key]

    def _inside(self, flat: Flat) -> Iterator[object]:
        yield from table(flat.keywords.get("properties")).values()
        yield from (part.schema for part in self._parts_of(flat))

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
            spot = Spot(spot.depth, spot.above)
        reach = self._reach.mask(schema)
        likeness = self._reach.likeness(schema)
        key = (id(schema), spot.depth, spot.above & reach, spot.page, spot.anchor, likeness)
        return self._kept(key, schema, lambda: self._build(schema, spot))

    def _build(self, schema: object, spot: Spot) -> SchemaView:
        flat = self.merger.flat(schema)
        address = self._lookup.address_of(flat.name) if flat.name else ""
        properties = table(flat.keywords.get("properties"))
        parts = self._parts_of(flat)
        bit = self._reach.bit(flat.reference)
        recursive = bool(bit & spot.above)
        where = address or _with_anchor(spot) or self._first_of(flat.includes)
        too_deep = (spot.depth <= 0 and where) or spot.depth <= -DEEPEST_INLINE
        if (properties or parts) and (recursive or too_deep):
            return self._leaf(flat, address, elsewhere=where, recursive=recursive)
        below = spot.below(bit, address)
        return self._leaf(
            flat,
            address,
            fields=tuple(self._fields(properties, names(flat.keywords.get("required")), below)),
            parts=tuple(self._part(part, below.at(part.anchor)) for part in parts),
        )

    def _first_of(self, schemas: tuple[str, ...]) -> str:
        return self._lookup.address_of(schemas[0]) if schemas else ""

    def _fields(
        self, properties: dict[str, Any], required: list[str], spot: Spot
    ) -> Iterator[FieldView]:
        for name, schema in properties.items():
            anchor = anchors.part(name)
            yield FieldView(name, anchor, name in required, self.view(schema, spot.at(anchor)))

    def _part(self, part: Part, spot: Spot) -> PartView:
        return PartView(
            label=part.label,
            anchor=part.anchor,
            kind=part.kind,
            schema=self.view(part.schema, spot),
            group=part.group,
            by=part.by,
            when=part.when,
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
            facts=tuple(facts(keywords)),
            values=tuple(_values(keywords)),
            examples=tuple(_examples(keywords)),
            includes=self._words(flat.includes),
            fields=fields,
            parts=parts,
            docs=_web_address(table(keywords.get("externalDocs")).get("url")),
            elsewhere=elsewhere,
            recursive=recursive,
        )

    def _words(self, schemas: tuple[str, ...]) -> tuple[Word, ...]:
        return tuple(Word(name, self._lookup.address_of(name)) for name in schemas)


def _with_anchor(spot: Spot) -> str:
    return f"{spot.page}#{spot.anchor}" if spot.anchor else spot.page


def _marks(keywords: dict[str, Any]) -> tuple[str, ...]:
    marks = {"deprecated": "deprecated", "readOnly": "read-only", "writeOnly": "write-only"}
    return tuple(words for keyword, words in marks.items() if keywords.get(keyword) is True)


def _values(keywords: dict[str, Any]) -> Iterator[ValueView]:
    meanings = _meanings(keywords)
    for value in listed(keywords.get("enum")):
        yield ValueView(
            code=literal(value),
            description=to_inline(meanings.get(literal(value), "")),
            is_default="default" in keywords and keywords["default"] == value,
        )


def _meanings(keywords: dict[str, Any]) -> dict[str, str]:
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


def _web_address(value: object) -> str:
    address = text(value)
    return address if address.lower().startswith(("https://", "http://")) else ""
