"""How much may be asked for, and how to leaf through lists: what the document says, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from apidocgen.reference.as_markdown.pieces import code, in_line, joined, plain, target
from apidocgen.reference.book import Book, topic_at
from apidocgen.reference.brief import Brief, brief
from apidocgen.reference.constraints import Fact, facts
from apidocgen.reference.lenient import table, text
from apidocgen.reference.limits import PAGING, RATE, Sign, signs_of
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_inline, with_headings
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.phrases import Phrases
from apidocgen.variants.variant import Variant

ADDRESS = "limits/"
TITLE = "Limits and paging"
_ABOUT = re.compile(r"(?i)\b(rate|limit|quota|throttl|pagina|paging)")
_PARTS = (
    (RATE, "status", "Too many requests are refused:"),
    (RATE, "header", "Answers carry these headers:"),
    (PAGING, "parameter", "Lists are cut into pages with these parameters:"),
    (PAGING, "header", "Answers lead on with these headers:"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A header, parameter or status: what is said of it, and the operations that have it."""

    name: str
    about: Markup
    facts: tuple[Fact, ...]
    operations: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind with the words that lead to them."""

    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Everything of one topic."""

    title: str
    anchor: str
    parts: tuple[Part, ...]


@dataclass(slots=True)
class _Found:
    """What operations say of one name."""

    said: list[str] = field(default_factory=list)
    facts: set[tuple[Fact, ...]] = field(default_factory=set)
    operations: list[Brief] = field(default_factory=list)


def has_limits(variant: Variant, lookup: Lookup) -> bool:
    """Whether any operation says something of limits or pages."""
    return any(True for operation in variant.operations for _ in signs_of(lookup, operation))


def limits_pages(book: Book) -> Iterator[Page]:
    """The page; nothing where the document has nothing of it."""
    topics = tuple(_topics(_gathered(book)))
    if not topics:
        return
    title = book.say(TITLE)
    told = tuple(_told(book))
    yield Page(
        audience=book.audience,
        address=ADDRESS,
        kind="limits",
        title=title,
        description=book.say("How much may be asked for, and how to leaf through lists."),
        html=book.render("limits.html", ADDRESS, title=title, topics=topics, told=told),
        markdown=joined([f"# {plain(title)}", *_markdown(book.say, topics)]),
        headings=tuple(Heading(book.say(each.title), each.anchor, 2) for each in topics),
        search=tuple(
            SearchEntry(
                book.say(each.title),
                " ".join(line.name for part in each.parts for line in part.lines),
                each.anchor,
            )
            for each in topics
        ),
        elsewhere=book.elsewhere(topic_at(ADDRESS)),
    )


def _told(book: Book) -> Iterator[Heading]:
    """Headings in the document's own introduction that promise more of it."""
    words = text(table(book.tree.get("info")).get("description"))
    _, headings = with_headings(words, 2, "about")
    return (each for each in headings if _ABOUT.search(each.text))


def _gathered(book: Book) -> dict[tuple[str, str], dict[str, _Found]]:
    found: dict[tuple[str, str], dict[str, _Found]] = {}
    for operation in book.variant.operations:
        signs = tuple(signs_of(book.lookup, operation))
        line = brief(book, operation) if signs else None
        for sign in signs:
            known = found.setdefault((sign.topic, sign.kind), {}).setdefault(sign.name, _Found())
            known.said.append(text(sign.node.get("description")))
            known.facts.add(_facts(book, sign))
            known.operations += [line] if line else []
    return found


def _facts(book: Book, sign: Sign) -> tuple[Fact, ...]:
    schema = sign.node.get("schema")
    return tuple(facts(book.trees.merger.flat(schema).keywords)) if schema is not None else ()


def _topics(found: dict[tuple[str, str], dict[str, _Found]]) -> Iterator[Topic]:
    for topic, title, anchor in (
        (RATE, "Rate limits", "rate-limits"),
        (PAGING, "Pagination", "pagination"),
    ):
        parts = tuple(
            Part(words, tuple(_line(name, each) for name, each in found[at, kind].items()))
            for at, kind, words in _PARTS
            if at == topic and (at, kind) in found
        )
        if parts:
            yield Topic(title, anchor, parts)


def _line(name: str, found: _Found) -> Line:
    """A line; what is demanded of a value is said only where all operations demand the same."""
    about = to_inline(max(found.said, key=found.said.count))
    alike = next(iter(found.facts)) if len(found.facts) == 1 else ()
    return Line(name, about, alike, tuple(found.operations))


def _markdown(say: Phrases, topics: tuple[Topic, ...]) -> Iterator[str]:
    for topic in topics:
        yield f"## {say(topic.title)}"
        for part in topic.parts:
            yield say(part.words)
            yield "\n".join(line for each in part.lines for line in _lines(say, each))


def _lines(say: Phrases, line: Line) -> Iterator[str]:
    words = [
        f"{say(fact.words)} {code(fact.code)}" if fact.code else say(fact.words)
        for fact in line.facts
    ]
    about = f": {in_line(line.about)}" if line.about else ""
    yield f"- {code(line.name)}{''.join(f', {each}' for each in words)}{about}"
    for each in line.operations:
        yield f"  - [{code(f'{each.method} {each.path}')}]({target('../', each.address)})"
