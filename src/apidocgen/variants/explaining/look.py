"""One audience's look at a master, as those who explain it need it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from apidocgen.access.audience import Audience
from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import Path
from apidocgen.spec.problems import Location
from apidocgen.variants.filter import Filtering
from apidocgen.variants.security import hidden_scopes, scopes_of_hidden_flows


class Look:
    """The master, what an audience loses of it, and what it gets."""

    def __init__(self, filtering: Filtering, audience: Audience) -> None:
        self.filtering = filtering
        self.audience = audience
        self.index = filtering.index
        self.view = filtering.view(audience)
        self.losses = self.view.pruning.losses

    @property
    def master(self) -> Tree:
        """The whole master."""
        tree: Tree = self.filtering.document.tree
        return tree

    def node(self, path: Path) -> Any:
        """What stands in the master at a path that is known to exist."""
        return self.index.target(path)

    def is_gone(self, path: Path) -> bool:
        """Whether what stands at a path, or anything around it, was taken away."""
        removed = self.losses.removed
        return id(self.master) in removed or any(nid in removed for nid in self.index.chain(path))

    def is_visible(self, path: Path) -> bool:
        """Whether the variant has what stands at a path of the master."""
        return not self.is_gone(path) and self.view.remaining(path) is not None

    def place(self, path: Path) -> Location:
        """Where in the source something stands."""
        return self.filtering.document.locate(path)

    @cached_property
    def hidden_scopes(self) -> frozenset[str]:
        """Scopes and aliases whose own entry in the catalogue is not for this audience."""
        return hidden_scopes(self.filtering.document, self.filtering.annotations, self.audience)

    @cached_property
    def undeclared(self) -> Mapping[str, frozenset[str]]:
        """The scopes of each security scheme that only flows declare which are gone."""
        removed = self.losses.removed
        return scopes_of_hidden_flows(self.master, lambda flow: id(flow) not in removed)
