"""Least scopes, aliases in their place, and what scopes reach: against brute force."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocgen.access.cover import best_covers, choice
from apidocgen.access.least import (
    LeastAnswer,
    LeastSet,
    ScopeSets,
    alias_options,
    least_scopes,
    reach,
)
from apidocgen.access.scopes import Alias, Grants, ScopeAliases

Requirements = dict[str, ScopeSets]


def needs(**texts: str) -> Requirements:
    """Write requirements as strings: `a b | c` is a and b, or c; `-` is none needed."""
    return {
        name: frozenset(frozenset(each.replace("-", "").split()) for each in text.split("|"))
        if text
        else frozenset()
        for name, text in texts.items()
    }


def options(answer: LeastAnswer[str]) -> list[str]:
    """Show the options of an answer as strings."""
    return [" ".join(option.scopes) for option in answer.options]


def opened(held: frozenset[str], sets: ScopeSets) -> bool:
    """Tell whether scopes suffice for an operation, as defined."""
    return any(each <= held for each in sets)


def least_by_enumeration(wanted: list[str], requirements: Requirements) -> list[tuple[str, ...]]:
    """Try every set of scopes there is."""
    universe = sorted({s for sets in requirements.values() for each in sets for s in each})
    possible = [key for key in wanted if requirements.get(key)]
    costs: dict[tuple[str, ...], tuple[int, int]] = {}
    for size in range(len(universe) + 1):
        for scopes in combinations(universe, size):
            held = frozenset(scopes)
            if all(opened(held, requirements[key]) for key in possible):
                excess = sum(
                    opened(held, sets) for key, sets in requirements.items() if key not in wanted
                )
                costs[scopes] = (excess, size)
    least = min(costs.values())
    return sorted(scopes for scopes, cost in costs.items() if cost == least)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Requirements, list[str]]:
    """Draw operations with what they need, and those that are wanted, also unknown ones."""
    universe = "abcdefg"[: draw(st.integers(1, 7))]
    scope_sets = st.frozensets(st.sampled_from(universe), max_size=3)
    names = draw(st.lists(st.sampled_from("KLMNOPQRST"), unique=True, max_size=10))
    requirements = {name: draw(st.frozensets(scope_sets, max_size=4)) for name in names}
    wanted = st.lists(st.sampled_from([*names, "unknown"]), max_size=8)
    return requirements, draw(wanted)


def check_least(requirements: Requirements, wanted: list[str]) -> None:
    """Compare an answer, all of it, with its definition."""
    answer = least_scopes(wanted, requirements, max_options=10**6)
    assert answer.exact
    assert answer.complete
    assert [option.scopes for option in answer.options] == least_by_enumeration(
        wanted, requirements
    )
    assert answer.total == len(answer.options)
    asked = list(dict.fromkeys(wanted))
    assert answer.unreachable == tuple(key for key in asked if not requirements.get(key))
    for option in answer.options:
        check_option(option, requirements, [key for key in asked if requirements.get(key)])


def check_option(option: LeastSet[str], requirements: Requirements, wanted: list[str]) -> None:
    """Compare what an option says of itself with the definition."""
    held = frozenset(option.scopes)
    assert option.excess == tuple(
        key
        for key, sets in requirements.items()
        if key not in wanted and opened(held, sets) and frozenset() not in sets
    )
    assert tuple(option.because) == option.scopes
    for scope, operations in option.because.items():
        assert operations == tuple(
            key for key in wanted if not opened(held - {scope}, requirements[key])
        )
        assert operations, "a scope that nothing needs is not least"


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(problems())
def test_least_scopes_are_exact(problem: tuple[Requirements, list[str]]) -> None:
    check_least(*problem)


def test_least_scopes_are_exact_on_denser_cases() -> None:
    # Evenly random cases with most operations wanted have more ties and more to search than
    # those that Hypothesis prefers, which are small.
    random = Random(20)
    for _ in range(400):
        universe = "abcdefgh"[: random.randint(4, 8)]
        requirements = {
            f"op{n}": frozenset(
                frozenset(random.sample(universe, random.choice([1, 1, 2, 3])))
                for _ in range(random.choice([1, 2, 3]))
            )
            for n in range(random.randint(4, 14))
        }
        check_least(requirements, random.sample(sorted(requirements), random.randint(1, 4)))


def test_fewest_needless_endpoints_come_before_fewest_scopes() -> None:
    requirements = needs(mine="admin | a b", other="admin", more="admin")
    answer = least_scopes(["mine"], requirements)
    assert options(answer) == ["a b"]
    assert answer.options[0].excess == ()


def test_the_greedy_choice_is_not_the_best() -> None:
    # The scope that opens most, `middle`, leaves both ends open: three scopes where two do.
    requirements = needs(
        one="left | u",
        two="left | middle",
        three="left | middle",
        four="right | middle",
        five="right | middle",
        six="right | v",
    )
    assert options(least_scopes(list(requirements), requirements)) == ["left right"]


def test_ties_are_all_shown_in_order() -> None:
    answer = least_scopes(["one", "two"], needs(one="b | a", two="d | c"))
    assert options(answer) == ["a c", "a d", "b c", "b d"]
    assert answer.total == 4


def test_each_scope_says_what_needs_it() -> None:
    requirements = needs(list="read", edit="read write", either="read | write")
    option = least_scopes(["either", "edit", "list"], requirements).options[0]
    assert option.scopes == ("read", "write")
    assert option.because == {"read": ("edit", "list"), "write": ("edit",)}


def test_public_operations_need_nothing_and_are_no_excess() -> None:
    requirements = needs(public="-", optional="- | a", mine="a")
    assert options(least_scopes(["public", "optional"], requirements)) == [""]
    assert least_scopes(["mine"], requirements).options[0].excess == ()


def test_what_cannot_be_reached_is_said_and_the_rest_answered() -> None:
    answer = least_scopes(["closed", "gone", "mine", "gone"], needs(mine="a", closed=""))
    assert answer.unreachable == ("closed", "gone")
    assert options(answer) == ["a"]


def test_nothing_wanted_needs_nothing() -> None:
    answer = least_scopes([], needs(mine="a"))
    assert options(answer) == [""]
    assert options(least_scopes(["gone"], {})) == [""]


def test_needless_alternatives_do_not_disturb() -> None:
    assert options(least_scopes(["mine"], needs(mine="a b | a | a c"))) == ["a"]


def test_many_ties_are_counted_and_some_shown() -> None:
    requirements = needs(**{f"op{n}": f"a{n} | b{n}" for n in range(30)})
    answer = least_scopes(list(requirements), requirements, max_options=5)
    assert answer.total == 2**30
    assert answer.exact
    assert answer.complete
    assert len(answer.options) == 5
    assert answer == least_scopes(list(requirements), requirements, max_options=5)


def test_ties_of_one_part_are_bounded_and_that_is_said() -> None:
    # The last choice binds all the others into one part.
    pairs = {f"op{n}": f"a{n} | b{n}" for n in range(12)}
    bound = " ".join(f"{letter}{n}" for n in range(12) for letter in "ab")
    requirements = needs(**pairs, all=bound)
    answer = least_scopes(list(pairs), requirements)
    assert answer.exact
    assert not answer.complete
    assert answer.total >= 1024
    assert all(len(option.scopes) == 12 for option in answer.options)


@pytest.mark.slow
def test_a_search_that_is_cut_says_so_and_still_answers() -> None:
    random = Random(3)
    requirements: Requirements = {
        f"op{n}": frozenset(frozenset({f"s{s}"}) for s in random.sample(range(60), 4))
        for n in range(300)
    }
    wanted = [f"op{n}" for n in range(40)]
    answer = least_scopes(wanted, requirements)
    assert not answer.exact
    assert not answer.complete
    for option in answer.options:
        assert all(opened(frozenset(option.scopes), requirements[key]) for key in wanted)
        assert all(option.because.values()), "even then no scope is needless"


@pytest.mark.parametrize("seed", range(4))
def test_a_large_document_is_answered_within_the_budget_of_work(seed: int) -> None:
    # 30 resources with read, write and admin, of which the higher imply the lower; operations
    # that touch two resources; 700 operations in all.
    random = Random(seed)
    levels = ["read", "write", "admin"]

    def ladder(resource: int) -> list[frozenset[str]]:
        lowest = random.choice([0, 0, 1, 2])
        return [frozenset({f"r{resource}:{level}"}) for level in levels[lowest:]]

    requirements: Requirements = {}
    for n in range(700):
        sets = ladder(random.randrange(30))
        if n % 7 == 0:
            second = ladder(random.randrange(30))
            sets = [one | other for one in sets for other in second]
        requirements[f"op{n}"] = frozenset(sets)
    for count in (1, 5, 30, 100, 700):
        answer = least_scopes(random.sample(sorted(requirements), count), requirements)
        assert answer.exact
        assert answer.complete


def test_masks_need_every_wanted_choice() -> None:
    covers = best_covers([choice([0b11, 0b1, 0b110])], [choice([0b1])], max_masks=9, max_work=99)
    assert covers.masks == (0b110,)
    assert choice([0b11, 0b1, 0b110, 0b1]) == (0b1, 0b110)


ALIASES = ScopeAliases(
    {
        "sleep": Alias("sleep", ("sleep_read", "sleep_write")),
        "health": Alias("health", ("sleep", "hrv_read")),
        "other": Alias("other", ("profile",)),
    }
)
HEALTH = needs(sleep="sleep_read", edit="sleep_write", hrv="hrv_read", me="profile")


def test_aliases_are_offered_with_what_they_grant_in_excess() -> None:
    first, second = alias_options(["sleep_read", "profile"], ALIASES, HEALTH)[1:]
    assert (first.alias, first.scopes) == ("sleep", ("profile", "sleep"))
    assert first.replaces == ("sleep_read",)
    assert first.excess_scopes == ("sleep_write",)
    assert first.excess_operations == ("edit",)
    assert (second.alias, second.excess_operations) == ("health", ("edit", "hrv"))


def test_an_alias_that_fits_comes_first() -> None:
    offered = alias_options(["sleep_write", "sleep_read"], ALIASES, HEALTH)
    assert [option.alias for option in offered] == ["sleep", "health"]
    assert offered[0].scopes == ("sleep",)
    assert offered[0].excess_scopes == ()
    assert offered[0].excess_operations == ()


def test_only_aliases_that_may_be_requested_are_offered() -> None:
    grants = Grants(["sleep"], ALIASES)
    offered = alias_options(["sleep_read", "hrv_read"], ALIASES, HEALTH, grants)
    assert [option.alias for option in offered] == ["sleep"]
    assert alias_options(["sleep_read"], ALIASES, HEALTH, Grants([], ALIASES)) == ()
    assert alias_options([], ALIASES, HEALTH) == ()


@settings(max_examples=200, deadline=None)
@given(problems(), st.frozensets(st.sampled_from("abc")), st.frozensets(st.sampled_from("abcdefg")))
def test_alias_options_are_the_definition(
    problem: tuple[Requirements, list[str]], members: frozenset[str], held: frozenset[str]
) -> None:
    requirements, _ = problem
    aliases = ScopeAliases({"X": Alias("X", tuple(members)), "Y": Alias("Y", ("X", "g"))})
    offered = {option.alias: option for option in alias_options(held, aliases, requirements)}
    leaves = {name: aliases.expand([name]) for name in ("X", "Y")}
    assert set(offered) == {name for name in leaves if leaves[name] & held}
    for name, option in offered.items():
        granted = aliases.expand(option.scopes)
        assert granted == held | leaves[name]
        assert set(option.replaces) == held & leaves[name]
        assert set(option.excess_scopes) == granted - held
        before, after = reach(held, requirements).reachable, reach(granted, requirements).reachable
        assert option.excess_operations == tuple(key for key in after if key not in before)


def test_what_scopes_reach_what_is_missing_and_what_is_surplus() -> None:
    requirements = needs(
        public="-", list="read", edit="read write", purge="admin audit | root", shut=""
    )
    found = reach(["read", "admin", "nonsense"], requirements)
    assert found.reachable == ("public", "list")
    assert found.missing == {"edit": ("write",), "purge": ("audit",)}
    assert found.closed == ("shut",)
    assert found.surplus == ("admin", "nonsense")


def test_an_alias_is_held_as_its_leaves_and_surplus_as_itself() -> None:
    found = reach(["sleep", "other", "sleep"], needs(sleep="sleep_read", hrv="hrv_read"), ALIASES)
    assert found.reachable == ("sleep",)
    assert found.missing == {"hrv": ("hrv_read",)}
    assert found.surplus == ("other",)


def test_the_first_of_equally_small_missing_sets_is_named() -> None:
    assert reach([], needs(op="z | b | a c")).missing == {"op": ("b",)}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(problems(), st.frozensets(st.sampled_from("abcdefgz")))
def test_reach_is_the_definition(
    problem: tuple[Requirements, list[str]], held: frozenset[str]
) -> None:
    requirements, _ = problem
    found = reach(sorted(held), requirements)
    assert found.reachable == tuple(k for k, sets in requirements.items() if opened(held, sets))
    assert {*found.reachable, *found.missing, *found.closed} == set(requirements)
    for key, missing in found.missing.items():
        assert opened(held | set(missing), requirements[key])
        assert len(missing) == min(len(each - held) for each in requirements[key])
    kept = held - set(found.surplus)
    assert reach(kept, requirements).reachable == found.reachable
    for scope in kept:
        assert any(
            scope in each and each <= held and not any(other < each for other in sets)
            for sets in requirements.values()
            for each in sets
        )
