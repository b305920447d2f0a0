from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
from syrupy.assertion import SnapshotAssertion

from tests.cli.conftest import Run

CONFIG = """\
site_name: Shop
plugins:
  - apidocgen:
      spec: shop.yaml
      overlays: [open-forgotten.yaml]
      rules: {hidden-required-input: warning}
"""


def test_report(run: Run, folder: Path, snapshot: SnapshotAssertion) -> None:
    ran = run("check", "shop.yaml")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == snapshot


def test_webhooks_are_counted_apart(run: Run, tmp_path: Path) -> None:
    answer = '{responses: {"200": {description: fine}}}'
    (tmp_path / "hooks.yaml").write_text(
        "openapi: 3.1.0\n"
        "info: {title: T, version: '1'}\n"
        "x-tiers: [free, plus]\n"
        "x-audiences: {free: {tier: free}, plus: {tier: plus}, none: {labels: [other]}}\n"
        f"paths: {{/a: {{x-audience: [free, plus], get: {answer}}}}}\n"
        f"webhooks: {{w: {{x-audience: [free, plus], post: {answer}}}, "
        f"v: {{x-tier: plus, x-audience: plus, post: {answer}}}}}\n"
    )
    last = run("check", tmp_path / "hooks.yaml").out.splitlines()[-1]
    assert last.endswith("operations: free 1 and 1 webhook, plus 1 and 2 webhooks, none 0")


def test_json_follows_its_schema(run: Run, folder: Path, snapshot: SnapshotAssertion) -> None:
    ran = run("check", "shop.yaml", "--format", "json")
    report = json.loads(ran.out)
    schema = json.loads((files("apidocgen.cli") / "schemas" / "check.json").read_text())
    jsonschema_rs.validator_for(schema).validate(report)
    assert ran.status == 1
    assert report == snapshot


def test_the_lowest_severity_that_fails_can_be_chosen(run: Run, folder: Path) -> None:
    assert run("check", "shop.yaml", "--fail-on", "never").status == 0
    (folder / "mkdocs.yml").write_text(CONFIG)
    assert run("check", "-q").status == 0
    assert run("check", "-q", "--fail-on", "warning").status == 1


def test_the_configured_document_is_checked_with_its_overlays(run: Run, folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(CONFIG)
    for arguments in ([], ["shop.yaml"], [folder / "shop.yaml"], ["--config", "mkdocs.yml"]):
        ran = run("check", *arguments, "--format", "json")
        assert [each["rule"] for each in json.loads(ran.out)["findings"]] == [
            "hidden-required-input"
        ]


def test_another_document_is_checked_without_them(run: Run, folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / "other.yaml").write_bytes((folder / "shop.yaml").read_bytes())
    report = json.loads(run("check", "other.yaml", "--format", "json").out)
    assert {each["rule"]: each["severity"] for each in report["findings"]} == {
        "unannotated-operation": "error",
        "hidden-required-input": "warning",
    }


def test_an_unknown_rule_in_the_configuration(run: Run, folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(CONFIG.replace("hidden-required-input", "hidden-input"))
    ran = run("check")
    assert ran.status == 2
    assert ran.err.startswith("mkdocs.yml: unknown rule 'hidden-input'; known: ")


def test_nothing_found(run: Run, folder: Path) -> None:
    (folder / "small.yaml").write_text(
        'openapi: 3.0.3\ninfo: {title: T, version: "1"}\npaths: {}\n'
    )
    ran = run("check", "small.yaml")
    assert (ran.status, ran.out) == (
        0,
        "nothing found  small.yaml, OpenAPI 3.0, no audiences declared\n",
    )


def test_many_findings_of_one_rule_are_shortened(run: Run, folder: Path) -> None:
    paths = "".join(
        f'  /{n}: {{get: {{responses: {{"200": {{description: d}}}}}}}}\n' for n in range(30)
    )
    (folder / "long.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: T, version: "1"}\nx-audiences: {a: {}}\npaths:\n' + paths
    )
    assert "  … 10 more, shown with -v\n" in run("check", "long.yaml").out
    assert run("check", "long.yaml", "-v").out.count("has no annotation") == 30


def test_the_reference_document_has_no_errors(run: Run, root: Path) -> None:
    assert run("check", root / "specs" / "master.yaml", "--fail-on", "warning").status == 0
