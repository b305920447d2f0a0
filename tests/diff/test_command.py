"""The command: sources, formats, exit status, what a mistake looks like."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest

from tests.diff.conftest import Run, edit, git


def report(run: Run, *arguments: object) -> dict[str, object]:
    ran = run("diff", *arguments, "--format", "json")
    assert ran.err == ""
    found: dict[str, object] = json.loads(ran.out)
    schema = files("apidocgen.diff.reports").joinpath("diff.schema.json").read_text("utf-8")
    jsonschema_rs.validator_for(json.loads(schema)).validate(found)
    return found


def test_a_file_against_a_revision(run: Run, changed: Path) -> None:
    found = report(run, "main:api.yaml", "api.yaml")
    assert found["summary"] == {"breaking": 3, "access": 0, "warning": 0, "info": 0}
    listed = found["changes"]
    assert isinstance(listed, list)
    by_rule = {change["rule"]: change for change in listed}
    assert by_rule["tier-raised"]["audiences"] == ["free"]
    assert by_rule["tier-raised"]["location"] == {"file": "api.yaml", "line": 10, "column": 7}
    assert by_rule["parameter-became-required"]["audiences"] == ["paid"]
    enum = by_rule["response-enum-value-added"]
    assert enum["location"] == {"file": "schemas.yaml", "line": 5, "column": 12}
    assert enum["operation"] == {"method": "GET", "path": "/pets"}


def test_a_revision_alone_means_the_same_file(run: Run, changed: Path) -> None:
    assert report(run, "HEAD:", "api.yaml") == report(run, "HEAD:api.yaml", "api.yaml")


def test_a_revision_alone_may_stand_second(run: Run, changed: Path) -> None:
    git("commit", "-qam", "change")
    there = report(run, "HEAD~1:api.yaml", "HEAD:api.yaml")
    assert report(run, "HEAD~1:api.yaml", "HEAD:") == there
    assert report(run, "HEAD~1:", "HEAD:api.yaml") == there


def test_two_revisions_alone_mean_the_document_of_the_project(run: Run, changed: Path) -> None:
    git("commit", "-qam", "change")
    there = report(run, "HEAD~1:api.yaml", "HEAD:api.yaml")
    plugin = "plugins:\n  - apidocgen: {spec: api.yaml}\n"
    Path("mkdocs.yml").write_text(f"site_name: Pets\n{plugin}", encoding="utf-8")
    assert report(run, "HEAD~1:", "HEAD:") == there
    assert report(run, "HEAD:", "HEAD~1:")["base"] == "HEAD:api.yaml"


def test_two_revisions_leave_the_work_tree_alone(run: Run, changed: Path) -> None:
    git("commit", "-qam", "change")
    edit(changed / "api.yaml", "openapi: 3.1.0", "broken: [")
    found = report(run, "HEAD~1:api.yaml", "HEAD:api.yaml")
    assert found["summary"] == {"breaking": 3, "access": 0, "warning": 0, "info": 0}
    assert git("status", "--short") == "M api.yaml"


@pytest.mark.parametrize(
    ("fail_on", "status"), [("breaking", 1), ("never", 0), ("access", 1), ("info", 1)]
)
def test_exit_status(run: Run, changed: Path, fail_on: str, status: int) -> None:
    assert run("diff", "HEAD:", "api.yaml", "--fail-on", fail_on).status == status


def test_one_audience(run: Run, changed: Path) -> None:
    found = report(run, "HEAD:", "api.yaml", "--audience", "free")
    assert found["audiences"] == ["free"]
    assert found["summary"] == {"breaking": 1, "access": 0, "warning": 0, "info": 0}


def test_identical(run: Run, repository: Path) -> None:
    ran = run("diff", "HEAD:", "api.yaml", "--fail-on", "info")
    assert ran.status == 0
    assert "Both documents say the same." in ran.out


def test_nothing_changes_for_anyone(run: Run, repository: Path) -> None:
    hidden = "    delete: {x-internal: true, responses: {}}\n    post:\n"
    edit(repository / "api.yaml", "    post:\n", hidden)
    ran = run("diff", "HEAD:", "api.yaml", "--fail-on", "info")
    assert ran.status == 0
    assert "Nothing changes for anyone." in ran.out


def test_text(run: Run, changed: Path) -> None:
    out = run("diff", "HEAD:", "api.yaml").out
    assert "✗ The operation needs the tier paid now, so far free  [free]" in out
    assert "api.yaml:10:7  tier-raised" in out
    assert "This calls for a major version, 2.0.0; the document says 1.2.0." in out


def test_sarif(run: Run, changed: Path) -> None:
    log = json.loads(run("diff", "HEAD:", "api.yaml", "--format", "sarif").out)
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] in ("api.yaml", "schemas.yaml")
        assert place["region"]["startLine"] >= 1


def test_junit(run: Run, changed: Path) -> None:
    text = run("diff", "HEAD:", "api.yaml", "--format", "junit").out
    tree = ET.fromstring(text)  # noqa: S314 - our own
    suites = {suite.get("name"): suite for suite in tree}
    assert suites["free"].get("failures") == "1"
    assert [case.get("name") for case in suites["paid"]] == ["GET /pets"]


def test_annotations(run: Run, changed: Path) -> None:
    lines = run("diff", "HEAD:", "api.yaml", "--format", "github").out.splitlines()
    wanted = "::error file=api.yaml,line=10,col=7,title=tier-raised [free]::GET /pets: "
    assert any(line.startswith(wanted) for line in lines)


def annotated(run: Run) -> list[str]:
    """Where annotations stand."""
    lines = run("diff", "HEAD:", "api.yaml", "--format", "github").out.splitlines()
    return [line.split(" ", 1)[1].partition(",title=")[0] for line in lines]


def test_what_is_gone_is_annotated_beside_what_is_left(run: Run, repository: Path) -> None:
    edit(
        repository / "api.yaml",
        "  /pets:\n",
        "  /pens:\n    get: {x-tier: free, responses: {}}\n  /pets:\n",
    )
    git("commit", "-qam", "pens")
    edit(repository / "api.yaml", "  /pens:\n    get: {x-tier: free, responses: {}}\n", "")
    assert annotated(run) == ["file=api.yaml,line=8,col=3"]


def test_what_is_gone_is_annotated_before_if_nothing_follows(run: Run, repository: Path) -> None:
    post = "    post:\n      x-tier: paid\n      responses: {'201': {description: made}}\n"
    edit(repository / "api.yaml", post, "")
    assert annotated(run) == ["file=api.yaml,line=9,col=5"]


def test_what_is_no_longer_listed_is_annotated_where_it_was_listed(
    run: Run, repository: Path
) -> None:
    """The file in which it stands is as it was."""
    (repository / "pens.yaml").write_text("get: {x-tier: free, responses: {}}\n", encoding="utf-8")
    edit(repository / "api.yaml", "  /pets:\n", "  /pens: {$ref: pens.yaml}\n  /pets:\n")
    git("add", ".")
    git("commit", "-qm", "pens")
    edit(repository / "api.yaml", "  /pens: {$ref: pens.yaml}\n", "")
    assert annotated(run) == ["file=api.yaml,line=8,col=3"]
    edit(repository / "api.yaml", "paths:\n  /pets:", "paths: {}\nx-gone:\n  /pets:")
    assert set(annotated(run)) == {"file=api.yaml,line=7,col=1"}
    log = json.loads(run("diff", "HEAD:", "api.yaml", "--format", "sarif").out)
    places = [each["locations"][0]["physicalLocation"] for each in log["runs"][0]["results"]]
    assert {each["artifactLocation"]["uri"] for each in places} == {"api.yaml"}


def test_gitlab(run: Run, changed: Path) -> None:
    issues = json.loads(run("diff", "HEAD:", "api.yaml", "--format", "gitlab").out)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 3
    assert {issue["location"]["path"] for issue in issues} == {"api.yaml", "schemas.yaml"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.yaml", "api.yaml"], "nowhere.yaml: no such file"),
        (["old:api.yaml", "api.yaml"], "run: git fetch origin old"),
        (["HEAD:gone.yaml", "api.yaml"], "no such file in revision HEAD"),
        (["HEAD:", "api.yaml", "--audience", "apps"], "'apps'; on both sides: free, paid"),
        (["HEAD:", "api.yaml", "--audience", "fre"], "free, paid; did you mean 'free'?"),
        (["HEAD:", "HEAD:"], "no document is named"),
        (["HEAD:"], "no document is named"),
        (["https://example.com/api.yaml", "api.yaml"], "network references are off"),
        (["HEAD:", "api.yaml", "--accept", "none.yaml"], "none.yaml: no such file"),
    ],
)
def test_mistakes(run: Run, repository: Path, arguments: list[str], said: str) -> None:
    ran = run("diff", *arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


ACCEPTED = """\
- rule: tier-raised
  operation: GET /p*
  audience: free
  reason: announced in May
  expires: 2100-01-01
- rule: parameter-*
  pointer: /paths/*
  reason: it was always sent
- {rule: operation-removed, reason: not this time}
- {rule: response-enum-value-added, reason: too long ago, expires: 2020-01-01}
"""


def test_accepting(run: Run, changed: Path) -> None:
    (changed / "accepted.yaml").write_text(ACCEPTED, encoding="utf-8")
    found = report(run, "HEAD:", "api.yaml", "--accept", "accepted.yaml")
    assert found["summary"] == {"breaking": 1, "access": 0, "warning": 0, "info": 0}
    listed = found["changes"]
    assert isinstance(listed, list)
    reasons = {change["rule"]: change["accepted"] for change in listed}
    assert reasons["tier-raised"] == "announced in May"
    assert reasons["parameter-became-required"] == "it was always sent"
    assert reasons["response-enum-value-added"] is None
    assert found["stale"] == [
        "accepted.yaml:9:3: this acceptance accepts nothing any more",
        "accepted.yaml:10:3: this acceptance expired on 2020-01-01",
    ]


def test_accepting_by_fingerprint(run: Run, changed: Path) -> None:
    listed = report(run, "HEAD:", "api.yaml")["changes"]
    assert isinstance(listed, list)
    entries = [
        {"fingerprint": change["fingerprint"], "reason": "seen"}
        for change in listed
        if change["rule"] != "tier-raised"
    ]
    (changed / "accepted.json").write_text(json.dumps({"accept": entries}), encoding="utf-8")
    found = report(run, "HEAD:", "api.yaml", "--accept", "accepted.json")
    assert found["summary"] == {"breaking": 1, "access": 0, "warning": 0, "info": 0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {rule: tier-raised}", "x.yaml:1:3: an accepted change needs a reason"),
        ("- {reason: because}", "x.yaml:1:3: say what is accepted"),
        ("- {rule: no-such-rule, reason: a}", "x.yaml:1:3: there is no rule 'no-such-rule'"),
        ("- {rule: tier-raised, reason: a, until: b}", "x.yaml:1:3: unknown key 'until'"),
        ("- {rule: tier-raised, reason: a, expires: soon}", "x.yaml:1:3: expires must be a date"),
        ("- {rule: 1, reason: a}", "x.yaml:1:3: rule must be a text"),
        ("- {rule: tier-raised, reason: a, audience: 1}", "x.yaml:1:3: audience must be"),
        ("- tier-raised", "x.yaml:1:3: an entry of an accept file is an object"),
        ("accept: {}", "x.yaml:1:1: an accept file is a list of entries"),
    ],
)
def test_malformed_accept_files(run: Run, changed: Path, text: str, said: str) -> None:
    (changed / "x.yaml").write_text(text, encoding="utf-8")
    ran = run("diff", "HEAD:", "api.yaml", "--accept", "x.yaml")
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith(said)
