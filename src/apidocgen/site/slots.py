"""Pages poured into a frame that the theme has rendered once.

Rendering the theme's templates for every page would cost more than all the rest of a build. The
theme renders a frame instead, with tokens where pages differ; the tokens are found once, and a
page is a join of strings. What is poured in is never searched for tokens again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

TOKEN = re.compile(r"ag-slot-([a-z0-9]+)-end")


def token(name: str) -> str:
    """The text that stands for the slot `name` in a frame; safe in HTML, URLs and JSON."""
    return f"ag-slot-{name}-end"


@dataclass(frozen=True, slots=True)
class Mould:
    """A rendered frame, cut at its slots: text, slot name, text, slot name, …, text."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, rendered: str) -> Mould:
        """Cut a rendered frame."""
        return cls(tuple(TOKEN.split(rendered)))

    def pour(self, values: Mapping[str, str]) -> str:
        """Fill all slots; KeyError when a value is missing."""
        filled = list(self.pieces)
        filled[1::2] = [values[name] for name in self.pieces[1::2]]
        return "".join(filled)
