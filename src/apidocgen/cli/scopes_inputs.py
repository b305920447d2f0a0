"""What the commands about scopes have in common: options, and the map they look things up on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from apidocgen.cli.inputs import find_source, read_source
from apidocgen.cli.options import Common, audience_option, common_options

if TYPE_CHECKING:
    from apidocgen.reference.scope_answers.access_map import AccessMap
    from apidocgen.variants.filter import Filtering
    from apidocgen.variants.variant import VariantSet

spec_option = click.option(
    "--spec",
    metavar="SPEC",
    help="A file, or REV:path from git; without it, the document in mkdocs.yml.",
)
scheme_option = click.option(
    "--scheme", metavar="NAME", help="Only tokens of this security scheme; without it, any."
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Which document a question is about, and which of its audiences."""

    common: Common
    spec: str | None
    audiences: tuple[str, ...]

    def filtering(self) -> tuple[Filtering, VariantSet]:
        """The document, and the variants of the audiences asked for or of all published ones."""
        from apidocgen.variants.filter import Filtering

        source = find_source(self.common, self.spec)
        filtering = Filtering(read_source(self.common, source))
        return filtering, filtering.variants(self.audiences or source.audiences or None)

    def variants(self) -> VariantSet:
        """The variants of those audiences."""
        return self.filtering()[1]

    def map(self) -> AccessMap:
        """The map of those audiences together."""
        from apidocgen.reference.scope_answers.access_map import access_map

        return access_map(self.variants().variants)


def subject_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command ``--spec``, ``--audience`` and the common options, as a `Subject`."""

    @wraps(function)
    def run(common: Common, *, spec: str | None, audiences: tuple[str, ...], **rest: Any) -> int:
        return function(Subject(common, spec, audiences), **rest)

    return spec_option(audience_option(common_options(run)))


def format_option(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command ``--format``; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True
    )
