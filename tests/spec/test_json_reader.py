from __future__ import annotations

import json

import pytest

from apidocgen.spec.json_reader import read_json
from apidocgen.spec.problems import InputError


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,\n "b": {"x": 1, "x": 2}}', "it.json:2:16: duplicate key 'x'"),
        ('{"a": [{"k": 1}, {"k": 1}], "a": 2}', "it.json:1:29: duplicate key 'a'"),
        ('{"\\u0061": 1, "a": 2}', "it.json:1:15: duplicate key 'a'"),
        ('{"b": "NaN", "a": NaN}', "it.json:1:19: NaN is no number that JSON can express"),
        ('{"a": -Infinity}', "it.json:1:7: -Infinity is no number that JSON can express"),
        ('{"a": 1e999}', "it.json:1:7: 1e999 is no number that JSON can express"),
        ('{"a":', "it.json:1:6: not valid JSON: expecting value"),
        ('{"a": 1}\nx', "it.json:2:1: not valid JSON: extra data"),
        ('{"a": "x\ny"}', "it.json:1:9: not valid JSON: invalid control character"),
        ('["a",\n "\\ud800"]', "it.json:2:2: the string holds half a surrogate pair"),
        ("[" * 300 + "]" * 300, "it.json: nested more than 256 levels deep"),
        ("[" * 99999, "it.json: nested more than 256 levels deep"),
        ("1" * 5000, "it.json: a number has too many digits"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_json(text, "it.json")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    ['{"a": [1, 2.5, true, null, "x"]}', '"\\ud83d\\ude00"', "12345678901234567890123", "{}"],
)
def test_valid_json_is_read_as_it_is(text: str) -> None:
    assert read_json(text, "it.json") == json.loads(text)
