"""Variants and pages made by hand: what the site room gets from the rooms below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apidocgen.access.audience import Audience, TierLadder
from apidocgen.access.requirement import Alternative, Requirement
from apidocgen.access.scopes import ScopeAliases
from apidocgen.reference.page import Heading, NavItem, NavSection, Page, SearchEntry
from apidocgen.reference.phrases import Phrases
from apidocgen.site.settings import Settings
from apidocgen.spec.document import Document
from apidocgen.spec.problems import Location
from apidocgen.variants.variant import AccessModel, Variant, VariantSet, VisibleOperation

TIERS = TierLadder(("free", "premium"))
FREE = Audience("free", "Free", description="For *everybody*.", tier="free")
PREMIUM = Audience("premium", "Premium & more", tier="premium")
OPERATIONS = {"free": ["list_runs"], "premium": ["list_runs", "delete_run"]}
"""Which audience sees which operation."""


def document(name: str = "master.yaml") -> Document:
    tree = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    return Document(tree, "3.1", name, lambda paths: {path: Location(name) for path in paths})


def variant(audience: Audience, operations: Sequence[str]) -> Variant:
    access = AccessModel(TIERS, (audience,), {}, ScopeAliases())
    visible = tuple(_operation(name) for name in operations)
    return Variant(audience, document(), access, visible)


def _operation(name: str) -> VisibleOperation:
    at = ("paths", f"/{name}", "get")
    requirement = Requirement((Alternative(()),))
    return VisibleOperation("get", f"/{name}", "paths", at, at, {}, {}, requirement)


@dataclass(frozen=True, slots=True)
class HandMade:
    """Stands in for `Contents`, with as many operations as a test wants."""

    settings: Settings
    variants: VariantSet
    operations: dict[str, list[str]]
    sources: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    history: None = None
    lose: set[str] = field(default_factory=set)

    @property
    def published(self) -> Sequence[Variant]:
        return self.variants.variants

    def pages(self, language: str) -> Iterator[Page]:
        for each in self.published:
            name = each.audience.name
            yield self._overview(name)
            yield from (self._page(name, operation) for operation in self.operations[name])

    def navigation(self, each: Variant, _language: str) -> tuple[NavSection, ...]:
        items = [
            NavItem(operation, f"operations/{operation}/", method="get")
            for operation in self.operations[each.audience.name]
        ]
        return (NavSection("", (NavItem("Overview", ""),)), NavSection("Runs", tuple(items)))

    def phrases(self, _language: str) -> Phrases:
        return Phrases({})

    def _overview(self, audience: str) -> Page:
        links = "".join(
            f'<li><a href="operations/{name}/">{name}</a></li>'
            for name in self.operations[audience]
        )
        html = f"<h1>Overview of {audience}</h1><ul>{links}</ul>"
        elsewhere = {name: "" for name in self.operations if name != audience}
        return Page(audience, "", "overview", "Overview", "", html, elsewhere=elsewhere)

    def _page(self, audience: str, operation: str) -> Page:
        address = f"operations/{operation}/"
        found = {name for name, seen in self.operations.items() if operation in seen}
        html = (
            f"<h1>{operation} <small>{audience}</small></h1>"
            f'<h2 id="access">Access</h2><p>Says {operation}.</p>'
            f'<h2 id="answers">Answers</h2>{"<br>" * 90}<h3 id="200">200</h3>'
        )
        return Page(
            audience,
            address,
            "operation",
            f"{operation} & <co>",
            f'What "{operation}" does',
            html,
            headings=(Heading("Access", "access", 2), Heading("Answers", "answers", 2), Heading("200 <ok>", "200", 3)),
            search=(SearchEntry(operation, f"finds {operation} <b>here</b>"), SearchEntry("Access", f"{operation} scopes", "access")),
            markdown=f"# {operation}\n",
            elsewhere=dict.fromkeys(found - {audience}, address),
        )  # fmt: skip


def hand_made(settings: Settings, **changes: Any) -> HandMade:
    wanted = [FREE, PREMIUM]
    if settings.audiences is not None:
        wanted = [audience for audience in wanted if audience.name in settings.audiences]
    operations = {a.name: OPERATIONS[a.name] for a in wanted} | changes.pop("operations", {})
    variants = tuple(variant(audience, operations[audience.name]) for audience in wanted)
    access = AccessModel(TIERS, tuple(wanted), {}, ScopeAliases())
    return HandMade(settings, VariantSet(document(), access, variants), operations, **changes)
