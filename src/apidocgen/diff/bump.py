"""Which version number the changes call for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apidocgen.diff.change import Comparison
from apidocgen.diff.level import Level

_TEXTS = frozenset({"description-changed", "example-changed", "scope-description-changed"})
_VERSION = re.compile(r"v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])")
"""A number with a dot: a date such as 2030-01-31 is no semantic version."""


@dataclass(frozen=True, slots=True)
class Bump:
    """What is called for ("major", "minor", "patch", "none"), the number, and whether it is met."""

    size: str
    suggestion: str
    met: bool


def suggested_bump(comparison: Comparison) -> Bump:
    """The bump that semantic versioning calls for; below 1.0 a minor one may break."""
    size = _size(comparison)
    before, after = (_numbers(version) for version in comparison.versions)
    if before is None:
        return Bump(size, "", True)
    wanted = _next(before, size)
    met = size == "none" or (after is not None and after >= wanted)
    return Bump(size, ".".join(map(str, wanted)), met)


def _size(comparison: Comparison) -> str:
    changes = comparison.changes
    if any(change.level is Level.BREAKING for change in changes):
        return "major"
    if any(change.rule not in _TEXTS for change in changes):
        return "minor"
    return "patch" if changes else "none"


def _numbers(version: str) -> tuple[int, int, int] | None:
    match = _VERSION.match(version)
    if match is None:
        return None
    major, minor, patch = (int(number or 0) for number in match.groups())
    return major, minor, patch


def _next(version: tuple[int, int, int], size: str) -> tuple[int, int, int]:
    major, minor, patch = version
    if size == "major" and major:
        return major + 1, 0, 0
    if size in ("major", "minor"):
        return major, minor + 1, 0
    return (major, minor, patch + 1) if size == "patch" else version
