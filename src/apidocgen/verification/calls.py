"""From an operation to a call that can be made: parameters filled with the document's examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from apidocgen.spec.methods import as_sent
from apidocgen.spec.references import Resolver
from apidocgen.variants.variant import VisibleOperation

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MOST_HOPS = 32


@dataclass(frozen=True, slots=True)
class Call:
    """What to request, below the base URL: everything but credentials."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)

    def target(self, more: Mapping[str, str]) -> str:
        """The path with the query, to which a credential may add."""
        query = urlencode({**self.query, **more})
        return f"{self.path}?{query}" if query else self.path


class Unfilled(Exception):
    """A parameter that must be given, and for which there is no value."""


class CallMaker:
    """Makes calls of one document's operations."""

    def __init__(self, tree: Mapping[str, Any], given: Mapping[str, str]) -> None:
        """Take values from ``given`` first, then from the examples in ``tree``."""
        self._resolver = Resolver(dict(tree))
        self._given = given

    def call(self, operation: VisibleOperation) -> Call:
        """The call of an operation. Raises Unfilled where a value is missing."""
        values: dict[str, dict[str, str]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
        for place, name, parameter in self._required(operation):
            values.setdefault(place, {})[name] = self._value(place, name, parameter)
        return Call(
            method=as_sent(operation.method),
            path=_filled(operation.path, {**self._given, **values["path"]}),
            query=values["query"],
            headers={name: _one_line(value) for name, value in values["header"].items()},
            cookies=values["cookie"],
        )

    def resolved(self, node: object) -> dict[str, Any]:
        """An object, or what the reference in its place leads to; empty if that is nothing."""
        found = node
        for _ in range(_MOST_HOPS):
            reference = found.get("$ref") if isinstance(found, dict) else None
            if not isinstance(reference, str):
                break
            try:
                found = self._resolver.resolve(reference)[1]
            except LookupError:
                return {}
        return found if isinstance(found, dict) else {}

    def _required(self, operation: VisibleOperation) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Parameters that must be sent; an operation's own replace those of its path."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for node in (operation.path_item, operation.node):
            listed = node.get("parameters")
            for each in listed if isinstance(listed, list) else ():
                parameter = self.resolved(each)
                place, name = parameter.get("in"), parameter.get("name")
                if isinstance(place, str) and isinstance(name, str):
                    found[place, name] = parameter
        for (place, name), parameter in found.items():
            if place == "path" or parameter.get("required") is True:
                yield place, name, parameter

    def _value(self, place: str, name: str, parameter: dict[str, Any]) -> str:
        if name in self._given:
            return self._given[name]
        for value in self._examples(parameter):
            if isinstance(value, list) and value:
                value = value[0]  # noqa: PLW2901 - one element will do
            if isinstance(value, bool):
                return "true" if value else "false"
            if isinstance(value, str | int | float) and value != "":
                return str(value)
        raise Unfilled(f"no example for the {place} parameter {name!r}")

    def _examples(self, parameter: dict[str, Any]) -> Iterator[Any]:
        schema = self.resolved(parameter.get("schema"))
        yield parameter.get("example")
        named = parameter.get("examples")
        for each in named.values() if isinstance(named, dict) else ():
            example = self.resolved(each)
            yield example.get("value", example.get("dataValue"))
        for key in ("example", "default", "const"):
            yield schema.get(key)
        for key in ("examples", "enum"):
            yield from schema[key] if isinstance(schema.get(key), list) else ()


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A path with its parameters; what stands between them stays as it is written."""
    pieces = _PLACEHOLDER.split(template)
    for place in range(1, len(pieces), 2):
        if pieces[place] not in values:
            raise Unfilled(f"no value for {{{pieces[place]}}}")
        pieces[place] = _segment(values[pieces[place]])
    pieces[::2] = [quote(piece, safe="/:@!$&'()*+,;=-._~%") for piece in pieces[::2]]
    return "".join(pieces)


def _segment(value: str) -> str:
    """One segment of a path: a value cannot lead anywhere else."""
    quoted = quote(value, safe="")
    return quoted.replace(".", "%2E") if set(quoted) == {"."} else quoted


def _one_line(value: str) -> str:
    return " ".join(value.split())
