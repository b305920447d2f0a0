"""The same properties over documents of real APIs, annotated at random.

``APIDOCGEN_REAL_DOCUMENTS`` names the folder they are in (default: ``shared/real`` beside the
checkout), ``APIDOCGEN_SEEDS`` how many random annotations each gets.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from apidocgen.spec.loading import load
from apidocgen.spec.validation import Validator
from tests.conftest import ROOT
from tests.strategies.hidden import CANARY, opened, with_hidden
from tests.strategies.hiding import hide_some
from tests.variants.dangling import new_dangling
from tests.variants.masters import document, shown, written

FOLDER = Path(os.environ.get("APIDOCGEN_REAL_DOCUMENTS", ROOT.parent / "shared" / "real"))
SEEDS = int(os.environ.get("APIDOCGEN_SEEDS", "0"))
# Seeds the suite is content with: large documents take long.
FILES = {
    "runalyze-2025.json": 3,
    "spotify.yaml": 2,
    "figma.yaml": 2,
    "okta.yaml": 1,
    "stripe-2023-09.yaml": 1,
    "github.json": 1,
}
CASES = [(name, seed) for name, few in FILES.items() for seed in range(SEEDS or few)]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason=f"no real documents in {FOLDER}: set APIDOCGEN_REAL_DOCUMENTS"
    ),
]


@cache
def real(name: str) -> tuple[dict[str, Any], frozenset[str]]:
    """A document opened for everybody, and what is wrong with it as it is."""
    file = FOLDER / name
    if not file.is_file():
        pytest.skip(f"{file} is not there")
    tree = opened(load(file, root=FOLDER).document.tree, Random(0))
    return tree, problems(tree)


def problems(tree: dict[str, Any]) -> frozenset[str]:
    """What is wrong with a document, without the values that messages quote.

    Hiding a path parameter makes a document wrong: that is the author's mistake to make.
    """
    found = (problem.message for problem in Validator().problems(document(tree)))
    return frozenset(
        re.sub(r".*?(has the same|is not|does not)", r"\1", message)
        for message in found
        if "path parameter" not in message
    )


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_what_is_hidden_changes_nothing(name: str, seed: int) -> None:
    base, _ = real(name)
    master = with_hidden(base, Random(seed), limit=3000, exact=False)
    assert written(master).count(CANARY) > 100
    public = written(shown(master, "public"))
    assert CANARY not in public
    assert public == written(shown(base, "public"))


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_what_stands_in_hidden_elements_is_not_seen(name: str, seed: int) -> None:
    base, before = real(name)
    count = (20, 200, 5)[seed % 3]
    first, second = (
        shown(hide_some(base, Random(seed), count, planted=Random(n)), "public") for n in range(2)
    )
    text = written(first)
    assert CANARY not in text
    assert text == written(second)
    assert new_dangling(first, base) == []
    assert problems(first) <= before
