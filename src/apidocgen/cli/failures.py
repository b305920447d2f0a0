"""What a person sees when a command cannot do its work: clear lines, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import click

from apidocgen.cli.signals import Ended
from apidocgen.spec.problems import InputError, InputErrors

WRONG = 2
INTERRUPTED = 130
CLOSED = 141


def status_of(failure: BaseException) -> int:
    """Report a failure on standard error and return the exit status that goes with it."""
    if isinstance(failure, BrokenPipeError):
        return _closed()
    if isinstance(failure, (KeyboardInterrupt, click.Abort)):
        return INTERRUPTED
    if isinstance(failure, Ended):
        return failure.status
    if isinstance(failure, SystemExit):
        raise failure
    for line in lines_of(failure):
        click.echo(line, err=True)
    return WRONG


def lines_of(failure: BaseException) -> Iterator[str]:
    """Yield a line for each thing that went wrong."""
    if isinstance(failure, InputErrors):
        yield from (_one_line(str(error)) for error in failure.errors)
    elif isinstance(failure, InputError):
        yield _one_line(str(failure))
    elif isinstance(failure, click.ClickException):
        yield _one_line(_usage(failure))
    elif isinstance(failure, OSError) and failure.strerror:
        yield _one_line(f"{failure.filename or 'apidocgen'}: {failure.strerror}")
    elif isinstance(failure, RecursionError):
        yield "apidocgen: the document is nested too deeply"
    else:
        yield from _bug(failure)


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "apidocgen"
    return f"{command}: {error.format_message()} (see {command} --help)"


def _bug(failure: BaseException) -> Iterator[str]:
    if os.environ.get("APIDOCGEN_DEBUG"):
        sys.excepthook(type(failure), failure, failure.__traceback__)
    yield _one_line(
        f"apidocgen: internal error, {type(failure).__name__}: {failure} "
        "(please report it; APIDOCGEN_DEBUG=1 shows where)"
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _closed() -> int:
    """Whoever read our output stopped: say nothing, and keep Python from saying something."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CLOSED
