"""Each file below `cases` holds pairs and what has to be found between them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from apidocgen.diff.change import Change
from apidocgen.diff.compare import compare_documents
from apidocgen.diff.rules.table import RULES
from apidocgen.diff.scope import Settings
from tests.diff.documents import pair

FOLDER = Path(__file__).parent / "cases"
SETTINGS = Settings(today=date(2026, 7, 1), extensions=("x-owner",))


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


CASES = cases()


def said(change: Change) -> str:
    """A rule, and whom it concerns where that is not everybody."""
    who = "" if change.audiences == ("all",) else f" [{', '.join(change.audiences)}]"
    return f"{change.rule}{who}"


@pytest.mark.parametrize("case", CASES)
def test_rules(case: dict[str, Any]) -> None:
    changes = compare_documents(*pair(case), SETTINGS).changes
    messages = "\n".join(f"{said(change)}: {change.message}" for change in changes)
    assert sorted(map(said, changes)) == sorted(case["expect"]), messages


@pytest.mark.parametrize("case", CASES)
def test_nothing_between_equals(case: dict[str, Any]) -> None:
    for same in zip(pair(case), pair(case), strict=True):
        comparison = compare_documents(*same, SETTINGS)
        assert comparison.changes == ()
        assert comparison.identical


def test_every_rule_has_a_case() -> None:
    expected = {entry.split(" ")[0] for case in CASES for entry in case.values[0]["expect"]}
    assert expected == {rule.id for rule in RULES}
