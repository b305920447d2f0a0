"""What a command asks of the plugin, beyond what `mkdocs.yml` says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from apidocgen.site.gathering import Contents
from apidocgen.site.settings import Settings

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its steps are done, and how many there are (0: not known)."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Run:
    """One build on behalf of a command: its settings come in, what was built comes out.

    `lints` says that the command runs the rules over the document itself.
    """

    settings: Settings
    progress: Progress = silent
    lints: bool = False
    contents: Contents | None = None
    leaks: tuple[str, ...] = ()
    pages: dict[str, int] = field(default_factory=dict)


_current: ContextVar[Run | None] = ContextVar("apidocgen_run", default=None)


@contextmanager
def running(run: Run) -> Iterator[Run]:
    """Let the plugin follow `run` while MkDocs works inside the block."""
    reset = _current.set(run)
    try:
        yield run
    finally:
        _current.reset(reset)


def current_run() -> Run | None:
    """The run of the command that started MkDocs; None when MkDocs was started by itself."""
    return _current.get()
