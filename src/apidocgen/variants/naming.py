"""Names of properties that stand elsewhere than where the property is declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apidocgen.spec.document import Tree


def mentioned_names(node: Tree) -> frozenset[str]:
    """The property names a schema speaks of besides declaring them."""
    names = set(required_names(node))
    for key in ("dependentRequired", "dependencies"):
        for name, needed in _items(node.get(key)):
            names |= {name, *_strings(needed)}
    names |= {name for name, _ in _items(node.get("dependentSchemas"))}
    for key, field in (("discriminator", "propertyName"), ("propertyNames", "enum")):
        value = node[key].get(field) if isinstance(node.get(key), dict) else None
        names |= set(_strings([value] if isinstance(value, str) else value))
    names |= {name for name, _ in _booleans(node.get("properties"))}
    return frozenset(names)


def required_names(schema: Tree) -> frozenset[str]:
    """The names under ``required``: none where it is no list, as in draft 3 or by mistake."""
    return frozenset(_strings(schema.get("required")))


def drop_names(schema: Tree, names: frozenset[str]) -> None:
    """Take hidden names out of a schema's copy; a keyword left empty goes with them."""
    _set(schema, "required", _without(schema.get("required"), names))
    for key in ("dependentRequired", "dependencies"):
        _set(schema, key, _dependencies(schema.get(key), names))
    _set(schema, "dependentSchemas", _keys_without(schema.get("dependentSchemas"), names))
    refused = {name for name, _ in _booleans(schema.get("properties"))} & names
    if refused:
        left = {name: each for name, each in schema["properties"].items() if name not in refused}
        _set(schema, "properties", left)
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, dict) and discriminator.get("propertyName") in names:
        del schema["discriminator"]
    allowed = schema.get("propertyNames")
    if isinstance(allowed, dict) and isinstance(allowed.get("enum"), list):
        kept = _without(allowed["enum"], names)
        _set(schema, "propertyNames", {**allowed, "enum": kept} if kept else None)


def drop_from_extensions(schema: Tree, names: frozenset[str]) -> None:
    """Take names out of what other tools keep beside the properties of a schema's copy.

    Lists of properties (which to expand, in what order) and maps by property; what is left empty
    goes, as anywhere.
    """
    for key in [key for key in schema if key.startswith("x-")]:
        value = schema[key]
        kept = _unnamed(value, names)
        if kept is not value:
            _set(schema, key, kept)


def _unnamed(value: Any, names: frozenset[str]) -> Any:
    kept: Any
    if isinstance(value, list):
        kept = [_unnamed(item, names) for item in value if not _is_name(item, names)]
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
    elif isinstance(value, dict):
        kept = {key: _unnamed(item, names) for key, item in value.items() if key not in names}
        same = len(kept) == len(value) and all(kept[key] is value[key] for key in kept)
    else:
        return value
    return value if same else kept


def _is_name(item: Any, names: frozenset[str]) -> bool:
    return isinstance(item, str) and item in names


def _dependencies(value: Any, names: frozenset[str]) -> Any:
    if not isinstance(value, dict):
        return value
    kept: Tree = {}
    for name, needed in value.items():
        shown = _without(needed, names) if isinstance(needed, list) else needed
        if name not in names and (shown or not needed):
            kept[name] = shown
    return kept


def _keys_without(value: Any, names: frozenset[str]) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: item for name, item in value.items() if name not in names}


def _without(value: Any, names: frozenset[str]) -> Any:
    if not isinstance(value, list):
        return value
    return [name for name in value if not isinstance(name, str) or name not in names]


def _set(schema: Tree, key: str, value: Any) -> None:
    if key not in schema:
        return
    if value is None or value in ([], {}):
        del schema[key]
    else:
        schema[key] = value


def _strings(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _booleans(declared: Any) -> Iterator[tuple[str, bool]]:
    """Properties of which is said only whether they may be there."""
    for name, each in declared.items() if isinstance(declared, dict) else ():
        if isinstance(each, bool):
            yield name, each


def _items(value: Any) -> Any:
    return value.items() if isinstance(value, dict) else ()
