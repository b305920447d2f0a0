"""Audiences and the ladder of tiers."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import product

import pytest

from apidocgen.access.audience import Audience, TierLadder

LADDER = TierLadder(("free", "supporter", "premium"))


@pytest.mark.parametrize(
    ("standing", "required", "admitted"),
    [
        ("free", "free", True),
        ("free", "supporter", False),
        ("supporter", "free", True),
        ("supporter", "premium", False),
        ("premium", "premium", True),
        (None, "premium", True),
    ],
)
def test_a_rung_admits_to_what_is_at_or_below_it(
    standing: str | None, required: str, admitted: bool
) -> None:
    assert LADDER.admits(standing, required) is admitted


@pytest.mark.parametrize("standing", [None, "premium"])
def test_an_unknown_tier_admits_nobody_silently(standing: str | None) -> None:
    with pytest.raises(KeyError, match="premuim"):
        LADDER.admits(standing, "premuim")


def test_an_audience_on_an_unknown_tier_is_an_error_too() -> None:
    with pytest.raises(KeyError, match="gratis"):
        LADDER.admits("gratis", "free")


def test_rank_and_membership() -> None:
    assert [LADDER.rank(name) for name in LADDER.names] == [0, 1, 2]
    assert "premium" in LADDER
    assert "Premium" not in LADDER
    assert 2 not in LADDER
    with pytest.raises(KeyError):
        LADDER.rank("gold")


def test_a_tier_listed_twice_is_read_strictly() -> None:
    ladder = TierLadder(("free", "paid", "free"))
    assert not ladder.admits("free", "free")
    assert not ladder.admits("paid", "free")
    assert ladder.rank("free") == 0


def test_the_empty_ladder_knows_no_tier() -> None:
    with pytest.raises(KeyError):
        TierLadder(()).admits(None, "free")


def test_admission_is_an_order() -> None:
    names = LADDER.names
    for low, middle, high in product(names, repeat=3):
        if LADDER.admits(middle, low) and LADDER.admits(high, middle):
            assert LADDER.admits(high, low)


def test_an_audience_uses_its_schemes_or_all() -> None:
    everything = Audience("all", "All", implicit=True)
    personal = Audience("free", "Free", schemes=frozenset({"personalToken"}))
    assert everything.uses_scheme("oauth2")
    assert personal.uses_scheme("personalToken")
    assert not personal.uses_scheme("oauth2")
    assert personal.uses_scheme(None), "no scheme is named, so none is excluded"
    assert not Audience("none", "None", schemes=frozenset()).uses_scheme("oauth2")


def test_an_audience_cannot_be_changed() -> None:
    audience = Audience("free", "Free")
    with pytest.raises(FrozenInstanceError):
        audience.tier = "premium"  # type: ignore[misc]
    assert (audience.publish, audience.labels, audience.scopes) == (True, frozenset(), None)
