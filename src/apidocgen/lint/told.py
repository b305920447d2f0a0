"""All that an audience is told: in its variant, and on pages beside it."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.lint.declared import mapping
from apidocgen.lint.readable import Text
from apidocgen.lint.subject import Subject
from apidocgen.spec.document import Document
from apidocgen.variants.variant import Variant
from apidocgen.variants.vocabulary import AUDIENCES, PROFILES


def texts_told(subject: Subject, variant: Variant) -> Iterator[tuple[Text, Document]]:
    """Each text that an audience reads, with the document that its place is in."""
    for part in subject.readings.parts(variant.document.tree):
        yield from ((text, variant.document) for text in part.texts)
    beside = (*audience_texts(subject), *_profiles(variant))
    yield from ((text, subject.document) for text in beside)


def audience_texts(subject: Subject) -> Iterator[Text]:
    """What the start page says of audiences, to everybody and as it is written."""
    published = subject.variants.variants if subject.variants else ()
    declared = mapping(subject.tree.get(AUDIENCES))
    for audience in (each.audience.name for each in published):
        for key in ("title", "description"):
            text = mapping(declared.get(audience)).get(key)
            if isinstance(text, str):
                yield Text((AUDIENCES, audience, key), text, is_markdown=key == "description")


def _profiles(variant: Variant) -> Iterator[Text]:
    """What the explorer says of tokens, as far as it is for this audience."""
    for profile in variant.access.profiles:
        path = (PROFILES, profile.name, "description")
        yield Text(path, profile.description, is_markdown=True)
