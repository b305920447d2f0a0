"""The templates are found alike from a wheel, an editable install and a checkout."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

FIND = (
    "import apidocgen; from apidocgen.reference.environment import packaged_templates; "
    "print(apidocgen.__file__); print(packaged_templates())"
)


@pytest.fixture(scope="module")
def templates(root: Path) -> set[str]:
    """Everything below the repository's own folder of templates."""
    return _below(root / "templates")


def _below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def _build(root: Path, target: Path, *, editable: bool) -> Path:
    """Build a wheel with the backend at hand: what an installer does, without the network."""
    hook = "build_editable" if editable else "build_wheel"
    script = f"from hatchling.build import {hook}; print({hook}({str(target)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    return target / done.stdout.strip().splitlines()[-1]


def _run(python: Path | str, environment: dict[str, str], cwd: Path) -> tuple[Path, Path]:
    """Where a Python finds the package, and where the package finds its templates."""
    done = subprocess.run(
        [str(python), "-c", FIND],
        capture_output=True,
        text=True,
        check=True,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **environment},
    )
    package, templates = done.stdout.splitlines()
    return Path(package), Path(templates)


def _installed(wheel: Path, folder: Path) -> tuple[Path, Path]:
    """Unpack a wheel where a fresh environment looks first, dependencies behind it."""
    venv.create(folder, with_pip=False, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    dependencies = [path for path in site.getsitepackages() if Path(path).is_dir()]
    (packages / "zz_dependencies.pth").write_text("\n".join(dependencies) + "\n")
    return _run(folder / "bin" / "python", {}, folder)


def test_wheel(root: Path, tmp_path: Path, templates: set[str]) -> None:
    pytest.importorskip("hatchling")
    wheel = _build(root, tmp_path, editable=False)
    package, found = _installed(wheel, tmp_path / "venv")
    assert tmp_path in package.parents
    assert tmp_path in found.parents
    assert _below(found) == templates
    assert (package.parent / "py.typed").is_file()
    assert (package.parent / "cli" / "schemas" / "check.json").is_file()


def test_editable_install(root: Path, tmp_path: Path, templates: set[str]) -> None:
    pytest.importorskip("hatchling")
    wheel = _build(root, tmp_path, editable=True)
    package, found = _installed(wheel, tmp_path / "venv")
    assert package.parent == root / "src" / "apidocgen"
    assert found == root / "templates"
    assert _below(found) == templates


def test_checkout(root: Path, templates: set[str]) -> None:
    package, found = _run(sys.executable, {"PYTHONPATH": str(root / "src")}, root)
    assert package.parent == root / "src" / "apidocgen"
    assert _below(found) == templates


def test_source_archive_holds_what_a_wheel_needs(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    import tarfile

    script = f"from hatchling.build import build_sdist; print(build_sdist({str(tmp_path)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    archive = tmp_path / done.stdout.strip().splitlines()[-1]
    with tarfile.open(archive) as source:
        # The argument `filter` came with 3.11.4 and 3.12; where the attribute means nothing, it
        # does no harm.
        source.extraction_filter = getattr(tarfile, "data_filter", None)
        source.extractall(tmp_path / "source")  # noqa: S202 - our own archive, made just now
    unpacked = next((tmp_path / "source").iterdir())
    wheel = _build(unpacked, tmp_path, editable=False)
    assert _below(root / "templates") == {
        name.removeprefix("apidocgen/templates/")
        for name in zipfile.ZipFile(wheel).namelist()
        if name.startswith("apidocgen/templates/") and not name.endswith("/")
    }
