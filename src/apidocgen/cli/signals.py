"""Being told to end: whatever is half done is cleaned up first."""

from __future__ import annotations

import signal
from types import FrameType

_ENDING = ("SIGTERM", "SIGHUP")
"""Sent by whoever stops a process or closes its terminal; not all exist on every system."""


class Ended(BaseException):
    """The process was told to end. No `Exception`: nobody but the last line may catch it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def raise_when_told_to_end() -> None:
    """Let the signals that end a process raise `Ended`, unless somebody wants them otherwise.

    Only the first one does, so that the next does not interrupt the cleaning up.
    """
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Ended(number)
