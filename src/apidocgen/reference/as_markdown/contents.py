"""Bodies with their encodings and examples, and the parameters and headers that may hold some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocgen.reference.as_markdown.pieces import (
    block,
    code,
    described,
    in_line,
    indented,
    joined,
    plain,
    web_link,
)
from apidocgen.reference.as_markdown.schemas import below, fact, inside_title, type_line
from apidocgen.reference.content import ContentView, EncodingView, ExampleView, PartHeaderView
from apidocgen.reference.parameters import ParameterView
from apidocgen.reference.phrases import Phrases

LONGEST = 6_000
"""Characters of an example in Markdown."""


def contents(say: Phrases, views: Iterable[ContentView], root: str) -> Iterator[str]:
    """What a body, a parameter or a header holds, in each of its media types."""
    for each in views:
        yield f"{' '.join(map(code, each.media_types))}{_kind(say, each, root)}"
        yield described(each.description)
        if each.schema:
            # A list at the end of the description would run into that of the fields.
            title = inside_title(say, each.schema) if each.schema.description else ""
            yield described(each.schema.description)
            yield f"{title}:" if title else ""
            yield "\n".join(below(say, each.schema, root))
        if each.encodings:
            yield f"{say('How the fields are sent')}:"
            yield "\n".join(_encodings(say, each.encodings, root))
        yield from examples(say, each.examples)


def _kind(say: Phrases, each: ContentView, root: str) -> str:
    if not each.schema:
        return ""
    several = f"{say('a sequence of')} " if each.is_sequence else ""
    return f": {several}{type_line(say, each.schema, root)}"


def _encodings(
    say: Phrases, views: Iterable[EncodingView], root: str, pad: str = ""
) -> Iterator[str]:
    for each in views:
        said = ", ".join(fact(say, one) for one in each.facts)
        label = code(each.label) if each.is_name else plain(say(each.label))
        yield f"{pad}- {label}{f': {said}' if said else ''}"
        for header in each.headers:
            yield f"{pad}  - {_part_header(say, header, root)}"
        yield from _encodings(say, each.inner, root, f"{pad}  ")


def _part_header(say: Phrases, header: PartHeaderView, root: str) -> str:
    about = in_line(header.description)
    kind = type_line(say, header.schema, root)
    return f"{say('with the header')} {code(header.name)}: {kind}{f'. {about}' if about else ''}"


def examples(say: Phrases, views: Iterable[ExampleView]) -> Iterator[str]:
    """Examples, each after what it shows."""
    for each in views:
        yield f"{_title(say, each)}:"
        yield described(each.description)
        yield web_link(each.external) if each.external else ""
        shown = _cut(each.code)
        if shown:
            yield block(shown, "json" if shown[:1] in "{[" else "")
        if each.shortened or shown != each.code:
            yield say("Shortened here. The whole example is in the download.")


def _title(say: Phrases, each: ExampleView) -> str:
    title = each.title if each.is_named else say("Example")
    mark = f" ({say('made up')})" if each.made_up else ""
    return f"{plain(title)}{mark}"


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    start = text[:LONGEST]
    return (start.rpartition("\n")[0] or start) + "\n…"


def parameters(say: Phrases, views: Iterable[ParameterView], root: str) -> str:
    """Parameters or headers as a list."""
    return "\n".join(line for view in views for line in _parameter(say, view, root))


def _parameter(say: Phrases, view: ParameterView, root: str) -> Iterator[str]:
    kind = type_line(say, view.schema, root, view.required, view.facts)
    old = f", {say('deprecated')}" if view.deprecated else ""
    words = in_line(view.description)
    yield f"- {code(view.name)}: {kind}{old}{f'. {words}' if words else ''}"
    yield from below(say, view.schema, root, 0)
    inside = (*contents(say, view.contents, root), *examples(say, view.examples))
    if inside:
        yield f"\n{indented(joined(inside), '  ')}"
