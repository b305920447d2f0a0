"""Parameters as OpenAPI writes them into an address: the styles of path and query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from apidocgen.reference.lenient import as_json

_RESERVED = ":/?#[]@!$&'()*+,;="
_JOINS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def plain(value: object) -> str:
    """A scalar as text; anything larger as JSON."""
    if isinstance(value, str):
        return value
    return as_json(value)


def _encoded(value: object, reserved: bool = False) -> str:
    return quote(plain(value), safe=_RESERVED.replace("#", "") if reserved else "-._~")


def path_value(name: str, value: object, style: str, explode: bool) -> str:
    """A value in a path."""
    lead = {"label": ".", "matrix": ";"}.get(style, "")
    if isinstance(value, dict):
        pairs = [(_encoded(key), _encoded(each)) for key, each in value.items()]
        if explode:
            return lead + (lead or ",").join(f"{key}={each}" for key, each in pairs)
        joined = ",".join(f"{key},{each}" for key, each in pairs)
        return f";{_encoded(name)}={joined}" if style == "matrix" else lead + joined
    if isinstance(value, list):
        items = [_encoded(each) for each in value]
        if style == "matrix":
            start = f";{_encoded(name)}="
            return start + start.join(items) if explode else start + ",".join(items)
        return lead + (lead if lead and explode else ",").join(items)
    return f";{_encoded(name)}={_encoded(value)}" if style == "matrix" else lead + _encoded(value)


def query_pairs(name: str, value: object, node: dict[str, Any]) -> Iterator[str]:
    """A value in a query, as one or several encoded ``name=value``."""
    style = str(node.get("style") or "form")
    explode = node.get("explode", style == "form") is True
    reserved = node.get("allowReserved") is True
    key, separator = _encoded(name), _JOINS.get(style, ",")
    if isinstance(value, dict):
        if style == "deepObject":
            yield from (f"{_encoded(way)}={_encoded(each)}" for way, each in nested(name, value))
        elif explode:
            yield from (f"{_encoded(k)}={_encoded(v, reserved)}" for k, v in value.items())
        else:
            flat = (each for k, v in value.items() for each in (_encoded(k), _encoded(v, reserved)))
            yield f"{key}={separator.join(flat)}"
    elif isinstance(value, list) and style == "deepObject":
        yield from (f"{_encoded(way)}={_encoded(each)}" for way, each in nested(name, value))
    elif isinstance(value, list):
        items = [_encoded(each, reserved) for each in value]
        yield from (
            [f"{key}={each}" for each in items] if explode else [f"{key}={separator.join(items)}"]
        )
    else:
        yield f"{key}={_encoded(value, reserved)}"


def nested(name: str, value: object) -> Iterator[tuple[str, object]]:
    """What is inside a value, each with its way in brackets."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from nested(f"{name}[{key}]", each)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from nested(f"{name}[{index}]", each)
    else:
        yield name, value


def simple_value(value: object, explode: bool = False) -> str:
    """A value in a header or cookie."""
    if isinstance(value, dict):
        sign = "=" if explode else ","
        return ",".join(f"{key}{sign}{plain(each)}" for key, each in value.items())
    return ",".join(map(plain, value)) if isinstance(value, list) else plain(value)
