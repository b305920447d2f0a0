"""Reading `security` and `x-scopes` into a requirement."""

from __future__ import annotations

import pytest

from apidocgen.access.requirement import (
    MAX_ALTERNATIVES,
    Alternative,
    Requirement,
    SchemeUse,
    read_requirement,
)

Plain = list[dict[str | None, set[str]]]

OAUTH = frozenset({"oauth"})


def plain(requirement: Requirement) -> Plain:
    """Show the alternatives as plain values."""
    return [
        {use.scheme: set(use.scopes) for use in alternative.uses}
        for alternative in requirement.alternatives
    ]


@pytest.mark.parametrize(
    ("own", "root", "alternatives", "source", "emptied"),
    [
        pytest.param(None, None, [{}], "none", False, id="nothing anywhere"),
        pytest.param([], None, [{}], "operation", True, id="own empty list"),
        pytest.param([], [{"key": []}], [{}], "operation", True, id="empty list replaces root"),
        pytest.param(None, [], [{}], "root", True, id="empty root"),
        pytest.param(None, [{"key": []}], [{"key": set()}], "root", False, id="inherited"),
        pytest.param(
            [{"oauth": ["a"]}], [{"key": []}], [{"oauth": {"a"}}], "operation", False, id="replaced"
        ),
        pytest.param(
            [{"key": []}, {}], None, [{"key": set()}, {}], "operation", False, id="optional"
        ),
        pytest.param([{}], [{"key": []}], [{}], "operation", False, id="anonymous object"),
        pytest.param(
            [{"oauth": ["a", "b"], "key": ["role"]}],
            None,
            [{"oauth": {"a", "b"}, "key": {"role"}}],
            "operation",
            False,
            id="schemes and scopes together, roles on a key",
        ),
    ],
)
def test_security(
    own: object, root: object, alternatives: Plain, source: str, emptied: bool
) -> None:
    requirement = read_requirement(own, root)
    assert plain(requirement) == alternatives
    assert requirement.source == source
    assert requirement.inherited == (source == "root")
    assert requirement.declared == (source != "none")
    assert requirement.declared_empty == emptied


def test_optional_and_anonymous_are_told_apart() -> None:
    optional = read_requirement([{"key": []}, {}], None)
    public = read_requirement([], None)
    private = read_requirement([{"key": []}], None)
    assert (optional.anonymous, optional.optional) == (True, True)
    assert (public.anonymous, public.optional) == (True, False)
    assert (private.anonymous, private.optional) == (False, False)


def test_schemes_keep_the_order_of_the_document() -> None:
    alternative = read_requirement([{"z": ["s"], "a": [], "m": ["t"]}], None).alternatives[0]
    assert alternative.schemes == ("z", "a", "m")
    assert alternative.scopes == {"s", "t"}
    assert not alternative.anonymous


@pytest.mark.parametrize(
    ("security", "alternatives"),
    [
        pytest.param(None, [{None: {"x", "y"}}], id="no security: demanded all the same"),
        pytest.param([], [{None: {"x", "y"}}], id="emptied: demanded all the same"),
        pytest.param(
            [{"key": []}, {}],
            [{"key": {"x", "y"}}, {None: {"x", "y"}}],
            id="the anonymous alternative is none any more",
        ),
        pytest.param(
            [{"oauth": ["a"], "key": []}],
            [{"oauth": {"a", "x", "y"}, "key": set()}],
            id="only schemes that carry scopes",
        ),
        pytest.param(
            [{"key": [], "cookie": ["r"]}],
            [{"key": {"x", "y"}, "cookie": {"r", "x", "y"}}],
            id="every scheme where none carries scopes",
        ),
        pytest.param(
            [{"oauth": ["a"]}, {"key": []}],
            [{"oauth": {"a", "x", "y"}}, {"key": {"x", "y"}}],
            id="every alternative",
        ),
    ],
)
def test_extra_scopes_join_every_alternative(security: object, alternatives: Plain) -> None:
    requirement = read_requirement(security, None, ["x", "y"], carries_scopes=OAUTH)
    assert plain(requirement) == alternatives
    assert not requirement.anonymous


def test_extra_scopes_leave_the_source_as_it_is() -> None:
    inherited = read_requirement(None, [{"key": []}], ["x"])
    emptied = read_requirement([], [{"key": []}], ["x"])
    assert (inherited.source, inherited.declared_empty) == ("root", False)
    assert (emptied.source, emptied.declared_empty) == ("operation", True)
    assert emptied.alternatives[0].schemes == ()


@pytest.mark.parametrize(
    ("security", "extra", "alternatives"),
    [
        pytest.param([{"oauth": ["b", "a"]}], [], [{"oauth": {"a"}}, {"oauth": {"b"}}], id="any"),
        pytest.param([{"oauth": []}, {}], [], [{"oauth": set()}, {}], id="nothing to split"),
        pytest.param(
            [{"oauth": ["a", "b"], "key": ["r", "s"]}],
            [],
            [
                {"oauth": {"a"}, "key": {"r"}},
                {"oauth": {"a"}, "key": {"s"}},
                {"oauth": {"b"}, "key": {"r"}},
                {"oauth": {"b"}, "key": {"s"}},
            ],
            id="one of each scheme",
        ),
        pytest.param(
            [{"key": []}], ["x", "y"], [{"key": {"x"}}, {"key": {"y"}}], id="extra scopes alone"
        ),
        pytest.param(
            [{"oauth": ["a", "b"]}],
            ["x", "y"],
            [
                {"oauth": {"a", "x"}},
                {"oauth": {"a", "y"}},
                {"oauth": {"b", "x"}},
                {"oauth": {"b", "y"}},
            ],
            id="extra scopes are a demand of their own",
        ),
        pytest.param(None, ["x", "y"], [{None: {"x"}}, {None: {"y"}}], id="without a scheme"),
    ],
)
def test_any_of_makes_lists_a_choice(security: object, extra: object, alternatives: Plain) -> None:
    requirement = read_requirement(security, None, extra, any_of=True, carries_scopes=OAUTH)
    assert plain(requirement) == alternatives


def test_any_of_does_not_explode() -> None:
    scopes = [f"s{n}" for n in range(100)]
    with pytest.raises(ValueError, match=f"more than {MAX_ALTERNATIVES} alternatives"):
        read_requirement([{f"scheme{n}": scopes for n in range(10)}], None, any_of=True)
    with pytest.raises(ValueError, match="alternatives"):
        read_requirement([{"a": scopes}], None, scopes, any_of=True)
    assert len(read_requirement([{"a": scopes}], None, any_of=True).alternatives) == 100


@pytest.mark.parametrize(
    ("own", "extra", "message"),
    [
        ({"key": []}, [], "security must be a list of objects, not an object"),
        ("key", [], "security must be a list of objects, not a string"),
        (False, [], "security must be a list of objects, not a boolean"),
        (["key"], [], "an entry of security must be an object, not a string"),
        ([None], [], "an entry of security must be an object, not null"),
        (
            [{"key": None}],
            [],
            "the scopes of 'key' in security must be a list of strings, not null",
        ),
        ([{"key": "read"}], [], "the scopes of 'key' in security must be a list of strings"),
        ([{"key": {"a": 1}}], [], "must be a list of strings, not an object"),
        ([{"key": [1]}], [], "must be a list of strings, but one is a number"),
        ([{"key": [["a"]]}], [], "must be a list of strings, but one is a list"),
        ([{1: []}], [], "a scheme in security must be a name, not a number"),
        (None, "read", "x-scopes must be a list of strings, not a string"),
        (None, None, "x-scopes must be a list of strings, not null"),
        (None, [None], "x-scopes must be a list of strings, but one is null"),
    ],
)
def test_malformed_values_are_named(own: object, extra: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_requirement(own, None, extra)


def test_a_malformed_root_is_named_where_it_applies() -> None:
    with pytest.raises(ValueError, match="security must be a list"):
        read_requirement(None, {"key": []})
    assert plain(read_requirement([], {"key": []})) == [{}]


def test_a_requirement_is_never_without_alternatives() -> None:
    with pytest.raises(ValueError, match="at least one alternative"):
        Requirement(())
    assert Requirement((Alternative((SchemeUse("key"),)),)).source == "operation"
