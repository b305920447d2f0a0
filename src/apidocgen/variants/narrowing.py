"""Which branches a value can be of, whatever is hidden: what others say is not said of it.

A branch is left aside only if the master tells that the value is of another one: by a type, by a
constant, by what it requires or forbids, or by the keys that it declares. So nothing hidden shows
because a value was taken for something that it is not. Where nothing tells, it is taken for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Applying, Composition
from apidocgen.variants.fitting import as_list
from apidocgen.variants.likely import PERHAPS, Likely

_DEPENDENT = ("dependentSchemas", "dependencies")
_PLAIN = frozenset(
    {"properties", "required", "type", "const", "enum", "title", "description", "$comment"}
    | {"$ref", "allOf", *CHOICES}
)
"""Keywords that are all asked when it is seen whether a value fits a schema."""


_MOST_UNTOLD = 100
"""Branches of which nothing tells whether a value is of them: of more, the rest is left out."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How to find what applies to a value.

    Attributes:
        value: The value.
        starts: The schemas that lead to all that may apply.
        kinds: The ids of schemas that the value says to be of.
        behind: The ids of hidden schemas that apply in any case.
        only: The branch that the value is taken for, by the id of the schema and its choice.
        untold: Branches of which nothing tells whether the value is of them: found on the way.
    """

    value: Any
    starts: tuple[Any, ...]
    kinds: frozenset[int]
    behind: frozenset[int]
    only: dict[tuple[int, str], Any] = field(default_factory=dict)
    untold: dict[tuple[int, str], list[Any]] = field(default_factory=dict)


class Narrowing:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, composition: Composition, likely: Likely) -> None:
        self._composition = composition
        self._likely = likely
        self._choosing: dict[int, bool] = {}
        self._known: dict[tuple[int, frozenset[int], frozenset[int]], Applying] = {}

    def narrowed(
        self, value: Any, applying: Applying, starts: Iterable[Any], always: Iterable[Any]
    ) -> tuple[Applying, tuple[Applying, ...]]:
        """What applies to a value, of all that applies to some values.

        ``starts`` are the schemas that lead to all of it, ``always`` hidden ones that do apply.
        Where nothing tells which of some branches the value is of, all are in the first answer;
        the others hold what applies if it is of one of these alone.
        """
        if not isinstance(value, dict | list) or not self._has_choices(applying):
            return applying, ()
        named = (self._composition.named(value, schema) for schema in applying.visible)
        kinds = {id(kind): kind for kind in named if kind is not None}
        starts = (*starts, *kinds.values())
        unseen = [self._composition.applying(schema) for schema in always]
        behind = {id(each) for one in unseen for each in (*one.visible, *one.hidden)}
        way = _Way(value, starts, frozenset(kinds), frozenset(behind))
        found = self._applying_by(way, applying)
        untold = [(key, each) for key, some in way.untold.items() for each in some]
        alone = (replace(way, only=dict([one]), untold={}) for one in untold[:_MOST_UNTOLD])
        return found, tuple(self._applying_by(each, applying) for each in alone)

    def _applying_by(self, way: _Way, applying: Applying) -> Applying:
        shown, gone = self._possible(way)
        behind = {*way.behind, *map(id, self._composition.behind(gone, set(shown)))}
        visible = tuple(each for each in applying.visible if id(each) in shown)
        hidden = tuple(each for each in applying.hidden if id(each) in behind)
        if len(visible) + len(hidden) == len(applying.visible) + len(applying.hidden):
            return applying
        key = id(applying), frozenset(map(id, visible)), frozenset(map(id, hidden))
        return self._known.setdefault(key, Applying(visible, hidden))

    def fits(self, value: Any, schema: Any) -> bool:
        """Whether a value can be one of those that a schema tells from others, hidden or not."""
        return self._likely.fits(value, schema)

    def _has_choices(self, applying: Applying) -> bool:
        known = self._choosing.get(id(applying))
        if known is None:
            keys = (*CHOICES, "if", *_DEPENDENT)
            known = any(key in schema for schema in applying.visible for key in keys)
            self._choosing[id(applying)] = known
        return known

    def _possible(self, way: _Way) -> tuple[dict[int, Tree], list[Tree]]:
        """The visible schemas that may apply, by id, and the hidden ones that they apply."""
        shown: dict[int, Tree] = {}
        gone: dict[int, Tree] = {}
        waiting = list(way.starts)
        sure = self._likely.names_of(waiting)
        while waiting:
            schema = waiting.pop()
            if not isinstance(schema, dict) or id(schema) in shown:
                continue
            if self._composition.is_gone(schema):
                gone[id(schema)] = schema
                continue
            shown[id(schema)] = schema
            waiting += self._composition.applicators(schema, without=PERHAPS)
            waiting += _dependent(way.value, schema)
            waiting += self._branches(way, schema, sure)
            waiting += self._conditional(way.value, schema)
        return shown, list(gone.values())

    def _branches(self, way: _Way, schema: Tree, sure: frozenset[str]) -> Iterator[Any]:
        for choice in CHOICES:
            members = as_list(schema.get(choice))
            visible = [each for each in members if not self._composition.is_gone(each)]
            meant = [each for each in visible if self._is_one_of(each, way.kinds)]
            yield from (each for each in members if self._composition.is_gone(each))
            if (id(schema), choice) in way.only:
                yield way.only[id(schema), choice]
            elif visible:
                likely = meant or self._likely.among(way.value, visible, sure)
                if len(likely) > 1:
                    way.untold[id(schema), choice] = likely
                yield from likely

    def _is_one_of(self, branch: Any, kinds: frozenset[int]) -> bool:
        return any(id(each) in kinds for each in self._composition.included(branch))

    def _conditional(self, value: Any, schema: Tree) -> Iterator[Any]:
        condition = schema.get("if")
        yield condition
        fits = self._likely.fits(value, condition)
        if fits or not isinstance(condition, dict):
            yield schema.get("then")
        if not fits or not self._is_plain(condition):
            yield schema.get("else")

    def _is_plain(self, condition: Any) -> bool:
        """Whether all that a condition asks for is looked at when it is seen if a value fits."""
        seen: set[int] = set()
        waiting = [condition]
        while waiting:
            for each in self._composition.included(waiting.pop()):
                if id(each) not in seen:
                    seen.add(id(each))
                    if not {key for key in each if not key.startswith("x-")} <= _PLAIN:
                        return False
                    waiting += [part for part in _plain_parts(each) if isinstance(part, dict)]
        return True


def _dependent(value: Any, schema: Tree) -> Iterator[Any]:
    """The schemas that apply because a value has a key (JSON Schema 2020-12 core, 10.2.2.4)."""
    for keyword in _DEPENDENT if isinstance(value, dict) else ():
        schemas = schema.get(keyword)
        for name, each in schemas.items() if isinstance(schemas, dict) else ():
            if name in value:
                yield each


def _plain_parts(schema: Tree) -> Iterator[Any]:
    """The properties and branches of a condition."""
    members = schema.get("properties")
    yield from members.values() if isinstance(members, dict) else ()
    for choice in CHOICES:
        yield from as_list(schema.get(choice))
