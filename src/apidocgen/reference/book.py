"""Everything the pages of one audience are made from, and what all audiences share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from apidocgen.reference.access_box import AccessBoxes
from apidocgen.reference.addresses import Addresses, OperationKey, slug
from apidocgen.reference.answers import AnswerView
from apidocgen.reference.lenient import listed, names, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.operation_view import Operations
from apidocgen.reference.page import Heading
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.reach import DirectMemo, Reach
from apidocgen.reference.samples.build import Requests
from apidocgen.reference.samples.view import SampleView
from apidocgen.reference.schema_html import SchemaHtml
from apidocgen.reference.schema_tree import Memo, SchemaTrees
from apidocgen.reference.schema_view import Cut
from apidocgen.spec.methods import as_sent
from apidocgen.spec.pointer import Path as Pointer
from apidocgen.variants.variant import Variant, VisibleOperation


@dataclass(frozen=True, slots=True)
class Options:
    """What a project may set.

    ``templates`` is its own folder of templates, of which each file replaces the packaged one of
    the same name; ``language`` is that of the fixed texts. ``source_url`` is where readers find
    the source, with ``{file}`` and ``{line}``. With ``console`` there is a page to try calls on.
    """

    templates: Path | None = None
    language: str = "en"
    source_url: str = ""
    console: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """The laid out inside of an operation; ``made_from`` keeps alive what it was made from."""

    made_from: VisibleOperation
    html: Markup
    headings: tuple[Heading, ...]
    answers: tuple[AnswerView, ...] = ()
    cuts: tuple[Cut, ...] = ()
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What has been worked out and holds for every audience that sees the same thing.

    ``titles`` are those of all audiences, ``sources`` the web addresses of operations' sources;
    ``console`` says whether audiences have a page to try calls on.
    """

    environment: Environment
    schema_html: SchemaHtml
    phrases: Phrases = field(default_factory=lambda: Phrases({}))
    schemas: Memo = field(default_factory=dict)
    references: DirectMemo = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[Pointer, str] = field(default_factory=dict)
    console: bool = False
    insides: dict[tuple[Any, ...], Inside] = field(default_factory=dict)
    samples: dict[tuple[Any, ...], tuple[SampleView, ...]] = field(default_factory=dict)


def addresses_of(variant: Variant) -> Addresses:
    """The addresses of everything an audience sees."""
    components = table(variant.document.tree.get("components"))
    return Addresses.of(
        variant.operations,
        tags_of(variant),
        tuple(table(components.get("schemas"))),
        scopes_of(variant),
    )


def tags_of(variant: Variant) -> tuple[str, ...]:
    """The tags of an audience's operations as the document orders them; "" for those without."""
    used = dict.fromkeys(
        tag for each in variant.operations if each.place == "paths" for tag in operation_tags(each)
    )
    declared = [text(table(tag).get("name")) for tag in listed(variant.document.tree.get("tags"))]
    order = dict.fromkeys([*(tag for tag in declared if tag in used and tag), *filter(None, used)])
    return (*order, *([""] if "" in used else []))


def operation_tags(operation: VisibleOperation) -> tuple[str, ...]:
    """The tags of an operation, each once; the empty one if it has none."""
    return tuple(dict.fromkeys(filter(None, names(operation.node.get("tags"))))) or ("",)


NO_ENDPOINTS = "There are no endpoints here."
"""Said where an audience sees none."""


def scopes_of(variant: Variant) -> tuple[str, ...]:
    """Every scope, role and alias an audience may know."""
    used = {
        scope
        for operation in variant.operations
        for each in operation.requirement.alternatives
        for scope in each.scopes
    }
    aliases = [alias.name for alias in variant.access.aliases]
    return tuple(dict.fromkeys([*aliases, *variant.access.scopes, *sorted(used)]))


Place = Callable[[Addresses], str | None]
"""Finds the address of one thing among the addresses of an audience."""


class Book:
    """One audience's part of the reference."""

    def __init__(
        self, variant: Variant, addresses: Mapping[str, Addresses], shared: Shared
    ) -> None:
        """Make the pages of ``variant``; ``addresses`` are those of all audiences."""
        self.variant = variant
        self.shared = shared
        self.tree = variant.document.tree
        self.addresses = addresses[variant.audience.name]
        self._all_addresses = addresses
        self.lookup = Lookup(self.tree, self.addresses)
        self.reach = Reach(self.lookup, shared.references)
        self.trees = SchemaTrees(self.lookup, self.reach, shared.schemas)
        self.boxes = AccessBoxes(self.lookup, variant.access, variant.operations)
        self.operations = Operations(self.lookup, self.trees, self.by_id)
        self.requests = Requests(self.lookup, self.operations.contents)
        self.parts: dict[str, Cut] = {}

    @property
    def say(self) -> Phrases:
        """Says a fixed text in the reader's language."""
        return self.shared.phrases

    @property
    def audience(self) -> str:
        """The audience's name."""
        return self.variant.audience.name

    @cached_property
    def by_id(self) -> dict[str, str]:
        """The address of each operation by its ``operationId``."""
        return {
            each.operation_id: self.addresses.operation(each)
            for each in self.variant.operations
            if each.operation_id
        }

    @cached_property
    def irregular(self) -> frozenset[tuple[str, str]]:
        """Operations whose address does not follow from their name alone."""
        return frozenset(
            (name, address)
            for name, address in self.by_id.items()
            if address.split("/")[1] != slug(name)
        )

    @cached_property
    def by_tag(self) -> dict[str, tuple[VisibleOperation, ...]]:
        """The operations of each tag."""
        return {
            tag: tuple(
                each
                for each in self.variant.operations
                if each.place == "paths" and tag in operation_tags(each)
            )
            for tag in tags_of(self.variant)
        }

    @property
    def webhooks(self) -> tuple[VisibleOperation, ...]:
        """The requests that the API sends."""
        return tuple(each for each in self.variant.operations if each.place == "webhooks")

    def need(self, cuts: Iterable[Cut]) -> None:
        """Remember parts that must get pages of their own."""
        self.parts.update((cut.address, cut) for cut in cuts)

    def elsewhere(self, find: Place) -> dict[str, str]:
        """Where the other audiences have the same page."""
        found = {
            name: find(addresses)
            for name, addresses in self._all_addresses.items()
            if name != self.audience
        }
        return {name: address for name, address in found.items() if address is not None}

    def render(self, template: str, address: str, **context: object) -> str:
        """The HTML of a page at an address."""
        return self.shared.environment.get_template(f"reference/{template}").render(
            root="../" * address.count("/"),
            tree=self.shared.schema_html.tree,
            audience=self.variant.audience,
            **context,
        )


def topic_at(address: str) -> Place:
    """Finds a page that not every audience has."""
    return lambda addresses: address if address in addresses.topics else None


def operation_at(key: OperationKey) -> Place:
    """Finds an operation's page."""
    return lambda addresses: addresses.operations.get(key)


def title_of(operation: VisibleOperation) -> str:
    """What an operation is called: its summary, or else its name, or else how to call it."""
    return given_title(operation) or f"{as_sent(operation.method)} {operation.path}"


def given_title(operation: VisibleOperation) -> str:
    """What the document calls an operation, empty if it gives neither summary nor name."""
    return text(operation.node.get("summary")).strip() or operation.operation_id or ""
