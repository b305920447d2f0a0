"""Values of a shared schema that every use of it hides."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Composition
from apidocgen.variants.hidings import Hiding
from apidocgen.variants.index import Index, path_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import Steps

_Values = frozenset[str]


class SharedValues:
    """Collects which references hide a value of what they lead to, for one audience."""

    def __init__(self, losses: Losses, composition: Composition) -> None:
        self._losses = losses
        self._index: Index = losses.index
        self._composition = composition
        # By the schema that is used and the names of the way to the value: what each use hides.
        self._uses: dict[tuple[object, ...], tuple[Tree, Steps, dict[int, _Values]]] = {}
        self._told: dict[tuple[object, ...], _Values] = {}

    def add(self, schema: Tree, steps: Steps, values: _Values) -> None:
        """Note that a schema, or a member of its values, has these values hidden."""
        target = self._composition.target(schema)
        if not isinstance(target, dict) or self._composition.is_gone(target):
            return
        key = (id(target), *((step.keyword, step.name) for step in steps))
        _, _, uses = self._uses.setdefault(key, (target, steps, {}))
        uses[id(schema)] = uses.get(id(schema), frozenset()) | values

    def hidden_wherever_used(self) -> Iterator[Hiding]:
        """What no use shows, as far as it was not told before."""
        for key, (target, steps, uses) in list(self._uses.items()):
            values = self._common(target, uses) - self._told.get(key, frozenset())
            if values:
                self._told[key] = self._told.get(key, frozenset()) | values
                yield Hiding(target, steps, values, inwards=True)

    def _common(self, target: Tree, uses: dict[int, _Values]) -> _Values:
        sites = self._index.references.get(path_of(self._index.cells[id(target)]), ())
        standing = [
            site.cell[2]
            for site in sites
            if site.type == "Schema" and not self._losses.is_gone(site.cell)
        ]
        hidden = [uses.get(id(schema), frozenset()) for schema in standing]
        return hidden[0].intersection(*hidden[1:]) if hidden else frozenset()
