"""What is inside a schema besides its properties: items, alternatives, maps, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apidocgen.reference import anchors
from apidocgen.reference.lenient import listed, names, table, text
from apidocgen.reference.schema_merge import Choice, Flat, Merger
from apidocgen.reference.type_words import type_words
from apidocgen.spec.pointer import to_reference

_GROUPS = {"oneOf": "Exactly one of these", "anyOf": "One or more of these"}
_RULES = (
    ("additionalProperties", "Any other property"),
    ("unevaluatedProperties", "Any other property"),
    ("propertyNames", "Names of properties"),
    ("additionalItems", "Each further item"),
    ("unevaluatedItems", "Each further item"),
    ("contains", "At least one item"),
    ("not", "Must not be"),
    ("if", "If"),
    ("then", "Then"),
    ("else", "Otherwise"),
    ("contentSchema", "Content"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A schema inside another, with its place in words; see `schema_view.PartView`."""

    label: str
    anchor: str
    schema: Any
    kind: str = "rule"
    group: str = ""
    by: str = ""
    when: tuple[str, ...] = ()
    is_name: bool = False


def parts_of(flat: Flat, merger: Merger) -> Iterator[Part]:
    """Everything inside a schema that is no property and that the words of its type leave out.

    Those say what kind the items of a list and the values of a map are, and nothing of the rest.
    """
    keywords = flat.keywords
    yield from _items(keywords, merger)
    for index, choice in enumerate(flat.choices):
        yield from _options(choice, index, merger)
    for pattern, schema in table(keywords.get("patternProperties")).items():
        anchor = f"~pattern-{anchors.part(pattern)}"
        yield Part(f"Properties whose name matches {pattern}", anchor, schema)
    for keyword, usual in _RULES:
        schema = keywords.get(keyword)
        if keyword == "additionalProperties" and not keywords.get("properties"):
            if _says_more(schema, merger):
                yield Part("Each value", f"~{keyword}", schema)
        elif isinstance(schema, dict) and schema:
            yield Part(usual, f"~{keyword}", schema)
    for name, schema in table(keywords.get("dependentSchemas")).items():
        yield Part(f"If {name} is present", f"~with-{anchors.part(name)}", schema)


def _items(keywords: dict[str, Any], merger: Merger) -> Iterator[Part]:
    first = listed(keywords.get("prefixItems"))
    for index, schema in enumerate(first):
        yield Part(f"Item {index + 1}", f"~{index}", schema, "items")
    items = keywords.get("items")
    if first and isinstance(items, dict) and items:
        yield Part("Each further item", "~items", items, "items")
    elif _says_more(items, merger):
        yield Part("Each item", "~items", items, "items")


def _says_more(schema: object, merger: Merger) -> bool:
    """Whether a schema says more than its type, which the words of its owner say already."""
    if not isinstance(schema, dict):
        return False
    flat = merger.flat(schema)
    said = flat.keywords.keys() - {"type", "format", "title"}
    return bool(said or flat.choices or flat.broken or flat.nullable)


def _options(choice: Choice, index: int, merger: Merger) -> Iterator[Part]:
    by = text(choice.discriminator.get("propertyName"))
    mapping = {
        name: target
        for name, target in table(choice.discriminator.get("mapping")).items()
        if isinstance(target, str)
    }
    for place, option in enumerate(choice.options):
        flat = merger.flat(option)
        name = _option_name(flat)
        yield Part(
            label=name or _option_label(flat, place, merger),
            anchor=f"~{choice.kind}{index or ''}-{place + 1}",
            schema=option,
            kind="option",
            group=_GROUPS[choice.kind] if place == 0 else "",
            by=by,
            when=values_for(flat, by, mapping) if by else (),
            is_name=bool(name),
        )


def _option_name(flat: Flat) -> str:
    """What the document calls an alternative."""
    return flat.name or text(flat.keywords.get("title"))


def _option_label(flat: Flat, place: int, merger: Merger) -> str:
    required = names(flat.keywords.get("required"))
    if flat.keywords.keys() == {"required"} and required:
        return f"With {', '.join(required)}"
    return f"Option {place + 1}: {type_words(flat, merger)}"


def values_for(flat: Flat, by: str, mapping: dict[str, str]) -> tuple[str, ...]:
    """The values of the discriminating property that choose an alternative."""
    here = {flat.name, flat.reference, to_reference(("components", "schemas", flat.name))} - {""}
    named = tuple(value for value, target in mapping.items() if target in here)
    if named:
        return named
    field = table(table(flat.keywords.get("properties")).get(by))
    stated = [field["const"]] if "const" in field else listed(field.get("enum"))
    return tuple(str(value) for value in stated) or ((flat.name,) if flat.name else ())
