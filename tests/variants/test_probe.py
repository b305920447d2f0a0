"""One master in which every kind of element is hidden once, by each way of hiding."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from apidocgen.spec.reading import read_document
from apidocgen.spec.validation import Validator
from apidocgen.variants.filter import make_variants
from tests.variants.dangling import dangling
from tests.variants.masters import document, written

FOLDER = Path(__file__).parent / "probe"
VERSIONS = {"3.0": ["3.0"], "3.1": ["3.0", "3.1"], "3.2": ["3.0", "3.1", "3.2"]}
# Way of hiding: the annotation that hides, the one that opens, the name of a text marker.
FORMS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "tier": ({"x-tier": "premium"}, {"x-tier": "free"}, "x-tier: premium"),
    "internal": ({"x-internal": True}, {"x-tier": "free"}, "x-internal"),
    "label": ({"x-audience": ["partner"]}, {"x-audience": "public"}, "x-audience: partner"),
}
AUDIENCES = {
    "x-tiers": ["free", "premium"],
    "x-audiences": {
        "public": {"tier": "free"},
        "partner": {"tier": "premium"},
    },
}
CANARY = re.compile(r"\w*c4n4ry\w*", re.IGNORECASE)
KEPT = re.compile(r"\w*keep\w*", re.IGNORECASE)


def merged(base: Any, more: Any) -> Any:
    if isinstance(base, dict) and isinstance(more, dict):
        both = {key: merged(base[key], more[key]) for key in base if key in more}
        return {**base, **more, **both}
    return more


def in_form(value: Any, form: str) -> Any:
    """A probe with its placeholders replaced by one way of hiding."""
    hides, opens, marker = FORMS[form]
    if isinstance(value, dict):
        shown: dict[str, Any] = {}
        for key, item in value.items():
            if key == "HIDE":
                shown |= hides if item else {"x-internal": False}
            elif key == "OPEN":
                shown |= opens
            else:
                shown[key] = in_form(item, form)
        return shown
    if isinstance(value, list):
        return [in_form(item, form) for item in value]
    if isinstance(value, str):
        end = marker.partition(":")[0]
        return value.replace("[[", f"<!-- {marker} -->").replace("]]", f"<!-- /{end} -->")
    return value


def probe(version: str, form: str) -> dict[str, Any]:
    tree: Any = {}
    for name in VERSIONS[version]:
        file = FOLDER / f"{name}.yaml"
        tree = merged(tree, read_document(file.read_text(encoding="utf-8"), file.name).tree)
    shown: dict[str, Any] = in_form(tree, form)
    return {**shown, **deepcopy(AUDIENCES)}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=VERSIONS)
def master(request: pytest.FixtureRequest, form: str) -> dict[str, Any]:
    return probe(request.param, form)


@pytest.fixture
def variant(master: dict[str, Any]) -> dict[str, Any]:
    public, _ = make_variants(document(master)).variants
    return public.document.tree


def test_nothing_hidden_is_left(variant: dict[str, Any]) -> None:
    assert set(CANARY.findall(written(variant))) == set()


def test_nothing_visible_is_lost(master: dict[str, Any], variant: dict[str, Any]) -> None:
    before, after = (set(KEPT.findall(written(tree))) for tree in (master, variant))
    assert before - after == set()


def test_nothing_dangles(variant: dict[str, Any]) -> None:
    assert dangling(variant) == []


def test_it_is_valid(variant: dict[str, Any]) -> None:
    assert Validator().problems(document(variant)) == []


def test_no_annotation_is_left(variant: dict[str, Any]) -> None:
    del variant["components"]["schemas"]["keepNames"]
    del variant["paths"]["/keep/names"]
    del variant["x-keepExtension"]
    assert re.findall(r"x-(?:tier|audience|internal)s?", written(variant)) == []
