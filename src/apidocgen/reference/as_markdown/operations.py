"""An operation as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.reference.access_box import AccessBox, Row
from apidocgen.reference.as_markdown.pieces import (
    block,
    code,
    described,
    in_line,
    joined,
    phrases,
    plain,
    target,
)
from apidocgen.reference.as_markdown.schemas import parameters, tree, type_line
from apidocgen.reference.content import ContentView
from apidocgen.reference.operation_view import OperationView, ResponseView
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.samples.view import SampleView

ROOT = "../../"
LONGEST = 6_000
"""Characters of an example in Markdown."""


def access(say: Phrases, box: AccessBox) -> Iterator[str]:
    """What a call needs, an item for each alternative."""
    yield f"## {say('Access')}"
    if box.tier:
        yield f"{say('Tier:')} {code(box.tier)} {say('or higher')}"
    yield phrases(say, box.sentence, ROOT)
    yield "\n".join(_row(say, row) for row in box.rows)


def _row(say: Phrases, row: Row) -> str:
    demands = []
    for demand in row.demands:
        scopes = [
            f"{code(each.name)}{f' ({in_line(each.description)})' if each.description else ''}"
            for each in demand.scopes
        ]
        sent = (
            f", {say(demand.scheme.sent_in)} {code(demand.scheme.sent_as)}"
            if demand.scheme.sent_in
            else ""
        )
        named = f" {say('and')} ".join(scopes)
        demands.append(f"{plain(say(demand.scheme.name))}{sent}{': ' if scopes else ''}{named}")
    together = f" {say('together with')} "
    return f"- {together.join(demands) or say('no authentication')}"


def samples(say: Phrases, all_of_them: tuple[SampleView, ...], most: int = 3) -> Iterator[str]:
    """The first samples; machines and people who copy need few."""
    if all_of_them:
        yield f"## {say('Call it')}"
    for each in all_of_them[:most]:
        yield f"### {plain(each.title)}"
        yield block(each.code, each.lexer)


def inside(say: Phrases, view: OperationView, level: int = 2) -> Iterator[str]:
    """Everything of an operation that does not depend on who reads it."""
    marks = "#" * level
    if view.docs[0]:
        yield f"[{plain(view.docs[1])}]({view.docs[0]})"
    if view.servers:
        yield f"{marks} {say('Servers')}"
        yield "\n".join(
            f"- {code(each.url)} {in_line(each.description)}".rstrip() for each in view.servers
        )
    for group in view.parameters:
        yield f"{marks} {say(group.title)}"
        yield parameters(say, group.parameters, ROOT)
    if view.body:
        yield f"{marks} {say('Request body')}"
        yield say("Required." if view.body.required else "May be left out.")
        yield described(view.body.description, level + 1)
        yield from _contents(say, view.body.contents)
    if view.responses:
        yield f"{marks} {say('Responses')}"
        for each in view.responses:
            yield from _response(say, each, level + 1)
    for callback in view.callbacks:
        call = code(f"{callback.method} {callback.expression}")
        yield f"{marks} {say('Callback')} {plain(callback.name)}: {call}"
        yield from inside(say, callback.inside, min(level + 1, 5))


def _contents(say: Phrases, contents: tuple[ContentView, ...]) -> Iterator[str]:
    for each in contents:
        kind = f": {type_line(say, each.schema, ROOT)}" if each.schema else ""
        yield f"{' '.join(map(code, each.media_types))}{kind}"
        if each.schema:
            yield described(each.schema.description)
            yield "\n".join(tree(say, each.schema, ROOT))
        for example in each.examples:
            if example.code and len(example.code) <= LONGEST:
                title = example.title if example.is_named else say("Example")
                yield f"{plain(title)}:"
                yield block(example.code, "json" if example.code[:1] in "{[" else "")


def _response(say: Phrases, each: ResponseView, level: int) -> Iterator[str]:
    yield f"{'#' * level} {plain(f'{each.status} {say(each.phrase)}'.strip())}"
    yield in_line(each.summary)
    yield described(each.description, level + 1)
    if each.headers:
        yield f"{say('Headers')}:"
        yield parameters(say, each.headers, ROOT)
    yield from _contents(say, each.contents)
    if each.links:
        yield f"{say('What can follow')}:"
        yield "\n".join(
            f"- {plain(link.name)}: "
            + (
                f"[{code(link.operation)}]({target(ROOT, link.address)})"
                if link.address
                else code(link.operation)
            )
            + "".join(
                f", {code(name)} {say('is')} {code(value)}" for name, value in link.parameters
            )
            + (f", {say('Request body')} {code(link.body)}" if link.body else "")
            for link in each.links
        )


def operation(title: str, call: str, notes: str, parts: tuple[Iterator[str], ...]) -> str:
    """The page of an operation."""
    return joined(
        [f"# {plain(title)}", code(call), notes, *(each for part in parts for each in part)]
    )
