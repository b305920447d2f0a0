"""Which version number changes call for."""

from __future__ import annotations

from typing import Any

import pytest

from apidocgen.diff.bump import suggested_bump
from apidocgen.diff.compare import compare_documents
from tests.diff.documents import document, operation

GONE: dict[str, Any] = {"paths": {}}
NEW: dict[str, Any] = {"tags": ["a"]}
TEXT: dict[str, Any] = {"summary": "a"}


@pytest.mark.parametrize(
    ("change", "before", "after", "size", "suggestion", "met"),
    [
        (GONE, "1.2.3", "1.3.0", "major", "2.0.0", False),
        (GONE, "1.2.3", "2.0.0", "major", "2.0.0", True),
        (GONE, "0.4.1", "0.5.0", "major", "0.5.0", True),
        (NEW, "1.2.3", "1.3.0", "minor", "1.3.0", True),
        (NEW, "v1.2", "v1.2", "minor", "1.3.0", False),
        (TEXT, "1.2.3", "1.2.4-rc1", "patch", "1.2.4", True),
        (GONE, "2022-11-15", "2023-08-16", "major", "", True),
        ({}, "1.2.3", "1.2.3", "none", "1.2.3", True),
    ],
)
def test_bumps(
    change: dict[str, Any], before: str, after: str, size: str, suggestion: str, met: bool
) -> None:
    old = operation({}) | {"info": {"title": "t", "version": before}}
    new = operation(change) | {"info": {"title": "t", "version": after}}
    if change is GONE:
        new |= GONE
    bump = suggested_bump(compare_documents(document(old), document(new)))
    assert (bump.size, bump.suggestion, bump.met) == (size, suggestion, met)
