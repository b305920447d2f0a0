"""The search behind "least privilege": which unions of alternatives are best, exactly.

Sets are bit masks here, a bit for each scope. A *choice* is the alternatives of one operation as
masks, none containing another; a mask meets a choice when it contains one of them.

Wanted are the masks S that meet every wanted choice and are least by (excess, size): the number
of other choices S meets, then the number of its bits.

Only unions of one alternative for each wanted choice can be best. Let S meet every wanted choice,
and let U be the union of one alternative contained in S for each: U is part of S, meets every
wanted choice, and whatever U meets S meets. So U has no more excess than S, and fewer bits unless
it is S. The same argument on the way: adding an alternative to a partial union lowers neither
excess nor size, so (excess, size) of a partial union bounds all its completions from below, and a
branch that is worse than the best known answer can be left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from math import ceil, prod
from typing import NamedTuple

Choice = tuple[int, ...]
"""Alternatives as masks, none containing another, in ascending order."""


MAX_TIES = 1024
"""Equally good answers of one part that are kept; more are counted as far as they are known."""


@dataclass(frozen=True, slots=True)
class Covers:
    """The best masks found.

    Attributes:
        masks: Best masks in ascending order, at most as many as were asked for.
        total: How many equally good masks are known, including those left out of `masks`.
        exact: Whether none better exists.
        complete: Whether `total` counts all that are as good.
    """

    masks: tuple[int, ...]
    total: int
    exact: bool
    complete: bool


def choice(masks: Iterable[int]) -> Choice:
    """Return `masks` without those that contain another of them."""
    minimal: list[int] = []
    for mask in sorted(set(masks), key=lambda each: (each.bit_count(), each)):
        if not any(_within(smaller, mask) for smaller in minimal):
            minimal.append(mask)
    return tuple(sorted(minimal))


def best_covers(
    wanted: Iterable[Choice], others: Iterable[Choice], *, max_masks: int, max_work: int
) -> Covers:
    """Find the best masks that meet every choice of `wanted` (see the module's text).

    Bits that every answer needs are settled first. What is left falls into parts that share
    neither a wanted nor another choice; excess and size add up over parts, so each is searched
    alone and the answers are combined. `max_work` bounds the search of a part, counted in choices
    looked at and not in time, so that the answer is the same on every machine; where it does not
    suffice, the result says so.
    """
    base, open_wanted = _forced(wanted)
    open_others = _still_in_play(Counter(others), base, open_wanted)
    parts = [
        _solve(part_wanted, part_others, max_work)
        for part_wanted, part_others in _parts(open_wanted, open_others)
    ]
    return _combined(base, parts, max_masks)


def _combined(base: int, parts: Sequence[Covers], limit: int) -> Covers:
    """Put an answer for each part together, in every way up to `limit`."""
    unions = (base | _union(each) for each in product(*(part.masks for part in parts)))
    return Covers(
        masks=tuple(sorted(islice(unions, limit))),
        total=prod(part.total for part in parts),
        exact=all(part.exact for part in parts),
        complete=all(part.complete for part in parts),
    )


def _within(mask: int, other: int) -> bool:
    return not mask & ~other


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _without(options: Choice, held: int) -> Choice:
    """Return what is left to add for a choice once `held` is held; (0,) when it is met."""
    if not any(mask & held for mask in options):
        return options
    return choice(mask & ~held for mask in options)


def _forced(wanted: Iterable[Choice]) -> tuple[int, list[Choice]]:
    """Hold what a choice of one leaves no way around, as long as there is any."""
    base = 0
    open_choices = sorted(set(wanted))
    while True:
        single = _union(options[0] for options in open_choices if len(options) == 1)
        base |= single
        open_choices = sorted({_without(options, base) for options in open_choices} - {(0,)})
        if not single:
            return base, open_choices


def _still_in_play(others: Counter[Choice], base: int, wanted: Sequence[Choice]) -> Counter[Choice]:
    """Count the other choices that some answers meet and some do not."""
    reachable = _union(mask for options in wanted for mask in options)
    counted: Counter[Choice] = Counter()
    for options, count in others.items():
        rest = _without(options, base)
        rest = tuple(mask for mask in rest if _within(mask, reachable))
        if rest and rest != (0,):
            counted[rest] += count
    return counted


def _parts(
    wanted: Sequence[Choice], others: Counter[Choice]
) -> Iterator[tuple[list[Choice], Counter[Choice]]]:
    """Split a problem where no choice, wanted or other, has bits on both sides."""
    bits: list[int] = []
    for span in [_union(options) for options in (*wanted, *others)]:
        touching = [part for part in bits if part & span]
        bits = [part for part in bits if not part & span] + [span | _union(touching)]
    for part in sorted(bits):
        yield (
            [options for options in wanted if options[0] & part],
            Counter({options: count for options, count in others.items() if options[0] & part}),
        )


@dataclass(frozen=True, slots=True)
class _Swap:
    """A bit that can be left out of the search, since `keep` does all that `drop` does.

    Wherever a wanted choice has an alternative with `drop`, `keep` in its place meets it too, and
    whatever other choice `keep` helps to meet, `drop` would. So an answer with `drop` stays as
    good with `keep` instead (and has not both, or it would do without `drop`): every best answer
    with `drop` is a best answer without it, swapped back. `wanted` and `others` are the choices
    that swapping back may affect.
    """

    keep: int
    drop: int
    wanted: tuple[Choice, ...]
    others: tuple[Choice, ...]

    def undone(self, masks: Iterable[int]) -> set[int]:
        """Return best answers without `drop` and those with it that are as good."""
        found = set(masks)
        for mask in masks:
            swapped = mask & ~self.keep | self.drop
            if mask & self.keep and self._as_good(swapped, mask):
                found.add(swapped)
        return found

    def _as_good(self, swapped: int, mask: int) -> bool:
        return all(_met(options, swapped) for options in self.wanted) and all(
            _met(options, swapped) == _met(options, mask) for options in self.others
        )


def _met(options: Choice, held: int) -> bool:
    return any(_within(mask, held) for mask in options)


def _solve(wanted: list[Choice], others: Counter[Choice], max_work: int) -> Covers:
    """Find the best masks of one part: leave out what can be swapped, then search the rest."""
    base = 0
    swaps: list[_Swap] = []
    while True:
        settled, wanted = _forced(wanted)
        base |= settled
        others = _still_in_play(others, base, wanted)
        wanted, found = _swept(wanted, others)
        swaps.extend(found)
        if not found:
            break
    parts = [_Search(*part, max_work).run() for part in _parts(wanted, others)]
    return _undone(_combined(base, parts, MAX_TIES), swaps)


def _undone(covers: Covers, swaps: Sequence[_Swap]) -> Covers:
    """Add the answers that differ by what was left out, as far as MAX_TIES allows."""
    masks = set(covers.masks)
    complete = covers.complete and covers.total == len(masks)
    for swap in reversed(swaps):
        masks = swap.undone(masks)
        if len(masks) > MAX_TIES:
            masks = set(sorted(masks)[:MAX_TIES])
            complete = False
    return Covers(tuple(sorted(masks)), max(covers.total, len(masks)), covers.exact, complete)


def _swept(wanted: Sequence[Choice], others: Iterable[Choice]) -> tuple[list[Choice], list[_Swap]]:
    """Leave out, bit by bit, what another bit can stand for; return what is left and the swaps."""
    left = list(wanted)
    swaps: list[_Swap] = []
    near, beside = _places(left), _by_bit(others)
    for drop, places in near.items():
        touched = [left[place] for place in places]
        for keep in _bits(_union(touched[0]) & ~drop):
            if all(_replaceable(options, drop, keep) for options in touched) and all(
                _replaceable(options, keep, drop) for options in beside.get(keep, ())
            ):
                touched = [left[place] for place in near[keep]]
                moved = (*beside.get(keep, ()), *beside.get(drop, ()))
                swaps.append(_Swap(keep, drop, tuple(touched), moved))
                for place in places:
                    left[place] = tuple(mask for mask in left[place] if not mask & drop)
                break
    return left, swaps


def _by_bit(choices: Iterable[Choice]) -> dict[int, list[Choice]]:
    """Index choices by each bit of theirs."""
    index: dict[int, list[Choice]] = {}
    for options in choices:
        for bit in _bits(_union(options)):
            index.setdefault(bit, []).append(options)
    return index


def _places(choices: Sequence[Choice]) -> dict[int, list[int]]:
    """Index the places of choices by each bit of theirs."""
    index: dict[int, list[int]] = {}
    for place, options in enumerate(choices):
        for bit in _bits(_union(options)):
            index.setdefault(bit, []).append(place)
    return dict(sorted(index.items()))


def _replaceable(options: Choice, bit: int, by: int) -> bool:
    """Tell whether each alternative with `bit` is an alternative also with `by` in its place."""
    return all(_met(options, mask & ~bit | by) for mask in options if mask & bit)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


class _Cost(NamedTuple):
    """What is minimised, in this order."""

    excess: int
    size: int


class _Node(NamedTuple):
    """A partial union: what is held, what it costs, what it does not meet yet."""

    held: int
    cost: _Cost
    wanted: list[Choice]
    others: list[tuple[Choice, int]]


@dataclass(slots=True)
class _Search:
    """Branch and bound over one part, depth first, the cheapest alternative first."""

    wanted: list[Choice]
    others: Counter[Choice]
    max_work: int
    best: _Cost | None = None
    masks: set[int] = field(default_factory=set)

    def run(self) -> Covers:
        """Search with ties; if that takes too long, once more for one best answer alone."""
        complete = self._search(ties=True)
        exact = complete or self._search(ties=False)
        masks = tuple(sorted(self.masks))
        return Covers(masks, len(masks), exact, complete)

    def _search(self, *, ties: bool) -> bool:
        """Walk the tree; tell whether it was walked to its end."""
        seen: set[int] = set()
        stack = [_Node(0, _Cost(0, 0), self.wanted, list(self.others.items()))]
        work = 0
        while stack and work < self.max_work:
            node = stack.pop()
            work += 1 + len(node.wanted) + len(node.others)
            # The held bits determine all that follows: the same ones need no second visit.
            if node.held in seen or not self._promising(node, ties):
                continue
            seen.add(node.held)
            if node.wanted:
                stack.extend(sorted(_children(node), key=lambda child: child.cost, reverse=True))
            else:
                self._record(node)
        return not stack

    def _promising(self, node: _Node, ties: bool) -> bool:
        """Tell whether a node may lead to a better answer, or with `ties` one as good."""
        if self.best is None:
            return True
        bound = node.cost
        if bound <= self.best:
            # Only now the sharper bound, which is the costly part of a step.
            bound = _bound(node)
        return bound < self.best or (ties and bound == self.best)

    def _record(self, node: _Node) -> None:
        if self.best is None or node.cost < self.best:
            self.best = node.cost
            self.masks.clear()
        self.masks.add(node.held)


def _children(node: _Node) -> Iterator[_Node]:
    """Yield a node for each alternative of the choice that leaves the fewest ways."""
    for mask in min(node.wanted, key=lambda options: (len(options), options)):
        yield _extended(node, mask)


def _extended(node: _Node, mask: int) -> _Node:
    held = node.held | mask
    others = [
        (options, count)
        for options, count in node.others
        if not any(_within(each, held) for each in options)
    ]
    gained = sum(count for _, count in node.others) - sum(count for _, count in others)
    wanted = sorted({_without(options, mask) for options in node.wanted} - {(0,)})
    cost = _Cost(node.cost.excess + gained, held.bit_count())
    return _Node(held, cost, wanted, others)


def _bound(node: _Node) -> _Cost:
    """Return what every completion of a node costs at least.

    Choices that share no bit are met by separate bits, so what each costs at its cheapest adds
    up. An other choice that several of them may bring about counts for each with its share only.
    """
    spread = _spread(node.wanted)
    size = sum(min(mask.bit_count() for mask in options) for _, options in spread)
    loads = [[0.0] * len(options) for _, options in spread]
    for other, count in node.others:
        touched = _union(other)
        near = [place for place, (span, _) in enumerate(spread) if span & touched]
        for place in near:
            for position, mask in enumerate(spread[place][1]):
                if any(_within(each, node.held | mask) for each in other):
                    loads[place][position] += count / len(near)
    # Sums of shares are not exact: rounding up must not lift 2.0000000001 to 3.
    excess = ceil(sum(map(min, loads)) - 1e-6)
    return _Cost(node.cost.excess + excess, node.cost.size + size)


def _spread(wanted: Iterable[Choice]) -> list[tuple[int, Choice]]:
    """Pick choices that share no bit, each with the union of its alternatives."""
    used = 0
    picked = []
    for options in sorted(wanted, key=len):
        span = _union(options)
        if not span & used:
            used |= span
            picked.append((span, options))
    return picked
