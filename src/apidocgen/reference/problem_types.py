"""The problem types (RFC 9457) that a response tells of, in its schema or in its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.reference.lenient import listed, literal, table, text
from apidocgen.reference.lookup import Lookup
from apidocgen.reference.schema_merge import Merger
from apidocgen.reference.schema_tree import meanings_of

PROBLEM = re.compile(r"(?i)^application/problem\+(json|xml)\b")
NO_TYPE = {"", "about:blank"}
"""Of these a problem says no more than its status does (RFC 9457, section 4.2.1)."""

DEEPEST = 4
"""Alternatives within alternatives that are looked into."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A type as a response tells of it: its URI, its title and what it means, if that is said.

    ``is_hint`` says that a schema only gives it as an example, which may stand for any other.
    """

    type: str
    title: str = ""
    meaning: str = ""
    is_hint: bool = False


class ProblemTypes:
    """Finds the problem types in responses, each of which is read once."""

    def __init__(self, lookup: Lookup, merger: Merger) -> None:
        """Follow references with ``lookup``, read schemas as ``merger`` does."""
        self._lookup = lookup
        self._merger = merger
        self._known: dict[int, tuple[object, tuple[Problem, ...]]] = {}

    def of(self, response: dict[str, Any]) -> tuple[Problem, ...]:
        """What a response, references followed, tells of; nothing where it names no type."""
        key = id(response)
        if key not in self._known:
            # Kept with what it was found in, so that the id stays taken.
            found = tuple(dict.fromkeys(self._of(response)))
            sure = tuple(each for each in found if not each.is_hint)
            self._known[key] = response, sure or found
        return self._known[key][1]

    def _of(self, response: dict[str, Any]) -> Iterator[Problem]:
        for media_type, each in table(response.get("content")).items():
            node = self._lookup.resolve(each)
            schema = node.get("schema")
            if PROBLEM.match(media_type) or self._is_problem(schema):
                found = [*self._in_examples(node), *self._in_schema(schema)]
                yield from (problem for problem in found if problem.type not in NO_TYPE)

    def _is_problem(self, schema: object, depth: int = 0) -> bool:
        """Whether a schema has the members of a problem, whatever its media type is called."""
        if schema is None or depth > DEEPEST:
            return False
        flat = self._merger.flat(schema)
        names = table(flat.keywords.get("properties")).keys()
        options = (option for choice in flat.choices for option in choice.options)
        has_members = {"type", "title"} <= names and bool(names & {"status", "detail"})
        return has_members or any(self._is_problem(option, depth + 1) for option in options)

    def _in_examples(self, node: dict[str, Any]) -> Iterator[Problem]:
        for each in table(node.get("examples")).values():
            example = self._lookup.resolve(each)
            said = text(example.get("summary")) or text(example.get("description"))
            yield from _of_value(example.get("value", example.get("dataValue")), said)
        keywords = self._flat(node.get("schema"))
        for value in (
            node.get("example"),
            keywords.get("example"),
            *listed(keywords.get("examples")),
        ):
            yield from _of_value(value)

    def _in_schema(self, schema: object, depth: int = 0) -> Iterator[Problem]:
        if schema is None or depth > DEEPEST:
            return
        flat = self._merger.flat(schema)
        properties = table(flat.keywords.get("properties"))
        field = self._flat(properties.get("type"))
        titles = _values(self._flat(properties.get("title")))
        types = _values(field)
        meanings = meanings_of(field)
        hint = not field.keys() & {"const", "enum", "default"}
        for each in types:
            single = len(types) == 1
            meaning = meanings.get(each) or meanings.get(literal(each), "")
            if single and not meaning:
                meaning = text(flat.keywords.get("description"))
            title = titles[0] if single and titles else ""
            yield Problem(each, title or text(flat.keywords.get("title")) * single, meaning, hint)
        for choice in flat.choices:
            for option in choice.options:
                yield from self._in_schema(option, depth + 1)

    def _flat(self, schema: object) -> dict[str, Any]:
        return {} if schema is None else self._merger.flat(schema).keywords


def _values(keywords: dict[str, Any]) -> list[str]:
    """The strings that a schema allows, or else those that it gives as examples."""
    stated = [keywords.get("const"), *listed(keywords.get("enum"))]
    given = [keywords.get("default"), keywords.get("example"), *listed(keywords.get("examples"))]
    found = [each for each in stated if isinstance(each, str)]
    return list(dict.fromkeys(found or (each for each in given if isinstance(each, str))))


def _of_value(value: object, said: str = "") -> Iterator[Problem]:
    problem = table(value)
    if isinstance(problem.get("type"), str):
        meaning = said or text(problem.get("detail"))
        yield Problem(problem["type"], text(problem.get("title")), meaning)
