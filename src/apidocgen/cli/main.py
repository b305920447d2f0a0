"""The command ``apidocgen``: which commands there are, and what a failure looks like."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from apidocgen import __version__
from apidocgen.cli import (
    audit,
    build,
    changelog,
    check,
    diff,
    explain,
    filter_,
    scopes,
    serve,
    verify,
)
from apidocgen.cli.failures import status_of
from apidocgen.cli.signals import raise_when_told_to_end


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="apidocgen")
@click.pass_context
def cli(context: click.Context) -> None:
    """One annotated OpenAPI document in, one documentation site per audience out."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for _module in (build, serve, filter_, check, explain, audit, diff, changelog, scopes, verify):
    cli.add_command(_module.command)


# A large document is millions of objects that live to the end: collecting garbage among them
# every 700 objects costs a third of the time and finds nothing.
_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 fine, 1 findings, 2 wrong input."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        status = cli.main(arguments, prog_name="apidocgen", standalone_mode=False)
    except BaseException as failure:  # noqa: BLE001 - the last line before the user
        return status_of(failure)
    return status if isinstance(status, int) else 0


def run() -> NoReturn:
    """The program: run one command and end with its exit status."""
    raise_when_told_to_end()
    status = main()
    # What is left goes with the process. Looking for garbage in it first, as Python does at its
    # end, costs as much as filtering did.
    gc.freeze()
    sys.exit(status)
