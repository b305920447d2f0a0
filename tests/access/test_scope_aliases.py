"""Aliases, nested and in circles, and what may be granted to an audience."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apidocgen.access.scopes import Alias, AliasCycleError, Grants, ScopeAliases


def declare(**members: str) -> dict[str, Alias]:
    """Declare aliases, each with its members in one string."""
    return {name: Alias(name, tuple(text.split())) for name, text in members.items()}


HEALTH = ScopeAliases(
    declare(
        health="health_write health_read",
        health_write="sleep_write hrv_write",
        health_read="sleep_read",
    )
)

ALIAS_NAMES = ["A", "B", "C", "D", "E"]
LEAVES = ["a", "b", "c", "x_read", "x_write"]


@st.composite
def alias_graphs(draw: st.DrawFn) -> dict[str, Alias]:
    """Draw aliases that may contain one another in any way, in any order of declaration."""
    names = draw(st.lists(st.sampled_from(ALIAS_NAMES), unique=True))
    members = st.lists(st.sampled_from(ALIAS_NAMES + LEAVES), max_size=3).map(tuple)
    return {name: Alias(name, draw(members)) for name in names}


@st.composite
def acyclic_aliases(draw: st.DrawFn) -> dict[str, Alias]:
    """Draw aliases of which each contains only later letters, declared in any order."""
    names = draw(st.permutations(ALIAS_NAMES))
    below = {name: [n for n in ALIAS_NAMES if n > name] + LEAVES for name in names}
    return {
        name: Alias(name, tuple(draw(st.lists(st.sampled_from(below[name]), max_size=3))))
        for name in names
    }


def leaves_by_recursion(name: str, aliases: Mapping[str, Alias]) -> set[str]:
    """Expand a name as the definition says."""
    if name not in aliases or not aliases[name].members:
        return {name}
    members = aliases[name].members
    return set().union(*(leaves_by_recursion(member, aliases) for member in members))


def reachable_from(name: str, aliases: Mapping[str, Alias]) -> set[str]:
    """Collect everything below an alias, step by step until nothing new is found."""
    found: set[str] = set()
    while True:
        more = {
            member for each in {name, *found} if each in aliases for member in aliases[each].members
        }
        if more <= found:
            return found
        found |= more


def test_an_alias_becomes_its_leaves_however_deep() -> None:
    assert HEALTH.expand(["health"]) == {"sleep_write", "hrv_write", "sleep_read"}
    assert HEALTH.expand(["health_read", "profile"]) == {"sleep_read", "profile"}
    assert HEALTH.expand([]) == frozenset()


def test_aliases_that_contain_a_scope_in_declaration_order() -> None:
    assert HEALTH.containing("hrv_write") == ("health", "health_write")
    assert HEALTH.containing("sleep_read") == ("health", "health_read")
    assert HEALTH.containing("health_write") == ("health",)
    assert HEALTH.containing("health") == ()
    assert HEALTH.containing("profile") == ()


def test_aliases_can_be_listed_and_looked_up() -> None:
    assert [alias.name for alias in HEALTH] == ["health", "health_write", "health_read"]
    assert len(HEALTH) == 3
    assert "health" in HEALTH
    assert "sleep_read" not in HEALTH
    assert HEALTH["health_read"].members == ("sleep_read",)
    with pytest.raises(KeyError):
        HEALTH["sleep_read"]


def test_an_alias_without_members_demands_itself_rather_than_nothing() -> None:
    aliases = ScopeAliases(declare(outer="empty", empty=""))
    assert aliases.expand(["empty"]) == {"empty"}
    assert aliases.expand(["outer"]) == {"empty"}
    assert not Grants(["a"], aliases).allows("empty")


@pytest.mark.parametrize(
    ("aliases", "cycle"),
    [
        (declare(a="a"), ("a",)),
        (declare(a="x b", b="a y"), ("a", "b")),
        (declare(start="a", a="b", b="c", c="a"), ("a", "b", "c")),
        (declare(fine="x", b="c", c="x b"), ("b", "c")),
    ],
)
def test_cycles_are_found_and_refused(aliases: dict[str, Alias], cycle: tuple[str, ...]) -> None:
    assert ScopeAliases.find_cycle(aliases) == cycle
    with pytest.raises(AliasCycleError) as caught:
        ScopeAliases(aliases)
    assert caught.value.path == cycle
    assert str(caught.value).endswith(" → ".join((*cycle, cycle[0])))
    assert isinstance(caught.value, ValueError)


def test_a_diamond_is_no_cycle() -> None:
    diamond = declare(top="left right", left="end", right="end", end="x")
    assert ScopeAliases.find_cycle(diamond) is None
    assert ScopeAliases(diamond).expand(["top"]) == {"x"}


def test_nesting_deeper_than_python_recurses() -> None:
    deep = {f"a{n}": Alias(f"a{n}", (f"a{n + 1}",)) for n in range(5000)}
    assert ScopeAliases(deep).expand(["a0"]) == {"a5000"}
    deep["a4999"] = Alias("a4999", ("a0",))
    cycle = ScopeAliases.find_cycle(deep)
    assert cycle is not None
    assert len(cycle) == 5000


def test_later_changes_to_the_mapping_do_not_show() -> None:
    declared = declare(a="x")
    aliases = ScopeAliases(declared)
    declared["a"] = Alias("a", ("y",))
    assert aliases.expand(["a"]) == {"x"}
    assert aliases["a"].members == ("x",)


@given(alias_graphs())
def test_a_cycle_is_reported_exactly_when_there_is_one(aliases: dict[str, Alias]) -> None:
    cycle = ScopeAliases.find_cycle(aliases)
    assert (cycle is not None) == any(name in reachable_from(name, aliases) for name in aliases)
    for name, following in zip(cycle or (), (*(cycle or ())[1:], *(cycle or ())[:1]), strict=True):
        assert following in aliases[name].members
    assert len(set(cycle or ())) == len(cycle or ())


@given(acyclic_aliases(), st.lists(st.sampled_from(ALIAS_NAMES + LEAVES)))
def test_expansion_is_the_definition(declared: dict[str, Alias], scopes: list[str]) -> None:
    aliases = ScopeAliases(declared)
    expected = set().union(*(leaves_by_recursion(scope, declared) for scope in scopes))
    assert aliases.expand(scopes) == expected
    assert aliases.expand(expected) == expected, "leaves stay what they are"


@given(acyclic_aliases(), st.sampled_from(ALIAS_NAMES + LEAVES))
def test_containing_is_the_definition(declared: dict[str, Alias], scope: str) -> None:
    expected = tuple(name for name in declared if scope in reachable_from(name, declared))
    assert ScopeAliases(declared).containing(scope) == expected


def test_no_patterns_at_all_grant_everything_and_an_empty_list_nothing() -> None:
    everything, nothing = Grants(None, HEALTH), Grants([], HEALTH)
    assert everything.allows("sleep_read")
    assert everything.allows("health")
    assert everything.allows_alias("health")
    assert not everything.allows_alias("sleep_read"), "it is no alias"
    assert not nothing.allows("sleep_read")
    assert not nothing.allows("health")
    assert not nothing.allows_alias("health")


def test_a_granted_alias_grants_its_leaves_and_itself() -> None:
    grants = Grants(["health_write", "profile"], HEALTH)
    assert grants.allows("sleep_write")
    assert grants.allows("health_write")
    assert grants.allows_alias("health_write")
    assert grants.allows("profile")
    assert not grants.allows("sleep_read")
    assert not grants.allows("health"), "one of its leaves may not be granted"
    assert not grants.allows_alias("health")


def test_granting_every_leaf_allows_an_alias_but_not_to_request_it() -> None:
    grants = Grants(["sleep_write", "hrv_write"], HEALTH)
    assert grants.allows("health_write")
    assert not grants.allows_alias("health_write")


def test_globs_match_scopes_and_aliases_and_case_counts() -> None:
    grants = Grants(["*_write"], HEALTH)
    assert grants.allows("hrv_write")
    assert grants.allows_alias("health_write")
    assert not grants.allows("sleep_read")
    assert not grants.allows("HRV_WRITE")
    assert Grants(["health*"], HEALTH).allows("sleep_read"), "the glob matches an alias of it"


def test_a_scope_with_glob_characters_matches_its_own_name() -> None:
    grants = Grants(["read[own]", "write:*"], ScopeAliases())
    assert grants.allows("read[own]")
    assert grants.allows("write:*")
    assert grants.allows("write:all")


@given(
    acyclic_aliases(),
    st.lists(st.sampled_from([*ALIAS_NAMES, *LEAVES, "*_write", "x_*", "[A-B]", "*"]), max_size=3),
    st.sampled_from(ALIAS_NAMES + LEAVES),
)
def test_grants_are_the_definition(
    declared: dict[str, Alias], patterns: list[str], scope: str
) -> None:
    grants = Grants(patterns, ScopeAliases(declared))
    matched = {
        name
        for name in ALIAS_NAMES + LEAVES
        if any(fnmatchcase(name, pattern) for pattern in patterns)
    }
    granted = set().union(*(leaves_by_recursion(name, declared) for name in matched))
    assert grants.allows(scope) == (leaves_by_recursion(scope, declared) <= granted)
    assert grants.allows_alias(scope) == (scope in declared and scope in matched)
