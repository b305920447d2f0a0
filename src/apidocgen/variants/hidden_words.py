"""Words that a text may not have that is a value written out: in XML, in CSV, as a form."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.document import Tree
from apidocgen.variants.composition import Applying, Composition, properties
from apidocgen.variants.enums import text_of
from apidocgen.variants.fitting import as_list
from apidocgen.variants.losses import Losses
from apidocgen.variants.members import every_member


def hidden_words(applying: Applying, composition: Composition, losses: Losses) -> frozenset[str]:
    """Names of properties, enum values and kinds that are hidden, and nowhere shown, at any depth.

    Looked for in all that applies to the value and in what that says of its members.
    """
    shown: set[str] = set()
    hidden: set[str] = set()
    seen: set[tuple[int, bool]] = set()
    waiting = [(each, False) for each in applying.visible]
    waiting += [(each, True) for each in applying.hidden]
    while waiting:
        schema, within = waiting.pop()
        unseen = within or composition.is_gone(schema)
        if (id(schema), unseen) in seen:
            continue
        seen.add((id(schema), unseen))
        (hidden if unseen else shown).update(_own_words(schema))
        gone = losses.hidden_values(schema) | losses.hidden_kinds_of(schema)
        hidden |= gone
        shown -= gone
        for name, declared in properties(schema):
            (hidden if unseen or composition.is_gone(declared) else shown).add(name)
        inner = [*every_member(schema), *composition.applicators(schema)]
        inner.append(schema.get("contentSchema"))
        waiting += [(each, unseen) for each in inner if isinstance(each, dict)]
    return frozenset(hidden - shown)


def _own_words(schema: Tree) -> Iterator[str]:
    """The words by which a schema's values are sent: its name in XML, its constants."""
    xml = schema.get("xml")
    if isinstance(xml, dict) and isinstance(xml.get("name"), str):
        yield xml["name"]
    yield from (text_of(value) for value in as_list(schema.get("enum")))
    if "const" in schema:
        yield text_of(schema["const"])
