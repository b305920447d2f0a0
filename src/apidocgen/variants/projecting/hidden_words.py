"""Words that a text may not have that is a value written out: in XML, in CSV, as a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Applying, Composition, properties
from apidocgen.variants.enums import text_of
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import every_member
from apidocgen.variants.projecting.fitting import as_list


@dataclass(frozen=True, slots=True)
class HiddenWords:
    """Words that tell of something hidden.

    Attributes:
        anywhere: Those that do wherever they stand.
        inside: Those that something visible is called, too, with the names of the properties in
            which they are hidden: beside one of these they may be what is hidden.
    """

    anywhere: frozenset[str]
    inside: Mapping[str, frozenset[str]]


def hidden_words(applying: Applying, composition: Composition, losses: Losses) -> HiddenWords:
    """Names of properties, enum values and kinds that are hidden, at any depth.

    Looked for in all that applies to the value and in what that says of its members.
    """
    values: set[str] = set()
    # The properties around each word, where it is hidden and where it is shown.
    hidden: dict[str, set[str]] = {}
    shown: dict[str, set[str]] = {}
    taken: dict[str, set[str]] = {}
    seen: set[tuple[int, bool, str]] = set()
    waiting = [(each, False, "") for each in applying.visible]
    waiting += [(each, True, "") for each in applying.hidden]
    while waiting:
        schema, within, around = waiting.pop()
        unseen = within or composition.is_gone(schema)
        if (id(schema), unseen, around) in seen:
            continue
        seen.add((id(schema), unseen, around))
        values |= losses.hidden_values(schema) | losses.hidden_kinds_of(schema)
        for word in _own_words(schema):
            (hidden if unseen else shown).setdefault(word, set()).add(around)
        for name, declared in properties(schema):
            gone = unseen or composition.is_gone(declared)
            (hidden if gone else shown).setdefault(name, set()).add(around)
            if gone and not unseen:  # of this branch, whatever others show
                taken.setdefault(name, set()).add(around)
        waiting += [(each, unseen, way or around) for each, way in _inside(schema, composition)]
    inside = {
        word: frozenset((where - shown[word]) | taken.get(word, set()))
        for word, where in hidden.items()
        if word in shown
    }
    anywhere = {word for word in hidden if word not in shown or "" in inside[word]}
    return HiddenWords(frozenset(values | anywhere), inside)


def _inside(schema: Tree, composition: Composition) -> Iterator[tuple[Tree, str]]:
    """What a schema says of members and applies in place, with the name of a property."""
    named = {id(declared): name for name, declared in properties(schema)}
    inner = [*every_member(schema), *composition.applicators(schema), schema.get("contentSchema")]
    yield from ((each, named.get(id(each), "")) for each in inner if isinstance(each, dict))


def _own_words(schema: Tree) -> Iterator[str]:
    """The words by which a schema's values are sent: its name in XML, its constants."""
    xml = schema.get("xml")
    if isinstance(xml, dict) and isinstance(xml.get("name"), str):
        yield xml["name"]
    yield from (text_of(value) for value in as_list(schema.get("enum")))
    if "const" in schema:
        yield text_of(schema["const"])
