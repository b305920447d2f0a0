"""Names and values that speak of what is gone: found here, taken out while copying.

What is looked for stands elsewhere than what is gone: ``required`` beside an ``allOf``, an example
two references away. Schemas in which nothing is gone, references followed, are not looked into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path
from apidocgen.spec.walk import walk
from apidocgen.variants.composition import Composition, properties
from apidocgen.variants.copying import CopyPass
from apidocgen.variants.enums import hidden_values
from apidocgen.variants.finishing import example_values, is_unchanged
from apidocgen.variants.holders import governing
from apidocgen.variants.index import Cell, ancestors, path_of, unit_of
from apidocgen.variants.interning import Interning
from apidocgen.variants.losses import Losses
from apidocgen.variants.mentions import keys_in
from apidocgen.variants.naming import mentioned_names
from apidocgen.variants.reasons import Cause, Reason
from apidocgen.variants.repeated import Repeated, repeated_values
from apidocgen.variants.restated import restated_properties

_VALUES = ("example", "x-example", "default", "const", "examples", "x-examples", "enum")
_LISTS = frozenset({"examples", "x-examples", "enum"})


class Following:
    """Finds, for one audience and one state of what is gone, all that speaks of it."""

    def __init__(self, losses: Losses, interning: Interning) -> None:
        self._losses = losses
        self._index = losses.index
        self._interning = interning
        losses.shrunk = self._shrunk_schemas()
        self._repeated = self._find_repeated()
        self._hidden_names = losses.hidden_names = self._declared_in_hidden()
        losses.secret_names = frozenset(n for n in self._hidden_names if not self._declares(n))
        self.copying = CopyPass(losses, interning)
        self._names_dropped = False
        removed = (self._index.cells[nid] for nid in losses.removed if nid in self._index.cells)
        self._hides_patterns = any(cell[0][1] == "patternProperties" for cell in removed)

    def _find_repeated(self) -> Repeated | None:
        index, losses = self._index, self._losses
        if not index.enums and not losses.removed:
            return None
        composition = Composition(losses)
        before = losses.hidden_constants
        # What was found in an earlier state must not decide about this one.
        losses.hidden_constants, losses.hidden_kinds = {}, {}
        found = repeated_values(losses, composition, lambda: self._interning.constants(index))
        for nid, values in before.items():
            if found.constants.get(nid) != values:
                losses.mark(index.cells[nid])  # hidden as long as something unused still counted
        losses.hidden_constants = found.constants
        losses.hidden_kinds = found.kinds
        if found.constants:
            losses.shrunk = self._shrunk_schemas()
        return found

    def mark(self, *, with_values: bool) -> None:
        """Note in the losses what has to be taken out, and where."""
        self._mark_restated()
        self._mark_constants()
        if self._losses.shrunk:
            for cell in () if self._names_dropped else self._index.naming:
                self._drop_names(cell)
            self._names_dropped = True
            if with_values:
                self._mark_all_values()
        if with_values:
            self._mark_expressions()

    def _mark_restated(self) -> None:
        """Properties that are gone, where the schema around them says more of them."""
        for cell, reason in list(restated_properties(self._losses)):
            self._losses.remove(cell, reason)

    def _mark_constants(self) -> None:
        """Enum values that are hidden where another schema for the same value lists them."""
        found = self._repeated
        if found is None:
            return
        for nid in found.constants:
            self._losses.mark(self._index.cells[nid])
        for cell in self._index.discriminators if self._losses.hidden_kinds else ():
            if self._losses.hidden_kinds_of(cell[2]):
                self._losses.mark((cell, "discriminator", cell[2]["discriminator"]))
        for place, key in found.mapped:
            self._losses.unmapped.add((id(place[2]), key))
            self._losses.mark(place)
        for branch in found.branches:
            self._losses.remove(branch, Reason(Cause.EMPTIED, "enum"))

    def _mark_all_values(self) -> None:
        for cell, type_name in self._index.valued:
            self._mark_values(cell, type_name)
        self._mark_mentions()
        for cell in self.copying.shared.sources():
            self._mark_shared(cell)

    def _drop_names(self, cell: Cell) -> None:
        node, losses = cell[2], self._losses
        if self._index.types[id(node)] != "Schema":
            if any(id(schema) in losses.shrunk for schema in governing(node, self._index)):
                losses.mark(cell)
            return
        mentioned = mentioned_names(node)
        names = mentioned & self._hidden_names
        drops = names & self._names_hidden_for(node) if names else names
        if names - drops:
            drops |= (names - drops) & self._names_hidden_beside(node)
        if self._hides_patterns:
            hides = self.copying.composition.hides_by_pattern
            drops |= {name for name in mentioned - drops if hides(name, node)}
        if drops != losses.dropped_names.get(id(node), frozenset()):
            losses.dropped_names[id(node)] = drops
            losses.mark(cell)

    def _names_hidden_for(self, schema: Tree) -> frozenset[str]:
        """Names that are hidden in what a schema describes.

        In an array ``required`` means nothing, and is often meant for its items.
        """
        hidden, items = self.copying.composition.hidden_names(schema), schema.get("items")
        if isinstance(items, dict) and "properties" not in schema:
            hidden |= self.copying.composition.hidden_names(items)
        return hidden

    def _names_hidden_beside(self, schema: Tree) -> frozenset[str]:
        """Names that are hidden in what others say of the member that a schema describes."""
        others = self.copying.fellows.beside(schema, hidden=True)
        return self.copying.composition.hidden_in_others(schema, others)

    def _mark_values(self, cell: Cell, type_name: str) -> None:
        node = cell[2]
        if id(node) in self._losses.valued or self._losses.is_gone(cell):
            return
        is_schema = type_name == "Schema"
        schemas: Iterable[Any] = governing(node, self._index)
        if is_schema:  # what a plain value is hidden by, constants tell
            tops = self.copying.composition.inline_tops
            schemas = tops(node) if _holds_objects(node) else [node]
        if any(id(schema) in self._losses.shrunk for schema in schemas) or (
            is_schema
            and not self._hidden_names.isdisjoint(keys_in([node.get(key) for key in _VALUES]))
            and (self.copying.composition.hidden_names(node) or self.copying.projector.beside(node))
        ):
            self._losses.project(cell)

    def _mark_mentions(self) -> None:
        """Values in which a hidden name is a key, whatever schema they have."""
        if self._losses.secret_names:
            mentions = self._interning.mentions(self._index)
            for cell, _ in mentions.holding(self._losses.secret_names):
                if not self._losses.is_gone(cell):
                    self._losses.project(cell)

    def _mark_shared(self, cell: Cell) -> None:
        """A shared example is cut itself if it loses the same wherever it is used."""
        source, losses = cell[2], self._losses
        holders = self.copying.shared.uses(source)
        if all(id(holder) not in losses.valued for holder in holders):
            return
        uses = [example_values(self.copying, source, holder) for holder in holders]
        if any(each != uses[0] for each in uses):
            losses.valued.discard(id(source))
        elif not is_unchanged(uses[0], source):
            self._losses.project(cell)

    def _mark_expressions(self) -> None:
        """Links and callbacks whose runtime expressions name what is gone."""
        expressions, losses = self.copying.expressions, self._losses
        for cell in self._index.links:
            if id(cell[2]) in losses.valued or losses.is_gone(cell):
                continue
            if expressions.cut_link(cell[2]) is not cell[2]:
                self._losses.project(cell)
        for cell in self._index.callbacks:
            if not losses.is_gone(cell) and expressions.hides_callback(cell):
                losses.remove(cell, Reason(Cause.EXPRESSION, str(cell[1])))

    # -- where to look ---------------------------------------------------------------------

    def _declared_in_hidden(self) -> frozenset[str]:
        """Names of properties that a hidden schema declares, or what it is composed of."""
        removed = self._losses.removed
        composition = Composition(self._losses)
        hidden: set[str] = set()
        waiting: list[Any] = []
        for nid, cell in self._index.cells.items():
            if nid in removed:
                hidden.update(_declared_in(cell))
                waiting.append(cell[2])
        seen: set[int] = set()
        while waiting:
            schema = waiting.pop()
            if isinstance(schema, dict) and id(schema) not in seen:
                seen.add(id(schema))
                hidden.update(name for name, _ in properties(schema))
                waiting += composition.applicators(schema)
        return frozenset(hidden | self._refused_names())

    def _refused_names(self) -> set[str]:
        """Hidden values, each of which ``propertyNames`` may list."""
        index, losses = self._index, self._losses
        cells = (*index.enums, *(index.cells[nid] for nid in losses.hidden_constants))
        return {value for cell in cells for value in losses.hidden_values(cell[2])}

    def _declares(self, name: str) -> bool:
        cells = self._index.properties.get(name, ())
        return not cells or any(not self._losses.is_gone(cell) for cell in cells)

    def _shrunk_schemas(self) -> frozenset[int]:
        """Ids of schemas in which, references followed, something is gone."""
        index, removed = self._index, self._losses.removed
        shrunk: set[int] = set()
        waiting = [cell for nid, cell in index.cells.items() if nid in removed]
        waiting += [cell for cell in index.enums if hidden_values(cell[2], removed)]
        waiting += [index.cells[nid] for nid in self._losses.hidden_constants]
        if any(path_of(cell)[:2] == ("components", "schemas") for cell in waiting):
            # A discriminator may name any component by its bare name.
            waiting += [cell for cell in index.naming if "discriminator" in cell[2]]
        seen: set[Path] = set()
        while waiting:
            cell = waiting.pop()
            for value in ancestors(cell):
                if id(value) in shrunk:
                    break
                shrunk.add(id(value))
            unit = unit_of(path_of(cell))
            if unit not in seen:
                seen.add(unit)
                waiting += [site.cell for site in self._interning.sites_into(index, unit)]
        return frozenset(shrunk)


def _holds_objects(schema: Tree) -> bool:
    """Whether a value that stands in a schema itself has members or items."""
    for key in _VALUES:
        value = schema.get(key)
        listed = value if isinstance(value, list) and key in _LISTS else [value]
        if any(isinstance(each, dict | list) for each in listed):
            return True
    return False


def _declared_in(cell: Cell) -> Iterator[str]:
    """The names of properties that a schema declares at any depth, and its own."""
    if cell[0][1] == "properties":
        yield str(cell[1])
    for path, _, kind in walk(cell[2], "Schema"):
        if kind == "Schema" and len(path) > 1 and path[-2] == "properties":
            yield str(path[-1])
