"""A command that is told to end, at whatever moment, leaves nothing behind and shows no traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_build import CONFIG

TELLING = """\
import builtins, os, signal, sys

real = builtins.__import__

def importing(name, *rest):
    if name == {module!r}:
        os.kill(os.getpid(), signal.{signal})
    return real(name, *rest)

builtins.__import__ = importing
from apidocgen.__main__ import run
sys.argv = ["apidocgen", "build"]
run()
"""
"""The program, which is sent a signal at the moment it imports some module."""

PLUGIN = """\
import os, signal

def on_page_markdown(markdown, **_rest):
    os.kill(os.getpid(), signal.{signal})
    return markdown
"""
"""A hook of MkDocs that sends one in the middle of a build."""


@pytest.fixture
def project(folder: Path) -> Path:
    (folder / "mkdocs.yml").write_text(CONFIG + "hooks: [hook.py]\n")
    (folder / "hook.py").write_text("")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Shop\n")
    return folder


HEEDING = """\
import os, signal, sys
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Starts a program that heeds signals, even if these tests run where they are ignored."""


def ended(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HEEDING, *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_an_interruption_while_the_program_is_still_being_imported(project: Path) -> None:
    script = TELLING.format(module="apidocgen.cli.failures", signal="SIGINT")
    ran = ended("-c", script)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_build_that_is_told_to_end_leaves_nothing_behind(
    project: Path, name: str, status: int
) -> None:
    if not hasattr(signal, name):
        pytest.skip(f"no {name} here")
    (project / "hook.py").write_text(PLUGIN.format(signal=name))
    before = sorted(project.iterdir())
    ran = ended("-m", "apidocgen", "build", "-q")
    assert (ran.returncode, ran.stdout, ran.stderr.strip()) == (status, "", "")
    assert [path for path in sorted(project.iterdir()) if path.name != "__pycache__"] == before


def test_who_starts_a_command_may_want_it_to_go_on(project: Path) -> None:
    (project / "hook.py").write_text(PLUGIN.format(signal="SIGHUP"))
    script = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
    script += "os.execv(sys.executable, [sys.executable, '-m', 'apidocgen', 'build', '-q'])"
    assert ended("-c", script).returncode == 0
    assert (project / "site" / "index.html").is_file()
