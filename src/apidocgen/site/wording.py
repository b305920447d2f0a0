"""The words of the frame, in the language of the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from apidocgen.reference.environment import template_folders
from apidocgen.reference.phrases import phrases_for

LANGUAGE = "partials/language.html"

ENGLISH = {
    "audiences": "Choose your access",
    "endpoints.one": "endpoint",
    "endpoints.other": "endpoints",
    "scopes.one": "scope",
    "scopes.other": "scopes",
    "webhooks.one": "webhook",
    "webhooks.other": "webhooks",
    "aliases.one": "alias",
    "aliases.other": "aliases",
    "scopes.all": "Scopes",
    "more": "{count} more than {title}",
    "same": "The endpoints of {title}",
    "open": "Read the reference",
    "copy": "Copy page",
    "copied": "Copied",
    "markdown": "Markdown",
    "filter": "Filter endpoints",
    "filter.found": "{found} of {all} endpoints",
    "filter.page": "{count} other page",
    "filter.pages": "{count} other pages",
    "filter.nothing": "Nothing here has all of these words.",
    "filter.clear": "Show everything",
    "missing": "There is no such page",
    "missing.about": "It may have moved, or belong to another audience.",
    "missing.elsewhere": "The same page is here:",
    "missing.audiences": "Where each audience begins:",
    "example": "From the page “{title}”: what a call needs stands at the top, in words.",
    "authentication": "Authentication",
    "overview": "Overview",
    "start": "Start",
}
"""Our own words; other languages have them in the catalogue of phrases."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Looks words up: first our own, then the theme's translations."""

    own: Mapping[str, str]
    theme: Any

    def __call__(self, key: str, **values: object) -> str:
        """The text for `key`, with `values` filled in."""
        text = self.own.get(key)
        return str(self.theme.t(key)) if text is None else text.format(**values)

    def counted(self, count: int, key: str) -> str:
        """A count with its noun, in the number that the count asks for."""
        return f"{count} {self(f'{key}.one' if count == 1 else f'{key}.other')}"


def wording_of(env: jinja2.Environment, config: MkDocsConfig, templates: Path | None) -> Wording:
    """The words for the language that the theme is set to; English where it has none of ours.

    `templates` is the project's own folder, which may have a catalogue of phrases.
    """
    theme = env.get_template(LANGUAGE, None, {"config": config}).module
    say = phrases_for(language_of(config), template_folders(templates))
    return Wording({key: say(phrase) for key, phrase in ENGLISH.items()}, theme)


def language_of(config: MkDocsConfig) -> str:
    """The language that the theme is set to, with its region if it has one."""
    return str(config.theme.get("language") or "en")
