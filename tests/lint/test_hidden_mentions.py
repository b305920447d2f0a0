"""Names of hidden elements in texts: what is taken for one, and whether real texts drown in them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from apidocgen.lint.check import Options, check_all
from apidocgen.lint.finding import Finding
from apidocgen.lint.wording import is_common, is_technical, words_marked, words_said
from apidocgen.spec.loading import load
from apidocgen.spec.pointer import descend, parse_pointer
from tests.conftest import ROOT
from tests.strategies.hidden import opened
from tests.strategies.hiding import hide_some
from tests.variants.masters import document

FOLDER = Path(os.environ.get("APIDOCGEN_REAL_DOCUMENTS", ROOT.parent / "shared" / "real"))
RULE = "names-hidden-element"
NAMED = re.compile(r"names the [a-z ]+ '(.+)', hidden from those who read it: ")


def found(tree: dict[str, Any]) -> list[Finding]:
    checked = check_all(document(tree), Options(validate=False))
    return [each for each in checked.findings if each.rule == RULE]


def named(tree: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    return [(match[1], each.audiences) for each in found(tree) if (match := _match(each))]


def _match(finding: Finding) -> re.Match[str] | None:
    return NAMED.search(finding.message)


def master(text: str, **schemas: Any) -> dict[str, Any]:
    content = {
        "application/json": {
            "schema": {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in schemas]}
        }
    }
    responses = {"200": {"description": text, "content": content}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "x-tiers": ["free", "pro", "max"],
        "x-audiences": {name: {"tier": name} for name in ("free", "pro", "max")},
        "paths": {"/a": {"get": {"x-tier": "free", "responses": responses}}},
        "components": {"schemas": schemas},
    }


@pytest.mark.parametrize(
    ("name", "noun", "technical"),
    [
        ("sleepScore", "property", True),
        ("sleep_score", "property", True),
        ("SleepScore", "schema", True),
        ("hrv4", "property", True),
        ("note.created", "webhook", True),
        ("admin:repo", "scope", True),
        ("X-Note", "header", True),
        ("Rate-Limit", "header", True),
        ("GITHUB_APP", "value", True),
        ("nickname", "property", False),
        ("Nickname", "schema", False),
        ("GitHub", "value", False),  # a brand
        ("check-out", "tag", False),
        ("v1", "value", False),
    ],
)
def test_technical_names(name: str, noun: str, technical: bool) -> None:
    assert is_technical(name, noun) is technical


@pytest.mark.parametrize(
    ("name", "noun", "common"),
    [
        ("null", "value", True),
        ("GET", "value", True),
        ("200", "value", True),
        ("x", "property", True),
        ("Content-Length", "header", True),
        ("retry-after", "header", True),
        ("Content-Length", "property", False),
        ("X-Total", "header", False),
        ("nickname", "property", False),
    ],
)
def test_names_that_everybody_knows(name: str, noun: str, common: bool) -> None:
    assert is_common(name, noun) is common


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See sleep_score.", "sleep_score"),
        ("(sleep_score)", "sleep_score"),
        ("**sleep_score**", "sleep_score"),
        ("user.sleep_score", "sleep_score"),
        ("/v1/{sleep_score}/x", "sleep_score"),
        ("[text](https://x.org/a#sleep_score)", "sleep_score"),
        ('{"sleep_score": 1}', "sleep_score"),
        ("?sleep_score=1&b=2", "sleep_score"),
        ("needs read:org, admin:x", "read:org"),
        ("X-Note-Total: 4", "X-Note-Total"),
    ],
)
def test_words_said(text: str, said: str) -> None:
    assert said in words_said(text)


def test_parts_of_words_are_not_said() -> None:
    assert "sleep_score" not in words_said("sleep_scores, a_sleep_score, Sleep_score")


def test_words_marked_as_code() -> None:
    assert {"order", "a=order", "a"} <= set(words_marked("Use `a=order`."))
    assert "order" in set(words_marked("``order``, <code>by</code>"))
    assert "by" in set(words_marked("`order`, <code>by</code>"))
    assert "in" not in set(words_marked("in `one` in ```in``` `put the order in here`"))


def test_audiences_that_lack_the_same_are_named_together() -> None:
    note = {
        "type": "object",
        "properties": {"a": {"type": "string"}, "deepSleep": {"x-tier": "max"}},
    }
    assert named(master("Has deepSleep.", Note=note)) == [("deepSleep", ("free", "pro"))]


def test_a_name_of_something_visible_too_is_no_finding() -> None:
    hidden = {
        "type": "object",
        "properties": {"a": {"type": "string"}, "deepSleep": {"x-tier": "max"}},
    }
    shown = {"type": "object", "properties": {"deepSleep": {"type": "string"}}}
    assert named(master("Has deepSleep.", Note=hidden, Other=shown)) == []


def test_a_hidden_kind_is_named() -> None:
    kinds = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"house_cat": "#/components/schemas/Cat", "big_dog": "#/components/schemas/Dog"},
        },
    }  # fmt: skip
    animal = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    tree = master("A house_cat or a big_dog.", Cat=animal, Pet=kinds)
    tree["components"]["schemas"]["Dog"] = {**animal, "x-tier": "max"}
    assert named(tree) == [("big_dog", ("free", "pro"))]


def test_the_place_is_told_in_the_file_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "note.yaml").write_text(
        "type: object\nproperties:\n  a: {type: string}\n  deepSleep: {x-tier: max}\n"
    )
    tree = master("Has deepSleep.", Note={"$ref": "note.yaml"})
    (tmp_path / "api.json").write_text(json.dumps(tree))
    checked = check_all(load(tmp_path / "api.json").document, Options(validate=False))
    messages = [each.message for each in checked.findings if each.rule == RULE]
    assert len(messages) == 1
    assert messages[0].endswith("note.yaml:4:3")


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.is_dir(), reason="no real documents: set APIDOCGEN_REAL_DOCUMENTS")
@pytest.mark.parametrize("name", ["spotify.yaml", "figma.yaml", "stripe-2023-09.yaml"])
def test_findings_in_real_texts_are_true_and_few(name: str) -> None:
    tree = opened(load(FOLDER / name, root=FOLDER).document.tree, Random(0))
    master = document(hide_some(tree, Random(1), 200))
    checked = check_all(master, Options(validate=False))
    assert checked.variants is not None
    shown = {each.audience.name: each.document.tree for each in checked.variants.variants}
    findings = [each for each in checked.findings if each.rule == RULE]
    assert 0 < len(findings) < 30
    for finding in findings:
        match = _match(finding)
        assert match is not None
        for audience in finding.audiences:
            assert match[1] not in _keys(shown[audience])
        text = descend(shown[finding.audiences[0]], parse_pointer(finding.pointer))[1]
        assert match[1] in text


def _keys(tree: Any) -> set[str]:
    """Every key in a tree, whatever it means."""
    if isinstance(tree, dict):
        return set(tree).union(*map(_keys, tree.values()))
    return set().union(*map(_keys, tree)) if isinstance(tree, list) else set()
