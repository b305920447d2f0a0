"""Running commands as a shell would, in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from apidocgen.cli.main import main

INPUTS = Path(__file__).parent / "inputs"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind: its exit status and both outputs."""

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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory with the inputs of these tests in it."""
    for path in INPUTS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path
