"""Reading values of a document that may be malformed: a wrong kind reads as an empty one.

Pages are also made of documents that do not validate, so nothing here may assume the shape that
OpenAPI demands.
"""

from __future__ import annotations

import json
from typing import Any


def table(value: object) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def names(value: object) -> list[str]:
    """The strings of an array."""
    return [each for each in listed(value) if isinstance(each, str)]


def documentation(node: dict[str, Any]) -> tuple[str, str]:
    """The web address of an object's external documentation and its words; empty without one."""
    docs = table(node.get("externalDocs"))
    url = text(docs.get("url"))
    is_web = url.lower().startswith(("https://", "http://"))
    return (url, text(docs.get("description"))) if is_web else ("", "")


def as_json(value: object, indent: int | None = None) -> str:
    """A value as JSON, readable by people: no escapes that UTF-8 does not need."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


def literal(value: object) -> str:
    """A value as a reader would type it: strings bare unless that would hide something."""
    if isinstance(value, str) and value.strip() == value and value:
        return value
    return as_json(value)
