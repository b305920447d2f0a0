"""The index of scopes and the page of each: what it means, who grants it, what it opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from apidocgen.reference.access_box import ScopeView
from apidocgen.reference.addresses import Addresses
from apidocgen.reference.as_markdown.pieces import (
    code,
    described,
    endpoints,
    in_line,
    joined,
    target,
)
from apidocgen.reference.book import Book
from apidocgen.reference.brief import Brief, briefs
from apidocgen.reference.explorer_page import ASSETS, inert_json
from apidocgen.reference.lenient import table
from apidocgen.reference.markdown import to_html, to_plain
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.schemes import FLOWS
from apidocgen.reference.scope_answers.access_map import access_map
from apidocgen.reference.scope_answers.facets import NO_FACETS, Facets, choices_of, facets_of
from apidocgen.reference.scope_uses import (
    ALONE,
    CHOICE,
    CREDENTIALS,
    TOGETHER,
    WEBHOOK,
    ScopeUse,
    ScopeUses,
)
from apidocgen.reference.script_phrases import FILTER

_GROUPS = (
    (ALONE, "on-its-own", "On its own", "A token with nothing but this scope may call these."),
    (TOGETHER, "together", "Together with other scopes", "These need further scopes as well."),
    (
        CREDENTIALS,
        "with-another-credential",
        "Together with another credential",
        "These ask for another credential besides the token.",
    ),
    (CHOICE, "one-of-several", "As one of several ways", "These can also be called another way."),
    (WEBHOOK, "webhooks", "Webhooks", "These calls are sent to you."),
)
_ALIAS_NOTES = {
    ALONE: "A token with nothing but this alias may call these.",
    TOGETHER: "These need scopes that the alias does not contain.",
    CHOICE: "These can be called another way; in this one the alias alone does not suffice.",
}


@dataclass(frozen=True, slots=True)
class UseGroup:
    """Operations that a scope opens in the same manner."""

    anchor: str
    title: str
    note: str
    operations: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """A line of the index."""

    scope: ScopeView
    description: Markup
    operations: tuple[Brief, ...]
    facets: Facets


@dataclass(frozen=True, slots=True)
class Issuer:
    """A way to get a token with a scope: a scheme and, where it has several, a flow."""

    scheme: str
    flow: str
    address: str


def scope_pages(book: Book) -> Iterator[Page]:
    """The index of scopes and a page for each; nothing where there are none."""
    names = tuple(book.addresses.scopes)
    if not names:
        return
    uses = ScopeUses(book)
    found = {name: uses.of(name) for name in names}
    yield _index(book, found)
    for name in names:
        yield _page(book, name, found[name])


def _index(book: Book, found: dict[str, tuple[ScopeUse, ...]]) -> Page:
    aliases = book.variant.access.aliases
    facets = facets_of(access_map([book.variant]))
    lines = {
        name: _line(book, name, uses, facets.get(name, NO_FACETS)) for name, uses in found.items()
    }
    scopes = [line for name, line in lines.items() if name not in aliases]
    return Page(
        audience=book.audience,
        address="scopes/",
        kind="scopes",
        title=book.say("Scopes"),
        description=book.say.counted(
            len(scopes),
            "{} scope and the endpoints behind it",
            "{} scopes and the endpoints behind each",
        ),
        html=book.render(
            "scopes.html",
            "scopes/",
            aliases=[line for name, line in lines.items() if name in aliases],
            scopes=sorted(scopes, key=lambda line: line.scope.name),
            choices=choices_of([line.facets for line in lines.values()]),
            words=inert_json(book.say.listed(FILTER)),
            assets=ASSETS,
        ),
        markdown=_list(book, [*lines.values()]),
        headings=(
            *((Heading(book.say("Aliases"), "aliases", 2),) if len(aliases) else ()),
            Heading(book.say("Scopes"), "all-scopes", 2),
        ),
        search=(SearchEntry(book.say("Scopes"), " ".join(found)),),
        elsewhere=book.elsewhere(lambda other: "scopes/" if other.scopes else None),
    )


def _list(book: Book, lines: Iterable[ScopeLine]) -> str:
    """The index as Markdown."""
    said = (
        f"- [{code(line.scope.name)}]({target('../', line.scope.address)})"
        + (f": {in_line(line.description)}" if line.description else "")
        for line in lines
    )
    return joined([f"# {book.say('Scopes')}", "\n".join(said)])


def _line(book: Book, name: str, uses: tuple[ScopeUse, ...], facets: Facets) -> ScopeLine:
    operations = tuple(use.operation for use in uses)
    scope = book.boxes.scope(name)
    return ScopeLine(scope, scope.description, briefs(book, operations), facets)


def _page(book: Book, name: str, uses: tuple[ScopeUse, ...]) -> Page:
    address = book.addresses.scopes[name]
    is_alias = name in book.variant.access.aliases
    groups = tuple(_groups(book, uses, is_alias))
    sent = sum(use.kind == WEBHOOK for use in uses)
    said = _words(book, name)
    html = book.render(
        "scope.html",
        address,
        scope=book.boxes.scope(name),
        is_alias=is_alias,
        description=to_html(said, 3),
        members=[book.boxes.scope(each) for each in _members(book, name)],
        issuers=tuple(_issuers(book, name)),
        tiers=_tiers(book, uses),
        groups=groups,
        endpoints=len(uses) - sent,
        webhooks=sent,
    )
    return Page(
        audience=book.audience,
        address=address,
        kind="scope",
        title=name,
        description=(to_plain(said) or book.say("Scope {}: the endpoints that need it.", name))[
            :300
        ],
        html=html,
        markdown=_markdown(book, name, said, groups),
        headings=tuple(Heading(group.title, group.anchor, 2) for group in groups),
        search=(
            SearchEntry(name, f"{book.say('alias' if is_alias else 'scope')} {to_plain(said)}"),
        ),
        elsewhere=book.elsewhere(partial(_address, name)),
    )


def _markdown(book: Book, name: str, said: str, groups: tuple[UseGroup, ...]) -> str:
    contained = ", ".join(map(code, _members(book, name)))
    granting = ", ".join(code(each) for each, _ in book.boxes.scope(name).aliases)
    return joined(
        [
            f"# {book.say('Scope')} {code(name)}",
            described(to_html(said, 3)),
            f"{book.say('Contains')} {contained}" if contained else "",
            f"{book.say('Also granted by')} {granting}" if granting else "",
            *(
                piece
                for group in groups
                for piece in (f"## {group.title}", endpoints(book.say, group.operations, "../../"))
            ),
        ]
    )


def _address(name: str, addresses: Addresses) -> str | None:
    return addresses.scopes.get(name)


def _words(book: Book, name: str) -> str:
    access = book.variant.access
    alias = access.aliases[name].description if name in access.aliases else ""
    return alias or (access.scopes[name].description if name in access.scopes else "")


def _members(book: Book, name: str) -> tuple[str, ...]:
    aliases = book.variant.access.aliases
    return aliases[name].members if name in aliases else ()


def _groups(book: Book, uses: tuple[ScopeUse, ...], is_alias: bool) -> Iterator[UseGroup]:
    for kind, anchor, title, note in _GROUPS:
        operations = [use.operation for use in uses if _kind(use, is_alias) == kind]
        if operations:
            words = _ALIAS_NOTES.get(kind, note) if is_alias else note
            yield UseGroup(anchor, book.say(title), book.say(words), briefs(book, operations))


def _kind(use: ScopeUse, is_alias: bool) -> str:
    """Where a use is listed: of an alias everything it opens stands together."""
    return ALONE if is_alias and use.enough and use.kind != WEBHOOK else use.kind


def _issuers(book: Book, name: str) -> Iterator[Issuer]:
    """The schemes whose tokens can carry a scope, as the document says."""
    components = table(book.tree.get("components"))
    for key, node in table(components.get("securitySchemes")).items():
        scheme = book.boxes.scheme(key)
        for flow, each in table(book.lookup.resolve(node).get("flows")).items():
            if name in table(table(each).get("scopes")):
                yield Issuer(scheme.name, book.say(FLOWS.get(flow, flow)), scheme.address)
    used = {
        use.scheme
        for operation in book.variant.operations
        for each in operation.requirement.alternatives
        for use in each.uses
        if name in use.scopes and use.scheme is not None
    }
    for key in sorted(used):
        scheme = book.boxes.scheme(key)
        if scheme.kind != "oauth2":
            yield Issuer(scheme.name, "", scheme.address)


def _tiers(book: Book, uses: tuple[ScopeUse, ...]) -> tuple[str, ...]:
    """The tiers of the operations behind a scope, lowest first."""
    found = {use.operation.tier for use in uses if use.operation.tier}
    ladder = book.variant.access.tiers
    return tuple(sorted(found, key=lambda tier: ladder.rank(tier) if tier in ladder else -1))
