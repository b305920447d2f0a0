"""What kind of value a schema describes, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apidocgen.reference.lenient import listed, names, table, text
from apidocgen.reference.schema_merge import Flat, Merger

_PLURALS = {"any value": "any values", "no value": "nothing", "file": "files"}
DEEPEST = 6
MOST_OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a type: text, and the address of the page that explains it, if it has one."""

    text: str
    address: str = ""


def type_names(keywords: dict[str, Any]) -> list[str]:
    """The JSON types a schema allows, ``null`` aside; guessed from its keywords if not stated."""
    stated = keywords.get("type")
    found = [stated] if isinstance(stated, str) else names(stated)
    if found:
        return [each for each in found if each != "null"]
    if keywords.keys() & {"properties", "additionalProperties", "patternProperties"}:
        return ["object"]
    if keywords.keys() & {"items", "prefixItems", "minItems", "maxItems"}:
        return ["array"]
    if keywords.keys() & {"minLength", "maxLength", "pattern", "contentEncoding"}:
        return ["string"]
    return _types_of_values(listed(keywords.get("enum")))


def _types_of_values(values: list[Any]) -> list[str]:
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return list(dict.fromkeys(kinds[type(v)] for v in values if type(v) in kinds))


def type_words(flat: Flat, merger: Merger, depth: int = 0) -> str:
    """The type of a schema, for instance "array of strings" or "string (date-time)"."""
    if flat.broken:
        return "unknown"
    if flat.nothing:
        return "no value"
    kinds = type_names(flat.keywords)
    if not kinds and flat.choices:
        return _choice_words(flat, merger, depth)
    said = [_kind(kind, flat.keywords, merger, depth) for kind in kinds]
    if "const" in flat.keywords and not said:
        said = _types_of_values([flat.keywords["const"]])
    return " or ".join(dict.fromkeys(said)) or ("null" if _only_null(flat) else "any value")


def _only_null(flat: Flat) -> bool:
    return flat.keywords.get("type") in ("null", ["null"])


def _kind(kind: str, keywords: dict[str, Any], merger: Merger, depth: int) -> str:
    if kind == "array":
        return _array(keywords, merger, depth)
    if kind == "object" and not keywords.get("properties"):
        return _map(keywords, merger, depth)
    shown = text(keywords.get("format"))
    if shown == "binary" and kind == "string":
        return "file"
    return f"{kind} ({shown})" if shown and kind != "object" else kind


def _array(keywords: dict[str, Any], merger: Merger, depth: int) -> str:
    if listed(keywords.get("prefixItems")):
        return f"tuple of {len(keywords['prefixItems'])}"
    if depth >= DEEPEST or keywords.get("items") in (None, {}, True):
        return "array"
    return f"array of {plural(type_words(merger.flat(keywords['items']), merger, depth + 1))}"


def _map(keywords: dict[str, Any], merger: Merger, depth: int) -> str:
    values = keywords.get("additionalProperties")
    patterns = list(table(keywords.get("patternProperties")).values())
    schema = values if isinstance(values, dict) and values else next(iter(patterns), None)
    if schema is None or depth >= DEEPEST:
        return "object"
    return f"map of {plural(type_words(merger.flat(schema), merger, depth + 1))}"


def _choice_words(flat: Flat, merger: Merger, depth: int) -> str:
    choice = flat.choices[0]
    if depth < DEEPEST:
        options = [merger.flat(option) for option in choice.options[:MOST_OPTIONS]]
        said = list(dict.fromkeys(type_words(each, merger, depth + 1) for each in options))
        if len(choice.options) <= MOST_OPTIONS and "object" not in said:
            return " or ".join(said)
        if said == ["object"]:
            return "object"
    return "any value" if not choice.options else "one of several types"


def plural(words: str) -> str:
    """Type words for many values."""
    if words in _PLURALS:
        return _PLURALS[words]
    head, space, rest = words.partition(" ")
    if " or " in words:
        return f"({words})"
    ending = "es" if head.endswith("s") else "s"
    return f"{head}{ending}{space}{rest}"
