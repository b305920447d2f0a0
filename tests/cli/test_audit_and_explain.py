from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.cli.conftest import Run


def _valid(text: str, schema: str) -> Any:
    """The report, held against its schema."""
    report = json.loads(text)
    shape = json.loads((files("apidocgen.cli") / "schemas" / f"{schema}.json").read_text())
    jsonschema_rs.validator_for(shape).validate(report)
    return report


def test_audit_finds_nothing_in_variants(run: Run, folder: Path) -> None:
    run("filter", "shop.yaml", "-o", "out")
    ran = run("audit", "out", "--spec", "shop.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("nothing found")


def test_audit_finds_what_was_planted(run: Run, folder: Path) -> None:
    run("filter", "shop.yaml", "-o", "out")
    with (folder / "out/free.yaml").open("a") as variant:
        variant.write("# Nobody said who may see this\n")
    ran = run("audit", "out", "--spec", "shop.yaml", "--format", "json")
    assert ran.status == 1
    leaks = _valid(ran.out, "audit")["leaks"]
    assert {(leak["audience"], leak["file"]) for leak in leaks} == {("free", "free.yaml")}
    text = run("audit", "out", "--spec", "shop.yaml")
    assert text.status == 1
    assert "free.yaml:" in text.out


def test_audit_of_no_folder(run: Run, folder: Path) -> None:
    ran = run("audit", "none", "--spec", "shop.yaml")
    assert (ran.status, ran.out, ran.err) == (2, "", "none: no such folder\n")


def test_explain(run: Run, folder: Path) -> None:
    arguments = ("explain", "Item.cost", "--audience", "free", "--audience", "plus")
    ran = run(*arguments, "--spec", "shop.yaml", "--format", "json")
    assert ran.status == 0
    answers = _valid(ran.out, "explain")["explanations"]
    assert {each["audience"]: each["visible"] for each in answers} == {"free": False, "plus": True}
    text = run(*arguments, "--spec", "shop.yaml").out
    assert "for free: hidden" in text
    assert "for plus: visible" in text


def test_explain_something_unknown(run: Run, folder: Path) -> None:
    ran = run("explain", "GET /nothing", "--audience", "free", "--spec", "shop.yaml")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
