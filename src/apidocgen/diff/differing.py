"""Which components differ, themselves or in what they refer to: everything else is skipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from apidocgen.diff.side import COMPONENT, component_of
from apidocgen.spec.pointer import escape


class Memory:
    """What was found out about objects, kept for all audiences: they share what they see alike."""

    def __init__(self) -> None:
        self._references: dict[int, frozenset[str]] = {}
        self._differ: dict[tuple[int, int], bool] = {}
        self._kept: list[Any] = []  # an id is good only as long as its object lives

    def inside(self, value: Any) -> frozenset[str]:
        """All references inside a value, however deep."""
        known = self._references.get(id(value))
        if known is None:
            known = frozenset(_references(value))
            self._references[id(value)] = known
            self._kept.append(value)
        return known

    def differ(self, old: Any, new: Any) -> bool:
        """Whether two values differ, what they refer to left aside."""
        if old is new:
            return False
        key = id(old), id(new)
        known = self._differ.get(key)
        if known is None:
            known = bool(old != new)
            self._differ[key] = known
            self._kept += [old, new]
        return known


def _references(value: Any) -> Iterator[str]:
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            for key, child in each.items():
                if isinstance(child, dict | list):
                    stack.append(child)
                elif key == "$ref" and isinstance(child, str):
                    yield child
        elif isinstance(each, list):
            stack.extend(child for child in each if isinstance(child, dict | list))


class Differing:
    """Tells whether two equal values may still mean something different."""

    def __init__(self, old: Any, new: Any, memory: Memory) -> None:
        self._memory = memory
        self._reached = changed_or_leading_to_change(old, new, memory)

    def same(self, old: Any, new: Any) -> bool:
        """Whether two values say the same, and all they refer to does."""
        if old is not new and old != new:
            return False
        if not isinstance(new, dict | list):
            return True
        return not any(self.reference_differs(each) for each in self._memory.inside(new))

    def reference_differs(self, reference: str) -> bool:
        """Whether what a reference leads to may differ, or what that leads to."""
        component = component_of(reference)
        return component is None or component in self._reached


def changed_or_leading_to_change(base: Any, revision: Any, memory: Memory) -> frozenset[str]:
    """References to components that differ in two documents, or that lead to one that does.

    Wherever there is a reference to anything but a component, it counts as differing.
    """
    old, new = dict(components(base)), dict(components(revision))
    waiting = [
        name
        for name in old.keys() | new.keys()
        if name not in old or name not in new or memory.differ(old[name], new[name])
    ]
    return reached_from([*waiting, ""], _leading_back(old, memory), _leading_back(new, memory))


def _leading_back(tree: Mapping[str, Any], memory: Memory) -> Mapping[str, list[str]]:
    """Which components refer to each component; under "" those that refer to anything else."""
    leading: dict[str, list[str]] = defaultdict(list)
    for name, value in tree.items():
        for target in map(component_of, memory.inside(value)):
            leading[target or ""].append(name)
    return leading


def reached_from(start: Iterable[str], *edges: Mapping[str, list[str]]) -> frozenset[str]:
    """Everything that edges lead to, the start included."""
    found = set(start)
    waiting = list(found)
    while waiting:
        name = waiting.pop()
        for each in (target for steps in edges for target in steps.get(name, ())):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found)


def components(tree: Any) -> Iterator[tuple[str, Any]]:
    """Every component of a document, by the reference that leads to it."""
    kinds = tree.get("components")
    for kind, entries in kinds.items() if isinstance(kinds, dict) else ():
        for name, value in entries.items() if isinstance(entries, dict) else ():
            yield f"{COMPONENT}{kind}/{escape(name)}", value
