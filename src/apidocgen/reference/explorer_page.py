"""The scope explorer: a page that answers questions about scopes where it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from apidocgen.reference.book import Book
from apidocgen.reference.brief import Brief, briefs
from apidocgen.reference.markdown import to_html, to_plain, without_controls
from apidocgen.reference.page import Page, SearchEntry
from apidocgen.reference.scope_answers.access_map import access_map, callable_operations
from apidocgen.reference.scope_answers.catalogue import scope_catalogue
from apidocgen.reference.scope_answers.questions import reached
from apidocgen.reference.script_phrases import EXPLORER
from apidocgen.spec.methods import as_sent

ADDRESS = "scopes/explorer/"
TITLE = "Scope explorer"
ASSETS = "../assets/apidocgen/scopes/"
"""Where scripts and styles of these pages stand, seen from an audience's folder."""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A kind of token that is in use, and what it reaches."""

    name: str
    anchor: str
    description: Markup
    scopes: tuple[tuple[str, str], ...]
    operations: tuple[Brief, ...]
    total: int


def explorer_page(book: Book) -> Page:
    """The explorer of one audience. It carries its data and needs no network."""
    catalogue = scope_catalogue(book.variant)
    title = book.say(TITLE)
    profiles = tuple(_profiles(book))
    html = book.render(
        "explorer.html",
        ADDRESS,
        data=inert_json(_as_plain_text(catalogue)),
        words=inert_json(book.say.listed(EXPLORER)),
        schemes=[(key, book.say(each["title"])) for key, each in _carrying(catalogue)],
        profiles=profiles,
        assets=ASSETS,
    )
    return Page(
        audience=book.audience,
        address=ADDRESS,
        kind="scope-explorer",
        title=title,
        description=book.say("Which scopes a task needs, and what a token reaches."),
        html=html,
        search=(
            SearchEntry(
                title, book.say("Which scopes do I need? Least privilege, what a token reaches")
            ),
            *(SearchEntry(p.name, book.say("Tokens already in use"), p.anchor) for p in profiles),
        ),
        elsewhere=book.elsewhere(lambda other: ADDRESS if other.scopes else None),
    )


def inert_json(value: Any) -> Markup:
    """JSON for a script element that is data: nothing in it can end the element."""
    dumped = json.dumps(value, separators=(",", ":"))
    return Markup(dumped.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - just escaped


def _as_plain_text(catalogue: dict[str, Any]) -> dict[str, Any]:
    """The catalogue with descriptions as a reader sees them, not as Markdown."""
    scopes = {
        name: {**scope, "description": without_controls(to_plain(scope["description"]))}
        for name, scope in catalogue["scopes"].items()
    }
    return {**catalogue, "scopes": scopes}


def _carrying(catalogue: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((key, each) for key, each in catalogue["schemes"].items() if each["carriesScopes"])


def _profiles(book: Book) -> Iterator[ProfileView]:
    known = access_map([book.variant])
    operations = {
        f"{as_sent(each.method)} {each.path}": each for each in callable_operations(book.variant)
    }
    for number, profile in enumerate(known.profiles.values(), start=1):
        found = reached(known, profile.scopes).reach.reachable
        yield ProfileView(
            name=profile.name,
            anchor=f"profile-{number}",
            description=to_html(profile.description, 3),
            scopes=tuple((name, book.addresses.scopes.get(name, "")) for name in profile.scopes),
            operations=briefs(book, (operations[key] for key in found)),
            total=len(operations),
        )
