"""Comparing two schemas by what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from apidocgen.diff import bounds, values
from apidocgen.diff.choices import Members, is_only_choice, match
from apidocgen.diff.discriminators import discriminators, mapped
from apidocgen.diff.fact import Fact, Unit, both
from apidocgen.diff.flatten import Flat, Parts, flatten
from apidocgen.diff.level import Direction
from apidocgen.diff.lifecycle import lifecycle
from apidocgen.diff.objects import Properties, dependent_required
from apidocgen.diff.scope import Scope, Spot
from apidocgen.diff.side import Node, name_of
from apidocgen.diff.subschemas import MAPS, SINGLE, state_change

Check = Callable[[Flat, Flat, str, Direction], Iterator[Fact]]

PairKey = tuple[tuple[int, ...], tuple[int, ...]]

_CHECKS: tuple[Check, ...] = (
    values.formats,
    values.patterns,
    values.enums,
    values.extensible_enums,
    values.contents,
    bounds.bounds,
    dependent_required,
)
_TEXTS = ("title", "description", "externalDocs", "$comment")
_EXAMPLES = ("example", "examples")
_BESIDE_REFERENCE = frozenset({"$ref", "description", "summary", "title", "deprecated"})
_MARKS = {Direction.REQUEST: "readOnly", Direction.RESPONSE: "writeOnly"}


class SchemaComparison:
    """Compares schemas for one scope; what was compared once is not compared again."""

    def __init__(
        self,
        scope: Scope,
        direction: Direction,
        *,
        text: bool = False,
        trying: frozenset[PairKey] = frozenset(),
    ) -> None:
        """Prepare; ``text`` says that values travel as text, as in a query.

        ``trying`` are the pairs that this comparison is about to find equivalent or not.
        """
        self.scope = scope
        self.direction = direction
        self.text = text
        self._pair = scope.pair
        self._seen: set[PairKey] = set()
        self._trying = trying

    def compare(
        self, old: Parts, new: Parts, spot: Spot, *, start: bool = False, defaults: bool = True
    ) -> None:
        """Compare two schemas; references to components on both sides are left to their unit.

        ``start`` says that these are the components themselves; without ``defaults`` the default
        of the schema itself is the caller's business.
        """
        if self.same(old, new) or (not start and self._is_unit(old, new)):
            return
        key = _key(old, new)
        if key in self._seen:
            return
        self._seen.add(key)
        was, now = self._flattened(old, new)
        if self._wrapped(was, now, old, new, spot):
            return
        self._level(was, now, spot, defaults=defaults)
        if not values.no_common_type(was, now):
            self._inside(was, now, spot)

    def _flattened(self, old: Parts, new: Parts) -> tuple[Flat, Flat]:
        """Both schemas without what both take from the same component: that is a unit."""
        base, revision = self._pair.base, self._pair.revision
        was, now = flatten(base, old, single=False), flatten(revision, new, single=False)
        single = not (_has_choice(was) or _has_choice(now))
        if single and (was.choices or now.choices):
            was, now = flatten(base, old), flatten(revision, new)
        common = was.references & now.references
        if not common:
            return was, now
        differs = self._pair.differing.reference_differs
        self.scope.units |= {
            Unit("Schema", each, each, self.direction) for each in common if differs(each)
        }
        return (
            flatten(base, old, common, single=single),
            flatten(revision, new, common, single=single),
        )

    def same(self, old: Parts, new: Parts) -> bool:
        """Whether two schemas say the same, and all they refer to does."""
        return len(old) == len(new) and all(
            self._pair.differing.same(was.value, now.value)
            for was, now in zip(old, new, strict=True)
        )

    def _is_unit(self, old: Parts, new: Parts) -> bool:
        """Leave two plain references to the unit of their targets."""
        was, now = _plain_reference(old), _plain_reference(new)
        if was is None or now is None:
            return False
        if was != now or self._pair.differing.reference_differs(now):
            self.scope.units.add(Unit("Schema", was, now, self.direction))
        return True

    def _wrapped(self, was: Flat, now: Flat, old: Parts, new: Parts, spot: Spot) -> bool:
        """Compare a schema with a choice that it became, or that became it."""
        if bool(was.choices) == bool(now.choices):
            return False
        if not is_only_choice(was if was.choices else now):
            return False
        members = _members(was, old), _members(now, new)
        self.scope.add(values.nulls(was, now, str(spot), self.direction))
        match(self, members[0], members[1], spot)
        return True

    def _level(self, was: Flat, now: Flat, spot: Spot, *, defaults: bool) -> None:
        what, add = str(spot), self.scope.add
        add(values.types(was, now, what, self.direction, text=self.text))
        add(values.nulls(was, now, what, self.direction))
        if not values.no_common_type(was, now):
            for check in _CHECKS:
                add(check(was, now, what, self.direction))
        add(discriminators(self._pair, was, now, what, self.direction))
        if defaults:
            add(values.defaults(was, now, what, self.direction))
        one, other = was.pieces[0], now.pieces[0]
        add(lifecycle(one, other, what))
        self.scope.texts("description-changed", one, other, spot, _TEXTS)
        self.scope.texts("example-changed", one, other, spot, _EXAMPLES)
        self.scope.extensions(one, other, spot)

    def _inside(self, was: Flat, now: Flat, spot: Spot) -> None:
        Properties(self, was, now, spot).compare()
        self._choices(was, now, spot)
        for keyword, slug in SINGLE.items():
            self._single(was.nodes(keyword), now.nodes(keyword), slug, spot)
        for keyword, slug in MAPS.items():
            self._map(was, now, keyword, slug, spot)
        self._positions(was, now, spot)
        self._conditions(was, now, spot)
        self.scope.units |= mapped(self._pair, was, now, self.direction)

    def _single(self, old: Parts, new: Parts, slug: str, spot: Spot) -> None:
        if not old and not new:
            return
        change = state_change(old, new)
        if change == "both":
            self.compare(old, new, spot.step(_STEPS.get(slug, f"({slug})")))
        elif change:
            where = both(lambda nodes: nodes[0].path if nodes else None, old, new)
            self.scope.add(
                [Fact(f"{slug}-{change}", str(spot), None, None, *where, self.direction)]
            )

    def _map(self, was: Flat, now: Flat, keyword: str, slug: str, spot: Spot) -> None:
        old, new = was.members(keyword), now.members(keyword)
        for name in old.keys() | new.keys():
            if name in old and name in new:
                self.compare(old[name], new[name], spot.property(f"{{{name}}}"))
            else:
                self._entry(f"{slug}-{'added' if name in new else 'removed'}", name, old, new, spot)

    def _entry(
        self, kind: str, name: str, old: dict[str, Parts], new: dict[str, Parts], spot: Spot
    ) -> None:
        where = both(lambda found: found[name][0].path if name in found else None, old, new)
        shown = both(lambda found: name if name in found else None, old, new)
        self.scope.add([Fact(kind, str(spot), *shown, *where, self.direction)])

    def _positions(self, was: Flat, now: Flat, spot: Spot) -> None:
        """Compare ``prefixItems``, position by position."""
        old = [part for node in was.nodes("prefixItems") for part in _entries(node)]
        new = [part for node in now.nodes("prefixItems") for part in _entries(node)]
        for position, (one, other) in enumerate(zip(old, new, strict=False)):
            self.compare((one,), (other,), spot.step(f"[{position}]"))
        for position in range(len(new), len(old)):
            closed = any(value is False for value in now.values("items"))
            kind = "position-refused" if closed else "position-removed"
            fact = Fact(kind, str(spot), position, None, old[position].path, None, self.direction)
            self.scope.add([fact])
        for position in range(len(old), len(new)):
            closed = any(value is False for value in was.values("items"))
            kind = "position-allowed" if closed else "position-added"
            fact = Fact(kind, str(spot), None, position, None, new[position].path, self.direction)
            self.scope.add([fact])

    def _conditions(self, was: Flat, now: Flat, spot: Spot) -> None:
        """Compare ``not`` and ``if``: what they hold is no message of its own."""
        for keyword, slug in (("not", "exclusion"), ("if", "condition")):
            old, new = was.nodes(keyword), now.nodes(keyword)
            if bool(old) == bool(new) and (not old or self.equivalent(old, new, deep=True)):
                continue
            change = "added" if not old else "removed" if not new else "changed"
            where = both(lambda nodes: nodes[0].path if nodes else None, old, new)
            self.scope.add(
                [Fact(f"{slug}-{change}", str(spot), None, None, *where, self.direction)]
            )

    def _choices(self, was: Flat, now: Flat, spot: Spot) -> None:
        for position in range(max(len(was.choices), len(now.choices))):
            old, new = was.choices[position:][:1], now.choices[position:][:1]
            if old and new:
                match(self, _as_parts(old[0][1]), _as_parts(new[0][1]), spot)
            else:
                kind = "choice-added" if new else "choice-removed"
                where = both(lambda found: found[0][2].path if found else None, old, new)
                self.scope.add([Fact(kind, str(spot), None, None, *where, self.direction)])

    def equivalent(self, old: Parts, new: Parts, *, deep: bool = False) -> bool:
        """Whether two schemas mean the same; inside itself, a pair is taken to do so.

        Components of the same name are taken to be the same, unless ``deep`` is asked for: they
        are compared, and reported, as units of their own.
        """
        key = _key(old, new)
        if self.same(old, new) or key in self._trying:
            return True
        known = self._pair.equivalences
        name = key, self.direction, deep
        if name not in known:
            found = self._tried(old, new, key, deep=deep)
            if found and self._trying:
                return True  # perhaps only because something around it was taken to be so
            known[name] = found
        return known[name]

    def _tried(self, old: Parts, new: Parts, key: PairKey, *, deep: bool) -> bool:
        scope = Scope(self._pair)
        trial = SchemaComparison(scope, self.direction, text=self.text, trying=self._trying | {key})
        renamed = _plain_reference(old) != _plain_reference(new)
        trial.compare(old, new, Spot(""), start=renamed)
        if scope.facts or not deep:
            return not scope.facts and not any(unit.old != unit.new for unit in scope.units)
        return all(trial.same_unit(unit) for unit in scope.units)

    def same_unit(self, unit: Unit) -> bool:
        """Whether two components mean the same, whatever they are called."""
        old, new = self._pair.base.target(unit.old), self._pair.revision.target(unit.new)
        if old is None or new is None:
            return old is new
        return self.equivalent((old,), (new,), deep=True)

    def sent(self, parts: Parts, base: bool) -> bool:
        """Whether a property travels in this direction: not if it is only for the other one."""
        side = self._pair.base if base else self._pair.revision
        return not flatten(side, parts).flag(_MARKS[self.direction])


def _key(old: Parts, new: Parts) -> PairKey:
    """Two schemas by their objects, whatever leads to them."""
    return tuple(id(part.value) for part in old), tuple(id(part.value) for part in new)


def _has_choice(flat: Flat) -> bool:
    return any(len(members) > 1 for _, members, _ in flat.choices)


_STEPS = {"items": "[]", "additional-properties": "{}", "additional-items": "[…]"}


def _plain_reference(parts: Parts) -> str | None:
    if len(parts) != 1 or parts[0].reference is None:
        return None
    return parts[0].reference if parts[0].value.keys() <= _BESIDE_REFERENCE else None


def _entries(node: Node) -> list[Node]:
    entries = node.value if isinstance(node.value, list) else []
    return [Node(entry, (*node.path, position)) for position, entry in enumerate(entries)]


def _members(flat: Flat, whole: Parts) -> Members:
    return _as_parts(flat.choices[0][1]) if flat.choices else [whole]


def _as_parts(members: tuple[Node, ...]) -> Members:
    return [(member,) for member in members]


def title(parts: Parts) -> str:
    """What to call a schema among others."""
    reference = parts[0].reference
    if reference is not None:
        return name_of(reference)
    value = parts[0].value if isinstance(parts[0].value, dict) else {}
    return str(value.get("title") or value.get("type") or "one")
