"""Schemas as nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocgen.reference.as_markdown.pieces import code, in_line, plain, target
from apidocgen.reference.constraints import Fact
from apidocgen.reference.parameters import ParameterView
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.schema_view import PartView, SchemaView

DEEPEST = 8


def type_line(
    say: Phrases, view: SchemaView, root: str, required: bool = False, more: Iterable[Fact] = ()
) -> str:
    """What kind of value, and what is demanded of it, in one line."""
    kind = say(f"{view.type} or null" if view.nullable else view.type)
    if view.name:
        kind += f" [{plain(view.name.text)}]({target(root, view.name.address)})"
    said = [
        plain_type(kind, view),
        *map(say, ["required"] if required else []),
        *map(say, view.marks),
    ]
    said += [_fact(say, each) for each in (*view.facts, *more)]
    said += [f"{say('example')} {code(each)}" for each in view.examples]
    if view.values:
        said.append(f"{say('one of')} " + ", ".join(code(each.code) for each in view.values))
    return ", ".join(said)


def plain_type(kind: str, view: SchemaView) -> str:
    """The words of a type; a link in them stays one."""
    return kind if view.name else plain(kind)


def _fact(say: Phrases, fact: Fact) -> str:
    words = plain(say(fact.words))
    return f"{words} {code(fact.code)}" if fact.code else words


def tree(say: Phrases, view: SchemaView, root: str, depth: int = 0) -> Iterator[str]:
    """The lines of a nested list of what is inside a schema."""
    pad = "  " * depth
    for field in view.fields:
        kind = type_line(say, field.schema, root, field.required)
        yield f"{pad}- {code(field.name)}: {kind}{_about(field.schema)}"
        yield from _below(say, field.schema, root, depth)
    for part in view.parts:
        kind = f"{type_line(say, part.schema, root)}{_about(part.schema)}"
        label = plain(part.label if part.is_name else say(part.label))
        yield f"{pad}- {label}{_when(say, part)}: {kind}"
        yield from _below(say, part.schema, root, depth)


def _about(view: SchemaView) -> str:
    words = in_line(view.description)
    return f". {words}" if words else ""


def _when(say: Phrases, part: PartView) -> str:
    if not part.by or not part.when:
        return ""
    values = f" {say('or')} ".join(map(code, part.when))
    return f" ({say('when')} {code(part.by)} {say('is')} {values})"


def _below(say: Phrases, view: SchemaView, root: str, depth: int) -> Iterator[str]:
    pad = "  " * (depth + 1)
    for value in view.values:
        if value.description:
            yield f"{pad}- {code(value.code)}: {in_line(value.description)}"
    if view.elsewhere:
        words = say("See all of {}", view.name.text) if view.name else say("See all of it")
        yield f"{pad}- [{plain(words)}]({target(root, view.elsewhere)})"
    elif depth < DEEPEST:
        yield from tree(say, view, root, depth + 1)


def parameters(say: Phrases, views: Iterable[ParameterView], root: str) -> str:
    """Parameters or headers as a list."""
    return "\n".join(line for view in views for line in _parameter(say, view, root))


def _parameter(say: Phrases, view: ParameterView, root: str) -> Iterator[str]:
    kind = type_line(say, view.schema, root, view.required, view.facts)
    old = f", {say('deprecated')}" if view.deprecated else ""
    words = in_line(view.description)
    yield f"- {code(view.name)}: {kind}{old}{f'. {words}' if words else ''}"
    yield from _below(say, view.schema, root, 0)
    for content in view.contents:
        if content.schema:
            yield f"  - {code(content.media_types[0])}: {type_line(say, content.schema, root)}"
            yield from tree(say, content.schema, root, 2)
