"""What is inside an operation: parameters, bodies, answers, callbacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from apidocgen.reference import anchors
from apidocgen.reference.content import Bounds, Contents, ContentView
from apidocgen.reference.examples.generate import REQUEST, RESPONSE
from apidocgen.reference.lenient import as_json, documentation, listed, literal, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.markdown import to_html, to_inline
from apidocgen.reference.parameters import ParameterGroup, Parameters, ParameterView
from apidocgen.reference.schema_tree import SchemaTrees
from apidocgen.reference.schema_view import Cut
from apidocgen.spec.methods import as_sent, operation_fields

BODY = Bounds(150, 120_000, REQUEST)
"""Of the trees of a request body."""

ANSWER = Bounds(150, 60_000, RESPONSE)
"""Of the trees of an answer."""

REFUSAL = Bounds(40, 12_000, RESPONSE)
"""Of the trees of answers that tell of errors, which are many and alike."""

DEEPEST_CALLBACK = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operation stands: ``prefix`` starts the ids of what is in a callback.

    ``from_api`` says that the API sends the request and gets the answer.
    """

    prefix: str = ""
    depth: int = 0
    from_api: bool = False

    def turned(self, bounds: Bounds) -> Bounds:
        """Bounds for a message in its true direction."""
        if not self.from_api:
            return bounds
        return replace(bounds, hidden=RESPONSE if bounds.hidden == REQUEST else REQUEST)


CALL, WEBHOOK = Place(), Place(from_api=True)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link to another operation: which, and what to pass on to it."""

    name: str
    description: Markup
    operation: str
    address: str
    parameters: tuple[tuple[str, str], ...]
    body: str = ""
    servers: tuple[ServerView, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponseView:
    """One answer. ``outcome`` is "success", "redirect", "error", "info" or "other"."""

    status: str
    phrase: str
    outcome: str
    anchor: str
    summary: Markup
    description: Markup
    headers: tuple[ParameterView, ...]
    contents: tuple[ContentView, ...]
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class BodyView:
    """A request body."""

    required: bool
    description: Markup
    contents: tuple[ContentView, ...]


@dataclass(frozen=True, slots=True)
class CallbackView:
    """A request that the API sends in turn."""

    name: str
    anchor: str
    expression: str
    method: str
    summary: Markup
    deprecated: bool
    inside: OperationView


@dataclass(frozen=True, slots=True)
class VariableView:
    """A part of a server's address that has a value of its own."""

    name: str
    default: str
    values: tuple[str, ...]
    description: Markup


@dataclass(frozen=True, slots=True)
class ServerView:
    """An address the API is called at."""

    url: str
    description: Markup
    variables: tuple[VariableView, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class OperationView:
    """Everything of an operation that does not depend on who reads it."""

    description: Markup
    docs: tuple[str, str]
    servers: tuple[ServerView, ...]
    parameters: tuple[ParameterGroup, ...]
    body: BodyView | None
    responses: tuple[ResponseView, ...]
    callbacks: tuple[CallbackView, ...]


def cuts_of(view: OperationView) -> Iterator[Cut]:
    """The parts of an operation that have pages of their own."""
    for group in view.parameters:
        yield from _cuts(group.parameters)
    yield from _cuts(view.body.contents if view.body else ())
    for response in view.responses:
        yield from _cuts((*response.headers, *response.contents))
    for callback in view.callbacks:
        yield from cuts_of(callback.inside)


def _cuts(views: Iterable[ParameterView | ContentView]) -> Iterator[Cut]:
    for each in views:
        yield from each.schema.cuts if each.schema else ()


class Operations:
    """Makes the insides of the operations of one variant."""

    def __init__(self, lookup: Lookup, trees: SchemaTrees, by_id: dict[str, str]) -> None:
        """Show schemas as ``trees`` does; ``by_id`` gives the addresses of operations."""
        self._lookup = lookup
        self.contents = Contents(lookup, trees)
        self._parameters = Parameters(lookup, trees, self.contents)
        self._by_id = by_id

    def view(
        self, node: dict[str, Any], path_item: dict[str, Any], place: Place = CALL
    ) -> OperationView:
        """The inside of an operation."""
        prefix = place.prefix
        return OperationView(
            description=to_html(words_of(node, path_item), 3),
            docs=_docs(node),
            servers=servers_of(node) or servers_of(path_item),
            parameters=tuple(self._parameters.groups(node, path_item, prefix)),
            body=self._body(node.get("requestBody"), place),
            responses=tuple(self._responses(table(node.get("responses")), place)),
            callbacks=tuple(self._callbacks(table(node.get("callbacks")), place)),
        )

    def _body(self, node: object, place: Place) -> BodyView | None:
        if node is None:
            return None
        body = self._lookup.resolve(node)
        return BodyView(
            required=body.get("required") is True,
            description=to_html(text(body.get("description")), 4),
            contents=self.contents.views(body.get("content"), place.turned(BODY)),
        )

    def _responses(self, responses: dict[str, Any], place: Place) -> Iterator[ResponseView]:
        for status, each in responses.items():
            if not str(status).startswith("x-"):
                yield self._response(str(status), self._lookup.resolve(each), place)

    def _response(self, status: str, node: dict[str, Any], place: Place) -> ResponseView:
        outcome = _outcome(status)
        anchor = response_anchor(status, place.prefix)
        words = text(node.get("description"))
        said = text(node.get("summary")) or words
        inline = to_inline(said)
        bounds = place.turned(ANSWER if outcome == "success" else REFUSAL)
        return ResponseView(
            status=status,
            phrase=phrase_of(status),
            outcome=outcome,
            anchor=anchor,
            summary=inline,
            description=Markup("") if _is_one_line(words) and said == words else to_html(words, 5),
            headers=self._parameters.headers(node.get("headers"), f"{anchor}~header"),
            contents=self.contents.views(node.get("content"), bounds, status),
            links=tuple(self._links(table(node.get("links")))),
        )

    def _links(self, links: dict[str, Any]) -> Iterator[LinkView]:
        for name, each in links.items():
            node = self._lookup.resolve(each)
            target = text(node.get("operationId")) or text(node.get("operationRef"))
            passed = [(key, literal(value)) for key, value in table(node.get("parameters")).items()]
            yield LinkView(
                name=name,
                description=to_html(text(node.get("description")), 5),
                operation=target,
                address=self._by_id.get(target, ""),
                parameters=tuple(passed),
                body=as_json(node["requestBody"]) if "requestBody" in node else "",
                servers=servers_of({"servers": [node.get("server")]}),
            )

    def _callbacks(self, callbacks: dict[str, Any], place: Place) -> Iterator[CallbackView]:
        if place.depth >= DEEPEST_CALLBACK:
            return
        for name, each in callbacks.items():
            for expression, item in self._lookup.resolve(each).items():
                if not expression.startswith("x-"):
                    yield from self._callback(name, expression, item, place)

    def _callback(
        self, name: str, expression: str, item: object, place: Place
    ) -> Iterator[CallbackView]:
        path_item = self._lookup.resolve(item)
        for method, node, _ in operation_fields(path_item):
            step = f"callback-{anchors.part(name)}-{method}-{anchors.part(expression)}"
            anchor = anchors.join(place.prefix, step)
            yield CallbackView(
                name=name,
                anchor=anchor,
                expression=expression,
                method=as_sent(method),
                summary=to_inline(text(node.get("summary"))),
                deprecated=node.get("deprecated") is True,
                inside=self.view(node, path_item, Place(anchor, place.depth + 1, from_api=True)),
            )


def response_anchor(status: str, prefix: str = "") -> str:
    """The id of an answer; ``prefix`` starts those in a callback."""
    return anchors.join(prefix, f"response-{anchors.part(status)}")


def servers_of(node: dict[str, Any]) -> tuple[ServerView, ...]:
    """The servers that an object lists."""
    return tuple(
        ServerView(
            url=text(server.get("url")),
            description=to_inline(text(server.get("description"))),
            name=text(server.get("name")),
            variables=tuple(
                _variable(name, table(each))
                for name, each in table(server.get("variables")).items()
            ),
        )
        for server in map(table, listed(node.get("servers")))
        if server
    )


def _variable(name: str, node: dict[str, Any]) -> VariableView:
    return VariableView(
        name=name,
        default=str(node.get("default", "")),
        values=tuple(map(str, listed(node.get("enum")))),
        description=to_inline(text(node.get("description"))),
    )


def words_of(node: dict[str, Any], path_item: dict[str, Any]) -> str:
    """The description of an operation, and what its path item says of all of its operations."""
    shared = text(path_item.get("summary")).strip()
    said = (
        text(node.get("description")).strip(),
        shared if shared != text(node.get("summary")).strip() else "",
        text(path_item.get("description")).strip(),
    )
    return "\n\n".join(dict.fromkeys(filter(None, said)))


def _docs(node: dict[str, Any]) -> tuple[str, str]:
    url, words = documentation(node)
    return url, words or url


def _is_one_line(words: str) -> bool:
    return "\n\n" not in words.strip() and not words.lstrip().startswith(("#", "-", "*", "|", "`"))


def _outcome(status: str) -> str:
    kinds = {"1": "info", "2": "success", "3": "redirect", "4": "error", "5": "error"}
    return kinds.get(status[:1], "other")


def phrase_of(status: str) -> str:
    """What a status means."""
    if status == "default":
        return "Any other answer"
    if status[1:].upper() == "XX":
        kinds = {"1": "Interim", "2": "Success", "3": "Redirect", "4": "Client error"}
        return kinds.get(status[0], "Server error")
    try:
        return HTTPStatus(int(status)).phrase
    except ValueError:
        return ""
