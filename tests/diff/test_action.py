"""The Action's scripts against a real repository, its bare remote, and a stand-in for the API."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.diff.conftest import edit, git

SCRIPT = Path(__file__).parents[2] / "action" / "run.py"


@dataclass
class Api:
    """A stand-in for the comments of one pull request."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    read_only: bool = False


@pytest.fixture
def api() -> Iterator[Api]:
    state = Api()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, status: int, value: object) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        def received(self) -> str:
            state.calls.append(f"{self.command} {self.path.partition('?')[0]}")
            length = int(self.headers.get("Content-Length", 0))
            assert self.headers["Authorization"] == "Bearer secret"
            return str(json.loads(self.rfile.read(length))["body"]) if length else ""

        def do_GET(self) -> None:
            self.received()
            self.answer(200, state.comments if "page=1" in self.path else [])

        def do_POST(self) -> None:
            body = self.received()
            if state.read_only:
                self.answer(403, {"message": "Resource not accessible by integration"})
                return
            number = len(state.comments) + 1
            state.comments.append({"id": number, "body": body, "user": {"type": "Bot"}})
            self.answer(201, {})

        def do_PATCH(self) -> None:
            body = self.received()
            wanted = int(self.path.rpartition("/")[2])
            next(each for each in state.comments if each["id"] == wanted)["body"] = body
            self.answer(200, {})

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()


@pytest.fixture
def pull_request(repository: Path, tmp_path: Path) -> Path:
    """A shallow clone of a branch, while the main branch went on."""
    remote = tmp_path / "remote.git"
    git("init", "-q", "--bare", str(remote))
    git("remote", "add", "origin", str(remote))
    git("checkout", "-q", "-b", "work")
    edit(
        repository / "api.yaml", "x-tier: free\n      parameters", "x-tier: paid\n      parameters"
    )
    git("commit", "-qam", "raise a tier")
    git("checkout", "-q", "main")
    edit(
        repository / "api.yaml",
        "    post:\n",
        "    put: {x-tier: free, responses: {}}\n    post:\n",
    )
    git("commit", "-qam", "go on")
    git("push", "-q", "origin", "main", "work")
    clone = tmp_path / "clone"
    git("clone", "-q", "--depth=1", "--branch=work", f"file://{remote}", str(clone))
    return clone


def act(clone: Path, api: Api, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the script as the runner would."""
    event = clone.parent / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(clone.parent),
        "GITHUB_BASE_REF": "main",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "a/b",
        "GITHUB_API_URL": api.url,
        "GITHUB_OUTPUT": str(clone.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(clone.parent / "summary"),
        "RUNNER_TEMP": str(clone.parent),
        "DIFF_SPEC": "api.yaml",
        "DIFF_COMMENT": "true",
        "DIFF_TOKEN": "secret",
        **more,
    }
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT)],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def outputs(clone: Path) -> dict[str, str]:
    lines = (clone.parent / "output").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_it_compares_with_the_merge_base_and_comments(pull_request: Path, api: Api) -> None:
    done = act(pull_request, api)
    assert (done.returncode, done.stderr) == (1, "")
    assert "::error file=api.yaml,line=10,col=7,title=tier-raised [free]::" in done.stdout
    assert "comment: created" in done.stdout
    assert "put" not in done.stdout.lower(), "what main did meanwhile is not this request's"
    assert api.comments[0]["body"].startswith("<!-- apidocgen diff -->\n## 🔴 Pets: 1 breaking")
    found = outputs(pull_request)
    assert (found["breaking"], found["info"], found["bump"]) == ("1", "0", "major")
    assert json.loads(Path(found["json"]).read_text())["summary"]["breaking"] == 1
    assert json.loads(Path(found["sarif"]).read_text())["version"] == "2.1.0"


def test_it_keeps_one_comment_up_to_date(pull_request: Path, api: Api) -> None:
    stranger = {"id": 99, "body": "<!-- apidocgen diff -->\nmine", "user": {"type": "User"}}
    api.comments.append(stranger)
    act(pull_request, api)
    assert "comment: unchanged" in act(pull_request, api).stdout
    git("checkout", "-q", "HEAD~1", "--", "api.yaml", at=pull_request)
    done = act(pull_request, api)
    assert done.returncode == 0
    assert "comment: updated" in done.stdout
    assert len(api.comments) == 2
    assert api.comments[0] == stranger
    assert "nothing changes" in api.comments[1]["body"]


def test_no_comment_is_begun_for_nothing(pull_request: Path, api: Api) -> None:
    act(pull_request, api, DIFF_COMMENT="false")
    git("checkout", "-q", "HEAD~1", "--", "api.yaml", at=pull_request)
    assert "comment: none" in act(pull_request, api).stdout
    assert api.comments == []


def test_a_read_only_token_leads_to_the_summary(pull_request: Path, api: Api) -> None:
    api.read_only = True
    done = act(pull_request, api)
    assert done.returncode == 1
    assert "no comment could be written" in done.stdout
    assert "1 breaking change" in (pull_request.parent / "summary").read_text(encoding="utf-8")


def test_options(pull_request: Path, api: Api) -> None:
    assert act(pull_request, api, DIFF_FAIL_ON="never").returncode == 0
    assert act(pull_request, api, DIFF_AUDIENCES="paid").returncode == 0
    (pull_request / "ok.yaml").write_text("- {rule: tier-raised, reason: told}\n")
    assert act(pull_request, api, DIFF_ACCEPT="ok.yaml").returncode == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"DIFF_BASE": "nowhere"}, "there is no revision 'nowhere'"),
        ({"DIFF_BASE": "--upload-pack=x"}, "there is no revision '--upload-pack=x'"),
        ({"GITHUB_BASE_REF": "gone"}, "the branch 'gone' cannot be fetched"),
        ({"GITHUB_BASE_REF": ""}, "there is nothing to compare with"),
        ({"DIFF_SPEC": "gone.yaml"}, "gone.yaml"),
        ({"DIFF_SPEC": "--help"}, "--help"),
    ],
)
def test_mistakes_are_annotations(
    pull_request: Path, api: Api, more: dict[str, str], said: str
) -> None:
    done = act(pull_request, api, **more)
    assert done.returncode == 2
    assert done.stdout.startswith("::error title=apidocgen diff::")
    assert said in done.stdout
    assert done.stderr == ""
    assert api.calls == []


def test_a_hostile_document_is_only_text(pull_request: Path, api: Api) -> None:
    evil = "x%0A::warning::owned $(touch owned) `touch owned` ${{ github.token }}"
    edit(pull_request / "api.yaml", "name: limit", f"name: '{evil}'")
    edit(pull_request / "schemas.yaml", "{type: string}", "{$ref: 'http://127.0.0.1:9/x.yaml'}")
    done = act(pull_request, api)
    assert done.returncode == 2
    assert "network" in done.stdout
    edit(pull_request / "schemas.yaml", "{$ref: 'http://127.0.0.1:9/x.yaml'}", "{type: string}")
    for module in ("click.py", "json.py", "apidocgen.py"):
        (pull_request / module).write_text("open('owned', 'w')", encoding="utf-8")
    done = act(pull_request, api)
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert commands
    assert all(line.split(" ")[1].startswith("file=") for line in commands)
    assert not (pull_request / "owned").exists()
