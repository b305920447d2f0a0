"""Who satisfies a requirement, against brute force over every set of tokens of a small world."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocgen.access.audience import Audience
from apidocgen.access.requirement import (
    Alternative,
    Requirement,
    SchemeUse,
    Token,
    minimal_sets,
    order_least_privileged,
    reaches,
    read_requirement,
    satisfied_by,
    scope_alternatives,
    simplify,
    usable_by,
)
from apidocgen.access.scopes import Alias, Grants, ScopeAliases

Security = list[dict[str, list[str]]] | None

SCHEMES = ["oauth", "key"]
SCOPES = ["a", "b", "c"]
ALIASES = ScopeAliases(
    {"AB": Alias("AB", ("a", "b")), "ABC": Alias("ABC", ("AB", "c")), "B": Alias("B", ("b",))}
)
NAMES = [*SCOPES, "AB", "ABC", "B"]
NONE = ScopeAliases()


def subsets(items: list[str]) -> list[frozenset[str]]:
    """List every subset."""
    return [frozenset(each) for size in range(len(items) + 1) for each in combinations(items, size)]


# At most one token a scheme: more of them never helps where each use is met by one token. One
# scheme is foreign to every document, so that "any scheme" is told apart from "a scheme of ours".
WORLDS: list[tuple[Token, ...]] = [
    tuple(
        Token(scheme, scopes)
        for scheme, scopes in zip(("oauth", "key", "foreign"), held, strict=True)
        if scopes is not None
    )
    for held in product([None, *subsets(SCOPES)], repeat=3)
]

scope_lists = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
security_objects = st.dictionaries(st.sampled_from(SCHEMES), scope_lists, max_size=2)
securities = st.none() | st.lists(security_objects, max_size=4)
requirements = st.builds(
    read_requirement, securities, securities, scope_lists, carries_scopes=st.just({"oauth"})
)


def lets_in(security: Security, extra: list[str], any_of: bool, held: tuple[Token, ...]) -> bool:
    """Decide a call as the texts of OpenAPI and of `x-scopes` read, with no other structure."""
    enough = any if any_of else all

    def carries(token: Token, scopes: list[str]) -> bool:
        return not scopes or enough(ALIASES.expand([scope]) <= token.scopes for scope in scopes)

    def meets(alternative: dict[str, list[str]], extra: list[str]) -> bool:
        if not alternative:
            return not extra or any(carries(token, extra) for token in held)
        bearers = [scheme for scheme in alternative if scheme == "oauth"] or list(alternative)
        return all(
            any(
                token.scheme == scheme
                and carries(token, scopes)
                and (scheme not in bearers or carries(token, extra))
                for token in held
            )
            for scheme, scopes in alternative.items()
        )

    # One extra scope is chosen for a call, not one for each scheme.
    chosen = [[scope] for scope in extra] if any_of and extra else [extra]
    return any(meets(each, scopes) for each in (security or [{}]) for scopes in chosen)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(securities, securities, scope_lists, st.booleans())
def test_reading_keeps_the_meaning_of_the_document(
    own: Security, root: Security, extra: list[str], any_of: bool
) -> None:
    requirement = read_requirement(own, root, extra, any_of, {"oauth"})
    effective = root if own is None else own
    for held in WORLDS:
        assert reaches(requirement, held, ALIASES) == lets_in(effective, extra, any_of, held)


def test_alternatives_schemes_and_scopes() -> None:
    requirement = read_requirement([{"oauth": ["a", "b"]}, {"oauth": ["c"], "key": []}], None)
    both, key = Token("oauth", frozenset("ab")), Token("key")
    assert satisfied_by(requirement, [both])
    assert not satisfied_by(requirement, [Token("oauth", frozenset("a"))])
    assert not satisfied_by(requirement, [Token("oauth", frozenset("c"))])
    assert satisfied_by(requirement, [Token("oauth", frozenset("c")), key])
    assert not satisfied_by(requirement, [key])
    assert not satisfied_by(requirement, [])


def test_scopes_of_two_tokens_do_not_add_up() -> None:
    requirement = read_requirement([{"oauth": ["a", "b"]}], None)
    halves = [Token("oauth", frozenset("a")), Token("oauth", frozenset("b"))]
    assert not satisfied_by(requirement, halves)


def test_a_token_for_any_scheme() -> None:
    requirement = read_requirement([{"oauth": ["a"], "key": []}], None)
    assert satisfied_by(requirement, [Token(None, frozenset("a"))])
    assert not satisfied_by(requirement, [Token(None)])


def test_aliases_count_on_both_sides() -> None:
    demanding = read_requirement([{"oauth": ["AB"]}], None)
    assert reaches(demanding, [Token("oauth", frozenset("ab"))], ALIASES)
    assert reaches(demanding, [Token("oauth", frozenset({"ABC"}))], ALIASES)
    assert not reaches(demanding, [Token("oauth", frozenset("a"))], ALIASES)
    assert not satisfied_by(demanding, [Token("oauth", frozenset("ab"))]), "names as they stand"


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(requirements)
def test_simplifying_changes_nothing_for_anybody(requirement: Requirement) -> None:
    simplified = simplify(requirement, ALIASES)
    for held in WORLDS:
        before = reaches(requirement, held, ALIASES)
        assert reaches(simplified.requirement, held, ALIASES) == before


def worlds_let_in(alternative: Alternative) -> set[int]:
    """Return the worlds in which an alternative is satisfied."""
    alone = Requirement((alternative,))
    return {index for index, held in enumerate(WORLDS) if reaches(alone, held, ALIASES)}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(requirements)
def test_exactly_the_needless_alternatives_are_removed(requirement: Requirement) -> None:
    simplified = simplify(requirement, ALIASES)
    kept = simplified.requirement.alternatives
    removed = simplified.duplicates + simplified.dominated
    assert len(kept) + len(removed) == len(requirement.alternatives)
    assert all(each.by in kept for each in removed)
    for each in simplified.duplicates:
        assert worlds_let_in(each.alternative) == worlds_let_in(each.by)
    for each in simplified.dominated:
        assert worlds_let_in(each.alternative) < worlds_let_in(each.by)
    for one, other in combinations([each for each in kept if not each.anonymous], 2):
        assert not worlds_let_in(one) <= worlds_let_in(other)
        assert not worlds_let_in(other) <= worlds_let_in(one)


def test_simplifying_says_what_went_and_why() -> None:
    security = [{"oauth": ["a", "b"]}, {"oauth": ["AB"]}, {"oauth": ["ABC"]}, {"key": []}]
    requirement = read_requirement(None, security)
    first, same, more, key = requirement.alternatives
    simplified = simplify(requirement, ALIASES)
    assert simplified.requirement.alternatives == (first, key)
    assert simplified.requirement.source == "root"
    assert [(each.alternative, each.by) for each in simplified.duplicates] == [(same, first)]
    assert [(each.alternative, each.by) for each in simplified.dominated] == [(more, first)]


def test_an_alternative_with_a_scheme_more_is_dominated() -> None:
    requirement = read_requirement([{"oauth": ["a"], "key": []}, {"oauth": ["a"]}], None)
    more, less = requirement.alternatives
    simplified = simplify(requirement, NONE)
    assert simplified.requirement.alternatives == (less,)
    assert simplified.dominated[0].alternative == more


def test_optional_credentials_stay_visible() -> None:
    requirement = read_requirement([{}, {"oauth": ["a"]}, {}, {"key": []}], None)
    simplified = simplify(requirement, NONE)
    assert simplified.requirement.optional
    assert len(simplified.requirement.alternatives) == 3
    assert len(simplified.duplicates) == 1


def test_scopes_without_a_scheme_are_the_weaker_demand() -> None:
    scoped = Alternative((SchemeUse("oauth", frozenset("a")),))
    unnamed = Alternative((SchemeUse(None, frozenset("a")),))
    simplified = simplify(Requirement((scoped, unnamed)), NONE)
    assert simplified.requirement.alternatives == (unnamed,)


def audience(schemes: set[str] | None) -> Audience:
    """Make an audience of some schemes."""
    return Audience("x", "X", schemes=None if schemes is None else frozenset(schemes))


def test_usable_alternatives_only() -> None:
    requirement = read_requirement([{"key": []}, {"oauth": ["a"]}, {"oauth": ["b"]}], None)
    third_party = usable_by(requirement, audience({"oauth"}), Grants(["a"], NONE))
    assert third_party is not None
    assert third_party.alternatives == (requirement.alternatives[1],)
    assert usable_by(requirement, audience({"basic"}), Grants(None, NONE)) is None
    assert usable_by(requirement, audience({"oauth"}), Grants([], NONE)) is None
    assert usable_by(requirement, audience(None), Grants(None, NONE)) is requirement


def test_anonymous_access_is_usable_by_everybody() -> None:
    requirement = read_requirement(None, [{"oauth": ["a"]}, {}])
    usable = usable_by(requirement, audience(set()), Grants([], NONE))
    assert usable is not None
    assert usable.alternatives == (Alternative(()),)
    assert usable.inherited


def test_scopes_without_a_scheme_need_the_grant_alone() -> None:
    requirement = read_requirement([], None, ["a"])
    assert usable_by(requirement, audience({"key"}), Grants(["a"], NONE)) is requirement
    assert usable_by(requirement, audience({"key"}), Grants(["b"], NONE)) is None


@settings(max_examples=100, deadline=None)
@given(
    requirements,
    st.none() | st.sets(st.sampled_from(SCHEMES)),
    st.none() | st.lists(st.sampled_from([*NAMES, "A*", "[a-b]"]), max_size=3),
)
def test_usable_means_that_the_audience_can_get_in(
    requirement: Requirement, schemes: set[str] | None, patterns: list[str] | None
) -> None:
    grants = Grants(patterns, ALIASES)
    most = frozenset(scope for scope in SCOPES if grants.allows(scope))
    # Where no scheme is named any will do, so the best-equipped member holds a foreign one too.
    held = [Token(s, most) for s in [*SCHEMES, "foreign"] if schemes is None or s in schemes]
    held.append(Token("foreign", most))
    usable = usable_by(requirement, audience(schemes), grants)
    assert (usable is not None) == reaches(requirement, held, ALIASES)
    for each in requirement.alternatives:
        alone = reaches(Requirement((each,)), held, ALIASES)
        assert alone == (usable is not None and each in usable.alternatives)


def order(
    security: Security, aliases: ScopeAliases = NONE, weight: Callable[[str], float] | None = None
) -> list[str]:
    """Order alternatives and show them as strings."""
    ordered = order_least_privileged(read_requirement(security, None), aliases, weight)
    return [
        " & ".join(f"{use.scheme}[{','.join(sorted(use.scopes))}]" for use in alternative.uses)
        for alternative in ordered.alternatives
    ]


def test_least_privileged_first() -> None:
    security: list[dict[str, list[str]]] = [
        {"key": []},
        {"oauth": ["AB"]},
        {"oauth": ["c"], "key": []},
        {"oauth": ["b"]},
        {},
        {"oauth": ["a"]},
    ]
    expected = ["", "oauth[b]", "oauth[a]", "oauth[c] & key[]", "oauth[AB]", "key[]"]
    assert order(security, ALIASES) == expected


def test_weight_decides_before_the_number_of_scopes() -> None:
    reach = {"admin": 90.0, "a": 3.0, "b": 5.0}
    security = [{"oauth": ["admin"]}, {"oauth": ["a", "b"]}]
    assert order(security) == ["oauth[admin]", "oauth[a,b]"]
    assert order(security, weight=reach.__getitem__) == ["oauth[a,b]", "oauth[admin]"]


@given(requirements)
def test_ordering_loses_and_adds_nothing(requirement: Requirement) -> None:
    ordered = order_least_privileged(requirement, ALIASES)
    assert sorted(map(repr, ordered.alternatives)) == sorted(map(repr, requirement.alternatives))
    assert order_least_privileged(ordered, ALIASES) == ordered
    assert ordered.source == requirement.source


def sets(*texts: str) -> set[frozenset[str]]:
    """Write sets of one-letter scopes as strings."""
    return {frozenset(text) for text in texts}


@pytest.mark.parametrize(
    ("security", "scheme", "expected"),
    [
        pytest.param([{"oauth": ["a"]}, {"oauth": ["AB"]}], None, sets("a"), id="minimal"),
        pytest.param([{"oauth": ["AB"]}, {"oauth": ["c"]}], None, sets("ab", "c"), id="or"),
        pytest.param([{"oauth": ["a"], "key": ["b"]}], None, sets("ab"), id="and: all scopes"),
        pytest.param([{"oauth": ["a"], "key": ["b"]}], "oauth", sets("a"), id="one scheme's share"),
        pytest.param([{"oauth": ["a"]}, {"key": []}], None, sets(""), id="a key will do"),
        pytest.param([{"oauth": ["a"]}, {"key": []}], "oauth", sets("a"), id="not of this scheme"),
        pytest.param([{"key": []}], "oauth", sets(), id="closed to this scheme"),
        pytest.param([{}, {"oauth": ["a"]}], "oauth", sets(""), id="optional"),
        pytest.param([], "oauth", sets(""), id="emptied"),
    ],
)
def test_scope_alternatives(
    security: Security, scheme: str | None, expected: set[frozenset[str]]
) -> None:
    requirement = read_requirement(security, None)
    assert scope_alternatives(requirement, ALIASES, scheme) == expected


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ([{"key": []}, {"oauth": ["a"]}], sets("a")),
        ([{"key": []}, {"oauth": []}], sets("")),
        ([{"key": []}, {"oauth": ["a"]}, {}], sets("")),
    ],
)
def test_scoped_alternatives_can_be_preferred(
    security: Security, expected: set[frozenset[str]]
) -> None:
    requirement = read_requirement(security, None)
    assert scope_alternatives(requirement, NONE, prefer_scoped=True) == expected


def test_scopes_without_a_scheme_count_for_every_scheme() -> None:
    requirement = read_requirement(None, None, ["a"])
    assert scope_alternatives(requirement, NONE, "oauth") == sets("a")


@settings(max_examples=100, deadline=None)
@given(requirements)
def test_scope_alternatives_are_what_a_token_needs(requirement: Requirement) -> None:
    found = scope_alternatives(requirement, ALIASES)
    by_oauth = scope_alternatives(requirement, ALIASES, "oauth")
    for held in subsets(SCOPES):
        anywhere = reaches(requirement, [Token(None, held)], ALIASES)
        assert any(each <= held for each in found) == anywhere
        # Any other credential is taken as given.
        given_key = [Token("oauth", held), Token("key", frozenset(SCOPES))]
        only_oauth = [
            each
            for each in requirement.alternatives
            if each.anonymous or "oauth" in each.schemes or each.uses[0].scheme is None
        ]
        unnamed = [Requirement((each,)) for each in only_oauth if each.uses and not each.schemes]
        named = [Requirement((each,)) for each in only_oauth if each.anonymous or each.schemes]
        expected = any(reaches(each, given_key, ALIASES) for each in named) or any(
            reaches(each, given_key[:1], ALIASES) for each in unnamed
        )
        assert any(each <= held for each in by_oauth) == expected


@given(st.lists(st.frozensets(st.sampled_from(SCOPES))))
def test_minimal_sets_are_an_antichain_that_means_the_same(
    given_sets: list[frozenset[str]],
) -> None:
    minimal = minimal_sets(given_sets)
    assert minimal <= set(given_sets)
    assert not any(one < other for one, other in product(minimal, repeat=2))
    for held in subsets(SCOPES):
        assert any(e <= held for e in minimal) == any(e <= held for e in given_sets)
