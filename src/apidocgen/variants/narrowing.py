"""Which branches a value can be of, whatever is hidden: what others say is not said of it.

A branch is left aside only if the master tells that the value is of another one: by a type, by a
constant, by what it requires or forbids, or by the keys that it declares. So nothing hidden shows
because a value was taken for something that it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apidocgen.spec.document import Tree
from apidocgen.spec.grammar import CHOICES
from apidocgen.variants.composition import Applying, Composition
from apidocgen.variants.fitting import as_list
from apidocgen.variants.likely import PERHAPS, Likely
from apidocgen.variants.losses import Losses

_DEPENDENT = ("dependentSchemas", "dependencies")
_PLAIN = frozenset(
    {"properties", "required", "type", "const", "enum", "title", "description", "$comment"}
    | {"$ref", "allOf", *CHOICES}
)
"""Keywords that are all asked when it is seen whether a value fits a schema."""


class Narrowing:
    """Answers for one audience and one state of what is gone for it."""

    def __init__(self, composition: Composition, losses: Losses) -> None:
        self._composition = composition
        self._likely = Likely(Losses(losses.index, losses.audience))
        self._choosing: dict[int, bool] = {}
        self._known: dict[tuple[int, frozenset[int], frozenset[int]], Applying] = {}

    def narrowed(
        self, value: Any, applying: Applying, starts: Iterable[Any], always: Iterable[Any]
    ) -> Applying:
        """What applies to a value, of all that applies to some values.

        ``starts`` are the schemas that lead to all of it, ``always`` hidden ones that do apply.
        """
        if not isinstance(value, dict | list) or not self._has_choices(applying):
            return applying
        named = (self._composition.named(value, schema) for schema in applying.visible)
        kinds = {id(kind): kind for kind in named if kind is not None}
        shown, gone = self._possible(value, (*starts, *kinds.values()), frozenset(kinds))
        behind = set(map(id, self._composition.behind(gone, set(shown))))
        for schema in always:
            every = self._composition.applying(schema)
            behind.update(map(id, (*every.visible, *every.hidden)))
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

    def _possible(
        self, value: Any, starts: Iterable[Any], kinds: frozenset[int]
    ) -> tuple[dict[int, Tree], list[Tree]]:
        """The visible schemas that may apply, by id, and the hidden ones that they apply.

        ``kinds`` are ids of schemas that the value says to be of.
        """
        shown: dict[int, Tree] = {}
        gone: dict[int, Tree] = {}
        waiting = list(starts)
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
            waiting += _dependent(value, schema)
            waiting += self._branches(value, schema, kinds, sure)
            waiting += self._conditional(value, schema)
        return shown, list(gone.values())

    def _branches(
        self, value: Any, schema: Tree, kinds: frozenset[int], sure: frozenset[str]
    ) -> Iterator[Any]:
        for choice in CHOICES:
            members = as_list(schema.get(choice))
            visible = [each for each in members if not self._composition.is_gone(each)]
            meant = [each for each in visible if self._is_one_of(each, kinds)] if kinds else []
            yield from (each for each in members if self._composition.is_gone(each))
            yield from meant or (self._likely.among(value, visible, sure) if visible else ())

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
