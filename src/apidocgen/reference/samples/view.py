"""The samples of an operation as a page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from apidocgen.reference.highlight import code_block, sample_block
from apidocgen.reference.lenient import listed, table, text
from apidocgen.reference.samples.languages import LANGUAGES, NAMES
from apidocgen.reference.samples.request import Request

_LEXERS = {each.key: each.lexer for each in LANGUAGES}


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample: its language, the code, and the same coloured."""

    title: str
    lexer: str
    code: str
    html: Markup


def samples_of(node: dict[str, Any], request: Request | None) -> tuple[SampleView, ...]:
    """The document's own samples, then those of the languages that it has none for."""
    own = tuple(_own(node))
    done = {NAMES.get(each.lexer, each.lexer) for each in own}
    made = _made(request, done) if request else ()
    return (*own, *made)


def _own(node: dict[str, Any]) -> Iterator[SampleView]:
    for each in listed(node.get("x-codeSamples")) or listed(node.get("x-code-samples")):
        sample = table(each)
        code = text(sample.get("source")).rstrip("\n")
        language = text(sample.get("lang")).lower()
        if code:
            title = text(sample.get("label")) or text(sample.get("lang")) or "Sample"
            language = _LEXERS.get(NAMES.get(language, ""), language)
            yield SampleView(title, language, code, code_block(code, language))


def _made(request: Request, done: set[str]) -> Iterator[SampleView]:
    for language in LANGUAGES:
        if language.key not in done:
            code = language.write(request)
            if code:
                html = sample_block(code, language.lexer)
                yield SampleView(language.title, language.lexer, code, html)
