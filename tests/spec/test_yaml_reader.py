from __future__ import annotations

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from apidocgen.spec import yaml_events
from apidocgen.spec.problems import InputError
from apidocgen.spec.yaml_reader import read_yaml

TAB = "not valid YAML: a tab is not allowed for indentation, use spaces"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("2024-01-01", "2024-01-01"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("0b11", "0b11"),
        ("017", "017"),
        ("-09", "-09"),
        ("00", "00"),
        ("=", "="),
        ("1e400", "1e400"),
        ("1.5.3", "1.5.3"),
        ("Infinity", "Infinity"),
        ("tRue", "tRue"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-1.5E-3", -0.0015),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("!!float 1", 1.0),
        ("! 12", "12"),
        ("'12'", "12"),
        ('"\\x41"', "A"),
    ],
)
def test_scalars_are_read_as_openapi_users_expect(text: str, value: Any) -> None:
    result = read_yaml(f"a: {text}\n", "it.yaml")["a"]
    assert (type(result), result) == (type(value), value)


@pytest.mark.parametrize("key", ["200", "true", "null", "1.10", "0x1F", "12:30", "+1", "no"])
def test_keys_are_the_text_that_stands_there(key: str) -> None:
    assert read_yaml(f"{key}: x\n", "it.yaml") == {key: "x"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "it.yaml:3:1: duplicate key 'a'"),
        ("1: a\n'1': b\n", "it.yaml:2:1: duplicate key '1'"),
        ("a: &x 1\n*x : 2\n1: 3\n", "it.yaml:3:1: duplicate key '1'"),
        ("a: .inf\n", "it.yaml:1:4: .inf is no number that JSON can express"),
        ("- .NaN\n", "it.yaml:1:3: .NaN is no number that JSON can express"),
        ("a: !foo x\n", "it.yaml:1:4: the tag !foo has no meaning in OpenAPI"),
        ("a: !!binary aGk=\n", "it.yaml:1:4: the tag !!binary has no meaning in OpenAPI"),
        ("a: !!set {b}\n", "it.yaml:1:4: the tag !!set has no meaning in OpenAPI"),
        ("a: !!int x\n", "it.yaml:1:4: 'x' is not a value of !!int"),
        ("a: !!bool 1\n", "it.yaml:1:4: '1' is not a value of !!bool"),
        ("? [a]\n: b\n", "it.yaml:1:3: a mapping key must be text, not an array or object"),
        ("x: &k [a]\n*k : b\n", "it.yaml:2:1: a mapping key must be text, not an array or object"),
        ("a: &a [*a]\n", "it.yaml:1:8: the alias *a contains itself"),
        ("a: *b\n", "it.yaml:1:4: the alias *b has no anchor"),
        ("a: 1\n---\nb: 1\n", "it.yaml:2:1: only one YAML document per file is allowed"),
        ("a:\n  <<: 1\n", "it.yaml:2:7: the merge key << needs an object or an array of objects"),
        ("<<: {a: 1}\n<<: {b: 1}\n", "it.yaml:2:1: duplicate key '<<'"),
        (
            "a: b: c\n",
            "it.yaml:1:5: not valid YAML: mapping values are not allowed in this context",
        ),
        ("a:\n\t- b\n", f"it.yaml:2:1: {TAB}"),
        ("a: 1\n\tb: 2\n", f"it.yaml:2:1: {TAB}"),
        ("a:\r\n  b: 1\r\n  \tc: 2\r\n", f"it.yaml:3:3: {TAB}"),
        ("a: |\n  x\n\ty\nb: 1", f"it.yaml:3:1: {TAB}"),
        (
            "é: @b\n",
            "it.yaml:1:4: not valid YAML: a value cannot start with @, unless it is quoted",
        ),
        (
            "a: x\nb: y\x07\n",
            "it.yaml:2:5: not valid YAML: the control character U+0007 is not allowed",
        ),
        ("[" * 300 + "]" * 300, "it.yaml:1:257: nested more than 256 levels deep"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_yaml(text, "it.yaml")
    assert str(caught.value) == message


def test_alias_bombs_end_in_a_message() -> None:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(InputError, match="the aliases expand to more than 1,000,000 values"):
        read_yaml("\n".join(lines), "it.yaml")


def test_aliases_are_copies() -> None:
    tree = read_yaml("a: &x {b: [1]}\nc: *x\nd: [*x]\n", "it.yaml")
    assert tree == {"a": {"b": [1]}, "c": {"b": [1]}, "d": [{"b": [1]}]}
    assert tree["a"] is not tree["c"]
    assert tree["a"]["b"] is not tree["d"][0]["b"]


def test_merge_keys_work_as_in_pyyaml() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {w: 3, <<: [*a, *b], x: 3}\nd: {'<<': 1}\n"
    tree = read_yaml(text, "it.yaml")
    assert tree["c"] == {"x": 3, "y": 1, "z": 2, "w": 3}
    assert tree["d"] == {"<<": 1}


def test_the_stream_may_be_empty_and_may_begin_with_a_byte_order_mark() -> None:
    assert read_yaml("", "it.yaml") is None
    assert read_yaml("# nothing\n", "it.yaml") is None
    assert read_yaml("\ufeffa: 1\n", "it.yaml") == {"a": 1}


_plain = st.text("0123456789+-._eExXobinfaNtruTRUEls~", min_size=1, max_size=8)


@given(_plain)
def test_plain_scalars_agree_with_an_independent_reader(text: str) -> None:
    ryaml = pytest.importorskip("ryaml")
    try:
        expected = ryaml.loads(f"a: {text}\n")["a"]
        ours = read_yaml(f"a: {text}\n", "it.yaml")["a"]
    except (InputError, ryaml.InvalidYamlError):
        return
    unlike = text.lstrip("+-")[:2] in ("0x", "0o", "0b") and isinstance(ours, str)
    assert unlike or (type(ours), ours) == (type(expected), expected)


@given(st.integers())
def test_integers_keep_every_digit(number: int) -> None:
    assert read_yaml(f"a: {number}\n", "it.yaml") == {"a": number}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_every_digit(number: float) -> None:
    result = read_yaml(f"a: {number!r}\n", "it.yaml")["a"]
    assert (result, math.copysign(1, result)) == (number, math.copysign(1, number))


def test_the_same_without_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x {200: 1e3, no: [~, 'x', \"\\u00e4\"]}\nb:\n  <<: *x\n  c: |\n    two\n    lines\n"
    expected = read_yaml(text, "it.yaml")
    monkeypatch.setattr(yaml_events, "Loader", yaml.SafeLoader)
    assert read_yaml(text, "it.yaml") == expected
    with pytest.raises(InputError, match=r"^it\.yaml:2:1: duplicate key 'a'$"):
        read_yaml("a: 1\na: 2\n", "it.yaml")
