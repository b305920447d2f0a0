"""Runtime expressions: links and callbacks that name what an audience does not see.

``$response.body#/owner/id`` names properties, ``$request.query.page`` a parameter (Runtime
Expressions, 4.8.20.3 in 3.1). An expression is hidden where one of the places it is used in hides
what it names, and none shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.pointer import unescape
from apidocgen.variants.composition import Composition
from apidocgen.variants.gone import GONE
from apidocgen.variants.holders import governing
from apidocgen.variants.index import Cell, Index, path_of
from apidocgen.variants.projecting.values import Projector

_EXPRESSION = re.compile(
    r"\$(request|response)\.(?:(body)(?:#(/[^\s{}]*)?)?|(query|path|header)\.([^\s{}?&#]+))"
)
_PLACES = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where an expression is used: an operation, and the response where there is one."""

    operation: Cell | None
    responses: tuple[Tree, ...]


class Expressions:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(
        self, index: Index, composition: Composition, projector: Projector, removed: dict[int, Any]
    ) -> None:
        self._index = index
        self._composition = composition
        self._projector = projector
        self._removed = removed

    def hides_callback(self, cell: Cell) -> bool:
        """Whether the address of a path item in a callback names what is hidden."""
        callback = cell[0]
        operations = (self._enclosing(use, "Operation") for use in self._uses(callback))
        scenes = [_Scene(each, tuple(_responses(each))) for each in operations if each]
        return self._hides(str(cell[1]), scenes)

    def cut_link(self, link: Tree) -> Tree:
        """A link without parameters and body that name what is hidden; itself if none do."""
        cell = self._index.cells[id(link)]
        scenes = [scene for use in self._uses(cell) for scene in self._response_scenes(use)]
        target = self._target(link)
        shown = dict(link)
        parameters = link.get("parameters")
        if isinstance(parameters, dict):
            cut = {
                name: self._argument(target, name, value, scenes)
                for name, value in parameters.items()
            }
            kept = {name: value for name, value in cut.items() if value is not GONE}
            _put(shown, "parameters", parameters, kept or GONE)
        if "requestBody" in link:
            body = self._cut(link["requestBody"], scenes)
            schemas = self._visible_schemas(target[2].get("requestBody")) if target else []
            if body is not GONE and schemas and not _is_expression(body):
                body = self._projector.project(body, schemas)
            _put(shown, "requestBody", link["requestBody"], body)
        return link if all(shown.get(key) is link[key] for key in link) else shown

    def _argument(self, target: Cell | None, name: str, value: Any, scenes: list[_Scene]) -> Any:
        """What remains of a link's value for a parameter of its target."""
        if self._hides_parameter(target, name) or self._cut(value, scenes) is not value:
            return GONE
        if _is_expression(value):
            return value
        meant = self._meant(target, name)
        schemas = [schema for each in meant for schema in governing(each, self._index)]
        shown = [schema for schema in schemas if not self._gone(schema)]
        return self._projector.project(value, shown) if shown else value

    def _meant(self, target: Cell | None, key: str) -> Iterator[Tree]:
        """The parameters that a link's key, ``id`` or ``path.id``, may mean."""
        place, _, name = key.partition(".")
        for parameter in map(self._followed, _parameters(target)):
            if parameter.get("name") == key or (parameter.get("in"), parameter.get("name")) == (
                place,
                name,
            ):
                yield parameter

    # -- where something is used -----------------------------------------------------------

    def _uses(self, cell: Cell) -> Iterator[Cell]:
        """The cell of an object and of all references to it that are still there."""
        waiting, seen = [cell], set()
        while waiting:
            current = waiting.pop()
            if id(current[2]) in seen or self._is_gone(current):
                continue
            seen.add(id(current[2]))
            yield current
            sites = self._index.references.get(path_of(current), ())
            waiting += [site.cell for site in sites if site.key == "$ref"]

    def _enclosing(self, cell: Cell, type_name: str) -> Cell | None:
        """The nearest object of a type around a cell, its own value aside."""
        step: Any = cell[0]
        while step is not None and self._index.types.get(id(step[2])) != type_name:
            step = step[0]
        return step  # type: ignore[no-any-return]

    def _response_scenes(self, use: Cell) -> Iterator[_Scene]:
        response = self._enclosing(use, "Response")
        for place in self._uses(response) if response else ():
            yield _Scene(self._enclosing(place, "Operation"), (response[2],) if response else ())

    def _target(self, link: Tree) -> Cell | None:
        """The operation that a link leads to."""
        name, path = link.get("operationId"), self._index.leads_to.get(id(link))
        for site in self._index.operations:
            if name is not None and site.node.get("operationId") == name:
                return site.cell
            if path is not None and id(site.node) == id(self._index.target(path)):
                return site.cell
        return None

    # -- what an expression names ----------------------------------------------------------

    def _cut(self, value: Any, scenes: list[_Scene]) -> Any:
        """A value without the texts whose expressions are hidden."""
        if isinstance(value, str):
            return GONE if self._hides(value, scenes) else value
        if isinstance(value, dict):
            kept: Any = {key: self._cut(item, scenes) for key, item in value.items()}
            if all(kept[key] is value[key] for key in value):
                return value
            return {key: item for key, item in kept.items() if item is not GONE} or GONE
        if isinstance(value, list):
            items = [self._cut(item, scenes) for item in value]
            if all(a is b for a, b in zip(items, value, strict=True)):
                return value
            return [item for item in items if item is not GONE] or GONE
        return value

    def _hides(self, text: str, scenes: list[_Scene]) -> bool:
        return any(self._is_hidden(found, scenes) for found in _EXPRESSION.finditer(text))

    def _is_hidden(self, found: re.Match[str], scenes: list[_Scene]) -> bool:
        answers = {self._seen(found, scene) for scene in scenes}
        return False in answers and True not in answers

    def _seen(self, found: re.Match[str], scene: _Scene) -> bool | None:
        """Whether what is named is seen in a scene; None where nothing of the name is known."""
        side, body, pointer, place, name = found.groups()
        operation: Tree = scene.operation[2] if scene.operation else {}
        if side == "response" and place == "header":
            answers = [self._seen_header(response, name) for response in scene.responses]
        elif side == "response":
            answers = [self._seen_inside(response, pointer) for response in scene.responses]
        elif body:
            answers = [self._seen_inside(operation.get("requestBody"), pointer)]
        else:
            answers = [self._seen_parameter(scene.operation, place, name)]
        return True if True in answers else False if False in answers else None

    def _seen_header(self, response: Tree, name: str) -> bool | None:
        headers = self._followed(response).get("headers")
        for declared, header in headers.items() if isinstance(headers, dict) else ():
            if declared.lower() == name.lower():
                return id(header) not in self._removed
        return None

    def _seen_parameter(self, operation: Cell | None, place: str, name: str) -> bool | None:
        found: list[bool] = []
        for parameter in _parameters(operation):
            meant = self._followed(parameter)
            named, where = str(meant.get("name")), meant.get("in")
            same = named.lower() == name.lower() if place == "header" else named == name
            if same and where == place:
                found.append(id(parameter) not in self._removed)
        return any(found) if found else None

    def _hides_parameter(self, target: Cell | None, key: str) -> bool:
        """Whether a link's key, ``id`` or ``path.id``, names a hidden parameter of its target."""
        place, _, name = key.partition(".")
        answers = {
            self._seen_parameter(target, where, short)
            for where in _PLACES
            for short in ((key, name) if place == where else (key,))
        }
        return False in answers and True not in answers

    def _seen_inside(self, holder: Any, pointer: str | None) -> bool | None:
        """Whether the body of a request or response has what a pointer names."""
        if not isinstance(holder, dict):
            return None
        if self._gone(holder):
            return False
        if not pointer:
            return True
        shown, hidden = self._visible_schemas(holder), self._hidden_schemas(holder)
        seen = self._seen_below(shown, pointer)
        if seen is None and hidden:
            is_hidden = not shown or self._seen_below(hidden, pointer) is not None
            return False if is_hidden else None
        return seen

    def _seen_below(self, schemas: list[Any], pointer: str) -> bool | None:
        for token in pointer[1:].split("/"):
            schemas, hidden = self._projector.governing.member(unescape(token), schemas)
            if not schemas:
                return False if hidden else None
        return True

    def _visible_schemas(self, holder: Any) -> list[Tree]:
        schemas = [each for media in self._media(holder) for each in self._governing(media)]
        return [schema for schema in schemas if not self._gone(schema)]

    def _hidden_schemas(self, holder: Any) -> list[Tree]:
        """The schemas that nobody sees, or whose media type nobody sees."""
        media = self._media(holder, gone=True)
        found = [schema for each in media for schema in self._governing(each)]
        shown = (schema for each in self._media(holder) for schema in self._governing(each))
        return [*found, *(schema for schema in shown if self._gone(schema))]

    def _media(self, holder: Any, *, gone: bool = False) -> list[Tree]:
        content = self._followed(holder).get("content")
        media = content.values() if isinstance(content, dict) else ()
        return [each for each in media if isinstance(each, dict) and self._gone(each) is gone]

    def _governing(self, media_type: Tree) -> Iterator[Tree]:
        return governing(self._followed(media_type), self._index)

    def _followed(self, node: Any) -> Tree:
        """An object, or what its reference leads to."""
        seen: set[int] = set()
        while isinstance(node, dict) and id(node) in self._index.leads_to and id(node) not in seen:
            seen.add(id(node))
            node = self._index.target(self._index.leads_to[id(node)])
        return node if isinstance(node, dict) else {}

    def _gone(self, node: Any) -> bool:
        return id(node) in self._removed

    def _is_gone(self, cell: Cell) -> bool:
        step: Any = cell
        while step is not None:
            if id(step[2]) in self._removed:
                return True
            step = step[0]
        return False


def _is_expression(value: Any) -> bool:
    return isinstance(value, str) and _EXPRESSION.search(value) is not None


def _put(shown: Tree, key: str, before: Any, after: Any) -> None:
    """Set a field to what remains of it, the master's own value where that is the same."""
    if after is GONE:
        del shown[key]
    elif after != before:
        shown[key] = after


def _responses(operation: Cell | None) -> Iterator[Tree]:
    responses = operation[2].get("responses") if operation else None
    for response in responses.values() if isinstance(responses, dict) else ():
        if isinstance(response, dict):
            yield response


def _parameters(operation: Cell | None) -> Iterable[Tree]:
    """The parameters of an operation and of the path item around it."""
    step: Any = operation
    for _ in range(3):  # the operation, perhaps ``additionalOperations``, the path item
        if step is None:
            return
        given = step[2].get("parameters") if isinstance(step[2], dict) else None
        yield from (each for each in given or () if isinstance(each, dict))
        step = step[0]
