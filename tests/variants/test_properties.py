"""What holds for any document: no trace, no interference, nothing dangling, nothing lost.

``APIDOCGEN_EXAMPLES`` says how many documents are tried; the suite is content with a few.
"""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apidocgen.spec.validation import Validator
from tests.strategies.hidden import CANARY, opened, with_hidden
from tests.strategies.hiding import hide_some
from tests.strategies.masters import VERSIONS, master, masters
from tests.variants.dangling import dangling
from tests.variants.masters import document, shown, variants, written

bounded = settings(
    max_examples=int(os.environ.get("APIDOCGEN_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# Documents this large shrink slowly: their choices come from a seed.
seeds = st.integers(0, 2**32)
versions = st.sampled_from(tuple(VERSIONS))


@pytest.mark.slow
@bounded
@given(tree=masters())
def test_a_master_without_secrets_comes_out_as_it_is(tree: dict[str, Any]) -> None:
    assert written(shown(tree, "all")) == written(tree)


@pytest.mark.slow
@bounded
@given(seed=seeds, version=versions, chance=st.sampled_from([0.1, 0.4, 1.0]))
def test_what_is_hidden_changes_nothing(seed: int, version: str, chance: float) -> None:
    base = opened(master(Random(seed), version), Random(seed))
    first, second = (with_hidden(base, Random(seed + n), chance) for n in range(2))
    expected = written(shown(base, "public"))
    assert written(shown(first, "public")) == expected
    assert written(shown(second, "public")) == expected


@pytest.mark.slow
@bounded
@given(seed=seeds, version=versions)
def test_nothing_hidden_is_left_and_the_rest_is_valid(seed: int, version: str) -> None:
    tree = with_hidden(opened(master(Random(seed), version), Random(seed)), Random(seed))
    for hidden in (tree, hide_some(tree, Random(seed), count=12)):
        public = shown(hidden, "public")
        assert CANARY not in written(public)
        assert dangling(public) == []
        assert Validator().problems(document(public)) == []


@pytest.mark.slow
@bounded
@given(seed=seeds, version=versions)
def test_what_stands_in_hidden_elements_changes_nothing(seed: int, version: str) -> None:
    base = opened(master(Random(seed), version), Random(seed))
    first, second = (hide_some(base, Random(seed), 8, planted=Random(n)) for n in range(2))
    assert written(shown(first, "public")) == written(shown(second, "public"))


@pytest.mark.slow
@bounded
@given(seed=seeds, version=versions)
def test_the_more_an_audience_may_see_the_more_it_gets(seed: int, version: str) -> None:
    tree = with_hidden(opened(master(Random(seed), version), Random(seed)), Random(seed))
    made = variants(tree)
    public, partner = (made[name].document.tree for name in ("public", "partner"))
    assert public["paths"].keys() <= partner["paths"].keys()
    assert {op.origin for op in made["public"].operations} <= {
        op.origin for op in made["partner"].operations
    }
