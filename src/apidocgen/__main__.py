"""The program: ``python -m apidocgen``, and what is installed as ``apidocgen``."""

from __future__ import annotations

INTERRUPTED = 130

try:
    import os
    import signal
except KeyboardInterrupt:  # an interruption can arrive as early as this
    raise SystemExit(INTERRUPTED) from None


def run() -> None:
    """Run one command and end with its exit status.

    Importing what a command needs takes a moment, in which there is nothing to clean up and nobody
    who would catch an interruption: the process just ends then.
    """
    at_interrupt = signal.getsignal(signal.SIGINT)
    if at_interrupt is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(INTERRUPTED))
    from apidocgen.cli.main import run as run_command

    signal.signal(signal.SIGINT, at_interrupt)
    run_command()


if __name__ == "__main__":
    run()
