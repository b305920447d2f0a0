from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apidocgen.spec.pointer import Path
from apidocgen.spec.positions import locate
from apidocgen.spec.problems import Location
from apidocgen.spec.writing import dump

YAML = """\
a: &x
  b: 1
  c: [1, {d: 2}]
e: *x
f:
  <<: *x
  b: 2
200: q
g:
  <<: [{h: 1}, {i: 2}]
  ? j
  : k
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a", "b"), 2, 3),
        (("a", "c", 0), 3, 7),
        (("a", "c", 1, "d"), 3, 11),
        (("a", "c", 7), 3, 3),
        (("e",), 4, 1),
        (("e", "b"), 2, 3),
        (("f", "c"), 3, 3),
        (("f", "b"), 7, 3),
        (("200",), 8, 1),
        (("g", "h"), 10, 9),
        (("g", "i"), 10, 17),
        (("g", "j"), 11, 5),
        (("nowhere", "x"), 1, 1),
    ],
)
def test_places_in_yaml(path: Path, line: int, column: int) -> None:
    assert locate(YAML, "yaml", "it.yaml", [path]) == {path: Location("it.yaml", line, column)}


JSON = """\
 {"a": {"b": [1, {"c\\n": 2}],
  "d": {}, "e": []}, "f": 1, "g": {"h":null}}
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 2),
        (("a", "b", 0), 1, 15),
        (("a", "b", 1, "c\n"), 1, 19),
        (("a", "b", 9), 1, 9),
        (("a", "d"), 2, 3),
        (("a", "d", "x"), 2, 3),
        (("f",), 2, 22),
        (("f", "x"), 2, 22),
        (("g", "h"), 2, 36),
    ],
)
def test_places_in_json(path: Path, line: int, column: int) -> None:
    assert locate(JSON, "json", "it.json", [path]) == {path: Location("it.json", line, column)}


def test_nothing_asked_nothing_read() -> None:
    assert locate("this is {no JSON", "json", "it.json", []) == {}


_trees = st.recursive(
    st.integers(0, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
)


def _paths(tree: Any, path: Path = ()) -> list[Path]:
    children: list[tuple[Any, Any]] = list(tree.items()) if isinstance(tree, dict) else []
    if isinstance(tree, list):
        children = list(enumerate(tree))
    return [path, *(inner for key, child in children for inner in _paths(child, (*path, key)))]


@given(_trees, st.sampled_from(["yaml", "json"]))
def test_every_key_is_found_where_it_stands(tree: Any, form: str) -> None:
    text = dump(tree, form).decode()
    lines = text.splitlines()
    for path, place in locate(text, form, "it", _paths(tree)).items():
        if path and isinstance(path[-1], str):
            rest = lines[place.line - 1][place.column - 1 :]
            assert rest.lstrip("\"'").startswith(path[-1])
            assert json.dumps(path[-1])[1:-1] in rest
