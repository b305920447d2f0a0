"""Verifying a real server that enforces scopes.json, with and without seeded disagreements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from apidocgen.reference.scope_answers.catalogue import scope_catalogue
from tests.cli.conftest import Run
from tests.scopes.documents import document, variants_of
from tests.scopes.server import Api, serving, write_catalogue

SCHEMA = Path("src/apidocgen/cli/schemas/verify.json")
OPERATIONS: dict[str, Any] = {
    "GET /open": [],
    "GET /optional": [{}, {"oauth2": ["r"]}],
    "GET /read": [{"oauth2": ["r"]}],
    "GET /both": [{"oauth2": ["r", "w"]}],
    "GET /either": [{"oauth2": ["r"]}, {"oauth2": ["w"]}],
    "GET /with-key": [{"oauth2": ["r"], "key": []}],
    "GET /or-key": [{"oauth2": ["w"]}, {"key": []}],
    "GET /things/{id}": [{"oauth2": ["all"]}],
    "GET /unknown/{id}": [{"oauth2": ["r"]}],
    "POST /write": [{"oauth2": ["w"]}],
    "DELETE /things/{id}": [{"oauth2": ["w"]}],
}
KNOWN = {
    "tok-r": ("oauth2", ["r"]),
    "tok-w": ("oauth2", ["w"]),
    "tok-all": ("oauth2", ["all"]),
    "the-key": ("key", []),
}


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    tree = document(
        OPERATIONS,
        aliases={"all": ["r", "w"]},
    )
    tree["x-token-profiles"] = {"old": {"scopes": ["r"]}}
    for node in tree["paths"]["/things/{id}"].values():
        node["parameters"] = [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "example": "a/..",
                "schema": {"type": "string"},
            }
        ]
    tree["paths"]["/read"]["get"]["parameters"] = [
        {"name": "kind", "in": "query", "required": True, "schema": {"enum": ["x y"]}},
        {"name": "more", "in": "query", "schema": {"type": "string"}, "example": "unsent"},
    ]
    tree["components"]["securitySchemes"].pop("roles", None)
    file = tmp_path / "spec.json"
    file.write_text(json.dumps(tree))
    return file


@pytest.fixture
def api(spec: Path, tmp_path: Path) -> Api:
    [variant] = variants_of(json.loads(spec.read_text()), tmp_path)
    return Api(write_catalogue(scope_catalogue(variant), tmp_path), KNOWN, {})


TOKENS = ("--token", "r=tok-r", "--token", "w=env:W_TOKEN", "--token", "all=file:all.txt")


@pytest.fixture(autouse=True)
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("W_TOKEN", "tok-w\n")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "all.txt").write_text("tok-all\n")


def verified(run: Run, api: Api, spec: Path, *more: str) -> tuple[int, dict[str, Any]]:
    with serving(api) as url:
        ran = run("verify", "--spec", spec, "--base-url", url, *TOKENS, *more, "--format", "json")
    assert "tok-" not in ran.out + ran.err
    assert "the-key" not in ran.out + ran.err
    return ran.status, json.loads(ran.out)


def test_a_faithful_api(run: Run, api: Api, spec: Path, root: Path) -> None:
    status, report = verified(run, api, spec, "--credential", "key=the-key", "-q")
    jsonschema_rs.validate(json.loads((root / SCHEMA).read_text()), report)
    assert (status, report["disagreements"], report["unclear"]) == (0, [], [])
    # Eight operations, for nobody, three tokens and the key alone.
    assert report["calls"] == report["compared"] == 8 * 5
    assert [(each["operation"]["path"], each["reason"]) for each in report["skipped"]] == [
        ("/things/{id}", "DELETE is not asked for"),
        ("/unknown/{id}", "no value for {id}"),
        ("/write", "POST is not asked for"),
    ]


def test_only_safe_methods_below_the_base(run: Run, api: Api, spec: Path) -> None:
    verified(run, api, spec)
    assert {line.split()[0] for line in api.seen} == {"GET"}
    assert all(line.split()[1].startswith("/v1/") for line in api.seen)
    assert "GET /v1/things/a%2F.." in api.seen
    assert "GET /v1/read?kind=x+y" in api.seen


def test_other_methods_when_asked_for(run: Run, api: Api, spec: Path) -> None:
    status, _ = verified(run, api, spec, "--method", "post", "--parameter", "id=17")
    assert status == 0
    assert "POST /v1/write" in api.seen
    assert "GET /v1/unknown/17" in api.seen
    assert not [line for line in api.seen if line.startswith("DELETE")]


@pytest.mark.parametrize(
    ("key", "status", "kinds"),
    [
        ("GET /read", 200, {"allowed-to-anyone": 1, "allowed-without-scopes": 1}),
        ("GET /both", 204, {"allowed-to-anyone": 1, "allowed-without-scopes": 2}),
        ("GET /open", 401, {"refused-to-anonymous": 1, "refused-with-scopes": 3}),
        ("GET /either", 403, {"refused-with-scopes": 3}),
        ("GET /optional", 403, {"refused-to-anonymous": 1, "refused-with-scopes": 3}),
    ],
)  # fmt: skip
def test_seeded_disagreements(
    run: Run, api: Api, spec: Path, key: str, status: int, kinds: dict[str, int]
) -> None:
    api.deviations = {key: status}
    code, report = verified(run, api, spec)
    found = [each["kind"] for each in report["disagreements"]]
    assert code == 1
    assert {kind: found.count(kind) for kind in found} == kinds
    assert {f"GET {each['operation']['path']}" for each in report["disagreements"]} == {key}


def test_the_text_says_what_is_missing(run: Run, api: Api, spec: Path) -> None:
    api.deviations = {"GET /both": 200}
    with serving(api) as url:
        ran = run("verify", "--spec", spec, "--base-url", url, *TOKENS, "-q")
    assert ran.status == 1
    assert "GET    /both  with r  answered 200  lacks w" in ran.out
    assert "3 disagreements  32 calls" in ran.out


@pytest.mark.parametrize("status", [302, 404, 429, 500])
def test_what_says_nothing_is_unclear(run: Run, api: Api, spec: Path, status: int) -> None:
    api.deviations = {"GET /read": status}
    code, report = verified(run, api, spec)
    assert code == 0
    assert {each["status"] for each in report["unclear"]} == {status}


def test_calls_are_bounded(run: Run, api: Api, spec: Path) -> None:
    _, report = verified(run, api, spec, "--max-calls", "5")
    assert (report["calls"], report["left"], len(api.seen)) == (5, 27, 5)


def test_a_token_that_is_never_accepted(run: Run, api: Api, spec: Path) -> None:
    api.deviations = {key: 401 for key in OPERATIONS if key != "GET /open"}
    with serving(api) as url:
        ran = run(
            "verify", "--spec", spec, "--base-url", url, "--token", "r=stale", "--max-calls", "40"
        )
    assert ran.status == 1
    api.deviations = dict.fromkeys(OPERATIONS, 401)
    with serving(api) as url:
        ran = run("verify", "--spec", spec, "--base-url", url, "--token", "r=stale")
    assert "every call with 'r' was answered 401: is the token valid?" in ran.err


def test_a_token_profile(run: Run, api: Api, spec: Path) -> None:
    with serving(api) as url:
        ran = run("verify", "--spec", spec, "--base-url", url, "--token", "@old=tok-r")
    assert ran.status == 0


def test_dry_run_calls_nobody(run: Run, api: Api, spec: Path) -> None:
    ran = run("verify", "--spec", spec, "--base-url", "http://127.0.0.1:1", *TOKENS, "--dry-run")
    assert ran.status == 0
    assert "GET    /read?kind=x+y  with r  expected: allowed" in ran.out
    assert "tok-" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--base-url", "ftp://x"), "'ftp://x' must be an http or https address"),
        (("--base-url", "http://u:p@x/"), "must be an http or https address"),
        (("--base-url", "http://127.0.0.1:1"), "the API does not answer: Connection refused"),
        (("--base-url", "http://x", "--token", "secret"), "--token: a name and a value are needed"),
        (("--base-url", "http://x", "--token", "r=env:NOT_THERE"), "NOT_THERE is not set"),
        (("--base-url", "http://x", "--token", "r=file:nowhere"), "nowhere: No such file"),
        (("--base-url", "http://x", "--token", "@new=t"), "no token profile 'new'; there is: old"),
        (("--base-url", "http://x", "--token", "r=a\nb"), "must be one line of plain characters"),
        (
            ("--base-url", "http://x", "--scheme", "key", "--token", "r=t"),
            "no security scheme that carries scopes 'key'; there is: oauth2",
        ),
        (("--base-url", "http://x", "--credential", "nokey=t"), "no security scheme 'nokey'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    run: Run, spec: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("verify", "--spec", spec, *arguments, "-q")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_nothing_compared_is_not_green(run: Run, api: Api, spec: Path) -> None:
    api.deviations = dict.fromkeys(OPERATIONS, 500)
    with serving(api) as url:
        ran = run("verify", "--spec", spec, "--base-url", url, "-q")
    assert ran.status == 2
    assert ran.err == "nothing could be compared: no answer tells who is let in\n"


def test_an_audience_must_be_named(run: Run, root: Path) -> None:
    ran = run("verify", "--spec", root / "specs/master.yaml", "--base-url", "http://x")
    assert ran.status == 2
    assert "say with --audience whose tokens these are: free, supporter" in ran.err
