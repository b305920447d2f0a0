"""Pairs of documents with verdicts from the tests of OpenAPITools/openapi-diff."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apidocgen.diff.compare import compare_documents
from apidocgen.diff.level import Level
from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("APIDOCGEN_REAL_DOCUMENTS", ROOT.parent / "shared" / "real"))
FOLDER = REAL / "diff"

pytestmark = pytest.mark.skipif(
    not (FOLDER / "cases.jsonl").is_file(),
    reason=f"no pairs in {FOLDER}; APIDOCGEN_REAL_DOCUMENTS names another folder",
)

EXPLAINED = {
    "content_diff_2.yaml": "a schema for content that had none",
    "composed_schema_2.yaml": "a returned schema must also fit one of several",
    "path_parameter_diff_param_schema_diff_new.yaml": "a number in a path is a text",
    "bc_response_apiresponse_decreased.yaml": "a failure is no longer described",
    "bc_response_header_required_increased.yaml": "a header became required",
    "bc_response_minlength_increased.yaml": "answers became narrower",
    "bc_response_minlength_changed_but_compatible.yaml": "answers became wider",
    "bc_request_numericrange_exclusive_max_set.yaml": "exclusive without a bound",
    "bc_request_numericrange_exclusive_min_set.yaml": "exclusive without a bound",
    "bc_operation_changed_incompatible_operation_id.yaml": "operationId",
    "bc_request_param_explode_changed.yaml": "explode of a single value",
    "bc_request_schema_format_increased.yaml": "the format of what is sent became wider",
    "bc_response_schema_format_decreased.yaml": "the format of what is returned became narrower",
    "bc_response_writeonly_required_decreased.yaml": "no longer write-only",
}
"""Pairs that are judged differently, by the revision; the manual gives the reasons."""

BREAKS = {
    "breaking": True,
    "compatible": False,
    "compatible-or-unchanged": False,
    "unchanged": False,
    "endpoints-unchanged": False,
}


def cases() -> Iterator[dict[str, Any]]:
    for line in (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def judged(case: dict[str, Any]) -> tuple[bool, bool] | None:
    """Whether it breaks and whether anything changed; None for what no OpenAPI 3 reader takes."""
    try:
        base, revision = (load(FOLDER / case[side]).document for side in ("base", "revision"))
    except InputError as error:
        if "Swagger 2.0" in error.message:
            return None
        raise
    changes = compare_documents(base, revision).changes
    return any(change.level is Level.BREAKING for change in changes), bool(changes)


def test_agreement() -> None:
    agreed, differing = 0, []
    for case in cases():
        found = judged(case)
        verdict = case["expect"].get("verdict")
        if found is None or verdict not in BREAKS:
            continue
        if verdict == "unchanged":
            assert not found[1], case["id"]
        if found[0] == BREAKS[verdict]:
            agreed += 1
        elif Path(case["revision"]).name not in EXPLAINED:
            differing.append(f"{case['id']}: {case['revision']}")
    assert agreed / (agreed + len(differing)) >= 0.95, differing
    assert not differing


def test_single_operations() -> None:
    """Where a case says which operations break, these and no others do."""
    for case in cases():
        for path, verdict in case["expect"].get("operations", {}).items():
            base, revision = (load(FOLDER / case[side]).document for side in ("base", "revision"))
            breaking = {
                operation.path
                for change in compare_documents(base, revision).changes
                if change.level is Level.BREAKING
                for operation in change.operations
            }
            assert (path in breaking) == (verdict == "breaking"), path


PAIRS = [
    ("github-v22.json", "github.json", 100),
    ("stripe-2023-03.yaml", "stripe-2023-09.yaml", 50),
]


@pytest.mark.slow
@pytest.mark.parametrize(("base", "revision", "least"), PAIRS)
def test_large_documents(base: str, revision: str, least: int) -> None:
    comparison = compare_documents(load(REAL / base).document, load(REAL / revision).document)
    breaking = comparison.counts()[Level.BREAKING]
    assert least <= breaking < 500
    assert len(comparison.changes) < 2500
    fingerprints = [change.fingerprint for change in comparison.changes]
    assert len(set(fingerprints)) > 0.99 * len(fingerprints)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["okta.yaml", "figma.yaml", "spotify.yaml"])
def test_a_document_against_itself(name: str) -> None:
    assert not compare_documents(load(REAL / name).document, load(REAL / name).document).changes
