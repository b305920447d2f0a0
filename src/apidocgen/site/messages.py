"""What MkDocs and its plugins say while they work, collected instead of printed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LOGGER = "mkdocs"


class Messages(logging.Handler):
    """Warnings and errors in the order they came."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        kept = self.errors if record.levelno >= logging.ERROR else self.warnings
        kept.append(record.getMessage())

    def reason(self, error: BaseException) -> str:
        """Why MkDocs gave up, in one line."""
        return " ".join((self.errors[-1] if self.errors else str(error)).split())


@contextmanager
def speaking() -> Iterator[None]:
    """Print on standard error what is said inside the block, as MkDocs' own commands do."""
    logger, handler = logging.getLogger(LOGGER), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


@contextmanager
def listening() -> Iterator[Messages]:
    """Collect what is said inside the block."""
    messages = Messages()
    logger = logging.getLogger(LOGGER)
    logger.addHandler(messages)
    try:
        yield messages
    finally:
        logger.removeHandler(messages)
