"""What can be wrong with the input, said with the place where it is wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file; line and column count from 1, 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


class InputError(Exception):
    """The input cannot be used. One line for a person: what, where, what to do.

    Commands turn it into ``file:line:column: message`` on standard error and exit status 2.
    """

    def __init__(self, message: str, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class InputErrors(InputError):
    """Several input errors found together; the first one speaks for all in ``str``."""

    def __init__(self, errors: list[InputError]) -> None:
        super().__init__(errors[0].message, errors[0].location)
        self.errors = errors
