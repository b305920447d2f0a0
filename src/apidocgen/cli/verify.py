"""``apidocgen verify``: hold a running API against the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from apidocgen.cli.scopes_inputs import Subject, format_option, scheme_option, subject_options
from apidocgen.cli.terminal import note, print_lines, progress
from apidocgen.cli.verify_inputs import Asked, asking_options
from apidocgen.spec.problems import InputError

if TYPE_CHECKING:
    from apidocgen.variants.variant import Variant
    from apidocgen.verification.findings import Verification
    from apidocgen.verification.verify import Plan


@click.command("verify")
@asking_options
@click.option("--dry-run", is_flag=True, help="List the calls and make none.")
@subject_options
@scheme_option
@format_option("text", "json")
def command(subject: Subject, asked: Asked, *, scheme: str | None, dry_run: bool, form: str) -> int:
    """Call the API at --base-url and report who is let in against the document.

    Operations are called with GET and HEAD only, once without credentials and once with each
    token. Where a parameter is needed, the document's example is used. TOKEN is the token
    itself, env:NAME or file:PATH; SCOPES are apart by spaces, @NAME stands for a token profile.
    Exit status 1: the API and the document disagree.
    """
    from apidocgen.cli import verify_report

    task = _task(subject, asked, scheme)
    if dry_run:
        print_lines(verify_report.plan_text(task.plan))
        return 0
    found = _carried_out(subject, asked, task)
    if form == "json":
        click.echo(verify_report.as_json(found))
    else:
        print_lines(verify_report.as_text(found, everything=subject.common.verbose))
    for holder in found.doubtful:
        note(subject.common, f"every call with {holder!r} was answered 401: is the token valid?")
    if not found.conclusive:
        raise InputError("nothing could be compared: no answer tells who is let in")
    return 1 if found.disagreements else 0


@dataclass(frozen=True, slots=True)
class _Task:
    variant: Variant
    plan: Plan


def _task(subject: Subject, asked: Asked, scheme: str | None) -> _Task:
    from apidocgen.verification.verify import plan

    variants = subject.variants().variants
    if len(variants) != 1:
        names = ", ".join(each.audience.name for each in variants) or "none"
        raise InputError(f"say with --audience whose tokens these are: {names}")
    variant = variants[0]
    return _Task(variant, plan(variant, asked.holders(variant, scheme), asked.options()))


def _carried_out(subject: Subject, asked: Asked, task: _Task) -> Verification:
    from apidocgen.verification.transport import Server
    from apidocgen.verification.verify import carry_out

    server = Server.at(asked.base_url, asked.timeout)
    with progress(subject.common) as step:
        return carry_out(
            task.variant,
            task.plan,
            server,
            asked.max_calls,
            lambda done, all_: step("calling", done, all_),
        )
