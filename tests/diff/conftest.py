"""A repository with two versions of a document, and running commands in it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from apidocgen.cli.main import main

BASE = """\
openapi: 3.1.0
info: {title: Pets, version: 1.2.0}
x-tiers: [free, paid]
x-audiences:
  free: {title: Free, tier: free}
  paid: {title: Paid, tier: paid}
paths:
  /pets:
    get:
      x-tier: free
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200':
          description: fine
          content:
            application/json:
              schema: {$ref: 'schemas.yaml#/Pet'}
    post:
      x-tier: paid
      responses: {'201': {description: made}}
"""
SCHEMAS = """\
Pet:
  type: object
  properties:
    name: {type: string}
    kind: {enum: [cat]}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command; its output is caught."""
    monkeypatch.delenv("APIDOCGEN_DEBUG", raising=False)

    def go(*arguments: object) -> Ran:
        status = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return go


def git(*arguments: str, at: Path | None = None) -> str:
    """Run git as somebody."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *who, *arguments], check=True, capture_output=True, text=True, cwd=at
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose only commit is BASE; the working directory."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    (folder / "api.yaml").write_text(BASE, encoding="utf-8")
    (folder / "schemas.yaml").write_text(SCHEMAS, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "base")
    return folder


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def changed(repository: Path) -> Path:
    """The same, with changes in the work tree: one for free, one for all."""
    edit(
        repository / "api.yaml", "x-tier: free\n      parameters", "x-tier: paid\n      parameters"
    )
    edit(repository / "api.yaml", "{name: limit,", "{name: limit, required: true,")
    edit(repository / "schemas.yaml", "[cat]", "[cat, dog]")
    return repository
