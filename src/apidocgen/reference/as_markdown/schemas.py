"""Schemas as nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocgen.reference.as_markdown.pieces import code, in_line, plain, target
from apidocgen.reference.constraints import Fact
from apidocgen.reference.phrases import Phrases
from apidocgen.reference.schema_view import KindView, PartView, SchemaView
from apidocgen.reference.type_words import Word


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
    said += [fact(say, each) for each in (*view.facts, *more)]
    said += [f"{say('example')} {code(each)}" for each in view.examples]
    if view.values:
        start = say("one of" if len(view.values) > 1 else "always")
        said.append(f"{start} {', '.join(code(each.code) for each in view.values)}")
    return ", ".join(said)


def plain_type(kind: str, view: SchemaView) -> str:
    """The words of a type; a link in them stays one."""
    return kind if view.name else plain(kind)


def fact(say: Phrases, each: Fact) -> str:
    """A short statement about a value."""
    words = plain(say(each.words))
    return f"{words} {code(each.code)}" if each.code else words


def tree(say: Phrases, view: SchemaView, root: str, depth: int = 0) -> Iterator[str]:
    """The lines of a nested list of what is inside a schema."""
    pad = "  " * depth
    for field in view.fields:
        kind = type_line(say, field.schema, root, field.required)
        yield f"{pad}- {code(field.name)}: {kind}{_about(field.schema)}"
        yield from below(say, field.schema, root, depth)
    for part in view.parts:
        if part.group:
            yield f"{pad}- {say(part.group)}:"
        yield from _part(say, part, root, depth + 1 if part.kind == "option" else depth)


def _part(say: Phrases, part: PartView, root: str, depth: int) -> Iterator[str]:
    label = plain(part.label if part.is_name else say(part.label))
    kind = f"{type_line(say, part.schema, root)}{_about(part.schema)}"
    yield f"{'  ' * depth}- {label}{_when(say, part)}: {kind}"
    yield from below(say, part.schema, root, depth)


def _about(view: SchemaView) -> str:
    words = in_line(view.description)
    return f". {words}" if words else ""


def _when(say: Phrases, part: PartView) -> str:
    if not part.by or not part.when:
        return ""
    return f" ({say('when')} {code(part.by)} {say('is')} {_any_of(say, part.when)})"


def _any_of(say: Phrases, values: Iterable[str]) -> str:
    return f" {say('or')} ".join(map(code, values))


def inside_title(say: Phrases, view: SchemaView) -> str:
    """What stands above the list of what is inside a schema; empty if nothing is."""
    return say("Fields" if view.fields else "Parts") if view.is_open else ""


def below(say: Phrases, view: SchemaView, root: str, depth: int = -1) -> Iterator[str]:
    """The lines that follow the line of a schema; without ``depth``, of one on its own."""
    pad = "  " * (depth + 1)
    yield from (f"{pad}- {note}" for note in _notes(say, view, root))
    yield from tree(say, view, root, depth + 1)


def _notes(say: Phrases, view: SchemaView, root: str) -> Iterator[str]:
    """What else is to be said of a schema, besides what is inside."""
    for value in view.values:
        if value.description:
            yield f"{say('value')} {code(value.code)}: {in_line(value.description)}"
    if view.includes:
        yield f"{say('includes')} {', '.join(_name(each, root) for each in view.includes)}"
    if view.by:
        kinds = ", ".join(_kind(say, each, root) for each in view.kinds)
        yield f"{say('told apart by')} {code(view.by)}{f': {kinds}' if kinds else ''}"
    address, words = view.docs
    if address:
        yield f"[{plain(words or say('More about this'))}]({address})"
    if view.elsewhere:
        again = f"{say('Contains itself:')} " if view.recursive else ""
        words = say("See all of {}", view.name.text) if view.name else say("See all of it")
        yield f"{again}[{plain(words)}]({target(root, view.elsewhere)})"


def _name(word: Word, root: str) -> str:
    name = plain(word.text)
    return f"[{name}]({target(root, word.address)})" if word.address else name


def _kind(say: Phrases, kind: KindView, root: str) -> str:
    return f"{_any_of(say, kind.values)} {say('for')} {_name(kind.schema, root)}"
