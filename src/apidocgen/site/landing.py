"""The start page, where a reader picks an audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from apidocgen.reference.counts import Counts, counts_of
from apidocgen.site.fragments import fragment
from apidocgen.site.gathering import Contents
from apidocgen.site.hosting import HostedPage
from apidocgen.site.wording import Wording
from apidocgen.variants.variant import Variant, VariantSet

Pages = Mapping[str, Sequence[HostedPage]]
"""The pages of each audience."""

OFTEN = (("authentication", "authentication/"), ("scopes.all", "scopes/"))
"""Words and addresses of the pages that a card leads to as well."""

MARKER = "<!-- audiences -->"
HOME = ("index.md", "README.md")


@dataclass(frozen=True, slots=True)
class Card:
    """What the start page says about one audience; `more` counts what `below` has not.

    `links` are words and addresses of pages that many come for.
    """

    title: str
    description: str
    href: str
    counts: Counts
    links: tuple[tuple[str, str], ...] = ()
    below: str = ""
    more: int = 0


def ensure_home(files: Files, config: MkDocsConfig) -> None:
    """Add a plain start page to a project that has not written one."""
    if any(files.get_file_from_path(name) for name in HOME):
        return
    intro = f"{config.site_description}\n" if config.site_description else ""
    text = f"---\nhide: [navigation, toc]\n---\n\n# {config.site_name}\n\n{intro}"
    files.append(File.generated(config, HOME[0], content=text))


def with_cards(html: str, contents: Contents, pages: Pages, wording: Wording) -> str:
    """Put the cards where the page has the marker, or at its end."""
    template = fragment("landing", contents.settings.templates)
    cards = template.render(cards=list(make_cards(contents.variants, pages)), wording=wording)
    before, _, after = html.partition(MARKER)
    return before + cards + after


def make_cards(variants: VariantSet, pages: Pages) -> Iterator[Card]:
    """A card per published audience, in menu order."""
    for variant in variants.variants:
        below = _tier_below(variant, variants)
        audience = variant.audience
        yield Card(
            title=audience.title,
            description=audience.description,
            href=f"{quote(audience.name)}/",
            counts=counts_of(variant),
            links=_links(pages[audience.name]),
            below=below.audience.title if below else "",
            more=len(_endpoints(variant) - _endpoints(below)) if below else 0,
        )


def _links(pages: Sequence[HostedPage]) -> tuple[tuple[str, str], ...]:
    there = {page.reference.address for page in pages}
    return tuple((words, address) for words, address in OFTEN if address in there)


def _tier_below(variant: Variant, variants: VariantSet) -> Variant | None:
    """The published variant on the nearest lower rung."""
    rung = _rung(variant, variants)
    lower = [other for other in variants.variants if 0 <= _rung(other, variants) < rung]
    return max(lower, key=lambda other: _rung(other, variants), default=None)


def _rung(variant: Variant, variants: VariantSet) -> int:
    tier = variant.audience.tier
    return -1 if tier is None else variants.access.tiers.rank(tier)


def _endpoints(variant: Variant) -> set[Sequence[str]]:
    return {(op.method, op.path) for op in variant.operations if op.place == "paths"}
