"""Examples that several places refer to: where they are used, for one audience."""

from __future__ import annotations

from apidocgen.spec.document import Tree
from apidocgen.variants.index import Cell
from apidocgen.variants.losses import Losses


class SharedExamples:
    """Knows the parameters, headers and media types that use an example by reference."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self._uses: dict[int, list[Tree]] | None = None
        self._sources: dict[int, Cell] = {}

    def uses(self, example: Tree) -> list[Tree]:
        """The objects that refer to an example and are still there."""
        return self._read().get(id(example), [])

    def sources(self) -> list[Cell]:
        """The examples that are referred to."""
        self._read()
        return list(self._sources.values())

    def _read(self) -> dict[int, list[Tree]]:
        if self._uses is None:
            self._uses = {}
            for cell, type_name in self._losses.index.valued:
                if type_name != "Schema" and not self._losses.is_gone(cell):
                    self._note(cell[2])
        return self._uses

    def _note(self, holder: Tree) -> None:
        index = self._losses.index
        examples = holder.get("examples")
        for example in examples.values() if isinstance(examples, dict) else ():
            if id(example) not in index.leads_to or id(example) in self._losses.removed:
                continue
            path = index.leads_to[id(example)]
            seen = {path}
            while (inner := index.leads_to.get(id(index.target(path)))) and inner not in seen:
                path = inner
                seen.add(path)
            source = index.target(path)
            if isinstance(source, dict) and self._uses is not None:
                self._sources.setdefault(id(source), index.cell_at(path))
                self._uses.setdefault(id(source), []).append(holder)
