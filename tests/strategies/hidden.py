"""Hiding things in documents: adding what an audience may not see to what it may.

All that is added has a name and texts that contain a canary, and is hidden by one of the ways
there are. Whatever is added, the audience ``public`` must get the same.
"""

from __future__ import annotations

import re
from copy import deepcopy
from random import Random
from typing import Any

from apidocgen.spec.grammar import GRAMMAR
from apidocgen.spec.pointer import Path, to_pointer
from apidocgen.spec.walk import walk

Tree = dict[str, Any]

CANARY = "c4n4ry"
VOCABULARY: Tree = {
    "x-tiers": ["free", "premium"],
    "x-audiences": {"public": {"tier": "free"}, "partner": {"tier": "premium"}},
}
HIDING: tuple[Tree, ...] = (
    {"x-tier": "premium"},
    {"x-internal": True},
    {"x-audience": ["partner"]},
    {"x-audience": "partner", "x-tier": "free"},
)
OPENING: tuple[Tree, ...] = ({"x-tier": "free"}, {"x-audience": ["public", "partner"]})
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def opened(tree: Tree, rng: Random) -> Tree:
    """A document with audiences, in which every operation is opened for all of them."""
    shown = deepcopy(tree)
    for _, node, kind in walk(shown):
        if kind == "Operation" and isinstance(node, dict):
            node.update(rng.choice(OPENING))
    return {**shown, **deepcopy(VOCABULARY)}


def with_hidden(
    tree: Tree,
    rng: Random,
    chance: float = 0.3,
    limit: int = 0,
    *,
    exact: bool = True,
) -> Tree:
    """A document with hidden things added at random places of every kind.

    ``limit`` is how many places are tried, 0 for all. ``exact`` says that all examples of the
    document fit their schemas: where they do not, a hidden schema that takes any name, or a
    hidden member of a choice, is seen to govern what no visible schema does.
    """
    adding = _Adding(deepcopy(tree), rng, chance, exact)
    adding.run(limit)
    return adding.tree


class _Adding:
    def __init__(self, tree: Tree, rng: Random, chance: float, exact: bool) -> None:
        self.tree = tree
        self.exact = exact
        self.rng = rng
        self.chance = chance
        self.count = 0
        self.modern = tree["openapi"][:3] != "3.0"
        self.hidden_properties: dict[int, list[str]] = {}
        self.hidden_items: dict[int, list[int]] = {}
        self.injected: set[int] = set()
        self.tag = ""
        self.scheme = ""
        self.operation_id = ""
        self.path = ""

    def run(self, limit: int) -> None:
        places = [
            visit for visit in walk(self.tree) if isinstance(visit[1], dict) and visit[2] in GRAMMAR
        ]
        self.places = {id(node): path for path, node, _ in places}
        self.counting = [
            node
            for _, node, _ in places
            if isinstance(node.get("$ref"), str) and re.search(r"/\d+(/|$)", node["$ref"])
        ]
        self.root()
        self.rng.shuffle(places)
        for _, node, kind in places[:limit] if limit else places:
            if self.rng.random() < self.chance:
                if node.get("description") and self.rng.random() < 0.3:
                    end = "\n" if node["description"].endswith("\n") else ""
                    node["description"] += self.block() + end
                adder = getattr(self, f"_{kind.lower()}", None)
                if adder is not None:
                    adder(node)
        for _, node, kind in places:
            if kind in ("MediaType", "Parameter", "Header"):
                self.exemplify(node)
            elif kind == "Schema" and "example" in node:
                node["example"] = self.inject(node["example"], [node])

    # -- small things ----------------------------------------------------------------------

    def name(self) -> str:
        self.count += 1
        return f"{CANARY}{self.count}{self.rng.choice('abc')}"

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance

    def hide(self, node: Tree) -> Tree:
        return {**node, **self.rng.choice(HIDING)}

    def block(self) -> str:
        marker = self.rng.choice(["x-tier: premium", "x-internal", "x-audience: partner"])
        return f"\n\n<!-- {marker} -->{self.name()}<!-- /{marker.partition(':')[0]} -->"

    def put(self, node: Tree, field: str, key: str, value: Any) -> None:
        """A member more in a map that may be absent, anywhere in its order."""
        if field not in node:
            self.insert_key(node, field, {})
        self.insert_key(node[field], key, value)

    def insert_key(self, mapping: Tree, key: str, value: Any) -> None:
        items = list(mapping.items())
        items.insert(self.rng.randint(0, len(items)), (key, value))
        mapping.clear()
        mapping.update(items)

    def insert(self, node: Tree, field: str, value: Any) -> int:
        """An item more in a list that may be absent; references that count positions follow."""
        items = node.setdefault(field, [])
        position = self.rng.randint(0, len(items))
        items.insert(position, value)
        if id(node) in self.places and len(items) > 1:
            self.shift((*self.places[id(node)], field), position)
        return position

    def shift(self, path: Path, position: int) -> None:
        prefix = "#" + to_pointer(path) + "/"
        counted = re.compile(re.escape(prefix) + r"(\d+)")

        def moved(reference: str) -> str:
            found = counted.match(reference)
            if found is None or int(found[1]) < position:
                return reference
            return f"{prefix}{int(found[1]) + 1}{reference[found.end() :]}"

        for node in self.counting:
            node["$ref"] = moved(node["$ref"])

    def component(self, kind: str, node: Tree) -> Tree:
        """A reference to a new component."""
        name = self.name()
        self.tree.setdefault("components", {})
        self.put(self.tree["components"], kind, name, node)
        return {"$ref": f"#/components/{kind}/{name}"}

    def hidden(self, kind: str, node: Tree) -> Tree:
        """A hidden object: by itself, by its use, or by what it refers to."""
        way = self.rng.randrange(4)
        if way == 0:
            return self.component(kind, self.hide(node))
        if way == 1:
            return self.hide(self.component(kind, node))
        return self.hide(node)

    # -- what is added ---------------------------------------------------------------------

    def root(self) -> None:
        """What other hidden things name: a tag, a scheme, an operation."""
        self.tag, self.scheme = self.name(), self.name()
        self.operation_id, self.path = self.name(), f"/{self.name()}"
        self.insert(self.tree, "tags", self.hide({"name": self.tag}))
        self.tree.setdefault("components", {})
        scheme = {"type": "apiKey", "in": "header", "name": self.name()}
        self.put(self.tree["components"], "securitySchemes", self.scheme, self.hide(scheme))
        operation = self.operation(self.operation_id)
        item = {"get": operation if self.maybe() else self.hide(operation)}
        self.put(self.tree, "paths", self.path, self.hide(item) if self.maybe() else item)
        if self.tree.get("servers"):
            self.insert(self.tree, "servers", self.hide({"url": f"https://{self.name()}.org"}))
        if self.tree.get("security") and self.maybe():
            self.insert(self.tree, "security", {self.scheme: []})
        for group in self.tree.get("x-tagGroups", ()):
            self.insert(group, "tags", self.tag)
        if self.maybe(0.3):
            self.insert(self.tree, "x-tagGroups", {"name": self.name(), "tags": [self.tag]})
        if self.modern and self.maybe(0.4):
            self.put(self.tree, "webhooks", self.name(), {"post": self.hide(self.operation())})
        if self.maybe(0.3):
            self.tree["x-scopes"] = {self.name(): self.name()}
            self.tree["x-scope-aliases"] = {self.name(): {"scopes": list(self.tree["x-scopes"])}}
        self.unused()

    def unused(self) -> None:
        """Components that nothing visible uses, some of them only each other."""
        schema = self.component("schemas", self.schema())
        name = schema["$ref"].rpartition("/")[2]
        other = self.component("schemas", {"type": "object", "properties": {"a": schema}})
        self.tree["components"]["schemas"][name] = {"allOf": [other], "title": self.name()}
        self.component("examples", {"value": self.name()})
        self.component("headers", {"schema": schema})
        self.component("responses", {"description": self.name()})

    def operation(self, identifier: str | None = None) -> Tree:
        return {
            "operationId": identifier or self.name(),
            "tags": [self.name()],
            "parameters": [self.component("parameters", self.parameter())],
            "responses": {"200": {"description": self.name()}},
        }

    def parameter(self) -> Tree:
        return {"name": self.name(), "in": "query", "schema": self.schema()}

    def schema(self) -> Tree:
        made: list[Tree] = [
            {"type": "string", "description": self.name()},
            {"type": "integer", "title": self.name()},
            {"type": "object", "properties": {self.name(): {"type": "string"}}},
            {"type": "array", "items": {"enum": [self.name()], "type": "string"}},
        ]
        return self.rng.choice(made)

    def example(self) -> Tree:
        return {"value": {self.name(): self.name()}, "summary": self.name()}

    def _pathitem(self, node: Tree) -> None:
        if "$ref" in node:
            return
        if self.maybe():
            self.insert(node, "parameters", self.hidden("parameters", self.parameter()))
        free = [method for method in _METHODS if method not in node]
        if self.maybe() and free:
            self.insert_key(node, self.rng.choice(free), self.hide(self.operation()))
        if node.get("servers"):
            self.insert(node, "servers", self.hide({"url": f"https://{self.name()}.org"}))

    def _operation(self, node: Tree) -> None:
        if self.maybe(0.4):
            self.insert(node, "parameters", self.hidden("parameters", self.parameter()))
        if self.maybe(0.4):
            self.insert(node, "tags", self.tag)
        if self.maybe(0.3) and "requestBody" not in node:
            node["requestBody"] = self.hidden(
                "requestBodies", {"content": {f"a/{self.name()}": {"schema": self.schema()}}}
            )
        if self.maybe(0.3) and node.get("security"):
            self.insert(node, "security", {self.scheme: []})
        if self.maybe(0.3):
            call = {f"https://{self.name()}": {"post": self.operation()}}
            self.put(node, "callbacks", self.name(), self.hidden("callbacks", call))
        if self.maybe(0.3):
            self.insert(node, "x-codeSamples", self.hide({"lang": "sh", "source": self.name()}))
        if self.maybe(0.3) and "418" not in node["responses"]:
            response = self.hidden("responses", {"description": self.name()})
            self.put(node, "responses", "418", response)

    def _response(self, node: Tree) -> None:
        if "$ref" in node:
            return
        if self.maybe():
            self.put(
                node, "headers", self.name(), self.hidden("headers", {"schema": self.schema()})
            )
        if self.maybe():
            self.put(node, "content", f"a/{self.name()}", self.hide({"schema": self.schema()}))
        if self.maybe():
            self.put(node, "links", self.name(), self.link())

    def link(self) -> Tree:
        address = "#/paths/" + self.path.replace("/", "~1") + "/get"
        named: Tree = {"operationId": self.operation_id}
        ways: list[Tree] = [
            named,
            {"operationRef": address},
            self.component("links", dict(named)),
            self.hidden("links", dict(named)),
        ]
        return self.rng.choice(ways)

    def _requestbody(self, node: Tree) -> None:
        if "content" in node:
            self.put(node, "content", f"a/{self.name()}", self.hide({"schema": self.schema()}))

    def _mediatype(self, node: Tree) -> None:
        if "encoding" in node and "properties" in node.get("schema", {}):
            name = self.add_property(node["schema"])
            self.put(node, "encoding", name, {"contentType": f"a/{self.name()}"})
        self._parameter(node)

    def _parameter(self, node: Tree) -> None:
        if "$ref" not in node and "example" not in node and "schema" in node:
            self.put(node, "examples", self.name(), self.hidden("examples", self.example()))

    _header = _parameter

    def _encoding(self, node: Tree) -> None:
        self.put(node, "headers", self.name(), self.hidden("headers", {"schema": self.schema()}))

    def _oauthflow(self, node: Tree) -> None:
        self.put(node, "scopes", self.name(), self.name())

    def _oauthflows(self, node: Tree) -> None:
        if "implicit" not in node:
            flow = {"authorizationUrl": f"https://{self.name()}", "scopes": {self.name(): "c4n4ry"}}
            self.insert_key(node, "implicit", self.hide(flow))

    def _discriminator(self, node: Tree) -> None:
        if "mapping" in node:
            hidden = self.component("schemas", self.hide(self.schema()))
            uri = hidden["$ref"]
            target = uri if self.maybe() else uri.rpartition("/")[2]
            self.put(node, "mapping", self.name(), target)

    def _schema(self, node: Tree) -> None:
        if "$ref" in node:
            return
        if node.get("type") == "object":
            self.add_property(node)
            self.add_keyword(node)
        if "allOf" in node or node.get("type") == "object":
            member = {"type": "object", "properties": {self.name(): self.schema()}}
            if "allOf" in node or self.maybe(0.3):
                self.insert(node, "allOf", self.hidden("schemas", member))
        for choice in ("oneOf", "anyOf"):
            if choice in node and self.exact:
                self.insert(node, choice, self.hidden("schemas", self.object_schema()))
        if "prefixItems" in node:
            position = self.insert(node, "prefixItems", self.hidden("schemas", self.schema()))
            self.hidden_items.setdefault(id(node), []).append(position)
        if (
            isinstance(node.get("enum"), list)
            and node.get("type") == "string"
            and "x-enum-values" not in node
        ):
            self.add_value(node)

    def object_schema(self) -> Tree:
        name = self.name()
        return {"type": "object", "required": [name], "properties": {name: self.schema()}}

    def add_property(self, node: Tree) -> str:
        name = self.name()
        schema = self.hidden("schemas", self.schema())
        if self.maybe(0.2):
            schema = {"type": "array", "items": schema}
        self.put(node, "properties", name, schema)
        self.hidden_properties.setdefault(id(node), []).append(name)
        if self.maybe(0.4):
            self.insert(node, "required", name)
        if self.modern and self.maybe(0.3):
            self.put(node, "dependentRequired", name, [self.name()])
        return name

    def add_keyword(self, node: Tree) -> None:
        keywords = ["not", *(["additionalProperties"] if self.exact else [])]
        if self.modern:
            keywords += ["propertyNames", "contains"]
            keywords += ["unevaluatedProperties"] if self.exact else []
            self.put(node, "$defs", self.name(), self.hide(self.schema()))
            self.put(node, "patternProperties", f"^{self.name()}", self.hide(self.schema()))
            named = next(iter(node.get("properties", ())), "a")
            self.put(node, "dependentSchemas", named, self.hide(self.object_schema()))
            if "if" not in node:
                self.insert_key(node, "if", self.hide(self.object_schema()))
                self.insert_key(node, "then", self.object_schema())
        keyword = self.rng.choice(keywords)
        if keyword not in node:
            self.insert_key(node, keyword, self.hidden("schemas", self.schema()))

    def add_value(self, node: Tree) -> None:
        name = self.name()
        position = self.insert(node, "enum", name)
        node["x-enum-values"] = {name: self.hide({"description": self.name()})}
        if "x-enum-varnames" in node:
            node["x-enum-varnames"].insert(position, self.name())

    # -- values ----------------------------------------------------------------------------

    def exemplify(self, node: Tree) -> None:
        schema = node.get("schema")
        if not isinstance(schema, dict):
            return
        if "example" in node:
            node["example"] = self.inject(node["example"], [schema])
        for example in node.get("examples", {}).values():
            meant = example
            while "$ref" in meant:
                meant = self.target(meant["$ref"])
            if id(meant) not in self.injected and "value" in meant:
                self.injected.add(id(meant))
                meant["value"] = self.inject(meant["value"], [schema])

    def target(self, reference: str) -> Any:
        node: Any = self.tree
        for token in reference[2:].split("/"):
            key = token.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]
        return node

    def inject(self, value: Any, schemas: list[Any]) -> Any:
        """A value with members and items that only hidden schemas know of."""
        together = self.together(schemas)
        if isinstance(value, dict):
            shown = {
                key: self.inject(
                    item, [s["properties"][key] for s in together if key in s.get("properties", {})]
                )
                for key, item in value.items()
            }
            for schema in together:
                for name in self.hidden_properties.get(id(schema), ()):
                    if self.maybe(0.7):
                        self.insert_key(shown, name, self.rng.choice([self.name(), [self.name()]]))
            return shown
        if isinstance(value, list):
            return self.inject_items(value, together)
        return value

    def inject_items(self, value: list[Any], together: list[Tree]) -> list[Any]:
        shown = list(value)
        for schema in together:
            for position in self.hidden_items.get(id(schema), ()):
                if position <= len(shown):
                    shown.insert(position, self.name())
        return [
            self.inject(
                item, [each for each in (_item(s, n) for s in together) if each is not None]
            )
            if not str(item).startswith(CANARY)
            else item
            for n, item in enumerate(shown)
        ]

    def together(self, schemas: list[Any]) -> list[Tree]:
        found: dict[int, Tree] = {}
        waiting = list(schemas)
        while waiting:
            schema = waiting.pop()
            if isinstance(schema, dict) and id(schema) not in found:
                found[id(schema)] = schema
                if "$ref" in schema:
                    waiting.append(self.target(schema["$ref"]))
                waiting += schema.get("allOf", ())
        return list(found.values())


def _item(schema: Tree, position: int) -> Any:
    prefix = schema.get("prefixItems", [])
    return prefix[position] if position < len(prefix) else schema.get("items")
