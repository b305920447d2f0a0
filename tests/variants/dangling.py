"""Finds names in a document that nothing answers to. Shares no code with the filter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from apidocgen.spec.grammar import HTTP_METHODS
from apidocgen.spec.walk import reference_of, walk

Tree = dict[str, Any]


def dangling(tree: Tree) -> list[str]:
    """Everything in a document that names what is not there."""
    return sorted({f"{kind}: {name}" for kind, name in _dangling(tree)})


def new_dangling(variant: Tree, master: Tree) -> list[str]:
    """What dangles in a variant and did not in its master."""
    before = set(dangling(master))
    return [each for each in dangling(variant) if each not in before]


def _dangling(tree: Tree) -> Iterator[tuple[str, str]]:
    known = _Known(tree)
    for _, node, kind in walk(tree):
        if isinstance(node, dict):
            reference = reference_of(node, kind)
            if reference is not None and not known.resolves(reference):
                yield "$ref", reference
            yield from _CHECKS.get(kind, _nothing)(node, known)
    yield from _security(tree.get("security"), known)
    yield from _tags(tree)


class _Known:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.anchors: set[str] = set()
        self.ids: dict[str, Tree] = {}
        self.operations: set[str] = set()
        for _, node, kind in walk(tree):
            if kind == "Schema" and isinstance(node, dict):
                self.anchors |= {
                    str(node[key]) for key in ("$anchor", "$dynamicAnchor") if key in node
                }
                self.ids |= {str(node["$id"]): node} if "$id" in node else {}
            if kind == "Operation" and isinstance(node, dict) and "operationId" in node:
                self.operations.add(node["operationId"])
        components = tree.get("components", {})
        self.schemas = components.get("schemas", {})
        self.schemes = components.get("securitySchemes", {})

    def resolves(self, reference: str) -> bool:
        address, _, fragment = reference.partition("#")
        starts = [node for name, node in self.ids.items() if name.endswith(address)]
        if not fragment.startswith("/"):
            named = not fragment or fragment in self.anchors
            return named and (not address or bool(starts))
        # A pointer may start from any schema with an identifier: which one, no check asks here.
        return any(
            _leads(fragment, start) for start in (starts if address else [self.tree, *starts])
        )


def _leads(fragment: str, node: Any) -> bool:
    """Whether a pointer leads somewhere from here."""
    for token in unquote(fragment)[1:].split("/"):
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        elif isinstance(node, dict) and key in node:
            node = node[key]
        else:
            return False
    return True


def _nothing(_: Tree, __: _Known) -> Iterator[tuple[str, str]]:
    return iter(())


def _schema(node: Tree, known: _Known) -> Iterator[tuple[str, str]]:
    dynamic = node.get("$dynamicRef")
    if isinstance(dynamic, str) and not known.resolves(dynamic):
        yield "$dynamicRef", dynamic


def _discriminator(node: Tree, known: _Known) -> Iterator[tuple[str, str]]:
    targets = list((node.get("mapping") or {}).values())
    targets += [node["defaultMapping"]] if "defaultMapping" in node else []
    for target in targets:
        if target not in known.schemas and not (target.startswith("#") and known.resolves(target)):
            yield "mapping", target


def _link(node: Tree, known: _Known) -> Iterator[tuple[str, str]]:
    name, reference = node.get("operationId"), node.get("operationRef")
    if isinstance(name, str) and name not in known.operations:
        yield "operationId", name
    if isinstance(reference, str) and reference.startswith("#") and not known.resolves(reference):
        yield "operationRef", reference


def _operation(node: Tree, known: _Known) -> Iterator[tuple[str, str]]:
    yield from _security(node.get("security"), known)


def _media_type(node: Tree, known: _Known) -> Iterator[tuple[str, str]]:
    declared = _properties(node.get("schema"), known.tree, set())
    for name in node.get("encoding") or {}:
        if name not in declared:
            yield "encoding", name


def _security(security: Any, known: _Known) -> Iterator[tuple[str, str]]:
    for alternative in security if isinstance(security, list) else ():
        for name, scopes in alternative.items():
            scheme = known.schemes.get(name)
            if scheme is None:
                yield "scheme", name
                continue
            flows = [flow for flow in scheme.get("flows", {}).values() if isinstance(flow, dict)]
            declared = {scope for flow in flows for scope in flow.get("scopes", {})}
            for scope in scopes if flows else ():
                if scope not in declared:
                    yield "scope", scope


def _tags(tree: Tree) -> Iterator[tuple[str, str]]:
    declared = {tag["name"] for tag in tree.get("tags", ())}
    used = {
        tag
        for item in (*tree.get("paths", {}).values(), *tree.get("webhooks", {}).values())
        if isinstance(item, dict)
        for method in HTTP_METHODS
        for tag in item.get(method, {}).get("tags", ())
    }
    for group in tree.get("x-tagGroups", ()):
        for tag in group["tags"]:
            if tag not in declared | used:
                yield "tag group", tag
    for tag in tree.get("tags", ()):
        if tag.get("parent", tag["name"]) not in declared:
            yield "tag parent", tag["parent"]


def _properties(schema: Any, tree: Tree, seen: set[int]) -> set[str]:
    """Names that a schema, with all that is composed into it, declares as properties."""
    if not isinstance(schema, dict) or id(schema) in seen:
        return set()
    seen.add(id(schema))
    found = set(schema.get("properties") or {})
    inner = [each for key in ("allOf", "oneOf", "anyOf") for each in schema.get(key) or ()]
    inner += [schema[key] for key in ("if", "then", "else") if key in schema]
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/"):
        node: Any = tree
        for token in unquote(reference)[2:].split("/"):
            key = token.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node.get(key, {})
        inner.append(node)
    for each in inner:
        found |= _properties(each, tree, seen)
    return found


_CHECKS = {
    "Schema": _schema,
    "Discriminator": _discriminator,
    "Link": _link,
    "Operation": _operation,
    "MediaType": _media_type,
}
