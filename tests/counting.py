"""Which code runs without its lines being counted for coverage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncounted() -> Iterator[None]:
    """Count no lines meanwhile: counting doubles the time of whatever renders much.

    pytest-cov has a marker for this, `no_cover`, which does nothing in the processes of
    pytest-xdist: each has two counters, one above the other, and only the upper one stops. Where
    Python counts without a trace function (3.14), counting costs little and goes on.
    """
    counter = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(counter)
