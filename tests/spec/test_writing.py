"""What is written is read back equal, by our reader and by others, and always the same bytes."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from apidocgen.spec.json_reader import read_json
from apidocgen.spec.writing import Writer, dump
from apidocgen.spec.yaml_reader import read_yaml

_unicode = st.text(st.characters(codec="utf-8"))
_yaml_like = st.text("-:?,[]{}#&*!|>'\"%@` \t\n\rabnoyN01.~=<+_eExX\\\x85\u2028\ufeff\x7f\u00e4")
_strings = st.one_of(
    _unicode,
    _yaml_like,
    st.sampled_from(["no", "On", "NULL", "~", "2024-01-01", "12:30", "1e3", "0o7", "=", "<<"]),
)
_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    _strings,
)
trees = st.recursive(
    _scalars,
    lambda children: st.lists(children) | st.dictionaries(_strings, children),
    max_leaves=20,
)


@given(trees)
def test_yaml_is_read_back_equal_by_our_reader(tree: Any) -> None:
    text = dump(tree, "yaml").decode()
    assert repr(read_yaml(text, "it.yaml")) == repr(tree)


@given(trees)
def test_yaml_is_read_back_equal_by_a_yaml_1_1_reader(tree: Any) -> None:
    assert repr(yaml.safe_load(dump(tree, "yaml").decode())) == repr(tree)


@given(trees)
def test_json_is_read_back_equal(tree: Any) -> None:
    assert repr(read_json(dump(tree, "json").decode(), "it.json")) == repr(tree)


@given(trees)
def test_json_is_what_the_standard_library_writes(tree: Any) -> None:
    expected = json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
    assert dump(tree, "json").decode() == expected


@given(st.lists(trees, max_size=4), st.sampled_from(["json", "yaml"]))
def test_what_trees_share_is_written_the_same(shared: list[Any], form: str) -> None:
    """Deep enough for the writer to remember it, and at two depths."""
    deep = {"a": {"b": {"c": shared, "d": {"e": shared}}}}
    several = [deep, {"x": deep}, {"a": {**deep["a"], "z": 1}}]
    writer = Writer(form)
    assert [writer.dump(tree) for tree in several] == [dump(tree, form) for tree in several]
