"""Schema trees as HTML: each is laid out once and used wherever it stands."""

from __future__ import annotations

from jinja2 import Environment
from markupsafe import Markup

from apidocgen.reference.schema_view import SchemaView

HERE = "\x00"
"""Stands in kept HTML for the id of the place where it will be used."""


class SchemaHtml:
    """Lays out the insides of schemas. It keeps what it made, so that a tree costs once."""

    def __init__(self, environment: Environment) -> None:
        """Use the macros of ``reference/schema_macros.html``."""
        self._macros = environment.get_template("reference/schema_macros.html").module
        self._kept: dict[int, tuple[SchemaView, str]] = {}

    def tree(self, view: SchemaView, place: str) -> Markup:
        """What is inside a schema, with ids that start with ``place``."""
        kept = self._kept.get(id(view))
        if kept is None or kept[0] is not view:
            html = str(self._macros.inside(view, HERE, self.tree))  # type: ignore[attr-defined]
            kept = view, html
            self._kept[id(view)] = kept
        html = kept[1].replace(HERE, place)
        return Markup(html)  # noqa: S704 - rendered by a template
