"""Reading, validating and writing documents as they are in the world."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from apidocgen.spec.loading import load
from apidocgen.spec.validation import Validator
from apidocgen.spec.writing import dump
from apidocgen.spec.yaml_reader import read_yaml

NAMES = [
    "figma.yaml",
    "github.json",
    "github-v22.json",
    "okta.yaml",
    "runalyze-2025.json",
    "spotify.yaml",
    "stripe-2023-03.yaml",
    "stripe-2023-09.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_back_equal(real_documents: Path, name: str) -> None:
    tree = load(real_documents / name).document.tree
    text = dump(tree, "yaml")
    assert read_yaml(text.decode(), name) == tree
    assert list(read_yaml(text.decode(), name)["paths"]) == list(tree["paths"])


@pytest.mark.parametrize("name", ["figma.yaml", "runalyze-2025.json", "spotify.yaml"])
def test_other_readers_of_yaml_agree(real_documents: Path, name: str) -> None:
    tree = load(real_documents / name).document.tree
    assert yaml.safe_load(dump(tree, "yaml")) == tree


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".yaml")])
def test_an_independent_reader_reads_the_same(real_documents: Path, name: str) -> None:
    ryaml = pytest.importorskip("ryaml")
    text = (real_documents / name).read_text("utf-8")
    ours = read_yaml(text, name)
    assert dump(ours, "json") == dump(_with_text_keys(ryaml.loads(text)), "json")


def _with_text_keys(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(child) for key, child in value.items()}
    return [_with_text_keys(child) for child in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "name", ["figma.yaml", "github.json", "github-v22.json", "spotify.yaml", "stripe-2023-09.yaml"]
)
def test_valid_documents_have_no_problems(real_documents: Path, name: str) -> None:
    assert Validator().problems(load(real_documents / name).document) == []


def test_the_defects_of_the_runalyze_document(
    real_documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(real_documents)
    document = load("runalyze-2025.json").document
    problems = Validator().problems(document)
    lines = (real_documents / "runalyze-2025.json").read_text("utf-8").splitlines()
    types = "array, boolean, integer, null, number, object, string"
    assert Counter(problem.message for problem in problems) == {
        f"'int' is not one of: {types}": 76,
        f"'float' is not one of: {types}": 26,
        "the field 'allowEmptyValue' is not allowed here": 23,
        "the field 'allowReserved' is not allowed here": 23,
        '["official_distance", "official_distance", "official_ascent… has the same item twice': 2,
        '{"1": "unknown", "10": "thunderstorm", "11": "windy", "2": … is not of type array': 1,
    }
    for problem in problems:
        assert problem.location.file == "runalyze-2025.json"
        text = lines[problem.location.line - 1][problem.location.column - 1 :]
        assert text.startswith(f'"{problem.path[-1]}":')
