"""The commands about scopes, as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.cli.conftest import Run
from tests.scopes.documents import document

MASTER = Path(__file__).parents[2] / "specs" / "master.yaml"
SCHEMAS = Path(__file__).parents[2] / "src" / "apidocgen" / "cli" / "schemas"


@pytest.fixture
def ask(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run a command about the master and read its JSON, held against its schema."""
    monkeypatch.chdir(tmp_path)

    def go(name: str, *arguments: str) -> Any:
        ran = run("scopes", name, *arguments, "--spec", MASTER, "--format", "json")
        assert ran.status == 0, ran.err
        report = json.loads(ran.out)
        jsonschema_rs.validate(json.loads((SCHEMAS / f"scopes-{name}.json").read_text()), report)
        return report

    return go


def test_need_of_one_audience(ask: Any) -> None:
    found = ask("need", "create_sleep", "GET /api/v1/metrics/sleep", "--audience", "supporter")
    assert found["scopes"] == ["sleep_read", "sleep_write"]
    assert found["because"] == {
        "sleep_read": ["GET /api/v1/metrics/sleep"],
        "sleep_write": ["POST /api/v1/metrics/sleep"],
    }
    assert found["options"][0]["excess"] == ["GET /api/v1/metrics/sleep/{id}"]
    assert [each["alias"] for each in found["aliases"]] == ["health_metrics_write"]


def test_reach_of_an_alias_and_of_a_profile(ask: Any) -> None:
    found = ask("reach", "health_metrics_write", "--audience", "third-party")
    assert {o["path"] for o in found["operations"]} == {
        o["path"] for o in ask("matrix", "--audience", "third-party")["operations"]
    } - {"/api/v1/activities/uploads", "/api/v1/activities/uploads/{id}"}
    profile = ask("reach", "--profile", "personal-before-renewal", "--audience", "free")
    assert len(profile["operations"]) == 8
    assert profile["missing"]["POST /api/v1/metrics/hrv"] == ["hrv_write"]
    assert profile["surplus"] == []


def test_matrix_of_all_audiences_lists_them(ask: Any) -> None:
    found = ask("matrix")
    upload = found["operations"][0]
    assert upload["audiences"] == ["free", "supporter", "premium", "third-party"]
    assert upload["tier"] == "free"
    assert upload["requirement"] == [
        [{"scheme": "personalToken", "scopes": ["activity_push"]}],
        [{"scheme": "oauth2", "scopes": ["activity_push"]}],
    ]
    assert found["aliases"]["health_metrics_write"]["leaves"][0] == "blood_glucose_write"
    assert "GET" not in {o["method"] for o in ask("matrix", "--audience", "free")["operations"][2:]}


def test_list(ask: Any) -> None:
    found = ask("list", "--audience", "free")
    assert {"name": "sleep_write", "operations": 1}.items() <= {
        each["name"]: each for each in found["scopes"]
    }["sleep_write"].items()
    assert set(found["profiles"]) == {"personal-before-renewal"}


def test_csv_has_a_column_for_each_scope(run: Run) -> None:
    ran = run("scopes", "matrix", "--spec", MASTER, "--audience", "free", "--format", "csv")
    head, *rows = csv.reader(io.StringIO(ran.out))
    assert head[:6] == ["method", "path", "operationId", "audiences", "tier", "requirement"]
    assert len(rows) == 12
    assert rows[0][head.index("activity_push")] == "1"
    assert {len(row) for row in rows} == {len(head)}


def test_csv_starts_no_formula(run: Run, tmp_path: Path) -> None:
    spec = tmp_path / "spec.json"
    tree = document({"GET /a": [{"oauth2": ["=1+1", "@x", "-y", "+z"]}]})
    spec.write_text(json.dumps(tree))
    ran = run("scopes", "matrix", "--spec", spec, "--format", "csv")
    rows = [*csv.reader(io.StringIO(ran.out))]
    assert len(rows) == 2
    assert [cell for cell in rows[0] if "1+1" in cell]
    for row in rows:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_markdown_is_one_table(run: Run, tmp_path: Path) -> None:
    spec = tmp_path / "spec.json"
    tree = document({"GET /a|b": [{"oauth2": ["x|y"]}, {}]})
    spec.write_text(json.dumps(tree))
    ran = run("scopes", "matrix", "--spec", spec, "--format", "markdown")
    assert ran.out.splitlines()[2:] == [r"| GET | `/a\|b` |  | all |  | oauth2 (x\|y) or nothing |"]


def test_ties_and_aliases_in_text(run: Run, tmp_path: Path) -> None:
    spec = tmp_path / "spec.json"
    tree = document({"GET /a": [{"oauth2": ["x"]}, {"oauth2": ["y"]}]}, aliases={"all": ["x", "y"]})
    spec.write_text(json.dumps(tree))
    ran = run("scopes", "need", "GET /a", "--spec", spec)
    assert ran.out == (
        "2 sets are equally good\nx\n  x  for GET /a\nor y\nalso all  with 1 needless scope\n"
    )


def test_a_closed_operation_is_status_1(run: Run, tmp_path: Path) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(document({"GET /a": [{"key": []}], "GET /b": [{"oauth2": ["x"]}]})))
    ran = run("scopes", "need", "GET /a", "--spec", spec)
    assert ran.status == 1
    assert "GET /a: no token opens it; it needs another credential" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("need", "GET /api/v1/metrics/sleeep"), "no operation 'GET /api/v1/metrics/sleeep'; did you mean 'GET /api/v1/metrics/sleep'?"),
        (("need", "creat_sleep"), "did you mean 'create_sleep'?"),
        (("reach", "--profile", "nobody"), "no token profile 'nobody'; there is: personal-before-renewal"),
        (("reach", "x", "--scheme", "nobody"), "no security scheme that carries scopes 'nobody'; there is: oauth2, personalToken"),
        (("need", "list_tags", "--audience", "free"), "operation 'list_tags' is hidden from free; `apidocgen explain list_tags --audience free` says why"),
        (("need", "get /api/v1/tag", "--audience", "free", "--audience", "third-party"), "operation 'get /api/v1/tag' is hidden from free, third-party; `apidocgen explain 'get /api/v1/tag' --audience free` says why"),
        (("need", "sleep_read", "--audience", "third-party"), "no operation 'sleep_read'"),
        (("list", "--audience", "nobody"), "unknown audience 'nobody'"),
        (("need",), "Missing argument 'OP...'"),
    ],
)  # fmt: skip
def test_wrong_questions_are_answered_in_one_line(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("scopes", *arguments, "--spec", MASTER)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_scope_that_does_not_occur_is_status_1(run: Run) -> None:
    ran = run("scopes", "reach", "sleep_raed openid", "tag_read", "--spec", MASTER)
    assert ran.status == 1
    assert ran.out.endswith("unknown: sleep_raed; did you mean 'sleep_read'?\nunknown: openid\n")
    assert "  ✓ GET /api/v1/tag\n" in ran.out
    as_json = run("scopes", "reach", "sleep_raed", "--spec", MASTER, "--format", "json")
    assert as_json.status == 1
    assert json.loads(as_json.out)["unknown"] == ["sleep_raed"]
    assert run("scopes", "reach", "tag_read", "--spec", MASTER).status == 0


def test_examples_in_the_manual(run: Run, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.chdir(root)
    manual = (root / "docs" / "manual" / "scopes.md").read_text(encoding="utf-8")
    found = re.findall(r"```console\n\$ apidocgen ([^\n]*)\n(.*?)```", manual, re.DOTALL)
    assert len(found) == 2
    for line, said in found:
        arguments = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', line)]
        assert run(*arguments).out == said
