"""Rule: texts that an audience reads and that name something hidden from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import InitVar, dataclass, field

from apidocgen.lint.finding import Hit
from apidocgen.lint.hidden_names import HiddenName, Names, hidden_names
from apidocgen.lint.readable import Text
from apidocgen.lint.subject import Subject
from apidocgen.lint.told import texts_told
from apidocgen.lint.wording import is_technical, words_marked, words_said
from apidocgen.spec.document import Document
from apidocgen.spec.pointer import Path
from apidocgen.variants.variant import Variant

_Said = tuple[Document, Path, HiddenName]
"""A text, by the document and the place in it, and what it names."""


def names_hidden_element(subject: Subject) -> Iterator[Hit]:
    """Names of hidden elements in visible texts, code samples and addresses."""
    mentions = list(_mentions(subject))
    hidden_at = {hidden.path for _, (_, _, hidden) in mentions}
    places = subject.document.locate_all(hidden_at) if hidden_at else {}
    for variant, (document, path, hidden) in mentions:
        what = f"the {hidden.noun} {hidden.name!r}"
        message = f"this text names {what}, hidden from those who read it: {places[hidden.path]}"
        yield Hit(message, path, (variant.audience.name,), document)


def _mentions(subject: Subject) -> Iterator[tuple[Variant, _Said]]:
    hidden = hidden_names(subject)
    saying = _Saying({each for names in hidden.values() for each in names.values()})
    for variant in subject.variants.variants if subject.variants and saying.names else ():
        names = hidden[variant.audience.name]
        said = list(_said(subject, variant, names, saying))
        shown = _shown(subject, variant, {each.name for *_, each in said}) if said else ()
        yield from ((variant, each) for each in said if each[-1].name not in shown)


def _said(subject: Subject, variant: Variant, names: Names, saying: _Saying) -> Iterator[_Said]:
    """What texts for an audience name that is hidden in one place at least."""
    for text, document in texts_told(subject, variant):
        for name in saying.of(text):
            if name in names:
                yield document, text.path, names[name]


def _shown(subject: Subject, variant: Variant, names: Collection[str]) -> set[str]:
    """Those of some names that an audience is told anyway."""
    access, audience = variant.access, variant.audience
    shown = {audience.name, *audience.labels, *access.tiers.names, *access.scopes}
    shown.update(alias.name for alias in access.aliases)
    for part in subject.readings.parts(variant.document.tree):
        shown.update(part.names.intersection(names))
    return shown


@dataclass(slots=True)
class _Saying:
    """Which of some names texts say; each text is looked through once."""

    hidden: InitVar[Collection[HiddenName]]
    names: frozenset[str] = field(init=False)
    _technical: frozenset[str] = field(init=False)
    _known: dict[tuple[str, bool], list[str]] = field(default_factory=dict)

    def __post_init__(self, hidden: Collection[HiddenName]) -> None:
        self.names = frozenset(each.name for each in hidden)
        self._technical = frozenset(
            each.name for each in hidden if is_technical(each.name, each.noun)
        )

    def of(self, text: Text) -> list[str]:
        """The names that a text says, in the order of the alphabet."""
        key = (text.text, text.is_markdown)
        if key not in self._known:
            found = words_said(text.text) & self._technical
            if text.is_markdown:
                found |= self.names.intersection(words_marked(text.text))
            self._known[key] = sorted(found)
        return self._known[key]
