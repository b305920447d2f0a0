"""Where output goes: reports to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from apidocgen.cli.options import Common

if TYPE_CHECKING:
    from rich.text import Text

Step = Callable[[str, int, int], None]
"""What is being done; how much of it is done, of how much; 0 where that is unknown."""


def note(common: Common, message: str) -> None:
    """Say something on standard error that the report does not contain; ``-q`` silences it."""
    if not common.quiet:
        warn(message)


def warn(message: str) -> None:
    """Say something on standard error that must be read."""
    click.echo(" ".join(message.split()), err=True)


def print_lines(lines: Iterator[Text]) -> None:
    """Print a report, in colour on a terminal, one line each and never wrapped."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(line, soft_wrap=True)


@contextmanager
def progress(common: Common) -> Iterator[Step]:
    """Show what a long command is doing: one moving line on a terminal, else a line a step."""
    if common.quiet:
        yield _silent
    elif sys.stderr.isatty():
        with _moving() as step:
            yield step
    else:
        yield _Plain().step


def _silent(_what: str, _done: int, _all: int) -> None:
    pass


@contextmanager
def _moving() -> Iterator[Step]:
    from rich.console import Console

    with Console(stderr=True, markup=False, emoji=False).status("starting") as status:
        yield lambda what, done, total: status.update(_said(what, done, total))


def _said(what: str, done: int, total: int) -> str:
    return f"{what} {done}/{total}" if total else what


@dataclass(slots=True)
class _Plain:
    """Says each step once, when it begins."""

    last: str = ""

    def step(self, what: str, _done: int, _all: int) -> None:
        if what != self.last:
            self.last = what
            warn(what)
