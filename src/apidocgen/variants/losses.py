"""What one audience loses: the objects that are gone, and what has to be copied because of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path, Token
from apidocgen.variants.annotations import Rule
from apidocgen.variants.enums import hidden_values
from apidocgen.variants.index import Cell, Index, ancestors, path_of, unit_of
from apidocgen.variants.reasons import Cause, Reason
from apidocgen.variants.security import Decision


@dataclass(slots=True)
class Losses:
    """The state of one pruning; everything in it only grows.

    Attributes:
        removed: Why an object is gone, by id of the master's object.
        unmapped: Discriminator entries that are gone, by id of the map and key.
        gone: Paths of reference targets that are gone.
        touched: The parts of the master in which something changed since they were copied.
        valued_units: The parts with values that must be projected.
        dirty: Ids of the objects that cannot be shared with the master.
        texts: What remains of a text with markers, by id of its object and key.
        dropped_names: Property names that must not be mentioned in a schema or media type.
        valued: Ids of objects whose examples, defaults or constants must be projected.
        decisions: What remains of an operation's requirement.
        hidden_names: Names of properties that are hidden somewhere.
        secret_names: Names of properties that are hidden everywhere they are declared.
        shrunk: Ids of the schemas in which, references followed, something is gone.
        hidden_constants: Values of an enum that are hidden, by id of each schema that repeats them.
        hidden_kinds: Names of kinds that are hidden, by id of the discriminator that tells them.
        hidden_tags: Names of tags that are hidden themselves.
        unused: Ids of components that nothing visible leads to: what they say counts for nothing.
        moved: References as the variant must write them, by id of their object and key.
    """

    index: Index
    audience: Audience
    removed: dict[int, Reason] = field(default_factory=dict)
    unmapped: set[tuple[int, Any]] = field(default_factory=set)
    gone: set[Path] = field(default_factory=set)
    touched: dict[Path, None] = field(default_factory=dict)
    valued_units: dict[Path, None] = field(default_factory=dict)
    dirty: set[int] = field(default_factory=set)
    texts: dict[tuple[int, Token], str] = field(default_factory=dict)
    dropped_names: dict[int, frozenset[str]] = field(default_factory=dict)
    valued: set[int] = field(default_factory=set)
    decisions: dict[int, Decision] = field(default_factory=dict)
    hidden_constants: dict[int, frozenset[str]] = field(default_factory=dict)
    hidden_kinds: dict[int, frozenset[str]] = field(default_factory=dict)
    hidden_tags: frozenset[str] = frozenset()
    hidden_names: frozenset[str] = frozenset()
    secret_names: frozenset[str] = frozenset()
    shrunk: frozenset[int] = frozenset()
    unused: set[int] = field(default_factory=set)
    moved: dict[tuple[int, Token], str] = field(default_factory=dict)

    def admits(self, rule: Rule) -> bool:
        """Whether the audience passes a rule."""
        return self.index.annotations.admits(rule, self.audience)

    def hidden_values(self, schema: Tree) -> frozenset[str]:
        """The values that a schema may list and that are hidden, by itself or by another."""
        own = hidden_values(schema, self.removed)
        repeated = self.hidden_constants.get(id(schema))
        return own | repeated if repeated else own

    def hidden_kinds_of(self, schema: Tree) -> frozenset[str]:
        """The kinds that a schema's discriminator may tell and that are hidden."""
        discriminator = schema.get("discriminator")
        return self.hidden_kinds.get(id(discriminator), frozenset())

    def is_gone(self, cell: Cell) -> bool:
        """Whether the value of a cell, or anything around it, is gone or used by nobody."""
        removed, unused = self.removed, self.unused
        step: Cell | None = cell
        while step is not None:  # asked so often that a generator would tell
            nid = id(step[2])
            if nid in removed or nid in unused:
                return True
            step = step[0]
        return False

    def is_without_values(self, schema: Tree) -> bool:
        """Whether a schema is gone only because all the values that it lists are hidden."""
        return self.removed.get(id(schema)) == Reason(Cause.EMPTIED, "enum")

    def is_merely_empty(self, cell: Cell) -> bool:
        """Whether a schema has lost all its values, and what is around it is there or empty, too.

        Nobody has hidden it as a whole: it still tells that these values are hidden.
        """
        around = [id(value) for value in ancestors(cell)]
        reasons = [self.removed[nid] for nid in around if nid in self.removed]
        return (
            self.is_without_values(cell[2])
            and self.unused.isdisjoint(around)
            and all(reason.cause is Cause.EMPTIED for reason in reasons)
        )

    def is_hidden(self, cell: Cell) -> bool:
        """Whether the value of a cell, or anything around it, is gone."""
        return any(id(value) in self.removed for value in ancestors(cell))

    def remove(self, cell: Cell, reason: Reason) -> None:
        """Take an object away, unless it is gone already."""
        if id(cell[2]) not in self.removed:
            self.removed[id(cell[2])] = reason
            self.mark(cell)

    def empty(self, node: Tree, key: str) -> None:
        """Take an object away of which nothing valid is left; ``key`` is the field it lost."""
        if id(node) not in self.removed:
            self.removed[id(node)] = Reason(Cause.EMPTIED, key)
            # What stands beside it may speak of it, and has been copied perhaps.
            if id(node) in self.index.cells:
                self.touched[unit_of(path_of(self.index.cells[id(node)]))] = None

    def project(self, cell: Cell) -> None:
        """Note that values of an object must be projected whenever more is gone."""
        self.valued.add(id(cell[2]))
        self.valued_units[unit_of(path_of(cell))] = None
        self.mark(cell)

    def mark(self, cell: Cell) -> None:
        """Note that an object is not the master's any more, nor is anything around it."""
        self.touched[unit_of(path_of(cell))] = None
        for value in ancestors(cell):
            if id(value) in self.dirty:
                return
            self.dirty.add(id(value))

    def size(self) -> tuple[int, ...]:
        """How much is gone, to see whether a round has found more."""
        return len(self.removed), len(self.unmapped), len(self.unused)
