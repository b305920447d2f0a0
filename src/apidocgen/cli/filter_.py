"""``apidocgen filter``: write the variant of each audience."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from apidocgen.cli.inputs import find_source, read_source
from apidocgen.cli.options import Common, audience_option, common_options
from apidocgen.cli.staging import write_together
from apidocgen.cli.terminal import note, warn
from apidocgen.spec.methods import as_sent
from apidocgen.spec.problems import InputError

if TYPE_CHECKING:
    from apidocgen.spec.document import Document
    from apidocgen.variants.filter import Filtering
    from apidocgen.variants.variant import VariantSet


@click.command("filter")
@click.argument("spec", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("variants"),
    show_default=True,
    metavar="DIR",
    help="Folder to write to.",
)
@audience_option
@click.option(
    "--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True
)
@common_options
def command(
    common: Common,
    *,
    spec: str | None,
    output: Path,
    audiences: tuple[str, ...],
    form: Literal["yaml", "json"],
) -> int:
    """Write what each audience may see of SPEC to DIR/<audience>.yaml.

    SPEC is a file, or REV:path from git; without it, the one in mkdocs.yml. Exit status 1: the
    document is invalid, and the variants are written all the same; or a variant would tell what
    is hidden from its audience, and nothing is written.
    """
    from apidocgen.spec.writing import Writer
    from apidocgen.variants.filter import Filtering
    from apidocgen.variants.uncallable import uncallable

    source = find_source(common, spec)
    document = read_source(common, source)
    try:
        filtering = Filtering(document)
        variants = filtering.variants(audiences or source.audiences or None)
    except InputError as error:
        raise _first_of_all(error, document) from error
    writer = Writer(form)
    files = {
        f"{variant.audience.name}.{form}": writer.dump(variant.document.tree)
        for variant in variants.variants
    }
    if _report_leaks(filtering, variants, files, source.allowed):
        return 1
    written = write_together(output, files)
    _report_unannotated(variants)
    for place, message in uncallable(variants):
        warn(f"{place}: {message}")
    for path in written:
        note(common, f"wrote {path}")
    return _report_problems(document) if common.validate else 0


def _first_of_all(error: InputError, document: Document) -> InputError:
    """What stopped the filter, and how many errors there are where it is not the only one."""
    from apidocgen.lint.check import Options, check_all
    from apidocgen.lint.finding import Severity

    checked = check_all(document, Options(validate=False))
    number = checked.count(Severity.ERROR)
    if checked.variants is not None or number <= 1:
        return error
    hint = f"(the first of {number} errors: 'apidocgen check' shows all)"
    return InputError(f"{error.message} {hint}", error.location)


def _report_leaks(
    filtering: Filtering,
    variants: VariantSet,
    files: Mapping[str, bytes],
    allowed: tuple[str, ...],
) -> bool:
    """Audit what is about to be written; True if there is something in it that is hidden."""
    from apidocgen.variants.auditing.audit import Audit
    from apidocgen.variants.auditing.leaks import by_secret

    views = [filtering.view(variant.audience) for variant in variants.variants]
    audit = Audit(filtering, views, allowed)
    leaks = [
        leak
        for name, content in files.items()
        for leak in audit.text(Path(name).stem, content.decode(), Path(name).suffix, name)
    ]
    for told in by_secret(audit.traced(leaks)):
        warn(str(told))
    return bool(leaks)


def _report_unannotated(variants: VariantSet) -> None:
    places = variants.master.locate_all([hidden.at for hidden in variants.unannotated])
    for hidden in variants.unannotated:
        warn(
            f"{places[hidden.at]}: {as_sent(hidden.method)} {hidden.path} has no annotation "
            "and is hidden from every audience"
        )


def _report_problems(document: Document) -> int:
    from apidocgen.spec.validation import Validator

    problems = Validator().problems(document)
    for problem in problems:
        warn(f"{problem.location}: {problem.message}")
    return 1 if problems else 0
