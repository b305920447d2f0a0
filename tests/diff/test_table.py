"""The table of rules: readable, complete, symmetrical."""

from __future__ import annotations

import re

import pytest

from apidocgen.diff.level import Direction, Level
from apidocgen.diff.rule import Rule
from apidocgen.diff.rules.table import BY_ID, RULES


def test_ids_are_unique_and_readable() -> None:
    assert len(BY_ID) == len(RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_texts_are_sentences(rule: Rule) -> None:
    assert all(text.endswith(".") and text[0] in "`" + text[0].upper() for text in texts(rule))
    assert rule.example
    assert not rule.says.endswith(".")


def texts(rule: Rule) -> tuple[str, str]:
    return rule.meaning, rule.why


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_mirror_or_a_reason(rule: Rule) -> None:
    assert bool(rule.mirror) != bool(rule.no_mirror)
    if rule.mirror:
        assert rule.mirror in BY_ID
        assert BY_ID[rule.mirror].mirror, f"{rule.mirror} has no way back"


ONE_WAY = {
    "closed-property-removed": "a response is not refused for what it holds",
    "optional-property-removed": "in a request, whether it was required makes no difference",
}


@pytest.mark.parametrize("rule", [r for r in RULES if r.direction], ids=lambda rule: rule.id)
def test_every_rule_has_its_like_in_the_other_direction(rule: Rule) -> None:
    assert rule.direction is not None
    other: Direction = rule.direction.reverse
    assert f"{other}-{rule.kind}" in BY_ID or ONE_WAY[rule.kind]


NARROWER_IN_BOTH = {
    "default", "discriminator", "media", "pattern", "property", "position", "required", "schema",
}  # fmt: skip


@pytest.mark.parametrize("rule", [r for r in RULES if r.direction], ids=lambda rule: rule.id)
def test_what_breaks_one_direction_alone_is_harmless_one_way(rule: Rule) -> None:
    """Narrowing breaks requests, widening breaks responses: never neither for a narrowing."""
    like = BY_ID.get(f"{Direction.RESPONSE}-{rule.kind}")
    if rule.direction is Direction.REQUEST and rule.mirror and like:
        levels = {rule.level, like.level, BY_ID[rule.mirror].level}
        harmless = levels <= {Level.INFO, Level.WARNING}
        assert not harmless or rule.kind.split("-")[0] in NARROWER_IN_BOTH
