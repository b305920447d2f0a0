"""An operation as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apidocgen.reference.access_box import AccessBox, Row
from apidocgen.reference.as_markdown.contents import contents, parameters
from apidocgen.reference.as_markdown.pieces import (
    block,
    code,
    described,
    in_line,
    phrases,
    plain,
    target,
)
from apidocgen.reference.as_markdown.servers import servers
from apidocgen.reference.operation_view import (
    CallbackView,
    LinkView,
    OperationView,
    ResponseView,
)
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.samples.view import SampleView

ROOT = "../../"


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
        sent = f", {say(demand.scheme.sent_in)}" if demand.scheme.sent_in else ""
        sent += f" {code(demand.scheme.sent_as)}" if demand.scheme.sent_as else ""
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
        yield say("This call goes to its own address:")
        yield "\n".join(servers(say, view.servers))
    for group in view.parameters:
        yield f"{marks} {say(group.title)}"
        yield parameters(say, group.parameters, ROOT)
    if view.body:
        yield f"{marks} {say('Request body')}"
        yield say("Required." if view.body.required else "May be left out.")
        yield described(view.body.description, level + 1)
        yield from contents(say, view.body.contents, ROOT)
    if view.responses:
        yield f"{marks} {say('Responses')}"
        for each in view.responses:
            yield from _response(say, each, level + 1)
    for callback in view.callbacks:
        yield from _callback(say, callback, level)


def _callback(say: Phrases, callback: CallbackView, level: int) -> Iterator[str]:
    call = code(f"{callback.method} {callback.expression}")
    yield f"{'#' * level} {say('Callback')} {plain(callback.name)}: {call}"
    yield in_line(callback.summary)
    yield say("Deprecated.") if callback.deprecated else ""
    deeper = min(level + 1, 5)
    yield described(callback.inside.description, deeper)
    yield from inside(say, callback.inside, deeper)


def _response(say: Phrases, each: ResponseView, level: int) -> Iterator[str]:
    yield f"{'#' * level} {plain(f'{each.status} {say(each.phrase)}'.strip())}"
    yield in_line(each.summary)
    yield described(each.description, level + 1)
    if each.headers:
        yield f"{say('Headers')}:"
        yield parameters(say, each.headers, ROOT)
    yield from contents(say, each.contents, ROOT)
    yield "" if each.contents else say("No content.")
    if each.links:
        yield f"{say('What can follow')}:"
        yield "\n".join(line for link in each.links for line in _link(say, link))


def _link(say: Phrases, link: LinkView) -> Iterator[str]:
    name = code(link.operation)
    leads_to = f"[{name}]({target(ROOT, link.address)})" if link.address else name
    passed = [f"{code(key)} {say('is')} {code(value)}" for key, value in link.parameters]
    passed += [f"{say('Request body')} {code(link.body)}"] if link.body else []
    about = in_line(link.description)
    said = ", ".join((leads_to, *passed))
    yield f"- {plain(link.name)}: {said}{f'. {about}' if about else ''}"
    yield from servers(say, link.servers, "  ")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above everything else; ``also`` are other audiences with their addresses."""

    title: str
    call: str
    operation_id: str = ""
    is_webhook: bool = False
    is_deprecated: bool = False
    sunset: str = ""
    stability: str = ""
    also: tuple[tuple[str, str], ...] = ()
    source: str = ""


def head(say: Phrases, about: Head) -> Iterator[str]:
    """The title of an operation and what is to be known of it as a whole."""
    yield f"# {plain(about.title)}"
    mark = f" ({say('webhook')})" if about.is_webhook else ""
    yield f"{code(about.call)}{mark}"
    yield f"{say('operation')} {code(about.operation_id)}" if about.operation_id else ""
    yield plain(about.stability)
    yield _deprecation(say, about.sunset) if about.is_deprecated else ""
    named = [f"[{plain(name)}]({target(ROOT, address)})" for name, address in about.also]
    yield f"{say('Also in:')} {', '.join(named)}" if named else ""
    yield f"[{say('Source')}]({about.source})" if about.source else ""


def _deprecation(say: Phrases, sunset: str) -> str:
    end = f" {say('and goes away on')} {plain(sunset)}" if sunset else ""
    return f"{say('This operation is deprecated')}{end}. {say('New programs should not use it.')}"
