from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from apidocgen import __version__
from apidocgen.cli import check
from apidocgen.cli.main import cli
from apidocgen.spec.problems import InputError, InputErrors, Location
from tests.cli.conftest import Run

HEAVY = ("mkdocs", "yaml", "rich", "jinja2", "openapi_spec_validator", "jsonschema_rs", "pydantic")


def test_help_without_arguments(run: Run) -> None:
    ran = run()
    assert ran.status == 0
    assert ran.out == run("--help").out
    for command in ("build", "check", "filter", "serve"):
        assert command in ran.out


def test_version(run: Run) -> None:
    assert run("--version").out == f"apidocgen, version {__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from apidocgen.cli.main import main; main(['--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_module_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "apidocgen", "check", "/nowhere.yaml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("/nowhere.yaml: ")


@pytest.mark.parametrize(
    ("failure", "status", "said"),
    [
        (InputError("bad", Location("a.yaml", 3, 7)), 2, "a.yaml:3:7: bad\n"),
        (InputErrors([InputError("one"), InputError("two\nlines")]), 2, "one\ntwo lines\n"),
        (PermissionError(13, "Permission denied", "out"), 2, "out: Permission denied\n"),
        (RecursionError(), 2, "apidocgen: the document is nested too deeply\n"),
        (KeyboardInterrupt(), 130, "\n"),
        (click.Abort(), 130, ""),
        (
            KeyError("x"),
            2,
            (
                "apidocgen: internal error, KeyError: 'x' "
                "(please report it; APIDOCGEN_DEBUG=1 shows where)\n"
            ),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_failures(
    run: Run, monkeypatch: pytest.MonkeyPatch, failure: BaseException, status: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(check, "find_source", fail)
    ran = run("check", "any.yaml")
    assert (ran.status, ran.out, ran.err) == (status, "", said)


def test_a_traceback_is_shown_only_when_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(check, "find_source", fail)
    monkeypatch.setenv("APIDOCGEN_DEBUG", "1")
    assert "Traceback" in run("check", "any.yaml").err


def test_a_reader_that_goes_away_is_no_failure() -> None:
    script = (
        "import sys; from apidocgen.cli.main import main; "
        "import apidocgen.cli.check as c\n"
        "def gone(*_): raise BrokenPipeError\n"
        "c.find_source = gone; sys.exit(main(['check', 'x']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ
    )
    assert (done.returncode, done.stdout, done.stderr) == (141, "", "")


def every_command(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from every_command(command)
        else:
            yield command


def test_every_command_has_the_common_options() -> None:
    for command in every_command(cli):
        names = {option for parameter in command.params for option in parameter.opts}
        assert names >= {"--config", "--overlay", "--no-validate", "-q", "-v"}
        assert command.help
