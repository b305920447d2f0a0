"""Random OpenAPI documents: valid, dense with references, and visible as a whole.

Nothing in them is empty, unused or out of place, so that a filter that has nothing to hide must
give them back as they are. Every property, parameter, header and component has a name of its own
in the whole document, and so has every text: where one of them survives, one knows which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

Tree = dict[str, Any]

VERSIONS = {"3.0": "3.0.3", "3.1": "3.1.1", "3.2": "3.2.0"}
_KINDS = {
    "schemas": "schemas",
    "parameters": "parameters",
    "headers": "headers",
    "requestBodies": "requestBodies",
    "responses": "responses",
    "examples": "examples",
    "links": "links",
    "callbacks": "callbacks",
}
_REFERENCE = re.compile(r"^#/components/([^/]+)/([^/]+)")


def masters(versions: tuple[str, ...] = tuple(VERSIONS)) -> st.SearchStrategy[Tree]:
    """Documents of these versions without annotations."""
    return st.builds(
        master,
        st.randoms(use_true_random=False),
        st.sampled_from(versions),
    )


def master(rng: Random, version: str) -> Tree:
    """One document, all choices taken from ``rng``."""
    return _Maker(rng, version).document()


class _Maker:
    def __init__(self, rng: Random, version: str) -> None:
        self.rng = rng
        self.version = version
        self.count = 0
        self.components: dict[str, Tree] = {}
        self.scopes: set[str] = set()
        self.operations: list[str] = []
        self.names = [f"S{n}" for n in range(rng.randint(1, 5))]
        self.own_servers = rng.random() < 0.3

    # -- small things ----------------------------------------------------------------------

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}x"

    def described(self, node: Tree, chance: float = 0.3) -> Tree:
        if self.maybe(chance):
            node["description"] = self.name("text ")
        if self.maybe(0.1):
            node[f"x-{self.name('vendor')}"] = self.rng.choice(
                [True, {"x-internal": True, "$ref": "kept"}, ["x-tier"]]
            )
        return node

    @property
    def modern(self) -> bool:
        return self.version != "3.0"

    # -- the document ----------------------------------------------------------------------

    def document(self) -> Tree:
        for name in self.names:
            self.component("schemas", name, self.schema(0, named=True))
        self.choices()
        for schema in list(self.components["schemas"].values()):
            if "$ref" not in schema and self.maybe(0.2):
                schema["example"] = self.value(schema)
        paths = {f"/{self.name('path')}": self.path_item() for _ in range(self.rng.randint(1, 3))}
        tree: Tree = {
            "openapi": VERSIONS[self.version],
            "info": self.described({"title": "T", "version": "1"}),
        }
        if not self.own_servers and self.maybe(0.4):
            tree["servers"] = [{"url": f"https://{self.name('server')}.example.org"}]
        tree["paths"] = paths
        if self.modern and self.maybe(0.3):
            tree["webhooks"] = {self.name("hook"): {"post": self.operation(1)}}
        if self.modern and self.maybe(0.4):
            shared = self.name("Item")
            self.component("pathItems", shared, {"get": self.operation(1)})
            tree["paths"][f"/{self.name('path')}"] = self.referred("pathItems", shared)
        self.link_up(tree)
        self.secure(tree)
        tags = sorted({tag for op in _operations(tree) for tag in op.get("tags", ())})
        if tags:
            tree["tags"] = [self.described({"name": tag}) for tag in tags]
            if self.maybe(0.5):
                tree["x-tagGroups"] = [{"name": self.name("group"), "tags": tags}]
        return self.used_only(tree)

    def used_only(self, tree: Tree) -> Tree:
        used: set[tuple[str, str]] = set()
        waiting: list[Any] = [tree]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                targets = [value.get("$ref"), *(value.get("mapping") or {}).values()]
                for target in targets:
                    found = _REFERENCE.match(target) if isinstance(target, str) else None
                    key = (found[1], found[2]) if found else ("schemas", str(target))
                    if key not in used and key[1] in self.components.get(key[0], {}):
                        used.add(key)
                        waiting.append(self.components[key[0]][key[1]])
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value
        schemes = self.components.get("securitySchemes", {})
        used |= {("securitySchemes", name) for name in schemes}
        kept = {
            kind: {name: node for name, node in nodes.items() if (kind, name) in used}
            for kind, nodes in self.components.items()
        }
        kept = {kind: nodes for kind, nodes in kept.items() if nodes}
        return {**tree, "components": kept} if kept else tree

    def component(self, kind: str, name: str, node: Any) -> str:
        self.components.setdefault(kind, {})[name] = node
        return f"#/components/{kind}/{name}"

    def referred(self, kind: str, name: str) -> Tree:
        return {"$ref": f"#/components/{kind}/{name}"}

    def shared(self, kind: str, prefix: str, node: Any) -> Any:
        """A node as it is, or as a component that is referred to."""
        if self.maybe(0.6) or "$ref" in node:
            return node
        name = self.name(prefix)
        self.component(kind, name, node)
        if self.maybe(0.15):
            through = self.name(prefix)
            self.component(kind, through, self.referred(kind, name))
            return self.referred(kind, through)
        return self.referred(kind, name)

    # -- schemas ---------------------------------------------------------------------------

    def schema(self, depth: int, named: bool = False) -> Tree:
        kinds = ["string", "integer", "enum", "object", "object", "array", "ref", "ref", "all"]
        kinds += ["tuple", "const", "condition"] if self.modern else []
        kinds += ["one", "one"]
        if depth > 2:
            kinds = ["string", "integer", "enum", "ref"]
        if named:
            kinds = ["object", "object", "object", "all", "enum", "array"]
        made: Tree = getattr(self, f"_{self.rng.choice(kinds)}")(depth + 1)
        return made if "$ref" in made else self.described(made, 0.2)

    def _string(self, _: int) -> Tree:
        return {"type": "string"}

    def _integer(self, _: int) -> Tree:
        return {"type": "integer"}

    def _enum(self, _: int) -> Tree:
        values = [self.name("value") for _ in range(self.rng.randint(1, 3))]
        schema: Tree = {"type": "string", "enum": values}
        if self.maybe(0.3):
            schema["default"] = self.rng.choice(values)
        if self.maybe(0.3):
            schema["x-enum-varnames"] = [self.name("VAR") for _ in values]
        return schema

    def _const(self, _: int) -> Tree:
        return {"const": self.name("const")}

    def _object(self, depth: int) -> Tree:
        names = [self.name("p") for _ in range(self.rng.randint(1, 3))]
        schema: Tree = {"type": "object"}
        required = [name for name in names if self.maybe(0.3)]
        if required:
            schema["required"] = required
        schema["properties"] = {
            name: self.schema(3 if name in required else depth, named=False) for name in names
        }
        for name in required:  # what is required must end somewhere
            if "$ref" in schema["properties"][name]:
                schema["properties"][name] = {"type": "string"}
        if self.maybe(0.15):
            schema["additionalProperties"] = self.rng.choice([False, {"type": "string"}])
        if self.modern and len(names) > 1 and self.maybe(0.2):
            schema["dependentRequired"] = {names[0]: [names[1]]}
            schema["properties"][names[1]] = {"type": "string"}
        if self.modern and self.maybe(0.1):
            schema["propertyNames"] = {"pattern": "."}
        return schema

    def _array(self, depth: int) -> Tree:
        return {"type": "array", "items": self.schema(depth)}

    def _tuple(self, depth: int) -> Tree:
        members = [self.schema(depth + 1) for _ in range(self.rng.randint(1, 3))]
        return {"type": "array", "prefixItems": members}

    def _condition(self, depth: int) -> Tree:
        schema = self._object(depth)
        name = next(iter(schema["properties"]))
        schema["if"] = {"required": [name]}
        schema["then"] = {"description": self.name("text ")}
        if self.maybe(0.5):
            schema["$defs"] = {self.name("Def"): {"type": "string"}}
        return schema

    def _ref(self, depth: int) -> Tree:
        name = self.rng.choice(self.names)
        known = self.components.get("schemas", {}).get(name, {})
        inner = list(known.get("properties", ()))
        if inner and self.maybe(0.25):
            return {"$ref": f"#/components/schemas/{name}/properties/{self.rng.choice(inner)}"}
        if known.get("allOf") and self.maybe(0.3):
            position = self.rng.randrange(len(known["allOf"]))
            return {"$ref": f"#/components/schemas/{name}/allOf/{position}"}
        return self.referred("schemas", name)

    def _all(self, depth: int) -> Tree:
        members = [self._object(2) for _ in range(self.rng.randint(1, 2))]
        if self.maybe(0.3):
            bases = [
                name
                for name in self.names
                if self.components.get("schemas", {}).get(name, {}).get("properties")
            ]
            members += [self.referred("schemas", self.rng.choice(bases))] if bases else []
        for member in members:
            member.pop("additionalProperties", None)
        schema: Tree = {"allOf": members}
        if self.maybe(0.4):
            schema |= self._object(2)
            schema.pop("additionalProperties", None)
        inner = [name for member in members for name in member.get("properties", ())]
        if inner and self.maybe(0.3):
            schema["required"] = [*schema.get("required", ()), self.rng.choice(inner)]
            self.end(members, schema["required"][-1])
        return schema

    def end(self, members: list[Tree], name: str) -> None:
        for member in members:
            if name in member.get("properties", ()):
                member["properties"][name] = {"type": "string"}

    def _one(self, _: int) -> Tree:
        return {
            self.rng.choice(["oneOf", "anyOf"]): [{"type": "string"}, {"type": "integer"}][
                : self.rng.randint(1, 2)
            ]
        }

    def choices(self) -> None:
        """A schema that is one of several objects, told apart by a property."""
        if self.maybe(0.5):
            return
        kind = self.name("p")
        members = [self.name("Kind") for _ in range(self.rng.randint(1, 3))]
        mapping: Tree = {}
        for member in members:
            own = self.name("p")
            node = {
                "type": "object",
                "required": [kind, own],
                "properties": {kind: {"type": "string"}, own: {"type": "string"}},
            }
            self.component("schemas", member, node)
            uri = f"#/components/schemas/{member}"
            mapping[f"{member}-says"] = member if self.maybe(0.4) else uri
        choice: Tree = {"oneOf": [self.referred("schemas", member) for member in members]}
        choice["discriminator"] = {"propertyName": kind, "mapping": mapping}
        self.names.append(self.name("S"))
        self.component("schemas", self.names[-1], choice)

    # -- values ----------------------------------------------------------------------------

    def value(self, schema: Any, depth: int = 0) -> Any:
        """A value that is valid under a schema."""
        if "$ref" in schema:
            return self.value(self.target(schema["$ref"]), depth + 1)
        fixed = [schema[key] for key in ("const", "default") if key in schema]
        if fixed or "enum" in schema:
            return self.rng.choice(fixed or schema["enum"])
        members = schema.get("oneOf", schema.get("anyOf"))
        if members:
            return self.a_choice(self.rng.choice(members), schema.get("discriminator"), depth)
        kind = schema.get("type", "object" if "allOf" in schema else "string")
        if kind == "array":
            return self.an_array(schema, depth)
        if kind == "object":
            return self.an_object(schema, depth)
        return self.count if kind == "integer" else self.name("word")

    def a_choice(self, member: Tree, discriminator: Tree | None, depth: int) -> Any:
        made = self.value(member, depth + 1)
        if discriminator:
            made[discriminator["propertyName"]] = f"{member['$ref'].rpartition('/')[2]}-says"
        return made

    def an_array(self, schema: Tree, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.value(each, depth + 1) for each in schema["prefixItems"]]
        return [self.value(schema["items"], depth + 1) for _ in range(0 if depth > 3 else 2)]

    def an_object(self, schema: Tree, depth: int) -> Tree:
        made: Tree = {}
        for member in schema.get("allOf", ()):
            made |= self.value(member, depth + 1)
        for name, inner in schema.get("properties", {}).items():
            if name in schema.get("required", ()) or (depth < 4 and self.maybe(0.6)):
                made[name] = self.value(inner, depth + 1)
        for name in schema.get("required", ()):
            made.setdefault(name, self.name("word"))
        for name, needed in schema.get("dependentRequired", {}).items():
            if name in made:
                made |= {
                    each: self.value(schema["properties"][each], depth + 1)
                    for each in needed
                    if each not in made
                }
        return made

    def target(self, reference: str) -> Any:
        node: Any = {"components": self.components}
        for token in reference[2:].split("/"):
            node = node[int(token)] if isinstance(node, list) else node[token]
        return node

    def exemplified(self, node: Tree) -> Tree:
        """A parameter, header or media type with examples of its schema."""
        if self.maybe(0.35):
            node["example"] = self.value(node["schema"])
        elif self.maybe(0.35):
            node["examples"] = {
                self.name("example"): self.shared(
                    "examples", "E", self.described({"value": self.value(node["schema"])})
                )
                for _ in range(self.rng.randint(1, 2))
            }
        return node

    # -- operations ------------------------------------------------------------------------

    def path_item(self) -> Tree:
        methods = self.rng.sample(["get", "post", "put", "delete"], self.rng.randint(1, 2))
        item: Tree = self.described({})
        if self.maybe(0.2):
            item["parameters"] = [self.parameter()]
        item |= {method: self.operation(0) for method in methods}
        if self.version == "3.2" and self.maybe(0.2):
            item["additionalOperations"] = {self.name("VERB"): self.operation(1)}
        if self.own_servers and self.maybe(0.3):
            item["servers"] = [{"url": f"https://{self.name('server')}.example.org"}]
        return item

    def operation(self, depth: int) -> Tree:
        node: Tree = self.described({})
        if self.maybe(0.5):
            node["operationId"] = self.name("operation")
            self.operations.append(node["operationId"])
        if self.maybe(0.4):
            node["tags"] = [self.rng.choice(["tagA", "tagB"])]
        if self.maybe(0.4):
            node["parameters"] = [self.parameter() for _ in range(self.rng.randint(1, 2))]
        if self.maybe(0.4):
            body = self.described({"content": self.content()})
            node["requestBody"] = self.shared("requestBodies", "B", body)
        codes = self.rng.sample(["200", "201", "404", "default"], self.rng.randint(1, 2))
        node["responses"] = {code: self.shared("responses", "R", self.response()) for code in codes}
        if depth == 0 and self.maybe(0.2):
            callback = {f"https://example.org/{self.name('call')}": {"post": self.operation(1)}}
            node["callbacks"] = {self.name("callback"): self.shared("callbacks", "C", callback)}
        if self.maybe(0.15):
            node["x-codeSamples"] = [{"lang": "sh", "source": self.name("source")}]
        return node

    def parameter(self) -> Tree:
        node = {"name": self.name("q"), "in": "query", "schema": self.schema(2)}
        made: Tree = self.shared("parameters", "P", self.exemplified(self.described(node)))
        return made

    def response(self) -> Tree:
        node: Tree = {"description": self.name("text ")}
        if self.maybe(0.3):
            header = self.exemplified({"schema": self.schema(2)})
            node["headers"] = {self.name("H"): self.shared("headers", "X", header)}
        if self.maybe(0.7):
            node["content"] = self.content()
        return node

    def content(self) -> Tree:
        content: Tree = {}
        if self.maybe(0.9):
            content["application/json"] = self.exemplified({"schema": self.schema(0)})
        if not content or self.maybe(0.2):
            form = self._object(1)
            name = next(iter(form["properties"]))
            content["multipart/form-data"] = {
                "schema": form,
                "encoding": {name: {"contentType": "text/plain"}},
            }
        return content

    def link_up(self, tree: Tree) -> None:
        """Links between operations, once all are known."""
        names = [op["operationId"] for op in _operations(tree) if "operationId" in op]
        responses = [
            response
            for op in _operations(tree)
            for response in op["responses"].values()
            if "$ref" not in response
        ]
        for response in responses:
            if names and self.maybe(0.2):
                link = self.described({"operationId": self.rng.choice(names)})
                response["links"] = {self.name("link"): self.shared("links", "L", link)}

    def secure(self, tree: Tree) -> None:
        """Security that every operation needs, of schemes that all are used."""
        schemes: Tree = {}
        if self.maybe(0.5):
            tree["security"] = [{"key": []}]
            schemes["key"] = {"type": "apiKey", "in": "header", "name": "K"}
            free = [op for op in _operations(tree) if op is not next(_operations(tree))]
        else:
            free = list(_operations(tree))
        scopes: list[str] = []
        for op in free:
            if self.maybe(0.3):
                scopes.append(self.name("scope"))
                op["security"] = [{"oauth": [scopes[-1]]}, *([{}] if self.maybe(0.3) else [])]
        if scopes:
            flow = {"tokenUrl": "https://example.org/t", "scopes": {s: f"text {s}" for s in scopes}}
            schemes["oauth"] = {"type": "oauth2", "flows": {"clientCredentials": flow}}
        if schemes:
            self.components["securitySchemes"] = schemes


def _operations(tree: Tree) -> Iterator[Tree]:
    for place in ("paths", "webhooks"):
        for item in tree.get(place, {}).values():
            for key, node in item.items():
                if key == "additionalOperations":
                    yield from node.values()
                elif key in ("get", "put", "post", "delete"):
                    yield node
