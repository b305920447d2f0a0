"""Types, formats, patterns, fixed values: what a single value may be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from apidocgen.diff.fact import Fact
from apidocgen.diff.flatten import Flat
from apidocgen.diff.level import Direction

_SCALARS = frozenset({"string", "number", "integer", "boolean"})
_WIDER_FORMATS = {
    ("int32", "int64"),
    ("float", "double"),
    ("int32", "double"),
    ("idn-email", "email"),
}
_USUAL = {"int64", "double"}
"""Formats that hold every number programs use: naming them limits nothing."""
_ANY_TEXT = {".*", "^.*$", "^.*", ".*$", ""}


def types(old: Flat, new: Flat, what: str, direction: Direction, *, text: bool) -> Iterator[Fact]:
    """What changed about types and null; ``text`` where every scalar travels as text."""
    was, now = old.types(), new.types()
    if was == now:
        return
    where = old.place("type"), new.place("type")
    kind = _type_change(was, now, text=text)
    if kind:
        yield Fact(kind, what, _listed(was), _listed(now), *where, direction)
    if was is not None and now is not None and ("null" in was) != ("null" in now):
        kind = "null-allowed" if "null" in now else "null-refused"
        yield Fact(kind, what, _listed(was), _listed(now), *where, direction)


def nulls(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about null where a choice, and no type, says what is allowed."""
    was, now = old.types(), new.types()
    if not (old.choices or new.choices) or (was is not None and now is not None):
        return
    allowed = old.null or "null" in (was or ()), new.null or "null" in (now or ())
    if allowed[0] != allowed[1]:
        kind = "null-allowed" if allowed[1] else "null-refused"
        yield Fact(kind, what, *allowed, old.place("oneOf"), new.place("oneOf"), direction)


def _type_change(
    was: frozenset[str] | None, now: frozenset[str] | None, *, text: bool
) -> str | None:
    if was is None or now is None:
        return "type-added" if was is None else "type-removed"
    old, new = _reach(was, text=text), _reach(now, text=text)
    if old == new or not old or not new:
        return None if old == new else "type-changed"
    if old < new:
        return "type-widened"
    return "type-narrowed" if new < old else "type-changed"


def _reach(types: frozenset[str], *, text: bool) -> frozenset[str]:
    found = types - {"null"}
    if "number" in found:
        found |= {"integer"}
    return found | _SCALARS if text and "string" in found else found


def _listed(types: frozenset[str] | None) -> Any:
    if types is None:
        return None
    return next(iter(types)) if len(types) == 1 else sorted(types)


def no_common_type(old: Flat, new: Flat) -> bool:
    """Whether no value could fit both, so that nothing further need be compared."""
    was, now = old.types(), new.types()
    if was is None or now is None:
        return False
    return not (_reach(was, text=False) & _reach(now, text=False))


def formats(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about ``format``."""
    was, now = _text(old, "format"), _text(new, "format")
    if was != now:
        where = old.place("format"), new.place("format")
        yield Fact(f"format-{_format_change(was, now)}", what, was, now, *where, direction)


def _format_change(was: str | None, now: str | None) -> str:
    if was is None or now is None:
        if {was, now} & _USUAL:
            return "noted"
        return "added" if was is None else "removed"
    if (was, now) in _WIDER_FORMATS:
        return "widened"
    return "narrowed" if (now, was) in _WIDER_FORMATS else "changed"


def patterns(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about ``pattern``; one that fits everything counts as none."""
    was, now = _patterns(old), _patterns(new)
    if was == now:
        return
    where = old.place("pattern"), new.place("pattern")
    change = "added" if was < now else "removed" if now < was else "changed"
    before, after = " and ".join(sorted(was)), " and ".join(sorted(now))
    yield Fact(f"pattern-{change}", what, before or None, after or None, *where, direction)


def _patterns(flat: Flat) -> frozenset[str]:
    return frozenset(str(value) for value in flat.values("pattern")) - _ANY_TEXT


def enums(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about the list of values, one value fixed by ``const`` being such a list."""
    was, now = listed_values(old), listed_values(new)
    if was is None and now is None:
        return
    where = _enum_place(old), _enum_place(new)
    if was is None or now is None:
        kind = "enum-added" if was is None else "enum-removed"
        yield Fact(kind, what, _plain(was), _plain(now), *where, direction)
        return
    gone = [value for key, value in was.items() if key not in now]
    fresh = [value for key, value in now.items() if key not in was]
    if gone:
        yield Fact("enum-value-removed", what, gone, None, *where, direction)
    if fresh:
        kind = "enum-value-added" if not _extensible(old) else "extensible-enum-value-added"
        yield Fact(kind, what, None, fresh, *where, direction)


def extensible_enums(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about ``x-extensible-enum``, a list that may grow at any time."""
    keyword = "x-extensible-enum"
    was, now = _first(old, keyword), _first(new, keyword)
    if not isinstance(was, list) or not isinstance(now, list) or was == now:
        return
    where = old.place(keyword), new.place(keyword)
    gone = [value for value in was if value not in now]
    fresh = [value for value in now if value not in was]
    if gone:
        yield Fact("enum-value-removed", what, gone, None, *where, direction)
    if fresh:
        yield Fact("extensible-enum-value-added", what, None, fresh, *where, direction)


def _extensible(flat: Flat) -> bool:
    return "x-extensible-enum" in flat.keywords()


def listed_values(flat: Flat) -> dict[str, Any] | None:
    """The values of ``enum`` and ``const`` by their JSON; null is a question of types."""
    lists = [value for value in flat.values("enum") if isinstance(value, list)]
    lists += [[value] for value in flat.values("const")]
    if not lists:
        return None
    found = _keyed(lists[0])
    for each in lists[1:]:
        keys = _keyed(each)
        found = {key: value for key, value in found.items() if key in keys}
    return found


def _keyed(values: list[Any]) -> dict[str, Any]:
    return {json_key(value): value for value in values if value is not None}


def json_key(value: Any) -> str:
    """A text that is the same for equal JSON values, true and 1 told apart."""
    return json.dumps(value, sort_keys=True, default=str)


def _plain(values: dict[str, Any] | None) -> Any:
    return None if values is None else list(values.values())


def _enum_place(flat: Flat) -> Any:
    return flat.place("enum" if flat.nodes("enum") or not flat.nodes("const") else "const")


def contents(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about texts that hold other data, XML names, and uniqueness."""
    for keyword, kind in _REPLACED.items():
        was, now = _first(old, keyword), _first(new, keyword)
        if was != now:
            yield Fact(kind, what, was, now, old.place(keyword), new.place(keyword), direction)
    was, now = old.flag("uniqueItems"), new.flag("uniqueItems")
    if was != now:
        kind = f"unique-items-{'added' if now else 'removed'}"
        where = old.place("uniqueItems"), new.place("uniqueItems")
        yield Fact(kind, what, was, now, *where, direction)


_REPLACED = {
    "contentMediaType": "content-media-type-changed",
    "contentEncoding": "content-encoding-changed",
    "xml": "xml-changed",
}


def defaults(old: Flat, new: Flat, what: str, direction: Direction) -> Iterator[Fact]:
    """What changed about ``default``."""
    was, now = old.values("default")[:1], new.values("default")[:1]
    if [json_key(value) for value in was] == [json_key(value) for value in now]:
        return
    change = "added" if not was else "removed" if not now else "changed"
    where = old.place("default"), new.place("default")
    before, after = (values[0] if values else None for values in (was, now))
    yield Fact(f"default-{change}", what, before, after, *where, direction)


def _text(flat: Flat, keyword: str) -> str | None:
    value = _first(flat, keyword)
    return value if isinstance(value, str) else None


def _first(flat: Flat, keyword: str) -> Any:
    values = flat.values(keyword)
    return values[0] if values else None
