"""What stands for a value or an object of which nothing remains."""

from __future__ import annotations

from typing import Final


class Gone:
    """The type of GONE."""

    def __repr__(self) -> str:
        return "GONE"


GONE: Final = Gone()
"""Stands for a value or an object of which nothing remains."""
