"""Properties of objects: there or not, required or not, renamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from apidocgen.diff.fact import Fact, both
from apidocgen.diff.flatten import Flat, Parts, flatten
from apidocgen.diff.level import Direction
from apidocgen.diff.likeness import pair_renamed
from apidocgen.diff.scope import Spot

if TYPE_CHECKING:
    from apidocgen.diff.schemas import SchemaComparison


class Properties:
    """Compares the properties of two objects."""

    def __init__(self, comparison: SchemaComparison, was: Flat, now: Flat, spot: Spot) -> None:
        self._comparison = comparison
        self._spot = spot
        self._direction = comparison.direction
        self._was, self._now = was, now
        self._old, self._new = was.members("properties"), now.members("properties")
        self._must, self._must_now = was.required(), now.required()

    def compare(self) -> None:
        """Compare them by name, and find out which ones only changed theirs."""
        gone = {name: parts for name, parts in self._old.items() if name not in self._new}
        fresh = {name: parts for name, parts in self._new.items() if name not in self._old}
        for old, new, certainty in pair_renamed(self._comparison, gone, fresh):
            self._renamed(old, new, certainty)
            del gone[old], fresh[new]
        for name in gone:
            self._removed(name)
        for name in fresh:
            self._added(name)
        for name, parts in self._old.items():
            if name in self._new:
                self._in_both(name, parts, self._new[name])
        self._required_only()

    def _in_both(self, name: str, old: Parts, new: Parts) -> None:
        same_need = (name in self._must) == (name in self._must_now)
        if same_need and self._comparison.same(old, new):
            return
        sent, still = self._comparison.sent(old, True), self._comparison.sent(new, False)
        if sent and still:
            self._requirement(name)
            self._comparison.compare(old, new, self._spot.property(name))
        elif sent != still:
            self._travels(name, still=still)

    def _travels(self, name: str, *, still: bool) -> None:
        """Report that a property began or ceased to travel in this direction."""
        if not still:
            kind = "property-no-longer-sent"
        elif name in self._must_now:
            kind = "required-property-now-sent"
        else:
            kind = "property-now-sent"
        self._report(kind, name, None, None, self._old[name], self._new[name])

    def _requirement(self, name: str) -> None:
        if (name in self._must) == (name in self._must_now):
            return
        kind = "property-became-optional"
        if name in self._must_now:
            kind = "property-became-required"
            if self._has_default(name):
                kind = "property-with-default-became-required"
        flags = name in self._must, name in self._must_now
        self._report(kind, name, *flags, self._old[name], self._new[name])

    def _has_default(self, name: str) -> bool:
        flat = flatten(self._comparison.scope.pair.revision, self._new[name])
        return bool(flat.values("default"))

    def _required_only(self) -> None:
        """Report names that are required though no property describes them."""
        known = self._old.keys() | self._new.keys()
        for name in sorted((self._must_now - self._must) - known):
            self._name_only("property-became-required", name)
        for name in sorted((self._must - self._must_now) - known):
            self._name_only("property-became-optional", name)

    def _name_only(self, kind: str, name: str) -> None:
        where = self._was.place("required"), self._now.place("required")
        flags = name in self._must, name in self._must_now
        what = str(self._spot.property(name))
        self._comparison.scope.add([Fact(kind, what, *flags, *where, self._direction)])

    def _removed(self, name: str) -> None:
        if not self._comparison.sent(self._old[name], True):
            return
        closed = any(value is False for value in self._now.values("additionalProperties"))
        if self._direction is Direction.REQUEST:
            kind = "closed-property-removed" if closed else "property-removed"
        else:
            kind = "property-removed" if name in self._must else "optional-property-removed"
        self._report(kind, name, self._brief(self._old[name]), None, self._old[name], None)

    def _added(self, name: str) -> None:
        if not self._comparison.sent(self._new[name], False):
            return
        kind = "property-added"
        if name in self._must_now:
            default = self._has_default(name)
            kind = "required-property-with-default-added" if default else "required-property-added"
        elif name in self._must:
            kind = "property-added"
        self._report(kind, name, None, self._brief(self._new[name]), None, self._new[name])

    def _renamed(self, old: str, new: str, certainty: float) -> None:
        fact = Fact(
            "property-renamed",
            str(self._spot.property(old)),
            old,
            new,
            self._old[old][0].path,
            self._new[new][0].path,
            self._direction,
            certainty,
        )
        self._comparison.scope.add([fact])

    def _brief(self, parts: Parts) -> str:
        from apidocgen.diff.schemas import title

        return title(parts)

    def _report(
        self, kind: str, name: str, before: Any, after: Any, old: Parts | None, new: Parts | None
    ) -> None:
        where = both(lambda parts: parts[0].path if parts else None, old, new)
        what = str(self._spot.property(name))
        self._comparison.scope.add([Fact(kind, what, before, after, *where, self._direction)])


def dependent_required(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about properties that others demand."""
    was, now = _demands(old), _demands(new)
    where = old.place("dependentRequired"), new.place("dependentRequired")
    for trigger in sorted(was.keys() | now.keys()):
        before, after = was.get(trigger, frozenset()), now.get(trigger, frozenset())
        shown = sorted(before) or None, sorted(after) or None
        if after - before:
            yield Fact("dependent-required-added", what, *shown, *where, direction)
        elif before - after:
            yield Fact("dependent-required-removed", what, *shown, *where, direction)


def _demands(flat: Flat) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for value in flat.values("dependentRequired"):
        for trigger, names in value.items() if isinstance(value, dict) else ():
            listed = frozenset(map(str, names)) if isinstance(names, list) else frozenset()
            found[trigger] = found.get(trigger, frozenset()) | listed
    return found
