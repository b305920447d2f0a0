"""What can go wrong: all error answers of an audience with the endpoints that name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from apidocgen.reference import anchors
from apidocgen.reference.as_markdown.pieces import code, in_line, joined, plain, target
from apidocgen.reference.book import Book, topic_at
from apidocgen.reference.brief import Brief, brief
from apidocgen.reference.content import ContentView
from apidocgen.reference.environment import safe_address
from apidocgen.reference.lenient import as_json, table, text
from apidocgen.reference.markdown import to_inline, to_plain
from apidocgen.reference.operation_view import REFUSAL, phrase_of
from apidocgen.reference.page import Heading, Page, SearchEntry
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.problem_types import Problem, ProblemTypes
from apidocgen.variants.variant import Variant

ADDRESS = "errors/"
SHARED = "What errors hold"

MOST_BODIES = 4
"""Different bodies of one status that the page shows."""


@dataclass(frozen=True, slots=True)
class TypeView:
    """A problem type: its URI, the web address if it is one, what it means, and who names it."""

    type: str
    address: str
    title: str
    anchor: str
    meanings: tuple[Markup, ...]
    operations: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class SharedBody:
    """What answers of several statuses hold, without the examples, which differ between them."""

    title: str
    anchor: str
    statuses: tuple[tuple[str, str], ...]
    content: ContentView


@dataclass(frozen=True, slots=True)
class BodyView:
    """What an answer of one status holds; ``shared`` is what it has in common with others."""

    content: ContentView
    shared: SharedBody | None = None


@dataclass(frozen=True, slots=True)
class ErrorView:
    """A status: what is said of it, its problem types, what its answers hold, and who gives it.

    ``untyped`` are the operations that give it without naming a type.
    """

    status: str
    phrase: str
    anchor: str
    summaries: tuple[Markup, ...]
    bodies: tuple[BodyView, ...]
    types: tuple[TypeView, ...]
    untyped: tuple[Brief, ...]


@dataclass(slots=True)
class _Type:
    """What is known of a problem type so far."""

    titles: dict[str, None] = field(default_factory=dict)
    meanings: dict[str, None] = field(default_factory=dict)
    operations: list[Brief] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """What is known of a status so far."""

    summaries: dict[str, None] = field(default_factory=dict)
    contents: dict[str, dict[str, object]] = field(default_factory=dict)
    types: dict[str, _Type] = field(default_factory=dict)
    untyped: list[Brief] = field(default_factory=list)

    @property
    def shown(self) -> list[dict[str, object]]:
        """The bodies that the page has room for, each as a map of content with one entry."""
        return [*self.contents.values()][:MOST_BODIES]


def has_errors(variant: Variant) -> bool:
    """Whether any endpoint names an error."""
    return any(
        is_error(str(status))
        for operation in variant.operations
        if operation.place == "paths"
        for status in table(operation.node.get("responses"))
    )


def is_error(status: str) -> bool:
    """Whether a status tells of something that went wrong."""
    return status[:1] in {"4", "5"} or status == "default"


def error_pages(book: Book) -> Iterator[Page]:
    """The page of errors; nothing where no endpoint names one."""
    if not has_errors(book.variant):
        return
    found = _gathered(book)
    shared = _shared(book, found)
    errors = tuple(_view(book, status, each, shared) for status, each in found.items())
    bodies = tuple(shared.values())
    title = book.say("Errors")
    yield Page(
        audience=book.audience,
        address=ADDRESS,
        kind="errors",
        title=title,
        description=book.say("What can go wrong, and which endpoints say so."),
        html=_html(book, errors=errors, shared=bodies),
        markdown=joined([f"# {title}", *_markdown(book.say, errors)]),
        headings=tuple(_headings(book.say, errors, bodies)),
        search=tuple(_search(book.say, errors)),
        elsewhere=book.elsewhere(topic_at(ADDRESS)),
    )


def _headings(
    say: Phrases, errors: Iterable[ErrorView], shared: Sequence[SharedBody]
) -> Iterator[Heading]:
    if shared:
        yield Heading(say(SHARED), "body", 2)
        yield from (Heading(each.title, each.anchor, 3) for each in shared)
    for error in errors:
        yield Heading(f"{error.status} {say(error.phrase)}".strip(), error.anchor, 2)
        for each in error.types:
            yield Heading(each.title or each.type, each.anchor, 3)


def _search(say: Phrases, errors: Iterable[ErrorView]) -> Iterator[SearchEntry]:
    for error in errors:
        title = f"{error.status} {say(error.phrase)}".strip()
        yield SearchEntry(title, " ".join(map(_plain, error.summaries)), error.anchor)
        for each in error.types:
            words = " ".join([title, *map(_plain, each.meanings)])
            yield SearchEntry(f"{each.title} {each.type}".strip(), words, each.anchor)


def _html(book: Book, **parts: object) -> str:
    """The page; what is laid out for pages in folders of folders leads up one step too many."""
    html = book.render("errors.html", ADDRESS, **parts)
    return html.replace('href="../../', 'href="../')


def _plain(words: Markup) -> str:
    return words.striptags()


def _gathered(book: Book) -> dict[str, _Found]:
    """What answers say of each status, in the order of the statuses."""
    found: dict[str, _Found] = {}
    types = ProblemTypes(book.lookup, book.trees.merger)
    vague = _vague(book, types)
    for operation in book.variant.operations:
        if operation.place != "paths":
            continue
        line = brief(book, operation)
        for status, each in table(operation.node.get("responses")).items():
            if is_error(str(status)):
                known = found.setdefault(str(status), _Found())
                node = book.lookup.resolve(each)
                known.summaries.setdefault(text(node.get("description")).strip())
                _remember(known.contents, table(node.get("content")), book)
                _sort_in(known, line, [each for each in types.of(node) if each not in vague])
    return {status: found[status] for status in sorted(found)}


def _vague(book: Book, types: ProblemTypes) -> set[Problem]:
    """Examples of a type that answers of several statuses share: they tell of none of these."""
    found: dict[Problem, set[str]] = {}
    for operation in book.variant.operations:
        for status, each in table(operation.node.get("responses")).items():
            for problem in types.of(book.lookup.resolve(each)) if is_error(str(status)) else ():
                found.setdefault(problem, set()).add(str(status))
    return {each for each, at in found.items() if each.is_hint and len(at) > 1}


def _sort_in(known: _Found, line: Brief, problems: Sequence[Problem]) -> None:
    """List an operation with each type that its answer names, or with the status alone."""
    if not problems:
        known.untyped.append(line)
    for problem in problems:
        kept = known.types.setdefault(problem.type, _Type())
        kept.titles.setdefault(problem.title)
        kept.meanings.setdefault(problem.meaning.strip())
        if line not in kept.operations[-1:]:
            kept.operations.append(line)


def _remember(known: dict[str, dict[str, object]], content: dict[str, object], book: Book) -> None:
    """Keep one body for each schema that answers of a status hold."""
    for media_type, node in content.items():
        schema = book.lookup.resolve(node).get("schema")
        reference = text(table(schema).get("$ref")) or media_type
        known.setdefault(f"{media_type} {reference}", {media_type: node})


def _shared(book: Book, found: dict[str, _Found]) -> dict[str, SharedBody]:
    """The bodies that several statuses have, by what makes a body the same."""
    bodies: dict[str, dict[str, object]] = {}
    statuses: dict[str, list[str]] = {}
    for status, each in found.items():
        for body in each.shown:
            key = _sameness(book, body)
            bodies.setdefault(key, body)
            statuses.setdefault(key, []).append(status)
    keys = [key for key, at in statuses.items() if key and len(set(at)) > 1]
    views = {key: _content(book, bodies[key], "") for key in keys}
    names = {key: _name(view) for key, view in views.items()}
    taken = Counter(names.values())
    return {
        key: SharedBody(
            title=names[key] if taken[names[key]] == 1 else f"{names[key]} {number}",
            anchor=f"body-{number}",
            statuses=tuple((status, _anchor(status)) for status in statuses[key]),
            content=replace(view, examples=()),
        )
        for number, (key, view) in enumerate(views.items(), start=1)
    }


def _sameness(book: Book, body: dict[str, object]) -> str:
    """What makes bodies of two statuses the same: media type and schema; empty without a schema."""
    [(media_type, node)] = body.items()
    schema = book.lookup.resolve(node).get("schema")
    return "" if schema is None else f"{media_type} {as_json(schema)}"


def _name(view: ContentView) -> str:
    named = view.schema.name if view.schema else None
    return named.text if named else view.media_types[0]


def _content(book: Book, body: dict[str, object], status: str) -> ContentView:
    [view] = book.operations.contents.views(body, REFUSAL, status)
    return view


def _anchor(status: str) -> str:
    return f"status-{anchors.part(status)}"


def _view(book: Book, status: str, found: _Found, shared: dict[str, SharedBody]) -> ErrorView:
    anchor = _anchor(status)
    return ErrorView(
        status=status,
        phrase=phrase_of(status),
        anchor=anchor,
        summaries=tuple(to_inline(words) for words in [*found.summaries][:8] if words),
        bodies=tuple(
            BodyView(_content(book, body, status), shared.get(_sameness(book, body)))
            for body in found.shown
        ),
        types=tuple(_type(each, kept, anchor) for each, kept in found.types.items()),
        untyped=tuple(found.untyped),
    )


def _type(uri: str, found: _Type, anchor: str) -> TypeView:
    return TypeView(
        type=uri,
        address=safe_address(uri),
        title=to_plain(next(filter(None, found.titles), "")),
        anchor=f"{anchor}-{anchors.part(uri)}",
        meanings=tuple(to_inline(words) for words in [*found.meanings][:8] if words),
        operations=tuple(found.operations),
    )


def _markdown(say: Phrases, errors: Iterable[ErrorView]) -> Iterator[str]:
    for each in errors:
        yield f"## {plain(f'{each.status} {say(each.phrase)}'.strip())}"
        yield "\n".join(f"- {in_line(words)}" for words in each.summaries)
        for kind in each.types:
            yield (
                f"### {plain(kind.title)} {code(kind.type)}"
                if kind.title
                else f"### {code(kind.type)}"
            )
            yield "\n".join(f"- {in_line(words)}" for words in kind.meanings)
            yield _listed(kind.operations)
        if each.types and each.untyped:
            yield f"### {say('Without a type')}"
        yield _listed(each.untyped)


def _listed(operations: Iterable[Brief]) -> str:
    return "\n".join(
        f"- [{code(f'{each.method} {each.path}')}]({target('../', each.address)})"
        for each in operations
    )
