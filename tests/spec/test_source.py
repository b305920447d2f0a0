from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from apidocgen.spec.loading import load
from apidocgen.spec.problems import InputError
from apidocgen.spec.source import open_source
from tests.spec.conftest import WriteFiles

API = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths: {}
"""


def _message(spec: str, root: Path | None = None) -> str:
    with pytest.raises(InputError) as caught:
        load(spec, root=root)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it.yaml:1:1: the document is empty"),
        ("- a\n", "it.yaml:1:1: the document is not an object"),
        ("word\n", "it.yaml:1:1: the document is not an object"),
        ("a: 1\n", "it.yaml:1:1: this is no OpenAPI document: it has no 'openapi' version"),
        (
            'info: {}\nswagger: "2.0"\n',
            "it.yaml:2:1: this is Swagger 2.0: convert it to OpenAPI 3 first",
        ),
        (
            "openapi: 3.1\n",
            "it.yaml:1:1: the 'openapi' version must be a string such as \"3.1.1\", not 3.1",
        ),
        (
            "openapi: 4.0.0\n",
            "it.yaml:1:1: the 'openapi' version '4.0.0' is not known; 3.0.x, 3.1.x and 3.2.x are",
        ),
    ],
)
def test_documents_that_are_none(project: WriteFiles, text: str, message: str) -> None:
    project({"it.yaml": text})
    assert _message("it.yaml") == message


def test_files_that_cannot_be_read(project: WriteFiles) -> None:
    folder = project({"a/b.yaml": ""})
    (folder / "utf16.yaml").write_bytes(API.encode("utf-16"))
    (folder / "latin.yaml").write_bytes(b"a: 1\nb: caf\xe9\n")
    (folder / "bom.yaml").write_bytes(b"\xef\xbb\xbf" + API.encode())
    assert _message("nowhere.yaml") == "nowhere.yaml: no such file"
    assert _message("a") == "a: this is a directory, not a file"
    assert _message("utf16.yaml") == "utf16.yaml: the file is in UTF-16: save it as UTF-8"
    assert _message("latin.yaml") == "latin.yaml:2:7: the file is not UTF-8: byte 0xe9 is no text"
    assert _message("https://a.example/b.yaml") == (
        "https://a.example/b.yaml: network references are off: download the document first"
    )
    assert load("bom.yaml").document.tree["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("http://a.example/b.yaml", "network references are off: http://a.example/b.yaml"),
        ("//a.example/b.yaml", "network references are off: //a.example/b.yaml"),
        ("file:///etc/passwd", "only relative files can be referred to, not file:///etc/passwd"),
        ("/etc/passwd", "only relative files can be referred to, not /etc/passwd"),
        ("%2Fetc/passwd", "only relative files can be referred to, not /etc/passwd"),
        ("../outside.yaml", "the reference leaves the project: ../outside.yaml"),
        ("%2e%2e/outside.yaml", "the reference leaves the project: %2e%2e/outside.yaml"),
        ("link.yaml", "the reference leaves the project: link.yaml"),
        ("nowhere.yaml", "no such file: nowhere.yaml"),
        ("folder", "this is a directory, not a file: folder"),
    ],
)
def test_references_that_are_not_followed(
    project: WriteFiles, monkeypatch: pytest.MonkeyPatch, reference: str, problem: str
) -> None:
    top = project(
        {
            "outside.yaml": "type: object\n",
            "p/folder/x": "",
            "p/it.yaml": API + f"components:\n  schemas:\n    A: {{$ref: {reference!r}}}\n",
        }
    )
    (top / "p" / "link.yaml").symlink_to(top / "outside.yaml")
    monkeypatch.chdir(top / "p")
    assert _message("it.yaml") == f"it.yaml:6:9: {problem}"


def test_the_project_may_be_larger_than_the_folder_of_the_document(project: WriteFiles) -> None:
    top = project(
        {
            "shared.yaml": "type: object\n",
            "p/it.yaml": API + "components:\n  schemas:\n    A: {$ref: ../shared.yaml}\n",
        }
    )
    assert load("p/it.yaml").document.tree["components"]["schemas"]["A"] == {"type": "object"}
    assert load("p/it.yaml", root=top).files == (Path("p/it.yaml"), Path("shared.yaml"))
    assert "leaves the project" in _message("p/it.yaml", root=top / "p")


@pytest.fixture
def repository(project: WriteFiles) -> Path:
    folder = project(
        {
            "specs/it.yaml": API + "components:\n  schemas:\n    A: {$ref: a.yaml}\n",
            "specs/a.yaml": "type: string\n",
        }
    )
    (folder / "specs" / "link.yaml").symlink_to("it.yaml")
    _git("init", "-q")
    _git("add", "-A")
    _git(
        "-c",
        "user.name=N",
        "-c",
        "user.email=e@x",
        "-c",
        "commit.gpgSign=false",
        "commit",
        "-qm",
        "one",
    )
    return folder


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def test_documents_are_read_from_git(repository: Path) -> None:
    (repository / "specs" / "a.yaml").write_text("type: integer\n")
    (repository / "specs" / "it.yaml").unlink()
    loaded = load("HEAD:specs/it.yaml")
    assert loaded.document.tree["components"]["schemas"]["A"] == {"type": "string"}
    assert loaded.document.files == ("HEAD:specs/it.yaml", "HEAD:specs/a.yaml")
    assert loaded.files == ()
    place = loaded.document.locate(("components", "schemas", "A", "type"))
    assert str(place) == "HEAD:specs/a.yaml:1:1"


def test_paths_in_git_may_start_at_the_working_directory(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "specs")
    assert load("HEAD:./it.yaml").document.version == "3.1"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (
            "v9:specs/it.yaml",
            (
                "v9:specs/it.yaml: revision v9 is not in this clone; "
                "if it exists elsewhere, run: git fetch origin v9"
            ),
        ),
        (
            "origin/main:specs/it.yaml",
            (
                "origin/main:specs/it.yaml: revision origin/main is not in this clone; "
                "if it exists elsewhere, run: git fetch origin main"
            ),
        ),
        ("HEAD:nowhere.yaml", "HEAD:nowhere.yaml: there is no such file in revision HEAD"),
        ("HEAD:specs", "HEAD:specs: this is a directory, not a file"),
        (
            "HEAD:specs/link.yaml",
            "HEAD:specs/link.yaml: this is a symbolic link, which is not followed in a revision",
        ),
        ("--output=x:it.yaml", "--output=x:it.yaml: '--output=x' is no git revision"),
        (":specs/it.yaml", ":specs/it.yaml: no such file"),
    ],
)
def test_revisions_that_cannot_be_read(repository: Path, spec: str, message: str) -> None:
    assert _message(spec) == message


def test_references_in_git_stay_in_the_repository(repository: Path) -> None:
    source = open_source("HEAD:specs/it.yaml")
    with pytest.raises(InputError, match=r"leaves the repository: \.\./\.\./x\.yaml"):
        source.resolve(source.name, "../../x.yaml")


def test_an_existing_file_wins_over_a_revision(repository: Path) -> None:
    (repository / "HEAD:specs").mkdir()
    (repository / "HEAD:specs" / "it.yaml").write_text(API)
    assert load("HEAD:specs/it.yaml").files == (Path("HEAD:specs/it.yaml"),)


def test_outside_of_a_repository(project: WriteFiles) -> None:
    project({})
    assert _message("HEAD:it.yaml").startswith(
        "HEAD:it.yaml: no such file, and git cannot help: not a git repository"
    )
