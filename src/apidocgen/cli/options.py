"""Options that all commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

DEFAULT_CONFIG = Path("mkdocs.yml")

FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Common:
    """What the common options said.

    ``config`` is None where the option was not given: ``mkdocs.yml`` is read then if it is there.
    """

    config: Path | None
    overlays: tuple[Path, ...]
    validate: bool
    quiet: bool
    verbose: bool

    @property
    def config_file(self) -> Path:
        """The configuration file to read."""
        return self.config or DEFAULT_CONFIG


_OPTIONS = (
    click.option(
        "--config", type=FILE, metavar="FILE", help="Configuration, by default mkdocs.yml."
    ),
    click.option(
        "--overlay",
        type=FILE,
        multiple=True,
        metavar="FILE",
        help="OpenAPI Overlay to apply. Repeatable.",
    ),
    click.option("--no-validate", is_flag=True, help="Skip validation against the OpenAPI schema."),
    click.option("-q", "--quiet", is_flag=True, help="No progress, no hints: the report alone."),
    click.option("-v", "--verbose", is_flag=True, help="Say more; shorten nothing."),
)


def common_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the common options, handed over as a `Common` in its first argument."""

    @wraps(function)
    def run(
        *,
        config: Path | None,
        overlay: tuple[Path, ...],
        no_validate: bool,
        quiet: bool,
        verbose: bool,
        **rest: Any,
    ) -> int:
        return function(Common(config, overlay, not no_validate, quiet, verbose), **rest)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def audience_option(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command ``--audience``."""
    return click.option(
        "--audience",
        "audiences",
        multiple=True,
        metavar="NAME",
        help="Only this audience. Repeatable; without it, all that are published.",
    )(function)


def spec_option(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command ``--spec``."""
    return click.option(
        "--spec",
        metavar="SPEC",
        help="The document: a file, or REV:path from git. By default the one in mkdocs.yml.",
    )(function)
