"""``apidocgen scopes``: the commands that answer questions about scopes."""

from __future__ import annotations

import click

from apidocgen.cli import scopes_list, scopes_matrix, scopes_need, scopes_reach


@click.group("scopes")
def command() -> None:
    """Which scopes there are, which a task needs, and what a token reaches."""


for _module in (scopes_list, scopes_need, scopes_reach, scopes_matrix):
    command.add_command(_module.command)
