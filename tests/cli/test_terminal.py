from __future__ import annotations

import io
import sys

import pytest

from apidocgen.cli.options import Common
from apidocgen.cli.terminal import progress

LOUD = Common(None, (), validate=True, quiet=False, verbose=False)
QUIET = Common(None, (), validate=True, quiet=True, verbose=False)


class Terminal(io.StringIO):
    """Standard error as it is when somebody looks at it."""

    def isatty(self) -> bool:
        return True


def _work(common: Common) -> None:
    with progress(common) as step:
        step("reading", 0, 0)
        step("rendering", 1, 2)
        step("rendering", 2, 2)


def test_a_line_a_step_where_nobody_looks(capfd: pytest.CaptureFixture[str]) -> None:
    _work(LOUD)
    assert capfd.readouterr() == ("", "reading\nrendering\n")


def test_nothing_when_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    _work(QUIET)
    assert capfd.readouterr() == ("", "")


def test_one_moving_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    _work(LOUD)
    assert "\x1b[" in terminal.getvalue()
