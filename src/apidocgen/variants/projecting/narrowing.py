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
from apidocgen.variants.projecting.fitting import as_list
from apidocgen.variants.projecting.likely import PERHAPS, Likely

_DEPENDENT = ("dependentSchemas", "dependencies")
_PLAIN = frozenset(
    {"properties", "required", "type", "const", "enum", "title", "description", "$comment"}
    | {"$ref", "allOf", "anyOf"}
)
"""Keywords that are all asked when it is seen whether a value fits a schema."""


_MOST_UNTOLD = 100
"""So many branches one by one: of a value of which less is told, the rest is not asked."""

_Choice = tuple[int, str]
"""The id of a schema, and the keyword of a choice of it."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to find what applies to a value.

    Attributes:
        value: The value.
        starts: The schemas that lead to all that may apply.
        kinds: The ids of schemas that the value says to be of.
        behind: The ids of hidden schemas that apply in any case.
        only: The branch that the value is taken for, by the id of the schema and its choice.
        skips: Whether no other branches count of which nothing tells whether the value is of them.
        untold: These branches, found on the way.
    """

    value: Any
    starts: tuple[Any, ...]
    kinds: frozenset[int]
    behind: frozenset[int]
    only: dict[_Choice, Any] = field(default_factory=dict)
    skips: bool = False
    untold: dict[_Choice, list[Any]] = field(default_factory=dict)

    def told(self, key: _Choice, likely: list[Any]) -> list[Any]:
        """The branches that count, of those that are likely; notes them if they are several."""
        if len(likely) > 1:
            self.untold[key] = likely
            return [] if self.skips else likely
        return likely


class Narrowing:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, composition: Composition, likely: Likely) -> None:
        self._composition = composition
        self._likely = likely
        self._choosing: dict[int, bool] = {}
        # By value and what applies; the value is kept so that no other can get its id.
        self._mainly: dict[tuple[int, int], tuple[Any, Applying]] = {}
        self._known: dict[tuple[int, frozenset[int], frozenset[int]], Applying] = {}

    def narrowed(
        self, value: Any, applying: Applying, starts: Iterable[Any], always: Iterable[Any]
    ) -> tuple[Applying, Way | None]:
        """What applies to a value, of all that applies to some values.

        ``starts`` are the schemas that lead to all of it, ``always`` hidden ones that do apply.
        Where nothing tells which of some branches the value is of, all are in the answer, and the
        second one is for ``alone``.
        """
        if not isinstance(value, dict | list) or not self._has_choices(applying):
            return applying, None
        named = (self._composition.named(value, schema) for schema in applying.visible)
        kinds = {id(kind): kind for kind in named if kind is not None}
        starts = (*starts, *kinds.values())
        unseen = [self._composition.applying(schema) for schema in always]
        behind = {id(each) for one in unseen for each in (*one.visible, *one.hidden)}
        way = Way(value, starts, frozenset(kinds), frozenset(behind))
        found = self._applying_by(way, applying)
        return found, way if way.untold else None

    def alone(self, way: Way, applying: Applying) -> Iterator[Applying]:
        """What applies if a value is of one single branch, wherever nothing tells of which.

        Other branches of which that is so say nothing then, and choices inside of the branch are
        gone through one by one as well.
        """
        waiting = [(replace(way, untold={}, skips=True), frozenset[_Choice]())]
        self._applying_by(waiting[0][0], applying)
        for number, (outer, known) in enumerate(waiting):
            if number:
                yield self._applying_by(outer, applying)
            inner = known | outer.untold.keys()
            for key in outer.untold if len(waiting) < _MOST_UNTOLD else ():
                if key in known:
                    continue
                waiting += [
                    (replace(outer, only={**outer.only, key: each}, untold={}), inner)
                    for each in outer.untold[key]
                ]

    def mainly(self, value: Any, applying: Applying, starts: Iterable[Any]) -> Applying:
        """What applies to a value, of all of the branches that it may be of."""
        if not isinstance(value, dict | list) or not self._has_choices(applying):
            return applying
        key = (id(value), id(applying))
        known = self._mainly.get(key)
        if known is None:
            way = Way(value, tuple(starts), frozenset(), frozenset())
            known = self._mainly[key] = value, self._applying_by(way, applying)
        return known[1]

    def _applying_by(self, way: Way, applying: Applying) -> Applying:
        shown, gone = self._possible(way)
        behind = {*way.behind, *map(id, self._composition.behind(gone, set(shown)))}
        visible = tuple(each for each in applying.visible if id(each) in shown)
        hidden = tuple(each for each in applying.hidden if id(each) in behind)
        if len(visible) + len(hidden) == len(applying.visible) + len(applying.hidden):
            return applying
        key = id(applying), frozenset(map(id, visible)), frozenset(map(id, hidden))
        return self._known.setdefault(key, Applying(visible, hidden))

    def may_be(self, value: Any, schema: Any) -> bool:
        """Whether a value has each constant that a schema asks of what is there."""
        return self._likely.has_constants(value, schema)

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

    def _possible(self, way: Way) -> tuple[dict[int, Tree], list[Tree]]:
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
            waiting += self._conditional(way, schema)
        return shown, list(gone.values())

    def _branches(self, way: Way, schema: Tree, sure: frozenset[str]) -> Iterator[Any]:
        for choice in CHOICES:
            members = as_list(schema.get(choice))
            visible = [each for each in members if not self._composition.is_gone(each)]
            meant = [each for each in visible if self._is_one_of(each, way.kinds)]
            yield from (each for each in members if self._composition.is_gone(each))
            if (id(schema), choice) in way.only:
                yield way.only[id(schema), choice]
            elif meant:
                yield from way.told((id(schema), choice), meant)
            elif visible:
                likely = self._likely.among(way.value, visible, sure)
                also = self._likely.also(way.value, likely, visible, sure)
                yield from way.told((id(schema), choice), [*likely, *also])

    def _is_one_of(self, branch: Any, kinds: frozenset[int]) -> bool:
        return any(id(each) in kinds for each in self._composition.included(branch))

    def _conditional(self, way: Way, schema: Tree) -> Iterator[Any]:
        condition, key = schema.get("if"), (id(schema), "if")
        yield condition
        if key in way.only:
            yield way.only[key]
            return
        fits = self._likely.fits(way.value, condition)
        then, otherwise = schema.get("then"), schema.get("else")
        if fits and isinstance(condition, dict) and not self._is_plain(condition):
            yield from way.told(key, [each for each in (then, otherwise) if each is not None])
        else:
            yield then if fits or not isinstance(condition, dict) else otherwise
            if not isinstance(condition, dict) and not fits:
                yield otherwise

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
