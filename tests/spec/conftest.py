"""Small projects on disk, and the real documents."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

_REAL = Path(__file__).parents[3] / "shared" / "real"

WriteFiles = Callable[[dict[str, str]], Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WriteFiles:
    """Writes files into an empty working directory, texts dedented."""
    monkeypatch.chdir(tmp_path)

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), "utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="session")
def real_documents() -> Path:
    """The folder of real documents; tests that need it skip where it is not."""
    folder = Path(os.environ.get("APIDOCGEN_REAL_DOCUMENTS", _REAL))
    if not folder.is_dir():
        pytest.skip(f"no real documents in {folder} (APIDOCGEN_REAL_DOCUMENTS names another place)")
    return folder
