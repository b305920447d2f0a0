"""Comparing a document with a site: every fact that is in one and not on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.grammar import HTTP_METHODS
from apidocgen.spec.references import Resolver
from apidocgen.spec.walk import children, reference_of
from tests.pages import checklist
from tests.pages.checklist import Fact, Node
from tests.pages.dom import Element
from tests.pages.shown import FIELD, PARTS, Place, Site, squeezed

PLACES = {
    "path": "Path parameters",
    "query": "Query parameters",
    "header": "Header parameters",
    "cookie": "Cookie parameters",
    "querystring": "Query string",
}
DEFINITIONS = frozenset({"$defs", "definitions"})
"""Schemas that are nothing until something refers to them."""

Missing = tuple[str, ...]


class Comparison:
    """One audience's document against its pages."""

    def __init__(self, tree: Node, site: Site) -> None:
        self.tree = tree
        self.site = site
        self._resolver = Resolver(tree)
        self._known: dict[tuple[int, int], Missing] = {}

    def resolved(self, node: object, kind: str = "Parameter") -> Node:
        """An object, or what the references in its place lead to."""
        beside: Node = {}
        while (reference := reference_of(node, kind)) is not None:
            beside = {**_texts(node), **beside}
            node = self._resolver.resolve(reference)[1]
        return {**node, **beside} if isinstance(node, dict) else {}

    # ---------------------------------------------------------------------------- operations

    def servers(self, page: Element) -> Iterator[str]:
        """What the overview does not show of the servers of the whole API."""
        for server in self.tree.get("servers") or ():
            yield from _lacking(self.site.place([page]), checklist.of_server(server))

    def operation(self, page: Element, node: Node, item: Node) -> Iterator[str]:
        """What a page does not show of an operation and its path item."""
        place = self.site.place([page])
        yield from _lacking(place, checklist.prose("summary", node.get("summary")))
        if node.get("operationId"):
            yield from _lacking(place, [checklist.code("operationId", node["operationId"])])
        if node.get("deprecated") is True:
            yield from _lacking(place, [checklist.said("deprecated", "deprecated")])
        if node.get("x-sunset"):
            yield from _lacking(place, [checklist.said("sunset", str(node["x-sunset"]))])
        yield from self.inside(page, node, item)

    def inside(self, around: Element, node: Node, item: Node) -> Iterator[str]:
        """What is not shown of an operation on a page or in a callback."""
        place = self.site.place([around])
        for text in (node.get("description"), item.get("summary"), item.get("description")):
            yield from _lacking(place, checklist.prose("description", text))
        if "externalDocs" in node:
            yield from _lacking(place, checklist.of_docs(node["externalDocs"]))
        for server in node.get("servers") or item.get("servers") or ():
            yield from _lacking(place, checklist.of_server(server))
        yield from self._parameters(around, node, item)
        if "requestBody" in node:
            yield from _below("requestBody", self._body(place, node["requestBody"]))
        for status, each in (node.get("responses") or {}).items():
            if not str(status).startswith("x-"):
                yield from _below(f"response {status}", self._response(place, str(status), each))
        for name, each in (node.get("callbacks") or {}).items():
            yield from _below(f"callback {name}", self._callback(place, name, each))

    def _parameters(self, around: Element, node: Node, item: Node) -> Iterator[str]:
        merged = {}
        for each in (*(item.get("parameters") or ()), *(node.get("parameters") or ())):
            parameter = self.resolved(each)
            merged[parameter["in"], parameter["name"]] = parameter
        lists = dict(_titled_lists(around))
        for (where, name), parameter in merged.items():
            listed = lists.get(PLACES[where])
            found = self.site.place([listed]).fields.get(name, ()) if listed else ()
            here = f"{where} parameter {name}"
            yield from _below(here, self._parameter(found, parameter))

    def _parameter(self, found: Iterable[Element], node: Node) -> Iterator[str]:
        place = self.site.place(found)
        if not place.areas:
            yield "not there"
            return
        yield from _lacking(place, checklist.of_parameter(node))
        yield from _lacking(place, checklist.of_examples(node, self.resolved))
        if "schema" in node:
            yield from self.schema(node["schema"], place)
        yield from self._contents(place, node.get("content"))

    def _body(self, place: Place, node: object) -> Iterator[str]:
        body = self.resolved(node, "RequestBody")
        yield from _lacking(place, checklist.prose("description", body.get("description")))
        needed = "Required" if body.get("required") is True else "May be left out"
        yield from _lacking(place, [checklist.said("whether required", needed)])
        yield from self._contents(place, body.get("content"))

    def _contents(self, place: Place, content: Any) -> Iterator[str]:
        shown = {
            squeezed(name.text()): each
            for each in place.nearest("ag-content")
            for name in each.having("ag-media-type")
        }
        for media_type, each in (content or {}).items():
            if media_type in shown:
                here = self.site.place([shown[media_type]])
                yield from _below(media_type, self._content(here, self.resolved(each, "MediaType")))
            else:
                yield f"{media_type}: not there"

    def _content(self, place: Place, node: Node) -> Iterator[str]:
        yield from _lacking(place, checklist.prose("description", node.get("description")))
        yield from _lacking(place, checklist.of_examples(node, self.resolved))
        for keyword in ("schema", "itemSchema"):
            if keyword in node:
                yield from self.schema(node[keyword], place)
        yield from self._encodings(place, node)

    def _encodings(self, place: Place, node: Node) -> Iterator[str]:
        first = node.get("prefixEncoding") or ()
        named = [*(node.get("encoding") or {}).items(), *enumerate(first, 1)]
        named += [("others", node["itemEncoding"])] if "itemEncoding" in node else []
        for name, each in named:
            yield from _lacking(place, checklist.of_encoding(name, each))
            for header, inner in (each.get("headers") or {}).items():
                yield from _lacking(place, [checklist.code("encoding header", header)])
                found = self.resolved(inner, "Header")
                yield from _lacking(place, checklist.of_parameter(found))
                yield from self.schema(found.get("schema"), place)
            yield from self._encodings(place, each)

    def _response(self, place: Place, status: str, node: object) -> Iterator[str]:
        response = self.resolved(node, "Response")
        named = (
            each
            for each in place.nearest("ag-response")
            if squeezed(next(each.having("ag-status")).text()) == status
        )
        here = self.site.place(named)
        if not here.areas:
            yield "not there"
            return
        yield from _lacking(here, checklist.prose("description", response.get("description")))
        yield from _lacking(here, checklist.prose("summary", response.get("summary")))
        for name, each in (response.get("headers") or {}).items():
            header = self.resolved(each, "Header")
            found = here.fields.get(name, ())
            yield from _below(f"header {name}", self._parameter(found, header))
        yield from self._contents(here, response.get("content"))
        for name, each in (response.get("links") or {}).items():
            yield from _lacking(here, checklist.of_link(name, self.resolved(each, "Link")))

    def _callback(self, place: Place, name: str, node: object) -> Iterator[str]:
        for expression, each in self.resolved(node, "Callback").items():
            item = self.resolved(each, "PathItem")
            for method in HTTP_METHODS:
                if method in item:
                    found = _callback_of(place, name, method, expression)
                    here = f"{method} {expression}"
                    if found:
                        inner = item[method]
                        place_of = self.site.place([found])
                        yield from _below(
                            here,
                            _lacking(place_of, checklist.prose("summary", inner.get("summary"))),
                        )
                        yield from _below(here, self.inside(found, inner, item))
                    else:
                        yield f"{here}: not there"

    # ------------------------------------------------------------------------------- schemas

    def component(self, page: Element, node: object) -> Iterator[str]:
        """What the page of a schema does not show of it."""
        yield from self.schema(node, self.site.place([page]))

    def schema(self, node: object, place: Place) -> Missing:
        """What is not shown of a schema at a place, by paths in words."""
        if not isinstance(node, dict):
            return ()
        key = id(node), id(place)
        if key not in self._known:
            self._known[key] = ()  # a schema in itself is missing nothing that it does not miss
            self._known[key] = tuple(dict.fromkeys(self._schema(node, place)))
        return self._known[key]

    def _schema(self, node: dict[str, Any], place: Place) -> Iterator[str]:
        yield from _lacking(place, checklist.of_schema(node))
        reference = reference_of(node, "Schema")
        if reference is not None:
            yield from self.schema(self._resolver.resolve(reference)[1], place)
        yield from self._required(node, place)
        for path, child, kind in children(node, "Schema"):
            if kind == "Schema" and path[0] not in DEFINITIONS:
                yield from self._step(path, child, place)

    def _required(self, node: dict[str, Any], place: Place) -> Iterator[str]:
        for name in node.get("required") or ():
            fields = place.fields.get(name, ())
            marked = any(
                mark
                for each in fields
                for mark in self.site.place([each])
                .areas[0]
                .having("ag-required", frozenset({FIELD, *PARTS}))
            )
            if (
                not marked
                and name not in place.codes
                and name not in checklist.labels(place) + place.said
            ):
                yield f"required {name}"

    def _step(self, path: tuple[Any, ...], child: object, place: Place) -> Iterator[str]:
        here = ".".join(map(str, path))
        if path[0] == "properties":
            fields = place.fields.get(path[1], ())
            if fields:
                yield from _below(here, self.schema(child, self.site.place(fields)))
            else:
                yield f"{here}: not there"
        elif path[0] == "allOf":
            yield from _below(here, self.schema(child, place))
        elif not _is_null(child):
            yield from _below(here, self._somewhere(child, place))

    def _somewhere(self, child: object, place: Place) -> Missing:
        """What the likeliest of the parts of a place does not show of a schema inside it."""
        parts = (self.site.place([each]) for each in place.nearest(*PARTS))
        best: Missing | None = None
        for candidate in (*parts, place):
            missing = self.schema(child, candidate)
            if not missing:
                return ()
            best = missing if best is None or _likeness(missing) > _likeness(best) else best
        return best or ()


def _likeness(missing: Missing) -> tuple[int, int]:
    """How likely it is that something was looked for at the right place."""
    return min(each.count("›") for each in missing), -len(missing)


def _lacking(place: Place, facts: Iterable[Fact]) -> Iterator[str]:
    return (fact.name for fact in facts if not fact.stands(place))


def _below(here: str, missing: Iterable[str]) -> Iterator[str]:
    return (f"{here} › {each}" for each in missing)


def _texts(node: object) -> Node:
    """What a Reference Object itself may say (OpenAPI 3.1, section 4.8.23)."""
    said = node if isinstance(node, dict) else {}
    return {key: said[key] for key in ("summary", "description") if key in said}


def _is_null(node: object) -> bool:
    return isinstance(node, dict) and (
        node.get("type") in ("null", ["null"])
        or node.get("enum") == [None]
        or node.get("const", 0) is None
    )


def _titled_lists(around: Element) -> Iterator[tuple[str, Element]]:
    title = ""
    for each in around.inside(frozenset({FIELD, "ag-response", "ag-callback", "ag-content"})):
        if "ag-place" in each.classes:
            title = squeezed(each.text())
        elif "ag-parameters" in each.classes:
            yield title, each


def _callback_of(place: Place, name: str, method: str, expression: str) -> Element | None:
    for each in place.nearest("ag-callback"):
        head = next(inner for inner in each.elements if inner.tag == "summary")
        if all(
            word in squeezed(head.text()) for word in (name, method.upper(), squeezed(expression))
        ):
            return each
    return None
